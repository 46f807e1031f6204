package io.outboundroutes.app;

import io.outboundroutes.platform.engine.EngineSettings;
import io.outboundroutes.platform.operate.Actor;
import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.testing.ChildJvm;
import io.outboundroutes.testing.Remains;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** A JVM with the whole program that runs a workflow and halts when a point is reached for the n-th time. */
final class KilledRun {

    static final int HALTED = 137;
    /** Who replays. */
    static final Actor WHO = new Actor("night-shift", Actor.Through.CLI);

    /** No point of that name is ever reached. */
    private static final String NOWHERE = "nowhere";

    /** In the place of a workflow. */
    private static final String NOTHING = "nothing";

    /** For how long what is still on its way may reach the point. */
    private static final int PATIENCE_SECONDS = 30;

    private static final String SETTING = "killed.";
    private static final String REPLAYED = "killed-replay";
    /** What {@link Runtime#halt} leaves behind is what a killed process leaves behind. */
    private final Process process;

    private KilledRun(Process process) {
        this.process = process;
    }

    /** Runs contact segmentation. */
    static KilledRun start(SandboxServer sandbox, Path folder, String point, int occurrence) throws IOException {
        return start(sandbox, folder, point, occurrence, SegmentationSteps.WORKFLOW, List.of());
    }

    /**
     * Runs contact segmentation to its end. It takes nobody for dead sooner than the program does: a process that beats as
     * seldom as usual may run beside it.
     */
    static KilledRun unharmed(SandboxServer sandbox, Path folder) throws IOException {
        return start(sandbox, folder, NOWHERE, 1);
    }

    /**
     * Runs any workflow.
     *
     * @param rows its input as JSON texts; none: without an input
     */
    static KilledRun start(
            SandboxServer sandbox, Path folder, String point, int occurrence, String workflow, List<String> rows)
            throws IOException {
        return start(sandbox, folder, point, occurrence, workflow, rows, Map.of());
    }

    /** The same with settings. */
    static KilledRun start(
            SandboxServer sandbox,
            Path folder,
            String point,
            int occurrence,
            String workflow,
            List<String> rows,
            Map<String, String> settings)
            throws IOException {
        return start(sandbox, folder, point, occurrence, workflow, rows, settings, "");
    }

    /**
     * Replays what a run left undone.
     *
     * @param runId the run
     */
    static KilledRun replay(
            SandboxServer sandbox,
            Path folder,
            String point,
            int occurrence,
            String workflow,
            String runId,
            Map<String, String> settings)
            throws IOException {
        return start(sandbox, folder, point, occurrence, workflow, List.of(), settings, runId);
    }

    /** Delivers and audits what others left, and runs nothing. */
    static KilledRun deliver(SandboxServer sandbox, Path folder, String point, Map<String, String> settings)
            throws IOException {
        return start(sandbox, folder, point, 1, NOTHING, List.of(), settings);
    }

    private static KilledRun start(
            SandboxServer sandbox,
            Path folder,
            String point,
            int occurrence,
            String workflow,
            List<String> rows,
            Map<String, String> settings,
            String replayed)
            throws IOException {
        List<String> options = new ArrayList<>(List.of("-D" + REPLAYED + "=" + replayed));
        settings.forEach((key, value) -> options.add("-D" + SETTING + key + "=" + value));
        List<String> command = ChildJvm.command("200m", options, KilledRun.class);
        command.addAll(List.of(
                sandbox.baseUri().toString(),
                sandbox.options().clientId(),
                sandbox.options().clientSecret(),
                folder.toString(),
                point,
                Integer.toString(occurrence),
                workflow));
        command.addAll(rows);
        return new KilledRun(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("killed.log").toFile()))
                .start());
    }

    /** Waits for its end and answers its exit status. */
    int await() throws InterruptedException {
        if (!process.waitFor(90, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("The killed process does not end");
        }
        return process.exitValue();
    }

    private static Map<String, String> settings() {
        return System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith(SETTING))
                .collect(Collectors.toMap(name -> name.substring(SETTING.length()), System::getProperty));
    }

    public static void main(String[] args) throws Exception {
        AtomicInteger reached = new AtomicInteger();
        int occurrence = Integer.parseInt(args[5]);
        Checkpoint halt = point -> {
            if (point.equals(args[4]) && reached.incrementAndGet() == occurrence) {
                Runtime.getRuntime().halt(HALTED);
            }
        };
        EngineSettings pace = args[4].equals(NOWHERE) ? EngineSettings.DEFAULTS : KilledContacts.NOTICES_SOON;
        Surroundings around = new Surroundings(Clock.systemUTC(), new Random(), halt, pace);
        try (TestHouse house =
                TestHouse.open(URI.create(args[0]), args[1], args[2], Path.of(args[3]), settings(), around)) {
            List<String> rows = List.of(args).subList(7, args.length);
            Remains.reservationsRunOut(house.house().store());
            String replayed = System.getProperty(REPLAYED, "");
            if (!replayed.isEmpty()) {
                house.replay(WHO, replayed);
            } else if (args[6].equals(NOTHING)) {
                Remains.claimsRunOut(house.house().store());
            } else if (rows.isEmpty()) {
                house.run(args[6], Mode.LIVE, false);
            } else {
                house.handIn(args[6], rows.iterator());
            }
            if (!args[4].equals(NOWHERE)) {
                new CountDownLatch(1).await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        }
    }
}
