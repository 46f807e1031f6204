package io.outboundroutes.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.outboundroutes.platform.engine.EngineSettings;
import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.platform.run.Fate;
import io.outboundroutes.platform.run.Item;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunRequest;
import io.outboundroutes.platform.run.RunStatus;
import io.outboundroutes.platform.run.Trigger;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.fault.Fault;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Somebody wants the process to end while a run is under way. */
@Timeout(120)
class StoppedTest {

    private static final SandboxOptions OPTIONS = SandboxOptions.defaults().withContacts(60);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @Test
    void all4_aWaitIsCutWhenTheRunIsStoppedAndNothingMoreIsSent() throws Exception {
        try (SandboxServer sandbox = SandboxServer.start(OPTIONS);
                TestHouse house = TestHouse.open(sandbox, folder, Map.of())) {
            sandbox.fault(Fault.named("429").path("segments-create").with("retryAfter", "100"));
            CompletableFuture<Map<?, ?>> run = CompletableFuture.supplyAsync(house::segment);
            await().atMost(PATIENCE)
                    .until(() -> !sandbox.state().requests("segments-create").isEmpty());

            Map<?, ?> report = stopped(house, run);
            int sent = sandbox.state().requests("segments-create").size();

            assertThat(report.get("status")).isEqualTo("FAILED");
            assertThat(codes(report)).containsExactly("stopped");
            assertThat(sent).isLessThanOrEqualTo(8);
            assertThat(sandbox.state().segments()).isEmpty();
        }
    }

    @Test
    void all4_aReadThatWaitsIsCutAndNothingIsPlanned() throws Exception {
        try (SandboxServer sandbox = SandboxServer.start(OPTIONS);
                TestHouse house = TestHouse.open(sandbox, folder, Map.of())) {
            sandbox.fault(Fault.named("503").path("contacts-query").with("retryAfter", "100"));
            CompletableFuture<Map<?, ?>> run = CompletableFuture.supplyAsync(house::segment);
            await().atMost(PATIENCE)
                    .until(() -> !sandbox.state().requests("contacts-query").isEmpty());

            Map<?, ?> report = stopped(house, run);

            assertThat(report.get("status")).isEqualTo("FAILED");
            assertThat(codes(report)).containsExactly("stopped");
            assertThat(sandbox.state().requests("contacts-query")).hasSize(1);
            assertThat(report.get("itemsTotal")).isEqualTo(0);
        }
    }

    @Test
    void all5_aSendInFlightBecomesUnknownWhenTheRunIsStopped() throws Exception {
        try (SandboxServer sandbox = SandboxServer.start(OPTIONS);
                TestHouse house = TestHouse.open(sandbox, folder, Map.of())) {
            sandbox.fault(Fault.named("timeout-after").path("segments-create"));
            CompletableFuture<Map<?, ?>> run = CompletableFuture.supplyAsync(house::segment);
            await().atMost(PATIENCE)
                    .until(() -> !sandbox.state().requests("segments-create").isEmpty());

            Map<?, ?> report = stopped(house, run);
            int sent = sandbox.state().requests("segments-create").size();

            assertThat(report.get("status")).isEqualTo("FAILED");
            assertThat(codes(report)).contains("stopped");
            assertThat(((Map<?, ?>) report.get("counts")).get("unknown")).isEqualTo(sent);
            assertThat(sent).isPositive().isEqualTo(sandbox.state().segments().size());
        }
    }

    @Test
    void all6_aRunWhoseThreadIsInterruptedIsRecordedAllTheSame() {
        try (SandboxServer sandbox = SandboxServer.start(OPTIONS);
                TestHouse house = TestHouse.open(sandbox, folder, Map.of())) {
            sandbox.fault(Fault.named("503").path("contacts-query").with("retryAfter", "100"));
            CompletableFuture<Map<?, ?>> run = CompletableFuture.supplyAsync(house::segment);
            await().atMost(PATIENCE)
                    .until(() -> !sandbox.state().requests("contacts-query").isEmpty());

            house.house().engine().stop(Duration.ZERO);

            await().atMost(PATIENCE).until(run::isDone);
            Run ended = house.house()
                    .store()
                    .history()
                    .runs(SegmentationSteps.WORKFLOW, 1)
                    .get(0);
            assertThat(ended.status()).isEqualTo(RunStatus.FAILED);
            assertThat(codes(TestHouse.report(ended))).containsExactly("incomplete-read");
        }
    }

