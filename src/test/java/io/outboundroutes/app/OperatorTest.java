package io.outboundroutes.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.outboundroutes.platform.audit.Verification;
import io.outboundroutes.platform.intake.InputRows;
import io.outboundroutes.platform.operate.Actor;
import io.outboundroutes.platform.operate.OperatorDesk;
import io.outboundroutes.platform.operate.Refused;
import io.outboundroutes.platform.operate.Wish;
import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunStatus;
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
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an operator orders, and what becomes of the runs. */
@Timeout(120)
class OperatorTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Actor ANNA = new Actor("anna", Actor.Through.REST);
    private static final String WORKFLOW = SegmentationSteps.WORKFLOW;
    private static final Map<String, String> SETTINGS = Map.of(
            "segmentation.enabled", "true",
            "segmentation.cron", "0 0 0 1 1 ? 2099",
            "schedules.enabled", "true",
            "schedules.cron", "0 0 0 1 1 ? 2099");

    @TempDir
    Path folder;

    /** From one write on, those about to leave stand still: at most as many as are acted upon at once. */
    private final CountDownLatch reached = new CountDownLatch(1);

    private final CountDownLatch goOn = new CountDownLatch(1);
    private final AtomicInteger sends = new AtomicInteger();
    private volatile int haltAt = Integer.MAX_VALUE;

    private SandboxServer sandbox;
    private TestHouse house;

    @BeforeEach
    void open() {
        sandbox = SandboxServer.start(SandboxOptions.defaults().withContacts(60));
        Checkpoint atSend = point -> {
            if (point.equals("before-send") && sends.incrementAndGet() >= haltAt) {
                reached.countDown();
                awaitQuietly(goOn);
            }
        };
        house = TestHouse.open(sandbox, folder, SETTINGS, new Surroundings(Clock.systemUTC(), new Random(), atSend));
    }

    @AfterEach
    void close() {
        goOn.countDown();
        house.close();
        sandbox.close();
    }

    @Test
    void all23_aPausedWorkflowBeginsNoRunAndWhatWasAskedForRunsAfterwards() throws IOException {
        Serving.start(house.house());
        assertThat(desk().pause(ANNA, WORKFLOW)).isTrue();
        assertThat(desk().pause(ANNA, WORKFLOW)).isFalse();
        String waiting = desk().ask(ANNA, wish(null), null).id();
        desk().pause(ANNA, "campaign-schedules");
        desk().resume(ANNA, "campaign-schedules");
        await().during(Duration.ofSeconds(1)).atMost(PATIENCE).until(() -> status(waiting) == RunStatus.ASKED);

        assertThat(desk().resume(ANNA, WORKFLOW)).isTrue();

        await().atMost(PATIENCE).until(() -> status(waiting) == RunStatus.SUCCEEDED);
        assertThat(lines())
                .filteredOn(line -> line.contains("OPERATOR_"))
                .hasSize(5)
                .allMatch(line -> line.contains("\"user\":\"anna\",\"through\":\"rest\""));
        assertThat(house.house().audit().verify()).isInstanceOf(Verification.Intact.class);
    }

    @Test
    void all23_aPauseFindsARunUnderWayWhichTakesNoFurtherItemAndIsGoneOnWith() {
        haltAt = 3;
        Serving.start(house.house());
        String run = desk().ask(ANNA, wish(null), null).id();
        awaitQuietly(reached);

        desk().pause(ANNA, WORKFLOW);
        int before = sends.get();
        goOn.countDown();

        await().atMost(PATIENCE).until(() -> !house.house().running().iterator().hasNext());
        assertThat(status(run)).isEqualTo(RunStatus.RUNNING);
        assertThat(house.house().store().items().countSent(run))
                .as("what has begun is finished")
                .isZero();
        assertThat(sends.get()).isLessThan(before + 8);
        int created = sandbox.state().segments().size();
        assertThat(created).isPositive();

        desk().resume(ANNA, WORKFLOW);

        await().atMost(PATIENCE).until(() -> status(run) == RunStatus.SUCCEEDED);
        assertThat(sandbox.state().segments().size()).isGreaterThan(created);
        assertThat(sandbox.state().requests("segments-create"))
                .as("nothing was sent twice")
                .hasSameSizeAs(sandbox.state().segments());
    }

    @Test
    void all23_aStopCutsWaitsAtOnceAndNothingIsSentUntilItIsTakenBack() {
        sandbox.fault(Fault.named("429").path("segments-create").times(1).with("retryAfter", "100"));
        Serving.start(house.house());
        String run = desk().ask(ANNA, wish(null), null).id();
        await().atMost(PATIENCE)
                .until(() -> !sandbox.state().requests("segments-create").isEmpty());

        assertThat(desk().stopAll(ANNA)).isTrue();

        await().atMost(Duration.ofSeconds(10))
                .until(() -> !house.house().running().iterator().hasNext());
        int sent = sandbox.state().requests("segments-create").size();
        assertThat(status(run)).isEqualTo(RunStatus.RUNNING);
        String waiting = desk().ask(ANNA, wish(null), null).id();
        await().during(Duration.ofSeconds(1)).atMost(PATIENCE).until(() -> status(waiting) == RunStatus.ASKED);
        assertThat(sandbox.state().requests("segments-create")).hasSize(sent);
        assertThat(desk().cancel(ANNA, run)).isEqualTo(Orders.Cancelled.ENDING);

        await().atMost(PATIENCE).until(() -> status(run).isFinal());
        assertThat(status(run)).isIn(RunStatus.FAILED, RunStatus.PARTIAL);
        assertThat(report(run).toString()).contains("cancelled by anna (rest)");
        assertThat(desk().resumeAll(ANNA)).isTrue();
        assertThat(desk().resumeAll(ANNA)).isFalse();
        desk().cancel(ANNA, waiting);
        // It may have begun in between.
        await().atMost(PATIENCE).until(() -> status(waiting).isFinal());
        assertThat(report(waiting).toString()).contains("cancelled");
    }

    @Test
    void aRunUnderWayThatIsCancelledSendsNothingMoreAndIsRecorded() {
        haltAt = 2;
        Serving.start(house.house());
        String run = desk().ask(ANNA, wish(null), null).id();
        awaitQuietly(reached);

        assertThat(desk().cancel(ANNA, run)).isEqualTo(Orders.Cancelled.ENDING);
        int sent = sends.get();
        goOn.countDown();

        await().atMost(PATIENCE).until(() -> status(run).isFinal());
        assertThat(report(run).get("errors").toString()).contains("code=cancelled");
        assertThat(report(run).get("status")).isEqualTo("PARTIAL");
        assertThat(sends).as("those at the point of leaving may leave").hasValueLessThan(sent + 8);
        assertThatThrownBy(() -> desk().cancel(ANNA, run)).isInstanceOf(Refused.class);
    }

    @Test
    void aRunInTheForegroundThatIsPausedHalfWayWaitsAndIsGoneOnWith() throws Exception {
        haltAt = 2;
        CompletableFuture<Map<?, ?>> run = CompletableFuture.supplyAsync(house::segment);
        awaitQuietly(reached);
        desk().pause(ANNA, WORKFLOW);
        goOn.countDown();
        await().atMost(PATIENCE).until(() -> !house.house().running().iterator().hasNext());
        assertThat(run).isNotDone();

        desk().resume(ANNA, WORKFLOW);

        assertThat(run.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).get("status"))
                .isEqualTo("SUCCEEDED");
    }

    @Test
    void theSameKeyAndInputIsTheSameRunAndAnotherInputIsRefused() {
        Wish wish = new Wish("campaign-schedules", Mode.DRY_RUN, false, "key-1");
        Run first = desk().ask(ANNA, wish, rows("[{\"campaignId\": \"a\"}]"));

        assertThat(desk().ask(ANNA, wish, rows("{\"campaignId\":\"a\"}\n")).id())
                .isEqualTo(first.id());
        assertThatThrownBy(() -> desk().ask(ANNA, wish, rows("[{\"campaignId\": \"b\"}]")))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.why()).isEqualTo(Refused.Why.OTHER_WISH));
        assertThatThrownBy(() -> desk().ask(ANNA, wish, null)).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> desk().ask(
                                ANNA,
                                new Wish("campaign-schedules", Mode.LIVE, false, "key-1"),
                                rows("[{\"campaignId\": \"a\"}]")))
                .isInstanceOf(Refused.class);
        assertThat(house.house().store().history().runs("campaign-schedules", 9))
                .hasSize(1);
    }

    @Test
    void whatIsNotThereOrNotSwitchedOnIsRefused() {
        assertThatThrownBy(() -> desk().pause(ANNA, "nothing")).hasMessageContaining(WORKFLOW);
        assertThatThrownBy(() -> desk().resume(ANNA, "nothing")).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> desk().ask(ANNA, new Wish("external-contacts", Mode.LIVE, false, null), null))
                .hasMessageContaining("not switched on");
        assertThatThrownBy(() -> desk().ask(ANNA, wish(null), rows("[]"))).hasMessageContaining("takes no input");
        assertThatThrownBy(() -> desk().replayDelivery(ANNA, "none")).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> desk().cancel(ANNA, "none")).isInstanceOf(Refused.class);
    }

    private OperatorDesk desk() {
        return house.house().desk();
    }

    private static Wish wish(String key) {
        return new Wish(WORKFLOW, Mode.LIVE, false, key);
    }

    private static InputRows rows(String json) {
        return InputRows.of(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), "body");
    }

    private RunStatus status(String run) {
        return house.house().store().history().run(run).orElseThrow().status();
    }

    private Map<?, ?> report(String run) {
        return TestHouse.report(house.house().store().history().run(run).orElseThrow());
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(folder.resolve("audit.jsonl"));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
