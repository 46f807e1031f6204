package io.outboundroutes.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.platform.run.Fate;
import io.outboundroutes.platform.run.Item;
import io.outboundroutes.sandbox.RecordedRequest;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.testing.Remains;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** One store and one sandbox, and processes that are killed over them until the run has ended. Used by one thread. */
final class KilledCase implements AutoCloseable {

    /**
     * One moment in four counts from the start of the process, the others from one of its requests to the vendor, whichever:
     * by time alone a process that shares the machine with others would hardly ever get as far as its writes.
     */
    private static final int FROM_START_EVERY = 4;

    /** How far a moment may be from its request; beyond the last one it reaches into the process's end. */
    private static final Duration AFTERWARDS = Duration.ofMillis(100);

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int SUCCEEDED = 0;
    private static final int PARTIAL = 2;

    private final KilledWorkflow workflow;
    private final Path home;
    /** What the JVMs are told about an archive of the program's classes. */
    private final String archive;

    private final SandboxServer sandbox;
    private final List<String> moments = new ArrayList<>();
    private final List<String> underWay = new ArrayList<>();
    private int starts;

    /**
     * A run that nobody killed.
     *
     * @param aftermath what it left behind
     * @param untilCalling from the start of the process to its first request to the vendor
     * @param calls how many requests that and those after it were
     * @param archive of the classes that it needed; with it the next process starts in two thirds of the CPU time
     */
    record Undisturbed(Aftermath aftermath, Duration untilCalling, int calls, Path archive) {
        @Override
        public String toString() {
            return aftermath.things().size() + " things at the vendor, "
                    + aftermath.events().size() + " events, first request after " + untilCalling.toMillis()
                    + " ms, " + calls + " requests";
        }
    }

    /**
     * What became of a case.
     *
     * @param moments where each killed process was
     * @param starts processes started
     * @param aftermath what they left behind
     */
    record Outcome(List<String> moments, int starts, Aftermath aftermath) {
        int kills() {
            return moments.size();
        }

        @Override
        public String toString() {
            return kills() + " kills " + moments + ", " + aftermath.repeated() + " of " + aftermath.writes()
                    + " writes repeated, " + aftermath.unknown().size() + " unknown";
        }
    }

    private KilledCase(KilledWorkflow workflow, Path home, String archive) throws IOException {
        this.workflow = workflow;
        this.archive = archive;
        this.home = Files.createDirectories(home);
        this.sandbox = SandboxServer.start(workflow.options());
        workflow.prepare().accept(sandbox);
    }

    /** A run as it should be, with the archive that one before it left behind. */
    static Undisturbed undisturbed(KilledWorkflow workflow, Path home)
            throws IOException, InterruptedException, SQLException {
        Path archive = home.resolve("classes.jsa");
        try (KilledCase first =
                new KilledCase(workflow, home.resolve("first"), "-XX:ArchiveClassesAtExit=" + archive)) {
            assertThat(first.awaitEnd(first.start())).as(first::log).isEqualTo(SUCCEEDED);
        }
        try (KilledCase once = new KilledCase(workflow, home.resolve("once"), with(archive))) {
            long start = System.nanoTime();
            Process process = once.start();
            assertThat(once.awaitEnd(process)).as(once::log).isEqualTo(SUCCEEDED);
            List<RecordedRequest> requests = once.calls();
            long first = requests.get(0).receivedNanos();
            Aftermath aftermath = Aftermath.of(workflow, once.sandbox, once.home);
            aftermath.judge(aftermath, List.of());
            assertThat(aftermath.names()).as("left by a run that nobody killed").hasSize(workflow.intended());
            assertThat(aftermath.events()).as("events of it").isNotEmpty();
            return new Undisturbed(aftermath, Duration.ofNanos(first - start), requests.size(), archive);
        }
    }

    private static String with(Path archive) {
        return "-XX:SharedArchiveFile=" + archive;
    }

    /**
     * Kills up to so many processes, one after the other, until the run has ended, and judges what is left.
     *
     * @param kills the most processes to kill; the one after them is let alone, if the run has not ended before
     */
    static Outcome play(KilledWorkflow workflow, Path home, Undisturbed undisturbed, int kills, Random random)
            throws IOException, InterruptedException, SQLException {
        try (KilledCase played = new KilledCase(workflow, home, with(undisturbed.archive()))) {
            boolean ended = false;
            while (!ended && played.moments.size() < kills) {
                ended = played.killed(undisturbed, random);
            }
            if (!ended) {
                assertThat(played.awaitEnd(played.start())).as(played::log).isIn(SUCCEEDED, PARTIAL);
            }
            Aftermath aftermath = Aftermath.of(workflow, played.sandbox, home);
            aftermath.judge(undisturbed.aftermath(), played.underWay);
            return new Outcome(List.copyOf(played.moments), played.starts, aftermath);
        }
    }

