package io.outboundroutes.app;

import static io.outboundroutes.app.ScheduleRows.guide;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.outboundroutes.platform.audit.AuditFile;
import io.outboundroutes.platform.audit.Verification;
import io.outboundroutes.platform.intake.InputRows;
import io.outboundroutes.platform.json.Json;
import io.outboundroutes.platform.operate.Actor;
import io.outboundroutes.platform.operate.Replaying;
import io.outboundroutes.platform.operate.Wish;
import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunStatus;
import io.outboundroutes.platform.store.Database;
import io.outboundroutes.platform.store.Orders;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.fault.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two programs on one PostgreSQL: the one is asked, the other executes. */
@Timeout(180)
class TwoNodesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Actor ANNA = new Actor("anna", Actor.Through.REST);
    private static final String WORKFLOW = SegmentationSteps.WORKFLOW;

    @TempDir
    Path folder;

    /** From one write on, those about to leave stand still: at most as many as are acted upon at once. */
    private final CountDownLatch reached = new CountDownLatch(1);

    private final CountDownLatch goOn = new CountDownLatch(1);
    private final AtomicInteger sends = new AtomicInteger();
    private volatile int haltAt = Integer.MAX_VALUE;

    private SandboxServer sandbox;
    private TestHouse asked;
    private TestHouse executes;

    @BeforeEach
    void open() throws IOException {
        sandbox = SandboxServer.start(SandboxOptions.defaults().withContacts(60));
        String url = Database.POSTGRESQL.fresh(folder).url();
        asked = node("asked", url, Checkpoint.NONE);
        executes = node("executes", url, point -> {
            if (point.equals("before-send") && sends.incrementAndGet() >= haltAt) {
                reached.countDown();
                awaitQuietly(goOn);
            }
        });
    }

    private TestHouse node(String name, String url, Checkpoint checkpoint) throws IOException {
        Map<String, String> settings = new HashMap<>(Map.of("store.url", url));
        for (String group : List.of("segmentation", "schedules", "contacts")) {
            settings.put(group + ".enabled", "true");
            settings.put(group + ".cron", "0 0 0 1 1 ? 2099");
        }
        return TestHouse.open(
                sandbox,
                Files.createDirectory(folder.resolve(name)),
                settings,
                new Surroundings(Clock.systemUTC(), new Random(), checkpoint));
    }

    @AfterEach
    void close() {
        goOn.countDown();
        executes.close();
        asked.close();
        sandbox.close();
    }

    @Test
    void all23_aPauseAskedOfOneNodeHoldsOnTheOthersRun() {
        haltAt = 3;
        Serving.start(executes.house());
        String run = ask(null).id();
        awaitQuietly(reached);
        assertThat(here(executes)).isEqualTo("1.0");
        assertThat(here(asked)).isEqualTo("0.0");

        assertThat(asked.house().desk().pause(ANNA, WORKFLOW)).isTrue();
        // The other node notices within a second; what has begun there goes out.
        await().atMost(PATIENCE)
                .until(() -> executes.house().running().iterator().next().resting());
        goOn.countDown();

        await().atMost(PATIENCE)
                .until(() -> !executes.house().running().iterator().hasNext());
        assertThat(run(run).status()).isEqualTo(RunStatus.RUNNING);
        assertThat(run(run).owner()).isEqualTo(executes.house().store().owner());
        int created = sandbox.state().segments().size();
        String waiting = ask(null).id();
        await().during(Duration.ofSeconds(1))
                .atMost(PATIENCE)
                .until(() -> run(waiting).status() == RunStatus.ASKED);

        assertThat(asked.house().desk().resume(ANNA, WORKFLOW)).isTrue();

        await().atMost(PATIENCE).until(() -> run(run).status() == RunStatus.SUCCEEDED);
        assertThat(sandbox.state().segments().size()).isGreaterThan(created);
        assertThat(sandbox.state().requests("segments-create"))
                .as("nothing was sent twice")
                .hasSameSizeAs(sandbox.state().segments());
    }

    @Test
    void all23_aStopAskedOfOneNodeCutsTheOthersWaitsAndACancelEndsItsRun() {
        sandbox.fault(Fault.named("429").path("segments-create").times(1).with("retryAfter", "100"));
        Serving.start(executes.house());
        String run = ask(null).id();
        await().atMost(PATIENCE)
                .until(() -> !sandbox.state().requests("segments-create").isEmpty());

        assertThat(asked.house().desk().stopAll(ANNA)).isTrue();

        await().atMost(Duration.ofSeconds(10))
                .until(() -> !executes.house().running().iterator().hasNext());
        int sent = sandbox.state().requests("segments-create").size();
        assertThat(run(run).status()).isEqualTo(RunStatus.RUNNING);
        assertThat(asked.house().desk().cancel(ANNA, run)).isEqualTo(Orders.Cancelled.ENDING);
        await().atMost(PATIENCE).until(() -> run(run).status().isFinal());
        assertThat(TestHouse.report(run(run)).toString()).contains("cancelled by anna (rest)");
        assertThat(sandbox.state().requests("segments-create")).hasSize(sent);
        assertThat(asked.house().desk().resumeAll(ANNA)).isTrue();
    }

    @Test
    void all17_theSameKeyThroughTwoNodesAtOnceIsOneRun() throws Exception {
        List<CompletableFuture<String>> both = List.of(asked, executes).stream()
                .map(node -> CompletableFuture.supplyAsync(() ->
                        node.house().desk().ask(ANNA, wish("order-7"), null).id()))
                .toList();
        String one = both.get(0).get(30, TimeUnit.SECONDS);
        assertThat(both.get(1).get(30, TimeUnit.SECONDS)).isEqualTo(one);

        Serving.start(executes.house());
        Serving.start(asked.house());

        await().atMost(PATIENCE).until(() -> run(one).status() == RunStatus.SUCCEEDED);
        assertThat(asked.house().store().history().runs(WORKFLOW, 9)).hasSize(1);
        assertThat(TestHouse.report(run(one)).get("node")).isEqualTo(run(one).owner());
    }

    @Test
    void aReplayAskedOfTwoNodesAtOnceIsOneRun() throws Exception {
        sandbox.fault(Fault.named("403").path("segments-create").times(2));
        Serving.start(executes.house());
        String failed = ask(null).id();
        await().atMost(PATIENCE).until(() -> run(failed).status() == RunStatus.PARTIAL);

        List<CompletableFuture<String>> both = List.of(asked, executes).stream()
                .map(node -> CompletableFuture.supplyAsync(() -> node.house()
                        .replays()
                        .replay(ANNA, failed, Replaying.Options.CAREFUL)
                        .id()))
                .toList();
        String replay = both.get(0).get(30, TimeUnit.SECONDS);
        assertThat(both.get(1).get(30, TimeUnit.SECONDS)).isEqualTo(replay);

        await().atMost(PATIENCE).until(() -> run(replay).status() == RunStatus.SUCCEEDED);
        assertThat(sandbox.state().requests("segments-create"))
                .as("the two that were refused, once more")
                .hasSize(sandbox.state().segments().size() + 2);
    }

    @Test
    void aCommandLineExecutesItsOwnRunAndNeverTheNodes() {
        String waiting = ask(null).id();

        Map<?, ?> own = executes.segment();

        assertThat(own.get("status")).isEqualTo("SUCCEEDED");
        assertThat(own.get("runId")).isNotEqualTo(waiting);
        assertThat(run(waiting).status()).isEqualTo(RunStatus.ASKED);
    }

    @Test
    void sch3_theSameTimeOfACampaignAskedOfTwoNodesIsOneScheduleAndAConflict() {
        Serving.start(asked.house());
        Serving.start(executes.house());
        List<String> runs = List.of(asked, executes).stream()
                .map(node -> node.house()
                        .desk()
                        .ask(ANNA, new Wish(SchedulesSteps.WORKFLOW, Mode.LIVE, false, null), rows())
                        .id())
                .toList();

        await().atMost(PATIENCE)
                .until(() -> runs.stream().allMatch(run -> run(run).status().isFinal()));

        assertThat(runs)
                .extracting(run -> String.valueOf(
                        new ScheduleReport(TestHouse.report(run(run))).item(0).get("outcome")))
                .containsExactlyInAnyOrder("SUCCESS", "CONFLICT");
        assertThat(sandbox.state().schedules()).hasSize(1);
    }

    private static InputRows rows() {
        return InputRows.of(
                new ByteArrayInputStream(Json.write(List.of(guide())).getBytes(StandardCharsets.UTF_8)), "body");
    }

    @Test
    void all14_linesOfRunsOfBothNodesStandOnceInIntactChains() throws IOException {
        Serving.start(asked.house());
        Serving.start(executes.house());
        List<String> runs = IntStream.range(0, 4).mapToObj(i -> ask(null).id()).toList();

        await().atMost(PATIENCE)
                .until(() -> runs.stream().allMatch(run -> run(run).status().isFinal()));
        await().atMost(PATIENCE).until(() -> asked.house().store().audit().pending() == 0);

        List<Path> files = List.of(folder.resolve("asked/audit.jsonl"), folder.resolve("executes/audit.jsonl"));
        StringBuilder all = new StringBuilder();
        for (Path file : files) {
            if (Files.exists(file)) {
                all.append(Files.readString(file));
                assertThat(new AuditFile(file).verify()).isInstanceOf(Verification.Intact.class);
            }
        }
        for (String run : runs) {
            assertThat(all.toString()
                            .lines()
                            .filter(line -> line.contains("\"runId\":\"" + run + "\"")
                                    && line.contains("\"action\":\"CONTACT_SEGMENTATION\"")))
                    .hasSize(1);
        }
    }

    /** What a node tells of how many runs it executes. */
    private static String here(TestHouse node) {
        String figure = "outbound_runs_here{workflow=\"" + WORKFLOW + "\"} ";
        return node.house()
                .measures()
                .metrics()
                .scrape()
                .lines()
                .filter(line -> line.startsWith(figure))
                .map(line -> line.substring(figure.length()))
                .findFirst()
                .orElse("");
    }

    private Run ask(String key) {
        return asked.house().desk().ask(ANNA, wish(key), null);
    }

    private static Wish wish(String key) {
        return new Wish(WORKFLOW, Mode.LIVE, false, key);
    }

    private Run run(String id) {
        return asked.house().store().history().run(id).orElseThrow();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
