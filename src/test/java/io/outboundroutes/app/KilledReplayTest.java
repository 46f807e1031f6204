package io.outboundroutes.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outboundroutes.platform.operate.Refused;
import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.fault.Fault;
import io.outboundroutes.testing.Arrived;
import io.outboundroutes.testing.Remains;
import io.outboundroutes.testing.Trail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A replay that dies while it is asked for, right afterwards, and half-way is asked for again: one replay, nothing twice. */
@Timeout(240)
class KilledReplayTest {

    /** The third death is where a replay has most to lose: after a send that a look-up tells of, and between two persons. */
    static final Map<String, List<String>> DEATHS = Map.of(
            SegmentationSteps.WORKFLOW, List.of("before-commit:replay", "after-commit:replay"),
            SchedulesSteps.WORKFLOW, List.of("before-commit:replay", "after-commit:replay", "after-send"),
            ContactsSteps.WORKFLOW, List.of("before-commit:replay", "after-commit:replay", "after-commit:item"),
            StatisticsSteps.WORKFLOW, List.of("before-commit:replay", "after-commit:replay"),
            EngagementSteps.WORKFLOW, List.of("before-commit:replay", "after-commit:replay"));

    @TempDir
    private static Path folder;

    private static final Map<String, Future<Case>> CASES = new HashMap<>();
    private static ExecutorService killers;
    private static SandboxServer sandbox;

    /** What is left after all deaths. */
    private record Case(Path folder, String failed, List<String> lives) {}

    @BeforeAll
    static void killThemAll() throws IOException {
        sandbox = SandboxServer.start(SandboxOptions.defaults().withContacts(0).withValidationTime(Duration.ZERO));
        Map<String, String> failed = allFail();
        killers = Executors.newFixedThreadPool(3);
        subjects()
                .forEach(subject -> CASES.put(
                        subject.workflow(), killers.submit(() -> play(subject, failed.get(subject.workflow())))));
    }

    @AfterAll
    static void stopKilling() {
        killers.shutdownNow();
        sandbox.close();
    }

    static Stream<BatterySubject> subjects() {
        return BatterySubject.ALL.stream();
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        subjects().forEach(subject -> settings.putAll(subject.settings()));
        // A contact beside the one that is died at would be of unknown fate.
        settings.put("contacts.parallel", "1");
        return settings;
    }

    private static TestHouse open(Path home) {
        Surroundings soon =
                new Surroundings(Clock.systemUTC(), new Random(), Checkpoint.NONE, KilledContacts.NOTICES_SOON);
        return TestHouse.open(sandbox, home, settings(), soon);
    }

    /** A run of each workflow that is refused everything; answers their ids. */
    private static Map<String, String> allFail() throws IOException {
        Map<String, String> failed = new HashMap<>();
        try (TestHouse house = open(Files.createDirectory(folder.resolve("failed")))) {
            for (BatterySubject subject : BatterySubject.ALL) {
                subject.prepare().accept(sandbox);
                sandbox.fault(Fault.named("403").path(subject.write() == null ? subject.read() : subject.write()));
                Map<?, ?> report = subject.rows() == null
                        ? house.run(subject.workflow(), Mode.LIVE, false)
                        : house.handIn(subject.workflow(), subject.rows().iterator());
                failed.put(subject.workflow(), new Report(report).runId());
                sandbox.state().faults().clear();
            }
        }
        return failed;
    }

    /** Each workflow dies in a copy of its own: there is nothing to wait for the others for. */
    private static Case play(BatterySubject subject, String failed) throws IOException, InterruptedException {
        Path home = folder.resolve(subject.workflow());
        Remains.copy(folder.resolve("failed"), home);
        List<String> lives = new ArrayList<>();
        for (String death : DEATHS.get(subject.workflow())) {
            int status = KilledRun.replay(sandbox, home, death, 1, subject.workflow(), failed, settings())
                    .await();
            lives.add(subject + ", " + death + ": exit " + status);
        }
        return new Case(home, failed, lives);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("subjects")
    void con5_all14_aReplayThatDiesIsOneReplayAndDoesNothingTwice(BatterySubject subject) throws Exception {
        Case played = CASES.get(subject.workflow()).get();
        assertThat(played.lives())
                .as(() -> log(played.folder()))
                .isNotEmpty()
                .allMatch(life -> life.endsWith("exit " + KilledRun.HALTED));
        try (TestHouse house = open(played.folder())) {
            Store store = house.house().store();
            String told = store.history().run(played.failed()).orElseThrow().report();

            Report report = new Report(house.replay(KilledRun.WHO, played.failed()));

            assertThat(report.status()).as(report.toString()).isEqualTo("SUCCEEDED");
            assertThat(report.itemsTotal()).isEqualTo(subject.doneOutcomes());
            assertThat(store.history().runs(subject.workflow(), 9))
                    .extracting(Run::id)
                    .containsExactlyInAnyOrder(played.failed(), report.runId());
            assertThat(subject.written().apply(sandbox))
                    .hasSize(subject.expected())
                    .doesNotHaveDuplicates();
            assertThat(store.history().replaysOf(played.failed()))
                    .extracting(Run::id)
                    .containsExactly(report.runId());
            assertThatThrownBy(() -> house.replay(KilledRun.WHO, played.failed()))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("went to run " + report.runId());
            assertThat(store.history().run(played.failed()).orElseThrow().report())
                    .as("history is not rewritten")
                    .isEqualTo(told);
            assertThat(Trail.intact(played.folder()).of("OPERATOR_REPLAY").map(String::valueOf))
                    .hasSize(1)
                    .allMatch(line -> line.contains(report.runId()) && line.contains("night-shift"));
            for (String run : List.of(played.failed(), report.runId())) {
                Arrived.assertAllTold(sandbox, store, run, subject.told(store, run));
            }
        }
    }

    private static String log(Path home) {
        try {
            return Files.readString(home.resolve("killed.log"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
