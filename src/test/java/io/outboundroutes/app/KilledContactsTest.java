package io.outboundroutes.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.outboundroutes.app.cli.OutboundRoutes;
import io.outboundroutes.platform.json.Json;
import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.platform.run.Fate;
import io.outboundroutes.platform.run.Item;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.external.Conversation;
import io.outboundroutes.testing.ChildJvm;
import io.outboundroutes.testing.Remains;
import io.outboundroutes.testing.Trail;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Three hundred contacts, and a process that dies at every named point, one death after the other, each time started
 * again on the same input: nobody is contacted twice, and whoever may not have been contacted is told of.
 */
@Timeout(400)
class KilledContactsTest {

    /** By how many are acted upon at once; one at a time they take three times as long. */
    private static final Map<Integer, Integer> CONTACTS = Map.of(1, 100, 8, 300);

    /**
     * Points in an order in which each is reached. With one contact at a time, registrations and conversations take turns
     * at the points of a send, so two numbers in a row meet both.
     */
    static final List<String> DEATHS = List.of(
            "before-commit:plan 1",
            "after-commit:plan 1",
            "before-commit:sent 5",
            "after-commit:sent 6",
            "before-send 5",
            "before-send 6",
            "after-send 5",
            "after-send 6",
            "before-commit:advance 9",
            "after-commit:advance 10",
            "before-commit:item 4",
            "after-commit:item 4",
            "before-commit:outcome 1",
            "after-commit:outcome 1");

    /** With one contact at a time only what differs then. */
    private static final Map<Integer, List<String>> CASES_OF = Map.of(
            1,
            List.of(
                    "after-commit:sent 6",
                    "before-send 6",
                    "after-send 5",
                    "before-commit:item 4",
                    "after-commit:outcome 1"),
            8,
            DEATHS);

    @TempDir
    private static Path folder;

    private static final Map<Integer, Future<Case>> CASES = new HashMap<>();
    private static ExecutorService killers;

    /** What is left after all deaths. */
    private record Case(SandboxServer sandbox, Path folder, int contacts, List<String> lives, int mostInFlight) {}

    @BeforeAll
    static void killThemAll() {
        killers = Executors.newFixedThreadPool(2);
        CASES_OF.forEach((parallel, deaths) -> CASES.put(parallel, killers.submit(() -> play(parallel, deaths))));
    }

    @AfterAll
    static void stopKilling() {
        killers.shutdownNow();
    }

    private static Case play(int parallel, List<String> deaths) throws IOException, InterruptedException {
        Path home = Files.createDirectory(folder.resolve("parallel-" + parallel));
        SandboxServer sandbox = SandboxServer.start(
                SandboxOptions.defaults().withContacts(0).withValidationTime(Duration.ofMillis(60)));
        int contacts = CONTACTS.get(parallel);
        List<String> lives = new ArrayList<>();
        int mostInFlight = 0;
        for (String death : deaths) {
            String[] parts = death.split(" ", 2);
            int status = KilledContacts.run(sandbox, home, parts[0], Integer.parseInt(parts[1]), contacts, parallel);
            List<Item> items = Remains.in(home, ContactsSteps.WORKFLOW).items();
            int inFlight = inFlight(items);
            mostInFlight += inFlight;
            lives.add(death + ": exit " + status + ", conversations so far "
                    + sandbox.state().conversations().size() + ", starts in flight " + inFlight);
            assertThat(twice(sandbox)).as(lives::toString).isEmpty();
            assertThat(unnoted(sandbox, items)).as(lives::toString).isEmpty();
            assertThat(inFlight).as(lives::toString).isLessThanOrEqualTo(parallel);
        }
        return new Case(sandbox, home, contacts, lives, mostInFlight);
    }

    /** Items whose conversation may be under way, as the dead process left them. */
    private static int inFlight(List<Item> items) {
        return (int) items.stream()
                .filter(item -> item.fate() == Fate.SENT)
                .filter(item -> item.sent().contains(ContactWishes.START))
                .count();
    }

    /** Contacts with a conversation of which the ledger knows nothing: its mark was lost, and another would be started. */
    private static Set<String> unnoted(SandboxServer sandbox, List<Item> items) {
        Set<String> left = new HashSet<>(ContactRows.conversations(sandbox).keySet());
        items.stream()
                .filter(item -> !item.fate().isOpen() || item.sent().contains(ContactWishes.START))
                .forEach(item -> left.remove(String.valueOf(item.fields().get("externalContactId"))));
        return left;
    }

    @ParameterizedTest(name = "{0} at once")
    @ValueSource(ints = {1, 8})
    void con5_all5_nobodyIsContactedTwiceHoweverOftenTheProcessDies(int parallel) throws Exception {
        Case played = CASES.get(parallel).get();
        System.out.println("killed: " + String.join("\nkilled: ", played.lives()));
        assertThat(played.lives().stream().filter(life -> !life.contains("exit " + KilledRun.HALTED)))
                .as(() -> "lives that did not end as they should" + log(played.folder()))
                .isEmpty();
        assertThat(played.mostInFlight())
                .as("deaths that met a conversation under way")
                .isPositive();
        Surroundings around =
                new Surroundings(Clock.systemUTC(), new Random(), Checkpoint.NONE, KilledContacts.NOTICES_SOON);
        try (SandboxServer sandbox = played.sandbox()) {
            Remains remains = Remains.in(played.folder(), ContactsSteps.WORKFLOW);
            assertThat(remains.runs()).as("one run through all deaths").hasSize(1);
            judge(played, remains);
            String runId = remains.runs().get(0).id();
            try (TestHouse house =
                    TestHouse.open(sandbox, played.folder(), KilledContacts.settings(parallel), around)) {
                tellsOfAll(played, house, runId);
            }
            try (TestHouse house =
                    TestHouse.open(sandbox, played.folder(), KilledContacts.settings(parallel), around)) {
                judgeAgain(played, house);
            }
        }
    }