    @Test
    void all17_runsThatOutlastTheGraceAreGoneOnWithAtTheNextStart() {
        Surroundings around = new Surroundings(
                Clock.systemUTC(),
                new Random(),
                Checkpoint.NONE,
                new EngineSettings(
                        Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(5)));
        Map<String, String> settings = Map.of("statistics.any-id", "true", "statistics.window", StatisticsRun.DAY);
        try (SandboxServer sandbox = SandboxServer.start(OPTIONS)) {
            for (String call : List.of("segments-create", "campaign-statistics")) {
                sandbox.fault(Fault.named("timeout-after").path(call).after(2).times(8));
            }
            String id;
            String figures;
            int known;
            try (TestHouse house = TestHouse.open(sandbox, folder, settings, around)) {
                Serving serving = Serving.start(house.house());
                Store store = house.house().store();
                id = ask(store, SegmentationSteps.WORKFLOW);
                figures = ask(store, StatisticsSteps.WORKFLOW);
                await().atMost(PATIENCE)
                        .until(() -> sandbox.state().requests("segments-create").size() > 3
                                && fates(store, figures).contains(Fate.DONE)
                                && sandbox.state()
                                                .requests("campaign-statistics")
                                                .size()
                                        > 3);

                long begin = System.nanoTime();
                assertThat(serving.stop(Duration.ofMillis(200))).isTrue();

                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SOON);
                assertThat(store.history().run(id).orElseThrow().status()).isEqualTo(RunStatus.RUNNING);
                assertThat(fates(store, id)).contains(Fate.SENT).doesNotContain(Fate.UNKNOWN, Fate.REJECTED);
                assertThat(store.history().run(figures).orElseThrow().status()).isEqualTo(RunStatus.RUNNING);
                assertThat(fates(store, figures)).doesNotContain(Fate.UNKNOWN, Fate.REJECTED);
                known = Collections.frequency(fates(store, figures), Fate.DONE);
            }
            sandbox.state().faults().clear();
            int asked = sandbox.state().requests("campaign-statistics").size();
            try (TestHouse house = TestHouse.open(sandbox, folder, settings, around)) {
                Serving serving = Serving.start(house.house());
                Store store = house.house().store();
                await().atMost(PATIENCE)
                        .until(() -> Stream.of(id, figures)
                                .allMatch(run -> store.history()
                                        .run(run)
                                        .orElseThrow()
                                        .status()
                                        .isFinal()));
                assertThat(serving.stop(PATIENCE)).isTrue();

                Map<?, ?> report = TestHouse.report(store.history().run(id).orElseThrow());
                assertThat(report.get("status")).isEqualTo("SUCCEEDED");
                assertThat(report.get("resumedFrom")).isEqualTo(id);
                assertThat(((Map<?, ?>) report.get("counts")).get("created"))
                        .isEqualTo(sandbox.state().segments().size());
                Report told =
                        new Report(TestHouse.report(store.history().run(figures).orElseThrow()));
                assertThat(told.status()).as(told.toString()).isEqualTo("SUCCEEDED");
                assertThat(told.json().get("resumedFrom")).isEqualTo(figures);
                assertThat(told.count("fetched")).isEqualTo(told.itemsTotal());
                assertThat(sandbox.state().requests("campaign-statistics").size() - asked)
                        .as("what was known is not asked for again")
                        .isEqualTo((int) told.itemsTotal() - known);
            }
        }
    }

    private static String ask(Store store, String workflow) {
        return store.runs()
                .ask(new RunRequest(workflow, Trigger.REST, Mode.LIVE, null, false, null, Map.of()))
                .id();
    }

    private static Map<?, ?> stopped(TestHouse house, CompletableFuture<Map<?, ?>> run) throws Exception {
        long begin = System.nanoTime();
        assertThat(house.house().stopRuns("SIGINT")).isTrue();
        Map<?, ?> report = run.get(SOON.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SOON);
        assertThat(report.get("errors").toString()).contains("SIGINT");
        return report;
    }

    private static List<Fate> fates(Store store, String id) {
        List<Fate> fates = new ArrayList<>();
        store.items().items(id).forEachRemaining((Item item) -> fates.add(item.fate()));
        return fates;
    }

    private static List<String> codes(Map<?, ?> report) {
        return ((List<?>) report.get("errors"))
                .stream()
                        .map(error -> String.valueOf(((Map<?, ?>) error).get("code")))
                        .toList();
    }
}
