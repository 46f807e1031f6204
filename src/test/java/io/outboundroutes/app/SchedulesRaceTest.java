package io.outboundroutes.app;

import static io.outboundroutes.app.ScheduleRows.guide;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.outboundroutes.platform.engine.EngineSettings;
import io.outboundroutes.platform.json.Json;
import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.platform.store.StoreSettings;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two programs that know nothing of each other want the same time of the same segment. */
@Timeout(120)
class SchedulesRaceTest {

    @TempDir
    Path folder;

    /** Both meet at a point; whoever comes first from there is chance. */
    @ParameterizedTest(name = "both at {0}")
    @ValueSource(strings = {"after-commit:plan", "after-commit:advance"})
    void sch3_oneSucceedsTheOtherConflictsAndThereIsOneSchedule(String meetingPoint) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(2);
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try (SandboxServer sandbox =
                        SandboxServer.start(SandboxOptions.defaults().withContacts(0));
                TestHouse one =
                        TestHouse.open(sandbox, folder.resolve("one"), Map.of(), meeting(barrier, meetingPoint));
                TestHouse two =
                        TestHouse.open(sandbox, folder.resolve("two"), Map.of(), meeting(barrier, meetingPoint))) {
            Future<ScheduleReport> first = pool.submit(() -> ScheduleReport.run(one, guide()));
            Future<ScheduleReport> second = pool.submit(() -> ScheduleReport.run(two, guide()));
            List<ScheduleReport> reports = List.of(first.get(), second.get());

            assertThat(reports)
                    .extracting(report -> String.valueOf(report.item(0).get("outcome")))
                    .containsExactlyInAnyOrder("SUCCESS", "CONFLICT");
            assertThat(sandbox.state().schedules()).hasSize(1);
            String there = sandbox.state().schedules().get(0).id();
            for (ScheduleReport report : reports) {
                Map<?, ?> item = report.item(0);
                boolean success = item.get("outcome").equals("SUCCESS");
                assertThat(item.get(success ? "scheduleId" : "conflictingScheduleId"))
                        .isEqualTo(there);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    /** Both have looked, and found nothing, when the first one creates: the vendor is the judge then. */
    @Test
    void sch3_aSecondProcessAtTheSameTimeGetsTheConflict() throws Exception {
        Path home = Files.createDirectory(folder.resolve("process"));
        AtomicReference<KilledRun> process = new AtomicReference<>();
        try (SandboxServer sandbox =
                SandboxServer.start(SandboxOptions.defaults().withContacts(0))) {
            Checkpoint waits = point -> {
                if (point.equals("after-commit:advance") && process.get() == null) {
                    process.set(start(sandbox, home));
                    await().atMost(Duration.ofSeconds(60))
                            .until(() -> sandbox.state().requests("jobs-create").size() == 2);
                }
            };
            ScheduleReport here;
            try (TestHouse house = TestHouse.open(
                    sandbox,
                    folder.resolve("here"),
                    Map.of(),
                    new Surroundings(Clock.systemUTC(), new Random(), waits, EngineSettings.DEFAULTS))) {
                here = ScheduleReport.run(house, guide());
            }
            assertThat(process.get().await()).isEqualTo(KilledRun.HALTED);
            ScheduleReport there = reportIn(home);

            assertThat(List.of(here, there))
                    .extracting(report -> String.valueOf(report.item(0).get("outcome")))
                    .containsExactlyInAnyOrder("SUCCESS", "CONFLICT");
            assertThat(sandbox.state().schedules()).hasSize(1);
            assertThat(sandbox.state().requests("schedules-create")).hasSize(2);
        }
    }

    private static KilledRun start(SandboxServer sandbox, Path home) {
        try {
            return KilledRun.start(
                    sandbox, home, "after-commit:outcome", 1, SchedulesSteps.WORKFLOW, List.of(Json.write(guide())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ScheduleReport reportIn(Path home) {
        StoreSettings where = new StoreSettings("jdbc:h2:file:" + home.resolve("db/outbound"), null, null);
        try (Store store = Store.open(where, "coroner", Clock.systemUTC(), Checkpoint.NONE)) {
            return new ScheduleReport(TestHouse.report(
                    store.history().runs(SchedulesSteps.WORKFLOW, 1).get(0)));
        }
    }

    private static Surroundings meeting(CyclicBarrier barrier, String where) {
        AtomicBoolean met = new AtomicBoolean();
        Checkpoint checkpoint = point -> {
            if (point.equals(where) && met.compareAndSet(false, true)) {
                try {
                    barrier.await(60, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } catch (BrokenBarrierException | TimeoutException e) {
                    throw new IllegalStateException("The other program never came to " + where, e);
                }
            }
        };
        return new Surroundings(Clock.systemUTC(), new Random(), checkpoint, EngineSettings.DEFAULTS);
    }
}