    @Test
    void all23_con5_aConversationUnderWayIsUnknownAndNotMerelyOldWhenItsRunIsGoneOnWithTooLate(@TempDir Path home)
            throws Exception {
        SandboxOptions options = SandboxOptions.defaults().withContacts(0).withValidationTime(Duration.ZERO);
        try (SandboxServer sandbox = SandboxServer.start(options)) {
            assertThat(KilledContacts.run(sandbox, home, "after-send", 2, 2, 1)).isEqualTo(KilledRun.HALTED);
            assertThat(inFlight(Remains.in(home, ContactsSteps.WORKFLOW).items()))
                    .isEqualTo(1);
            Surroundings later = new Surroundings(
                    () -> Instant.now().plus(Duration.ofHours(49)),
                    new Random(),
                    Checkpoint.NONE,
                    KilledContacts.NOTICES_SOON);
            try (TestHouse house = TestHouse.open(sandbox, home, KilledContacts.settings(1), later)) {
                Report report = new Report(house.handIn(ContactsSteps.WORKFLOW, ContactRows.json(ContactRows.many(2))));

                assertThat(ContactRows.outcomes(report)).isEqualTo(Map.of("C-1", "unknown", "C-2", "held"));
                assertThat(sandbox.state().conversations()).hasSize(1);
                assertThat(ContactRows.outcomes(shown(home, report.runId())))
                        .as("as runs show tells it")
                        .isEqualTo(Map.of("C-1", "unknown", "C-2", "held"));
            }
        }
    }

    /** What the command line tells of a run, in a process of its own. */
    private static Report shown(Path home, String runId) throws IOException, InterruptedException {
        Path out = home.resolve("shown.json");
        List<String> command = ChildJvm.command("200m", List.of(), OutboundRoutes.class);
        command.addAll(List.of(
                "runs", "show", runId, "--json", "-P", "store.url=jdbc:h2:file:" + home.resolve("db/outbound")));
        Process show = new ProcessBuilder(command)
                .redirectError(home.resolve("shown.err").toFile())
                .redirectOutput(out.toFile())
                .start();
        assertThat(show.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Report((Map<?, ?>) Json.parse(Files.readAllBytes(out)));
    }

    private static void judge(Case played, Remains remains) {
        Set<String> reached =
                new HashSet<>(ContactRows.conversations(played.sandbox()).keySet());
        List<Item> items = remains.items();
        Map<String, Long> outcomes =
                items.stream().collect(Collectors.groupingBy(Item::outcome, Collectors.counting()));
        assertThat(items).hasSize(played.contacts());
        assertThat(outcomes.keySet()).isSubsetOf("contacted", "unknown");
        assertThat(outcomes.getOrDefault("unknown", 0L)).isBetween(1L, (long) played.mostInFlight());
        Map<String, String> conversations = played.sandbox().state().conversations().stream()
                .collect(Collectors.toMap(c -> c.contact().externalId(), Conversation::id));
        for (Item item : items) {
            String id = String.valueOf(item.fields().get("externalContactId"));
            if ("contacted".equals(item.outcome())) {
                assertThat(item.fields().get("conversationId")).isEqualTo(conversations.get(id));
            } else {
                assertThat(item.fate()).as("parked: " + id).isEqualTo(Fate.UNKNOWN);
            }
            assertThat(reached.contains(id) || "unknown".equals(item.outcome()))
                    .as(id)
                    .isTrue();
        }
        Report report = new Report(TestHouse.report(remains.runs().get(0)));
        assertThat(report.status()).isEqualTo("PARTIAL");
        assertThat(report.items().stream()
                        .filter(item -> item.get("outcome").equals("unknown"))
                        .map(item -> String.valueOf(item.get("externalContactId"))))
                .containsExactlyInAnyOrderElementsOf(items.stream()
                        .filter(item -> "unknown".equals(item.outcome()))
                        .map(item -> String.valueOf(item.fields().get("externalContactId")))
                        .toList());
        assertThat(report.count("contacted") + report.count("unknown")).isEqualTo(played.contacts());
    }

    /** Each contact's event arrived, and its audit line is there once. */
    private static void tellsOfAll(Case played, TestHouse house, String runId) throws IOException, SQLException {
        Remains.claimsRunOut(house.house().store());
        Serving serving = Serving.start(house.house());
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(ContactRows.events(played.sandbox()).stream()
                                .map(event -> event.get("contact_id"))
                                .distinct())
                        .hasSize(played.contacts()));
        assertThat(serving.stop(Duration.ofSeconds(5))).isTrue();
        Trail trail = Trail.intact(played.folder());
        assertThat(trail.of("interaction_initiated")).allMatch(line -> runId.equals(line.get("runId")));
        assertThat(trail.details("interaction_initiated", "contact_id"))
                .doesNotHaveDuplicates()
                .hasSize(played.contacts());
    }

    /** The same input once more, now that the run has ended: what is known stays known. */
    private static void judgeAgain(Case played, TestHouse house) {
        int conversations = played.sandbox().state().conversations().size();
        assertThat(twice(played.sandbox())).isEmpty();
        Report again = ContactRows.run(house, ContactRows.many(played.contacts()));

        assertThat(ContactRows.outcomes(again).values()).containsOnly("exists", "unknown");
        assertThat(played.sandbox().state().conversations()).hasSize(conversations);
    }

    private static List<String> twice(SandboxServer sandbox) {
        return ContactRows.conversations(sandbox).entrySet().stream()
                .filter(contact -> contact.getValue() > 1)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static String log(Path home) {
        try {
            return "\n" + Files.readString(home.resolve("killed.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
