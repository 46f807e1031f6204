package io.outboundroutes.app.cli;

import io.outboundroutes.app.House;
import io.outboundroutes.app.Serving;
import io.outboundroutes.app.Surroundings;
import io.outboundroutes.app.WorkflowVendors;
import io.outboundroutes.console.Console;
import io.outboundroutes.console.ListeningPlace;
import io.outboundroutes.platform.config.Settings;
import io.outboundroutes.platform.intake.InputRows;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.platform.run.RunRequest;
import io.outboundroutes.platform.run.Trigger;
import io.outboundroutes.platform.text.Secret;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Everything once, against the sandbox. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Starts the sandbox, runs every workflow once and prints the reports, then stays up on its schedules. Never calls a vendor.",
        footer = {"", "Example: outbound demo --once"})
final class DemoCommand implements Callable<Integer> {

    private static final int CONTACTS = 10_000;

    @Mixin
    private Options options = new Options();

    @Option(names = "--once", description = "Exits after the runs.")
    private boolean once;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (Shutdown shutdown = Shutdown.onSignal();
                ScratchFolder data = ScratchFolder.create();
                SandboxServer sandbox =
                        SandboxServer.start(SandboxOptions.defaults().withContacts(CONTACTS))) {
            Settings settings = Preparation.settings(options, SandboxProgram.of(data.path(), sandbox), true);
            tell(settings, sandbox);
            Path routes = Preparation.routesDirectory(settings);
            try (ListeningPlace place = once ? ListeningPlace.nowhere() : Watch.reserve(settings);
                    House house = Preparation.open(
                            settings,
                            Preparation.links(settings, Set.of(), Optional.of(StandIn.of(sandbox))),
                            Surroundings.real())) {
                shutdown.stops(house);
                shutdown.endsWith(ExitCode.FAILED);
                int worst = runAll(house, routes);
                if (once) {
                    return worst;
                }
                shutdown.endsWith(ExitCode.SUCCEEDED);
                Secret password = Watch.generatePassword();
                try (Console console = Watch.start(place, settings, house, Optional.of(password))) {
                    Serving serving = Serving.start(house);
                    System.err.println("Staying up on the schedules. Hawtio: " + console.hawtio()
                            + " (user admin, password " + password.reveal() + "). Ctrl-C stops it.");
                    shutdown.await();
                    serving.stop(ServeCommand.GRACE);
                }
            }
            return ExitCode.SUCCEEDED;
        }
    }

    private static void tell(Settings settings, SandboxServer sandbox) {
        System.err.println("The demo calls the sandbox at " + sandbox.baseUri() + " with " + CONTACTS
                + " made-up contacts. Nobody's phone rings.");
        List<String> ignored = settings.ignored();
        if (!ignored.isEmpty()) {
            System.err.println("Ignored, since the demo never calls a vendor: " + String.join(", ", ignored));
        }
    }

    private static int runAll(House house, Path routes) throws IOException {
        int worst = ExitCode.SUCCEEDED;
        for (String workflow : WorkflowVendors.scan(routes).keySet()) {
            RunRequest request = new RunRequest(
                    workflow, Trigger.CLI, Mode.LIVE, null, false, house.store().owner(), Map.of());
            try (InputRows rows = example(workflow)) {
                if (rows == null && WorkflowVendors.takesInput(routes, workflow)) {
                    System.err.println(workflow + " runs without an input: there is no "
                            + exampleOf(workflow).toAbsolutePath() + "; start the demo in the project's folder");
                }
                Report report = new Foreground(house, System.err).run(request, rows);
                ReportPrinter.print(report, System.out);
                worst = ExitCode.worse(worst, ExitCode.of(report));
            }
        }
        return worst;
    }

    /** The input of the workflow that stands in {@code examples}, where the routes are; null when there is none. */
    private static @Nullable InputRows example(String workflow) throws IOException {
        Path example = exampleOf(workflow);
        return Files.isReadable(example) ? InputRows.of(Files.newInputStream(example), example.toString()) : null;
    }

    private static Path exampleOf(String workflow) {
        return Path.of("examples", workflow + ".json");
    }
}
