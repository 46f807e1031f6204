package io.outboundroutes.app.cli;

import io.outboundroutes.app.Engagement;
import io.outboundroutes.app.EngagementSteps;
import io.outboundroutes.app.House;
import io.outboundroutes.app.Surroundings;
import io.outboundroutes.app.VendorLink;
import io.outboundroutes.app.WorkflowVendors;
import io.outboundroutes.app.log.EventEncoder;
import io.outboundroutes.app.log.LogFormat;
import io.outboundroutes.platform.audit.AuditFile;
import io.outboundroutes.platform.config.ConfigException;
import io.outboundroutes.platform.config.ConfigProblem;
import io.outboundroutes.platform.config.HouseKeys;
import io.outboundroutes.platform.config.Settings;
import io.outboundroutes.platform.config.SettingsSources;
import io.outboundroutes.platform.config.Vendor;
import io.outboundroutes.platform.config.VendorKeys;
import io.outboundroutes.platform.store.StoreUnavailable;
import io.outboundroutes.platform.text.Nearest;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What every command does before it begins: read and check the settings, find the routes, open the house. Stateless. */
final class Preparation {

    /** How many letters a name may differ in from the one that was probably meant. */
    private static final int MOST_SLIPS = 4;

    private Preparation() {}

    /**
     * The settings: {@code -P}, environment, {@code application.properties} of the working directory or else beside the
     * jar, and the keys that the routes use.
     *
     * @param program what the command sets by its nature
     * @param ignoringVendors whether the vendors' addresses and credentials are left aside
     * @throws ConfigException with every problem at once
     */
    static Settings settings(Options options, Map<String, String> program, boolean ignoringVendors) {
        SettingsSources sources = SettingsSources.none()
                .program(program)
                .commandLine(options.overrides)
                .environment(System.getenv())
                .fileIn(Path.of("").toAbsolutePath(), jarDirectory())
                .cron(Crons::problem);
        if (ignoringVendors) {
            sources = sources.ignoringVendors();
        }
        // The routes' directory is a setting, and the routes' keys count as declared: read once for the one, then for
        // all.
        Settings first = Settings.load(sources.usedInRoutes(keysOfDefaultRoutes()));
        Path routes = routesDirectory(first);
        Settings settings = Settings.load(sources.usedInRoutes(WorkflowVendors.usedKeys(routes)));
        EventEncoder.use(LogFormat.valueOf(settings.get(HouseKeys.LOG_FORMAT).toUpperCase(Locale.ROOT)));
        return settings;
    }

    private static Set<String> keysOfDefaultRoutes() {
        return WorkflowVendors.usedKeys(Path.of("routes"));
    }

    /**
     * The directory whose YAML runs.
     *
     * @throws ConfigException when it is not there or holds no workflow
     */
    static Path routesDirectory(Settings settings) {
        Path routes = settings.get(HouseKeys.ROUTES_DIR);
        if (!Files.isDirectory(routes) || WorkflowVendors.scan(routes).isEmpty()) {
            throw new ConfigException(List.of(new ConfigProblem(
                    "routes.dir",
                    settings.origin(HouseKeys.ROUTES_DIR),
                    routes.toString(),
                    "expected a directory with workflow files (*.camel.yaml), seen from "
                            + Path.of("").toAbsolutePath(),
                    "start in the project's directory, or set routes.dir (ROUTES_DIR) to where the routes are")));
        }
        return routes;
    }

    /**
     * The workflow of this name.
     *
     * @throws WrongUsage when there is none, with the nearest one and all of them
     */
    static String known(String workflow, Path routes) {
        Set<String> workflows = WorkflowVendors.scan(routes).keySet();
        if (!workflows.contains(workflow)) {
            // Who completes names by the shell gives the file's.
            String name = workflow.substring(workflow.lastIndexOf('/') + 1).replaceFirst("([.]camel)?[.]ya?ml$", "");
            String hint = Nearest.of(name, workflows, MOST_SLIPS)
                    .map(near -> "; did you mean '" + near + "'?")
                    .orElse(".");
            for (String ending : List.of(".yaml", ".yml")) {
                if (name.matches("[A-Za-z0-9_-]+") && Files.exists(routes.resolve(name + ending))) {
                    hint = "; " + name + ending + " is never loaded, name it " + name + ".camel.yaml.";
                }
            }
            throw new WrongUsage("There is no workflow '" + workflow + "' in " + routes + hint + " There are: "
                    + String.join(", ", workflows));
        }
        return workflow;
    }

