package io.outboundroutes.app.cli;

import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.list.ContactLists;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The stand-in alone. */
@Command(
        name = "sandbox",
        mixinStandardHelpOptions = true,
        description = "Starts the vendors' stand-in alone, over HTTP, until it is interrupted.",
        footer = {"", "Example: outbound sandbox --port 8089 --contacts 10000"})
final class SandboxCommand implements Callable<Integer> {

    /** Takes {@code --verbose}; the sandbox has no settings. */
    @Mixin
    private Options unusedOptions = new Options();

    @Option(names = "--port", description = "The port; 0 picks a free one. Default ${DEFAULT-VALUE}.")
    private int port = 8089;

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description = "Listens on it; 0.0.0.0 lets the whole network call it and switch its faults."
                    + " Default ${DEFAULT-VALUE}.")
    private String bind = "127.0.0.1";

    @Option(names = "--contacts", paramLabel = "N", description = "How many contacts. Default ${DEFAULT-VALUE}.")
    private int contacts = 1000;

    @Option(
            names = "--list-contacts",
            paramLabel = "N",
            description = "How many contacts the source and the target list have each. Default ${DEFAULT-VALUE}.")
    private int listContacts = ContactLists.DEFAULT_SIZE;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "The same seed makes the same contacts. Default ${DEFAULT-VALUE}.")
    private long seed = 42;

    @Option(names = "--requests-per-second", paramLabel = "N", description = "Answers more with 429; 0 for no limit.")
    private int requestsPerSecond;

    @Option(names = "--latency-ms", paramLabel = "MS", description = "How long each answer is held back.")
    private long latencyMs;

    @Option(
            names = "--token-lifetime-s",
            paramLabel = "S",
            description = "How long a token lives. Default ${DEFAULT-VALUE}.")
    private long tokenLifetimeSeconds = 3600;

    @Override
    public Integer call() throws InterruptedException {
        SandboxOptions wanted = wanted();
        try (SandboxServer sandbox = SandboxServer.start(wanted)) {
            sandbox.state().lists().generate(listContacts, listContacts);
            String base = sandbox.baseUri().toString();
            System.out.println("The sandbox answers at " + base + " (nobody's phone rings). To call it:");
            System.out.println("  export GENESYS_BASE_URL=" + base);
            System.out.println("  export GENESYS_CLIENT_ID=" + wanted.clientId());
            System.out.println("  export GENESYS_CLIENT_SECRET=" + wanted.clientSecret());
            System.out.println("  export CXONE_BASE_URL=" + base);
            System.out.println("  export CXONE_CLIENT_ID=" + wanted.clientId());
            System.out.println("  export CXONE_CLIENT_SECRET=" + wanted.clientSecret());
            System.out.println("  export CXONE_SOURCE_LIST_ID=" + ContactLists.SOURCE);
            System.out.println("  export CXONE_TARGET_LIST_ID=" + ContactLists.TARGET);
            System.out.println("  export WEBHOOK_URL=" + sandbox.webhookUri());
            System.out.println("Faults: POST " + base
                    + "/sandbox/faults, e.g. {\"fault\":\"429\",\"path\":\"contacts-query\",\"page\":2,\"times\":2}");
            System.out.flush();
            sandbox.join();
            return ExitCode.SUCCEEDED;
        }
    }

    private SandboxOptions wanted() {
        if (listContacts < 0) {
            throw new WrongUsage("--list-contacts: " + listContacts + " is negative");
        }
        try {
            return SandboxOptions.defaults()
                    .withHost(bind)
                    .withPort(port)
                    .withContacts(contacts)
                    .withSeed(seed)
                    .withRequestsPerSecond(requestsPerSecond)
                    .withLatency(Duration.ofMillis(latencyMs))
                    .withTokenLifetime(Duration.ofSeconds(tokenLifetimeSeconds));
        } catch (IllegalArgumentException e) {
            throw new WrongUsage(String.valueOf(e.getMessage()));
        }
    }
}
