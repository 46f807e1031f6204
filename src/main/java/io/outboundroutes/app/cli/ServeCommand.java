package io.outboundroutes.app.cli;

import io.outboundroutes.app.House;
import io.outboundroutes.app.Serving;
import io.outboundroutes.app.Surroundings;
import io.outboundroutes.app.VendorLink;
import io.outboundroutes.app.WorkflowVendors;
import io.outboundroutes.console.Console;
import io.outboundroutes.console.ListeningPlace;
import io.outboundroutes.platform.config.ConfigException;
import io.outboundroutes.platform.config.ConfigProblem;
import io.outboundroutes.platform.config.HouseKeys;
import io.outboundroutes.platform.config.SegmentationKeys;
import io.outboundroutes.platform.config.Settings;
import io.outboundroutes.platform.config.Vendor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Schedules, until it is told to stop. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Runs the enabled workflows on their schedules until SIGTERM; the default command.",
        footer = {"", "Example: SEGMENTATION_ENABLED=true outbound serve"})
final class ServeCommand implements Callable<Integer> {

    /** How long what is under way may take after a signal. */
    static final Duration GRACE = Duration.ofSeconds(30);

    @Mixin
    private Options options;

    ServeCommand() {
        this(new Options());
    }

    ServeCommand(Options options) {
        this.options = options;
    }

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = Preparation.settings(options, Map.of(), false);
        Path routes = Preparation.routesDirectory(settings);
        Set<String> enabled = enabled(settings, routes);
        if (!settings.get(HouseKeys.SANDBOX_ENABLED)) {
            Preparation.links(settings, enabled, Optional.empty());
        }
        List<ConfigProblem> inboxes = Inboxes.problems(settings, enabled);
        if (!inboxes.isEmpty()) {
            throw new ConfigException(inboxes);
        }
        RoutesCheck.refuse(settings);
        try (Shutdown shutdown = Shutdown.onSignal();
                ListeningPlace place = Watch.reserve(settings);
                Stand stand = Stand.start(settings);
                House house = Preparation.open(
                        settings, Preparation.links(settings, enabled, stand.sandbox()), Surroundings.real());
                Console console = Watch.start(place, settings, house, settings.find(HouseKeys.CONSOLE_PASSWORD))) {
            Serving serving = Serving.start(house);
            System.err.println("Serving " + String.join(", ", enabled) + " from "
                    + routes.toAbsolutePath().normalize() + "; health at " + console.health()
                    + ". SIGTERM or Ctrl-C stops it.");
            Map<Vendor, VendorLink> links = Preparation.links(settings, enabled, stand.sandbox());
            Preparation.vendorsOf(routes, enabled)
                    .forEach(vendor -> System.err.println(called(Objects.requireNonNull(links.get(vendor)))));
            shutdown.await();
            serving.stop(GRACE);
        }
        return ExitCode.SUCCEEDED;
    }

    /** Whom it is about to call: what is wrong there is dearer than a wrong port. */
    private static String called(VendorLink link) {
        return "Calls " + link.vendor().title() + " at " + link.address().host()
                + (link.sandbox() ? ", the sandbox, not the vendor." : ".");
    }

    /** The workflows that are switched on: nothing runs that nobody switched on. */
    static Set<String> enabled(Settings settings, Path routes) {
        Set<String> enabled = WorkflowVendors.switchedOn(settings, routes, SegmentationKeys.ENABLED.name());
        if (enabled.isEmpty()) {
            throw new ConfigException(List.of(new ConfigProblem(
                    "segmentation.enabled",
                    null,
                    null,
                    "no workflow is switched on, so there is nothing to serve",
                    "set e.g. SEGMENTATION_ENABLED=true, or 'outbound demo' to try it")));
        }
        return enabled;
    }
}
