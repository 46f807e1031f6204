package io.outboundroutes.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.outboundroutes.platform.engine.EngineSettings;
import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.platform.run.Fate;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunStatus;
import io.outboundroutes.platform.run.WebhookState;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.sandbox.RecordedRequest;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A process that dies at any point is gone on with: the same segments, each once, told and recorded once. */
@Timeout(240)
class KilledTest {

    private static final SandboxOptions OPTIONS = SandboxOptions.defaults().withContacts(60);
    /** So that the dead process is noticed within some two seconds. */
    private static final EngineSettings NOTICES_SOON = new EngineSettings(
            Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(5));

    @TempDir
    private static Path folder;

    private static final Map<String, Future<Dead>> DEAD = new HashMap<>();
    private static ExecutorService killers;
    private static Map<String, String> expected;

    /** What a killed process left behind. */
    private record Dead(SandboxServer sandbox, Path folder, int status, Remains remains, int requests) {
        Run run() {
            return remains.runs().get(0);
        }
    }

    static Stream<Arguments> deaths() {
        List<Arguments> deaths = new ArrayList<>();
        for (String point : List.of("plan", "sent", "item", "outcome")) {
            for (String side : List.of("before", "after")) {
                deaths.add(death(side + "-commit:" + point, 1, deaths.size()));
                if (point.equals("sent") || point.equals("item")) {
                    deaths.add(death(side + "-commit:" + point, 4, deaths.size()));
                }
            }
        }
        for (String point : List.of("before-send", "after-send")) {
            deaths.add(death(point, 1, deaths.size()));
            deaths.add(death(point, 4, deaths.size()));
        }
        return deaths.stream();
    }

    /** Both ways of going on take turns, and each point of more than one row meets both. */
    private static Arguments death(String point, int occurrence, int row) {
        return Arguments.of(point, occurrence, row % 2 == 0 ? "cli" : "serve");
    }

    @BeforeAll
    static void killThemAll() throws IOException {
        try (SandboxServer sandbox = SandboxServer.start(OPTIONS);
                TestHouse house =
                        TestHouse.open(sandbox, Files.createDirectory(folder.resolve("expected")), Map.of())) {
            house.segment();
            expected = Arrived.segments(sandbox);
        }
        killers = Executors.newFixedThreadPool(3);
        deaths().forEach(death -> {
            String point = (String) death.get()[0];
            int occurrence = (Integer) death.get()[1];
            DEAD.put(point + occurrence, killers.submit(() -> kill(point, occurrence)));
        });
    }

    @AfterAll
    static void stopKilling() {
        killers.shutdownNow();
    }

    private static Dead kill(String point, int occurrence) throws IOException, InterruptedException {
        Path home = Files.createDirectory(folder.resolve(point.replace(':', '-') + occurrence));
        SandboxServer sandbox = SandboxServer.start(OPTIONS);
        int status = KilledRun.start(sandbox, home, point, occurrence).await();
        return new Dead(
                sandbox,
                home,
                status,
                Remains.in(home, SegmentationSteps.WORKFLOW),
                sandbox.state().requests("segments-create").size());
    }

