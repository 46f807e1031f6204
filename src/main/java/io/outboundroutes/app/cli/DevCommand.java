package io.outboundroutes.app.cli;

import io.outboundroutes.app.House;
import io.outboundroutes.app.Serving;
import io.outboundroutes.app.Surroundings;
import io.outboundroutes.app.dev.HotReload;
import io.outboundroutes.app.dev.RoutesWatch;
import io.outboundroutes.console.Console;
import io.outboundroutes.console.ListeningPlace;
import io.outboundroutes.platform.config.Settings;
import io.outboundroutes.platform.text.Secret;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code serve} on the sandbox, with routes that may be edited meanwhile. */
@Command(
        name = "dev",
        mixinStandardHelpOptions = true,
        description =
                "Serves every workflow on the sandbox and makes edited routes live while it runs. Never calls a vendor.",
        footer = {"", "Example: outbound dev", "Then edit a file of routes/; it tells what became of it."})
final class DevCommand implements Callable<Integer> {

    private static final int CONTACTS = 1_000;

    @Mixin
    private Options options = new Options();

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (Shutdown shutdown = Shutdown.onSignal();
                ScratchFolder data = ScratchFolder.create();
                SandboxServer sandbox =
                        SandboxServer.start(SandboxOptions.defaults().withContacts(CONTACTS))) {
            Settings settings = Preparation.settings(options, SandboxProgram.of(data.path(), sandbox), true);
            List<String> ignored = settings.ignored();
            if (!ignored.isEmpty()) {
                System.err.println("Ignored, since dev never calls a vendor: " + String.join(", ", ignored));
            }
            Path routes = Preparation.routesDirectory(settings);
            RoutesCheck.refuse(settings);
            Secret password = Watch.generatePassword();
            try (ListeningPlace place = Watch.reserve(settings);
                    House house = Preparation.open(
                            settings,
                            Preparation.links(settings, Set.of(), Optional.of(StandIn.of(sandbox))),
                            Surroundings.real().seenByCamelCli());
                    Console console = Watch.start(place, settings, house, Optional.of(password))) {
                try (HotReload reload =
                        HotReload.of(house, settings, data.path().resolve("staging"), DevCommand::tell)) {
                    Serving serving = reload.serve();
                    System.err.println("Developing on the sandbox at " + sandbox.baseUri() + ": what is saved in "
                            + routes.toAbsolutePath().normalize() + " becomes live. Hawtio: " + console.hawtio()
                            + " (user admin, password " + password.reveal() + "). Ctrl-C stops it.");
                    RoutesWatch watch = RoutesWatch.over(reload);
                    shutdown.await();
                    watch.close();
                    serving.stop(ServeCommand.GRACE);
                }
            }
            return ExitCode.SUCCEEDED;
        }
    }

    private static void tell(String text) {
        System.err.println(text);
    }
}
