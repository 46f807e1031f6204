package io.outboundroutes.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.platform.run.Fate;
import io.outboundroutes.platform.run.Item;
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
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The standard battery's last trouble, for the workflows without kill tests of their own: one run that dies at every named
 * point, one death after the other, and ends as if it had not. The others have {@link KilledTest},
 * {@link SchedulesKilledTest} and {@link KilledContactsTest}; {@link KilledTableTest} looks for gaps.
 */
@Timeout(240)
class BatteryKilledTest {

    /** Points in an order in which each is reached, with the time at which it is died at. */
    static final Map<String, List<String>> DEATHS = Map.of(
            EngagementSteps.WORKFLOW,
            List.of(
                    "before-commit:plan 1",
                    "after-commit:plan 1",
                    "before-commit:sent 1",
                    "after-commit:sent 1",
                    "before-send 1",
                    "after-send 1",
                    "before-commit:item 1",
                    "after-commit:item 1",
                    "before-commit:outcome 1",
                    "after-commit:outcome 1"),
            StatisticsSteps.WORKFLOW,
            List.of(
                    "before-commit:plan 1",
                    "after-commit:plan 1",
                    "before-commit:item 2",
                    "after-commit:item 2",
                    "before-commit:outcome 1",
                    "after-commit:outcome 1"));

    @TempDir
    private static Path folder;

    private static final Map<String, Future<Case>> CASES = new HashMap<>();
    private static ExecutorService killers;

    /** What is left after all deaths. */
    private record Case(BatterySubject subject, SandboxServer sandbox, Path folder, List<String> lives) {}

    @BeforeAll
    static void killThemAll() {
        killers = Executors.newFixedThreadPool(DEATHS.size());
        DEATHS.forEach((workflow, deaths) -> CASES.put(workflow, killers.submit(() -> play(workflow, deaths))));
    }

    @AfterAll
    static void stopKilling() {
        killers.shutdownNow();
    }

    private static Case play(String workflow, List<String> deaths) throws IOException, InterruptedException {
        BatterySubject subject = BatterySubject.ALL.stream()
                .filter(one -> one.workflow().equals(workflow))
                .findFirst()
                .orElseThrow();
        Path home = Files.createDirectory(folder.resolve(workflow));
        SandboxServer sandbox = SandboxServer.start(SandboxOptions.defaults().withContacts(0));
        subject.prepare().accept(sandbox);
        List<String> lives = new ArrayList<>();
        for (String death : deaths) {
            String[] parts = death.split(" ", 2);
            int status = KilledRun.start(
                            sandbox,
                            home,
                            parts[0],
                            Integer.parseInt(parts[1]),
                            workflow,
                            List.of(),
                            subject.settings())
                    .await();
            lives.add(workflow + ", " + death + ": exit " + status);
        }
        return new Case(subject, sandbox, home, lives);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"engagement-sync", "campaign-statistics"})
    void eng4_sta5_whatDiedAtEveryPointEndsAsIfItHadNot(String workflow) throws Exception {
        Case played = CASES.get(workflow).get();
        assertThat(played.lives())
                .as(() -> log(played.folder()))
                .isNotEmpty()
                .allMatch(life -> life.endsWith("exit " + KilledRun.HALTED));
        Surroundings soon =
                new Surroundings(Clock.systemUTC(), new Random(), Checkpoint.NONE, KilledContacts.NOTICES_SOON);
        BatterySubject subject = played.subject();
        try (SandboxServer sandbox = played.sandbox();
                TestHouse house = TestHouse.open(sandbox, played.folder(), subject.settings(), soon)) {
            Store store = house.house().store();
            List<Run> runs = store.history().runs(workflow, 9);

            assertThat(runs)
                    .as("one run through all deaths")
                    .extracting(Run::status)
                    .containsExactly(RunStatus.SUCCEEDED);
            String id = runs.get(0).id();
            List<Item> items = new ArrayList<>();
            store.items().items(id).forEachRemaining(items::add);
            assertThat(items).hasSize(subject.doneOutcomes()).allMatch(item -> item.fate() == Fate.DONE);
            assertThat(subject.written().apply(sandbox))
                    .hasSize(subject.expected())
                    .doesNotHaveDuplicates();
            if (subject.write() != null) {
                List<RecordedRequest> requests = sandbox.state().requests(subject.write());
                Arrived.assertOneKeyEach(requests, RecordedRequest::body);
                assertThat(requests.stream().map(RecordedRequest::body).distinct())
                        .hasSize(subject.doneOutcomes());
            }
            Serving serving = Serving.start(house.house());
            Remains.claimsRunOut(store);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> store.history().webhookState(id) == WebhookState.DELIVERED);
            assertThat(serving.stop(Duration.ofSeconds(5))).isTrue();
            assertThat(ContactRows.events(sandbox)).as("events of the run").isNotEmpty();
            if (subject.write() == null) {
                assertThat(ContactRows.events(sandbox).stream()
                                .map(event -> event.get("campaignId"))
                                .collect(Collectors.toSet()))
                        .as("each item's event arrived")
                        .hasSize(subject.doneOutcomes());
            }
            audited(played, items.size());
        }
    }

    private static void audited(Case played, int items) throws IOException {
        Trail trail = Trail.intact(played.folder());
        String name = played.subject().workflow().toUpperCase(Locale.ROOT).replace('-', '_');
        assertThat(trail.of(name)).as("the run's line").hasSize(1);
        assertThat(trail.of(name + "_ITEM")
                        .map(line -> (Map<?, ?>) line.get("details"))
                        .filter(details -> !"synced".equals(details.get("status"))))
                .as("a line of each item")
                .hasSize(items)
                .doesNotHaveDuplicates();
    }

    private static String log(Path home) {
        try {
            return Files.readString(home.resolve("killed.log"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
