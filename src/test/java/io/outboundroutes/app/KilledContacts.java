package io.outboundroutes.app;

import io.outboundroutes.platform.engine.EngineSettings;
import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.testing.ChildJvm;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A JVM with the whole program that runs external-contacts and halts when a point is reached for the n-th time. */
final class KilledContacts {

    /** So that a dead process is noticed within some two seconds. */
    static final EngineSettings NOTICES_SOON = new EngineSettings(
            Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(5));

    private KilledContacts() {}

    /** Settings of the case: the rate limit that the acceptance names, checks that are looked at soon. */
    static Map<String, String> settings(int parallel) {
        return Map.of(
                "contacts.rate-limit",
                "100/1s",
                "contacts.poll",
                "50ms",
                "contacts.parallel",
                String.valueOf(parallel),
                // What a dead process was about to deliver is free again after some twenty times this.
                "http.webhook-timeout",
                "2s");
    }

    /** Starts the process and waits for its end; answers its exit status. */
    static int run(SandboxServer sandbox, Path folder, String point, int occurrence, int contacts, int parallel)
            throws IOException, InterruptedException {
        List<String> command = ChildJvm.command("200m", List.of(), KilledContacts.class);
        command.addAll(List.of(
                sandbox.baseUri().toString(),
                sandbox.options().clientId(),
                sandbox.options().clientSecret(),
                folder.toString(),
                point,
                Integer.toString(occurrence),
                Integer.toString(contacts),
                Integer.toString(parallel)));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("killed.log").toFile()))
                .start();
        if (!process.waitFor(90, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("The killed process does not end");
        }
        return process.exitValue();
    }

    public static void main(String[] args) {
        AtomicInteger reached = new AtomicInteger();
        int occurrence = Integer.parseInt(args[5]);
        Checkpoint halt = point -> {
            if (point.equals(args[4]) && reached.incrementAndGet() == occurrence) {
                Runtime.getRuntime().halt(KilledRun.HALTED);
            }
        };
        Surroundings around = new Surroundings(Clock.systemUTC(), new Random(), halt, NOTICES_SOON);
        Map<String, String> settings = settings(Integer.parseInt(args[7]));
        try (TestHouse house =
                TestHouse.open(URI.create(args[0]), args[1], args[2], Path.of(args[3]), settings, around)) {
            house.handIn(ContactsSteps.WORKFLOW, ContactRows.json(ContactRows.many(Integer.parseInt(args[6]))));
        }
    }
}
