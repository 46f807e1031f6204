package io.outboundroutes.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.platform.run.Fate;
import io.outboundroutes.platform.run.Item;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunStatus;
import io.outboundroutes.platform.store.Database;
import io.outboundroutes.platform.store.Delivery;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.testing.Arrived;
import io.outboundroutes.testing.Trail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whoever asks for a run, takes it, tells of it and audits it may die as well: for every workflow one death after the other
 * at the commits around its items. external-contacts, which has all points there are, dies on PostgreSQL, and at its items'
 * points too.
 */
@Timeout(300)
class KilledCommitsTest {

    /** A run's life up to its first event. */
    private static final List<String> BEGINNING =
            List.of("before-commit:asked", "after-commit:asked", "before-commit:taken", "after-commit:taken");

    /** What the others show on H2. */
    private static final List<String> ITEMS = List.of(
            "before-commit:plan",
            "after-commit:plan",
            "before-commit:send-key",
            "after-commit:send-key",
            "before-commit:sent",
            "after-commit:sent",
            "before-send",
            "after-send",
            "before-commit:advance",
            "after-commit:advance",
            "before-commit:item");

    /** In processes that only deliver: they find an event of which nobody was told. */
    private static final List<String> TELLING = List.of(
            "before-commit:claim",
            "after-commit:claim",
            "before-commit:delivery",
            "after-commit:delivery",
            "before-commit:audit",
            "after-commit:audit");

    /** More than are died at. */
    private static final int PEOPLE = 12;

    @TempDir
    private static Path folder;

    private static final Map<String, Future<Played>> CASES = new HashMap<>();
    private static ExecutorService killers;

    /** A workflow, a database, and where its processes die. */
    private record Case(BatterySubject subject, Database database) {

        /** Deaths of processes that run the workflow; the last leaves an event that nobody has delivered. */
        List<String> running() {
            List<String> points = new ArrayList<>(BEGINNING);
            if (database == Database.POSTGRESQL) {
                points.addAll(ITEMS);
            }
            points.add(subject.isToldAsOne() ? "after-commit:outcome" : "after-commit:item");
            return points;
        }

        List<String> rows() {
            if (database == Database.POSTGRESQL) {
                List<String> people = new ArrayList<>();
                ContactRows.json(ContactRows.many(PEOPLE)).forEachRemaining(people::add);
                return people;
            }
            return subject.rows() == null ? List.of() : subject.rows();
        }

        /** How many things are to stand at the vendor. */
        int expected() {
            return database == Database.POSTGRESQL ? PEOPLE : subject.expected();
        }

        /** Of items that a write had left of: its mark was stored, its answer was not. */
        int mayBeUnknown() {
            return (int) running().stream()
                    .filter(List.of(
                            "after-commit:sent",
                            "before-send",
                            "after-send",
                            "before-commit:advance",
                            "before-commit:item")::contains)
                    .count();
        }

        @Override
        public String toString() {
            return subject + " on " + database;
        }
    }

    /** What is left after all deaths. */
    private record Played(SandboxServer sandbox, Path home, Map<String, String> settings, List<String> lives) {}

    static Stream<Case> cases() {
        return BatterySubject.ALL.stream()
                .map(subject -> new Case(
                        subject,
                        subject.workflow().equals(ContactsSteps.WORKFLOW) ? Database.POSTGRESQL : Database.H2));
    }

    /** Where each workflow's processes die. */
    static Map<String, List<String>> deaths() {
        return cases().collect(Collectors.toMap(
                one -> one.subject().workflow(),
                one -> Stream.concat(one.running().stream(), TELLING.stream()).toList()));
    }

    @BeforeAll
    static void killThemAll() {
        killers = Executors.newFixedThreadPool(3);
        cases().forEach(one -> CASES.put(one.toString(), killers.submit(() -> play(one))));
    }

    @AfterAll
    static void stopKilling() {
        killers.shutdownNow();
    }