    /** Starts a process and kills it at a random moment; answers whether the run has ended. */
    private boolean killed(Undisturbed undisturbed, Random random) throws IOException, InterruptedException {
        int before = calls().size();
        boolean fromStart = random.nextInt(FROM_START_EVERY) == 0;
        double part = random.nextDouble();
        int calls = random.nextInt(undisturbed.calls());
        Process process = start();
        Duration range = undisturbed.untilCalling();
        if (!fromStart) {
            awaitCalls(process, before + calls);
            range = AFTERWARDS;
        }
        boolean ended = process.waitFor((long) (part * range.toNanos()), TimeUnit.NANOSECONDS);
        // SIGKILL: nothing of the process gets a chance to tidy up.
        process.destroyForcibly();
        assertThat(process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                .as("a killed process ends")
                .isTrue();
        if (ended || process.exitValue() == SUCCEEDED || process.exitValue() == PARTIAL) {
            assertThat(process.exitValue()).as(this::log).isIn(SUCCEEDED, PARTIAL);
            return true;
        }
        Remains remains = Remains.in(home, workflow.id());
        moments.add(moment(remains));
        remains.with(Fate.SENT).map(Item::key).forEach(underWay::add);
        return remains.ended();
    }

    /** Where the killed process was, as its ledger tells. */
    private static String moment(Remains remains) {
        if (remains.runs().isEmpty()) {
            return "1 before the run was begun";
        }
        if (remains.ended()) {
            return "6 after the run's end";
        }
        if (remains.items().isEmpty()) {
            return "2 before the plan was stored";
        }
        if (remains.with(Fate.SENT).findAny().isPresent()) {
            return "4 with writes under way";
        }
        return remains.items().stream().anyMatch(item -> item.fate().isOpen())
                ? "3 between writes"
                : "5 after the last write";
    }

    private Process start() throws IOException {
        starts++;
        Map<String, String> environment = new HashMap<>(Map.of(
                "GENESYS_BASE_URL", sandbox.baseUri().toString(),
                "GENESYS_CLIENT_ID", sandbox.options().clientId(),
                "GENESYS_CLIENT_SECRET", sandbox.options().clientSecret(),
                "CXONE_BASE_URL", sandbox.baseUri().toString(),
                "CXONE_CLIENT_ID", sandbox.options().clientId(),
                "CXONE_CLIENT_SECRET", sandbox.options().clientSecret(),
                "WEBHOOK_URL", sandbox.webhookUri().toString(),
                "STORE_URL", "jdbc:h2:file:" + home.resolve("db/outbound"),
                "AUDIT_LOG", home.resolve("audit.jsonl").toString()));
        environment.put("RETRY_BASE", "20ms");
        environment.put("RETRY_CAP", "200ms");
        environment.putAll(workflow.settings());
        List<String> jvm = List.of("-Xmx200m", "-XX:TieredStopAtLevel=1", archive);
        List<String> command = new ArrayList<>(List.of("run", workflow.id(), "--json"));
        if (!workflow.rows().isEmpty()) {
            Path input = Files.write(home.resolve("input.jsonl"), workflow.rows());
            command.addAll(List.of("--input", input.toString()));
        }
        return Product.program(jvm, environment, command)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("process-" + starts + ".log").toFile())
                .start();
    }

    /** The requests to the vendor. Events that another process left are delivered while a run waits for its turn. */
    private List<RecordedRequest> calls() {
        return sandbox.state().requests().stream()
                .filter(request -> !request.operation().equals("webhook"))
                .toList();
    }

    /** Waits until the vendor has got more than so many requests, or the process has ended: one that goes on makes fewer. */
    private void awaitCalls(Process process, int some) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (calls().size() <= some && !process.waitFor(2, TimeUnit.MILLISECONDS)) {
            assertThat(System.nanoTime()).as(this::log).isLessThan(deadline);
        }
    }

    private int awaitEnd(Process process) throws InterruptedException {
        boolean ended = process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        if (!ended) {
            process.destroyForcibly();
        }
        assertThat(ended).as(() -> "ended in time:\n" + log()).isTrue();
        return process.exitValue();
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
