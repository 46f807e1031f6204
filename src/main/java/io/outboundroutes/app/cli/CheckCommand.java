package io.outboundroutes.app.cli;

import io.outboundroutes.app.House;
import io.outboundroutes.app.HouseGates;
import io.outboundroutes.app.OneOrganisation;
import io.outboundroutes.app.Surroundings;
import io.outboundroutes.app.VendorLink;
import io.outboundroutes.app.WorkflowVendors;
import io.outboundroutes.app.gates.GateReport;
import io.outboundroutes.platform.audit.AuditFile;
import io.outboundroutes.platform.audit.AuditUnavailable;
import io.outboundroutes.platform.audit.Verification;
import io.outboundroutes.platform.config.ConfigException;
import io.outboundroutes.platform.config.ConfigProblem;
import io.outboundroutes.platform.config.HouseKeys;
import io.outboundroutes.platform.config.SegmentationKeys;
import io.outboundroutes.platform.config.Settings;
import io.outboundroutes.platform.config.Vendor;
import io.outboundroutes.platform.store.Orders;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.platform.store.StoreUnavailable;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Is everything fit to run? */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description =
                "Checks configuration, routes, store, audit trail, credentials and scopes; tells all problems at once.",
        footer = {"", "Example: outbound check contact-segmentation"})
final class CheckCommand implements Callable<Integer> {

    @Mixin
    private Options options = new Options();

    @Parameters(
            paramLabel = "<workflow>",
            arity = "0..1",
            description = "Only what this workflow needs; default: what is switched on, or configured.")
    private @Nullable String workflow;

    @Override
    public Integer call() {
        Settings settings = Preparation.settings(options, Map.of(), false);
        Path routes = Preparation.routesDirectory(settings);
        Set<String> all = WorkflowVendors.scan(routes).keySet();
        Set<String> workflows =
                workflow == null ? judged(settings, routes, all) : Set.of(Preparation.known(workflow, routes));
        // Once each: what more than one look finds is one problem.
        Set<String> problems = new LinkedHashSet<>();
        settings.warnings().forEach(warning -> System.out.println("warning: " + warning.message()));
        GateReport gates = HouseGates.inspect(settings);
        List<ConfigProblem> missing =
                settings.get(HouseKeys.SANDBOX_ENABLED) ? List.of() : Preparation.missing(settings, workflows);
        missing.forEach(problem -> problems.add(problem.message()));
        gates.findings().forEach(finding -> problems.add(finding.toString()));
        if (gates.passed()) {
            System.out.println("ok: routes in " + routes + ": " + gates.summary());
        }
        console(settings, problems);
        Inboxes.problems(settings, workflows).forEach(problem -> problems.add(problem.message()));
        boolean fit = problems.isEmpty();
        audit(settings, problems);
        if (fit) {
            connections(settings, workflows, problems);
        } else {
            store(settings, problems);
            System.out.println("not tried until configuration and routes are mended: credentials and scopes");
        }
        problems.forEach(problem -> System.out.println("problem: " + problem));
        System.out.println(problems.isEmpty() ? "All is well." : problems.size() + " problem(s).");
        return problems.isEmpty() ? ExitCode.SUCCEEDED : ExitCode.CONFIGURATION;
    }

    /**
     * Without a name: the workflows that are switched on; with none of them those whose vendors somebody has begun to
     * configure; else all. Tells which ones are left out.
     */
    private static Set<String> judged(Settings settings, Path routes, Set<String> all) {
        Set<String> judged = WorkflowVendors.switchedOn(settings, routes, SegmentationKeys.ENABLED.name());
        String why = "not switched on";
        if (judged.isEmpty() && !settings.get(HouseKeys.SANDBOX_ENABLED)) {
            why = "no setting of its vendor is set";
            judged = all.stream()
                    .filter(each -> Preparation.vendorsOf(routes, Set.of(each)).stream()
                            .anyMatch(vendor -> Preparation.isBegun(settings, vendor)))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        if (judged.isEmpty()) {
            return all;
        }
        Set<String> left = new TreeSet<>(all);
        left.removeAll(judged);
        if (!left.isEmpty()) {
            System.out.println("left out (" + why + "): " + String.join(", ", left));
        }
        return judged;
    }

    private static void console(Settings settings, Set<String> problems) {
        try {
            Watch.judge(settings);
        } catch (ConfigException e) {
            e.problems().forEach(problem -> problems.add(problem.message()));
        }
    }

    private static void audit(Settings settings, Set<String> problems) {
        AuditFile audit = new AuditFile(settings.get(HouseKeys.AUDIT_LOG));
        try {
            Verification found = audit.verify();
            if (found instanceof Verification.Broken broken) {
                problems.add("the audit trail is broken at line " + broken.line() + ": " + broken.why()
                        + "; keep the file for whoever looks into it, and move it away to begin a new one");
            } else if (found instanceof Verification.Intact intact) {
                audit.checkWritable();
                System.out.println(
                        "ok: audit trail of " + intact.lines() + " lines, unbroken; last hash " + intact.lastHash());
            }
        } catch (AuditUnavailable e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }

    private static void store(Settings settings, Set<String> problems) {
        try (Store store = RunsCommand.open(settings)) {
            store(store, problems);
            if (!settings.get(HouseKeys.SANDBOX_ENABLED)) {
                new OneOrganisation(store, settings)
                        .problems(VendorLink.all(settings))
                        .forEach(problem -> problems.add(problem.message()));
            }
        } catch (StoreUnavailable e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }

    private static void store(Store store, Set<String> problems) {
        System.out.println("ok: store at " + store.address());
        for (Orders.Halt halt : store.orders().halts()) {
            String told = halt.order().reason() + "; " + halt.remedy();
            if (halt.copiedTo() == null) {
                System.out.println("warning: " + told);
            } else {
                problems.add(told);
            }
        }
    }

    private static void connections(Settings settings, Set<String> workflows, Set<String> problems) {
        try (Stand stand = Stand.start(settings);
                House house = Preparation.openWithoutAudit(
                        settings,
                        Preparation.links(settings, workflows, stand.sandbox()),
                        Surroundings.real().withoutDeliveries())) {
            store(house.store(), problems);
            Preparation.vendorsOf(settings.get(HouseKeys.ROUTES_DIR), workflows)
                    .forEach(vendor -> credentials(house, vendor, workflows, problems));
        } catch (ConfigException e) {
            e.problems().forEach(problem -> problems.add(problem.message()));
            store(settings, problems);
            System.out.println("not tried until that is mended: credentials and scopes");
        } catch (StoreUnavailable e) {
            problems.add(String.valueOf(e.getMessage()));
            System.out.println("not tried without a store: credentials and scopes");
        }
    }

    private static void credentials(House house, Vendor vendor, Set<String> workflows, Set<String> problems) {
        try {
            System.out.println(
                    "ok: credentials of " + vendor.title() + "; granted scopes: " + house.grantedScopes(vendor));
            Set<String> missing = house.missingScopes(vendor, workflows);
            if (!missing.isEmpty()) {
                problems.add(vendor.title() + ": the token lacks the scopes " + String.join(", ", missing)
                        + "; add them to the OAuth client in the vendor's admin console");
            }
            Set<String> unused = house.unusedScopes(vendor);
            if (!unused.isEmpty()) {
                System.out.println("advice: the guides list the scopes " + String.join(", ", unused)
                        + ", which no call needs; they need not be granted");
            }
        } catch (RuntimeException e) {
            problems.add(vendor.title() + ": " + e.getMessage());
        }
    }
}