    /** Whether somebody has begun to configure a vendor: any of what it cannot do without is set. */
    static boolean isBegun(Settings settings, Vendor vendor) {
        VendorKeys keys = vendor.keys();
        return Stream.of(keys.address(), keys.baseUrl(), keys.clientId(), keys.clientSecret())
                .anyMatch(key -> settings.find(key).isPresent());
    }

    private static Path jarDirectory() {
        try {
            URI code = Preparation.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
            Path parent = Path.of(code).getParent();
            return parent == null ? Path.of("") : parent;
        } catch (URISyntaxException e) {
            return Path.of("");
        }
    }

    /**
     * Where each vendor is reached.
     *
     * @param workflows those that are to run, whose vendors must be configured
     * @param sandbox the sandbox, when it stands in for all vendors
     * @throws ConfigException naming everything that they lack
     */
    static Map<Vendor, VendorLink> links(Settings settings, Collection<String> workflows, Optional<StandIn> sandbox) {
        List<ConfigProblem> problems = sandbox.isPresent() ? List.of() : missing(settings, workflows);
        Map<Vendor, VendorLink> links = new EnumMap<>(Vendor.class);
        for (Vendor vendor : Vendor.values()) {
            links.put(
                    vendor,
                    sandbox.map(server -> toSandbox(vendor, server)).orElseGet(() -> VendorLink.of(vendor, settings)));
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return links;
    }

    /** What these workflows lack to run against their vendors: addresses, credentials, settings without a default. */
    static List<ConfigProblem> missing(Settings settings, Collection<String> workflows) {
        List<ConfigProblem> problems = new ArrayList<>();
        vendorsOf(settings.get(HouseKeys.ROUTES_DIR), workflows)
                .forEach(vendor -> problems.addAll(settings.vendorProblems(vendor)));
        if (workflows.contains(EngagementSteps.WORKFLOW)) {
            problems.addAll(Engagement.problems(settings));
        }
        return problems;
    }

    private static VendorLink toSandbox(Vendor vendor, StandIn sandbox) {
        return VendorLink.toSandbox(vendor, sandbox.base(), sandbox.clientId(), sandbox.clientSecret());
    }

    /** The vendors that these workflows call. */
    static Set<Vendor> vendorsOf(Path routes, Collection<String> workflows) {
        Set<Vendor> vendors = EnumSet.noneOf(Vendor.class);
        WorkflowVendors.scan(routes).forEach((workflow, used) -> {
            if (workflows.contains(workflow)) {
                vendors.addAll(used);
            }
        });
        return vendors;
    }

    /**
     * Opens the house after making sure that outcomes can be told.
     *
     * @throws RoutesRefused when Camel cannot start the routes, with what the gates say about them
     */
    static House open(Settings settings, Map<Vendor, VendorLink> links, Surroundings around) {
        settings.warnings().forEach(warning -> System.err.println("warning: " + warning.message()));
        new AuditFile(settings.get(HouseKeys.AUDIT_LOG)).checkWritable();
        return openWithoutAudit(settings, links, around);
    }

    /** The same for those who tell themselves what is wrong with the settings and the audit trail. */
    static House openWithoutAudit(Settings settings, Map<Vendor, VendorLink> links, Surroundings around) {
        try {
            return House.open(settings, links, around);
        } catch (StoreUnavailable | ConfigException e) {
            throw e;
        } catch (RuntimeException e) {
            // Camel ends at its first error, in its own words; the gates name every one, with file and line.
            RoutesCheck.refuse(settings);
            throw e;
        }
    }
}
