package io.outboundroutes.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunStatus;
import io.outboundroutes.platform.run.Trigger;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.sandbox.RecordedRequest;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.fault.Fault;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.component.quartz.QuartzComponent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.quartz.SchedulerException;
import org.quartz.impl.matchers.GroupMatcher;

/** Schedules ask, runs take turns. */
@Timeout(120)
class ServingTest {

    private static final SandboxOptions OPTIONS = SandboxOptions.defaults().withContacts(60);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Map<String, String> EVERY_TWO_SECONDS =
            Map.of("segmentation.enabled", "true", "segmentation.cron", "0/2 * * * * ?");

    @TempDir
    Path folder;

    @Test
    void all17_schedulesRunAndAFiringDuringARunIsSkipped() {
        try (SandboxServer sandbox = SandboxServer.start(OPTIONS);
                TestHouse house = TestHouse.open(sandbox, folder, EVERY_TWO_SECONDS)) {
            sandbox.fault(Fault.named("slow").path("contacts-query").first(1).with("delayMs", 4500));
            Serving serving = Serving.start(house.house());
            Store store = house.house().store();
            await().atMost(PATIENCE).until(() -> count(store, RunStatus.SUCCEEDED) >= 2);
            assertThat(serving.stop(PATIENCE)).isTrue();

            List<Run> runs = store.history().runs(SegmentationSteps.WORKFLOW, 100);
            assertThat(runs).allMatch(run -> run.request().trigger() == Trigger.QUARTZ);
            assertThat(count(store, RunStatus.SKIPPED)).isPositive();
            // A firing that was skipped is in the store a moment before it is counted.
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(house.house().measures().metrics().scrape())
                                    .contains(
                                            "outbound_runs_total{mode=\"live\",status=\"SKIPPED\",workflow=\"contact-segmentation\"} "
                                                    + count(store, RunStatus.SKIPPED) + ".0"));
            assertThat(runs.stream()
                            .filter(run -> run.status() == RunStatus.SKIPPED)
                            .map(Run::report))
                    .allMatch(report -> report != null && report.contains("run-under-way"));
            assertThat(inTurn(sandbox)).startsWith("contacts-query", "segments-create", "contacts-query");
        }
    }

    @Test
    void all17_aScheduleThatIsNotEnabledAsksForNothing() {
        try (SandboxServer sandbox = SandboxServer.start(OPTIONS);
                TestHouse house = TestHouse.open(sandbox, folder, Map.of("segmentation.cron", "0/1 * * * * ?"))) {
            Serving serving = Serving.start(house.house());

            await().during(Duration.ofMillis(2500))
                    .atMost(PATIENCE)
                    .until(() -> house.house()
                            .store()
                            .history()
                            .runs(SegmentationSteps.WORKFLOW, 1)
                            .isEmpty());
            assertThat(serving.stop(PATIENCE)).isTrue();
        }
    }

    @Test
    void all17_aHouseThatDoesNotServeFiresNoSchedule() throws SchedulerException {
        try (SandboxServer sandbox = SandboxServer.start(OPTIONS);
                TestHouse house = TestHouse.open(sandbox, folder, EVERY_TWO_SECONDS)) {
            QuartzComponent quartz = house.camel().getComponent("quartz", QuartzComponent.class);

            assertThat(quartz.getScheduler().getTriggerKeys(GroupMatcher.anyGroup()))
                    .isNotEmpty();
            assertThat(quartz.getScheduler().isStarted()).isFalse();
        }
    }

    @Test
    void all17_aWorkflowThatIsNotSwitchedOnNeverFires() {
        Map<String, String> settings = new HashMap<>(EVERY_TWO_SECONDS);
        settings.put("statistics.cron", "* * * * * ?");
        try (SandboxServer sandbox = SandboxServer.start(OPTIONS);
                TestHouse house = TestHouse.open(sandbox, folder, settings)) {
            Store store = house.house().store();
            Serving serving = Serving.start(house.house());
            // Two firings of the one that is switched on: time enough for the other one's.
            await().atMost(PATIENCE)
                    .until(() ->
                            store.history().runs(SegmentationSteps.WORKFLOW, 10).size() >= 2);
            serving.stop(Duration.ofSeconds(20));

            assertThat(store.history().runs("campaign-statistics", 10)).isEmpty();
        }
    }

    @Test
    void all17_twoProcessesThatAskAtOnceRunOneAfterTheOther() throws Exception {
        AtomicReference<Store> store = new AtomicReference<>();
        // The first run stands still until the other process has asked, and history shows both.
        Checkpoint patient = point -> {
            if (point.equals("after-commit:plan")) {
                await().atMost(PATIENCE)
                        .until(() -> store.get()
                                        .history()
                                        .runs(SegmentationSteps.WORKFLOW, 10)
                                        .size()
                                == 2);
            }
        };
        Surroundings around = new Surroundings(Clock.systemUTC(), new Random(), patient);
        try (SandboxServer sandbox = SandboxServer.start(OPTIONS);
                TestHouse house = TestHouse.open(sandbox, folder, Map.of(), around)) {
            store.set(house.house().store());
            CompletableFuture<Map<?, ?>> first = CompletableFuture.supplyAsync(house::segment);
            await().atMost(PATIENCE)
                    .until(() -> !sandbox.state().requests("contacts-query").isEmpty());
            KilledRun second = KilledRun.unharmed(sandbox, folder);

            assertThat(second.await()).isZero();

            assertThat(first.get().get("status")).isEqualTo("SUCCEEDED");
            assertThat(store.get().history().runs(SegmentationSteps.WORKFLOW, 100))
                    .extracting(Run::status)
                    .containsExactly(RunStatus.SUCCEEDED, RunStatus.SUCCEEDED);
            assertThat(inTurn(sandbox)).containsExactly("contacts-query", "segments-create", "contacts-query");
        }
    }

    private static long count(Store store, RunStatus status) {
        return store.history().runs(SegmentationSteps.WORKFLOW, 100).stream()
                .filter(run -> run.status() == status)
                .count();
    }

    /** The vendor's operations in the order of their arrival, each series of equal ones once. */
    private static List<String> inTurn(SandboxServer sandbox) {
        List<String> turns = new ArrayList<>();
        for (RecordedRequest request : sandbox.state().requests()) {
            String operation = request.operation();
            boolean counts = operation.startsWith("contacts") || operation.startsWith("segments");
            if (counts && (turns.isEmpty() || !turns.get(turns.size() - 1).equals(operation))) {
                turns.add(operation);
            }
        }
        return turns;
    }
}