    private static Played play(Case one) throws IOException, InterruptedException {
        BatterySubject subject = one.subject();
        Path home = Files.createDirectory(folder.resolve(one.toString().replace(' ', '-')));
        SandboxServer sandbox =
                SandboxServer.start(SandboxOptions.defaults().withContacts(0).withValidationTime(Duration.ZERO));
        subject.prepare().accept(sandbox);
        Map<String, String> settings = new HashMap<>(subject.settings());
        // A contact beside the one that is died at would be of unknown fate.
        settings.put("contacts.parallel", "1");
        if (one.database() == Database.POSTGRESQL) {
            settings.put("store.url", one.database().fresh(home).url());
        }
        List<String> lives = new ArrayList<>();
        for (String point : one.running()) {
            int status = KilledRun.start(sandbox, home, point, 1, subject.workflow(), one.rows(), settings)
                    .await();
            lives.add(point + ": exit " + status);
        }
        for (String point : TELLING) {
            lives.add(point + ": exit "
                    + KilledRun.deliver(sandbox, home, point, settings).await());
        }
        return new Played(sandbox, home, settings, lives);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void all14_all15_whoAsksTakesTellsAndAuditsMayDieAtEachCommit(Case one) throws Exception {
        Played played = CASES.get(one.toString()).get();
        assertThat(played.lives())
                .as(() -> log(played.home()))
                .isNotEmpty()
                .allMatch(life -> life.endsWith("exit " + KilledRun.HALTED));
        Surroundings soon =
                new Surroundings(Clock.systemUTC(), new Random(), Checkpoint.NONE, KilledContacts.NOTICES_SOON);
        try (SandboxServer sandbox = played.sandbox()) {
            List<Run> runs;
            List<String> events;
            try (TestHouse house = TestHouse.open(sandbox, played.home(), played.settings(), soon)) {
                runs = goOn(one.subject(), house);
                events = arrived(one.subject(), sandbox, house, runs);
                judge(one, sandbox, house.house().store(), runs);
            }
            Trail trail = Trail.intact(played.home());
            assertThat(trail.details("WEBHOOK_DELIVERED", "eventId")).containsExactlyInAnyOrderElementsOf(events);
            assertThat(trail.of(
                            one.subject().workflow().toUpperCase(Locale.ROOT).replace('-', '_')))
                    .as("a line of each run")
                    .hasSize(runs.size());
            assertThat(trail.lines())
                    .extracting(line -> line.get("runId") + " " + line.get("action") + " " + line.get("details"))
                    .doesNotHaveDuplicates();
        }
    }

    private static List<Run> goOn(BatterySubject subject, TestHouse house) {
        Store store = house.house().store();
        Serving serving = Serving.start(house.house());
        await().atMost(Duration.ofSeconds(60))
                .until(() -> store.history().runs(subject.workflow(), 99).stream()
                        .allMatch(run -> run.status().isFinal()));
        assertThat(serving.stop(Duration.ofSeconds(5))).isTrue();
        return store.history().runs(subject.workflow(), 99).stream()
                .filter(run -> run.status() != RunStatus.SKIPPED)
                .toList();
    }

    private static List<String> arrived(BatterySubject subject, SandboxServer sandbox, TestHouse house, List<Run> runs)
            throws SQLException {
        Store store = house.house().store();
        for (Run run : runs) {
            Arrived.assertAllTold(sandbox, store, run.id(), subject.told(store, run.id()));
        }
        return store.outbox().deliveries(null, -1, 999).stream()
                .map(Delivery::eventId)
                .toList();
    }

    private static void judge(Case one, SandboxServer sandbox, Store store, List<Run> runs) {
        BatterySubject subject = one.subject();
        assertThat(runs)
                .as("runs that did something: the same wish is the same run")
                .hasSize(1);
        List<Item> items = new ArrayList<>();
        runs.forEach(run -> store.items().items(run.id()).forEachRemaining(items::add));
        assertThat(items).isNotEmpty().allMatch(item -> item.fate() == Fate.DONE || item.fate() == Fate.UNKNOWN);
        int unknown =
                (int) items.stream().filter(item -> item.fate() == Fate.UNKNOWN).count();
        assertThat(unknown)
                .as("whom a process that died had written to, and got no answer")
                .isLessThanOrEqualTo(one.mayBeUnknown());
        assertThat(runs).extracting(Run::status).containsOnly(unknown == 0 ? RunStatus.SUCCEEDED : RunStatus.PARTIAL);
        assertThat(subject.written().apply(sandbox))
                .hasSizeBetween(one.expected() - unknown, one.expected())
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
