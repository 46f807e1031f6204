package io.outboundroutes.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.sandbox.RecordedRequest;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** One store and one sandbox, and processes that are killed over them until one may end. Used by one thread. */
final class KilledCase implements AutoCloseable {

    /** Answers take a while, so that a kill can meet a request under way. */
    private static final SandboxOptions OPTIONS =
            SandboxOptions.defaults().withContacts(1000).withLatency(Duration.ofMillis(20));

    /** One moment in four counts from the start of the process, the others from its first request. */
    private static final int FROM_START_EVERY = 4;

    /** Moments reach a little beyond the last request, into the process's end. */
    private static final Duration AFTERWARDS = Duration.ofMillis(200);

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Path home;
    private final SandboxServer sandbox;
    private final List<String> moments = new ArrayList<>();
    private int starts;

    /**
     * A run that nobody killed.
     *
     * @param segments what it created: the query by name
     * @param untilCalling from the start of the process to its first request
     * @param calling from there to the arrival of its last one, the webhook
     */
    record Undisturbed(Map<String, String> segments, Duration untilCalling, Duration calling) {
        @Override
        public String toString() {
            return segments.size() + " segments, first request after " + untilCalling.toMillis() + " ms, last one "
                    + calling.toMillis() + " ms later";
        }
    }

    /**
     * What became of a case.
     *
     * @param moments what each killed process had done
     * @param restarts processes started after a kill
     * @param creates requests to create a segment
     * @param repeated those for a segment that had been asked for before
     * @param pages requests for a page of contacts
     * @param deliveries events that arrived
     * @param redeliveries those that had arrived before
     */
    record Outcome(
            List<String> moments,
            int restarts,
            int creates,
            int repeated,
            int pages,
            int deliveries,
            int redeliveries) {
        int kills() {
            return moments.size();
        }
    }

    private KilledCase(Path home) throws IOException {
        this.home = Files.createDirectories(home);
        this.sandbox = SandboxServer.start(OPTIONS);
    }

    /** A run as it should be. */
    static Undisturbed undisturbed(Path home) throws IOException, InterruptedException {
        try (KilledCase once = new KilledCase(home)) {
            long start = System.nanoTime();
            once.succeed(once.start());
            List<RecordedRequest> requests = once.sandbox.state().requests();
            Map<String, String> segments = new Aftermath(once.sandbox, once.home).segments();
            assertThat(segments).as("segments of an undisturbed run").isNotEmpty();
            assertThat(once.sandbox.state().webhooks()).as("events of it").hasSize(1);
            long first = requests.get(0).receivedNanos();
            long last = requests.get(requests.size() - 1).receivedNanos();
            return new Undisturbed(segments, Duration.ofNanos(first - start), Duration.ofNanos(last - first));
        }
    }

    /**
     * Kills up to so many processes, one after the other, until one has succeeded, and judges what is left.
     *
     * @param kills the most processes to kill; the one after them is let alone, if none has succeeded before
     */
    static Outcome play(Path home, Undisturbed undisturbed, int kills, Random random)
            throws IOException, InterruptedException {
        try (KilledCase played = new KilledCase(home)) {
            boolean killed = true;
            while (killed && played.moments.size() < kills) {
                killed = played.killed(undisturbed, random);
            }
            if (killed) {
                played.succeed(played.start());
            }
            return played.judge(undisturbed);
        }
    }

    /** Starts a process and kills it at a random moment; false when it has succeeded before. */
    private boolean killed(Undisturbed undisturbed, Random random) throws IOException, InterruptedException {
        int before = sandbox.state().requests().size();
        boolean fromStart = random.nextInt(FROM_START_EVERY) == 0;
        double part = random.nextDouble();
        Process process = start();
        Duration range = undisturbed.untilCalling();
        if (!fromStart) {
            awaitRequest(process, before);
            range = undisturbed.calling().plus(AFTERWARDS);
        }
        boolean ended = process.waitFor((long) (part * range.toNanos()), TimeUnit.NANOSECONDS);
        process.destroyForcibly();
        assertThat(process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                .as("a killed process ends")
                .isTrue();
        if (ended || process.exitValue() == 0) {
            assertThat(process.exitValue()).as(this::log).isZero();
            return false;
        }
        moments.add(done(before, undisturbed));
        return true;
    }

    /** What the killed process had done, as its peer saw it. */
    private String done(int before, Undisturbed undisturbed) {
        if (sandbox.state().requests().size() == before) {
            return "1 before the first request";
        }
        int segments = sandbox.state().segments().size();
        if (segments == 0) {
            return "2 while reading";
        }
        return segments < undisturbed.segments().size()
                ? "3 while segments were created"
                : "4 after the last segment was created";
    }

    private Process start() throws IOException {
        starts++;
        Map<String, String> environment = Map.of(
                "GENESYS_BASE_URL", sandbox.baseUri().toString(),
                "GENESYS_CLIENT_ID", sandbox.options().clientId(),
                "GENESYS_CLIENT_SECRET", sandbox.options().clientSecret(),
                "WEBHOOK_URL", sandbox.webhookUri().toString(),
                "STORE_URL", "jdbc:h2:file:" + home.resolve("db/outbound"),
                "AUDIT_LOG", home.resolve("audit.jsonl").toString(),
                "RETRY_BASE", "20ms",
                "RETRY_CAP", "200ms");
        List<String> jvm = List.of("-Xmx200m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
        return Product.program(jvm, environment, List.of("run", "contact-segmentation", "--json"))
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("process-" + starts + ".log").toFile())
                .start();
    }

    /** Waits until the sandbox has got something from the process, or it has ended. */
    private void awaitRequest(Process process, int before) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (sandbox.state().requests().size() == before && !process.waitFor(2, TimeUnit.MILLISECONDS)) {
            assertThat(System.nanoTime()).as(this::log).isLessThan(deadline);
        }
    }

    private void succeed(Process process) throws InterruptedException {
        boolean ended = process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        if (!ended) {
            process.destroyForcibly();
        }
        assertThat(ended).as(() -> "ended in time:\n" + log()).isTrue();
        assertThat(process.exitValue()).as(this::log).isZero();
    }

    private Outcome judge(Undisturbed undisturbed) throws IOException {
        Aftermath aftermath = new Aftermath(sandbox, home);
        aftermath.assertDelivered();
        int creates = sandbox.state().requests("segments-create").size();
        int deliveries = sandbox.state().webhooks().size();
        aftermath.assertSegments(undisturbed.segments(), moments.size());
        int events = aftermath.assertEvents();
        aftermath.assertAudit(undisturbed.segments().keySet());
        return new Outcome(
                List.copyOf(moments),
                starts - 1,
                creates,
                creates - undisturbed.segments().size(),
                sandbox.state().requests("contacts-query").size(),
                deliveries,
                deliveries - events);
    }

    private String log() {
        try {
            return Files.readString(home.resolve("process-" + starts + ".log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