    @ParameterizedTest(name = "{0} for the {1}. time, gone on with by {2}")
    @MethodSource("deaths")
    void all14_all15_aKilledRunIsGoneOnWithAndEndsAsIfNothingHadHappened(String point, int occurrence, String by)
            throws Exception {
        Dead dead = DEAD.get(point + occurrence).get();
        assertThat(dead.status()).as(() -> log(dead)).isEqualTo(KilledRun.HALTED);
        Surroundings around = new Surroundings(Clock.systemUTC(), new Random(), Checkpoint.NONE, NOTICES_SOON);
        String id = dead.run().id();
        boolean over = point.equals("after-commit:outcome");
        assertThat(dead.run().status()).isEqualTo(over ? RunStatus.SUCCEEDED : RunStatus.RUNNING);
        try (SandboxServer sandbox = dead.sandbox();
                TestHouse house = TestHouse.open(sandbox, dead.folder(), Map.of(), around)) {
            Map<?, ?> report = goOn(house, id, by, over);
            Store store = house.house().store();

            assertThat(Arrived.segments(sandbox)).isEqualTo(expected);
            assertThat(sandbox.state().segments()).hasSize(expected.size());
            assertThat(report.get("status")).isEqualTo("SUCCEEDED");
            assertThat(report.get("runId")).isEqualTo(id);
            assertThat(report.get("resumedFrom")).isEqualTo(dead.run().planned() && !over ? id : null);
            assertThat(store.items().countsByOutcome(id)).isEqualTo(Map.of("created", (long) expected.size()));
            repeatsOnlyWhatGotNoAnswer(dead);
            tellsTheOutcomeOnce(dead, store);
            keepsTheAuditTrailWhole(dead);
        }
    }

    private static Map<?, ?> goOn(TestHouse house, String id, String by, boolean over) {
        Store store = house.house().store();
        if (by.equals("cli") && !over) {
            return house.segment();
        }
        Serving serving = Serving.start(house.house());
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(
                                store.history().run(id).orElseThrow().status().isFinal())
                        .as(() -> "open items: " + store.items().countOpen(id) + ", mutex held by: "
                                + store.history().holder(SegmentationSteps.WORKFLOW) + ", run: "
                                + store.history().run(id))
                        .isTrue());
        assertThat(serving.stop(Duration.ofSeconds(5))).isTrue();
        return TestHouse.report(store.history().run(id).orElseThrow());
    }

    /** What was answered and recorded is not sent again; what was sent without an answer is, with the same key. */
    private static void repeatsOnlyWhatGotNoAnswer(Dead dead) {
        List<RecordedRequest> all = dead.sandbox().state().requests("segments-create");
        Set<String> before = names(all.subList(0, dead.requests()));
        Set<String> after = names(all.subList(dead.requests(), all.size()));
        Set<String> recorded = dead.remains().keys(Fate.DONE);
        Set<String> again = new HashSet<>(before);
        again.retainAll(after);
        assertThat(after).noneMatch(recorded::contains);
        assertThat(again).isSubsetOf(dead.remains().keys(Fate.SENT));
        Arrived.assertOneKeyEach(all, KilledTest::name);
    }

    private static void tellsTheOutcomeOnce(Dead dead, Store store) {
        String id = dead.run().id();
        await().atMost(Duration.ofSeconds(20)).until(() -> store.history().webhookState(id) == WebhookState.DELIVERED);
        List<Map<?, ?>> events = Arrived.events(dead.sandbox());
        assertThat(events).isNotEmpty().allMatch(event -> id.equals(event.get("runId")));
        assertThat(events.stream().map(event -> event.get("eventId")).distinct())
                .hasSize(1);
    }

    private static void keepsTheAuditTrailWhole(Dead dead) throws IOException {
        Path file = dead.folder().resolve("audit.jsonl");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Files.readString(file).contains("WEBHOOK_DELIVERED"));
        Trail trail = Trail.intact(dead.folder());
        assertThat(trail.lines()).allMatch(line -> dead.run().id().equals(line.get("runId")));
        assertThat(trail.details("CONTACT_SEGMENTATION_ITEM", "segmentName"))
                .doesNotHaveDuplicates()
                .hasSize(expected.size());
        assertThat(trail.of("CONTACT_SEGMENTATION")).hasSize(1);
    }

    private static Set<String> names(List<RecordedRequest> requests) {
        return requests.stream().map(KilledTest::name).collect(Collectors.toSet());
    }

    private static String name(RecordedRequest request) {
        return String.valueOf(Arrived.object(request.body()).get("name"));
    }

    private static String log(Dead dead) {
        try {
            return Files.readString(dead.folder().resolve("killed.log"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
