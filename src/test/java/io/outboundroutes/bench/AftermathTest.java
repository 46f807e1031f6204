package io.outboundroutes.bench;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outboundroutes.app.TestHouse;
import io.outboundroutes.bench.KilledWorkflow.Thing;
import io.outboundroutes.platform.run.Fate;
import io.outboundroutes.platform.run.Item;
import io.outboundroutes.platform.run.ItemResult;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.sandbox.RecordedRequest;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.testing.Remains;
import io.outboundroutes.testing.Trail;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@link RandomKillBench} looks for is found: each damage to what a run left behind, by the check that is for it. */
@Timeout(120)
class AftermathTest {

    private static final KilledWorkflow CONTACTS = KilledWorkflow.ALL.stream()
            .filter(workflow -> workflow.id().equals("external-contacts"))
            .findFirst()
            .orElseThrow();

    @TempDir
    private static Path folder;

    private static Aftermath whole;

    @BeforeAll
    static void run() throws Exception {
        try (SandboxServer sandbox = SandboxServer.start(CONTACTS.options())) {
            Map<String, String> quick = Map.of("contacts.rate-limit", "1000/1s", "contacts.poll", "50ms");
            try (TestHouse house = TestHouse.open(sandbox, folder, quick)) {
                house.run(CONTACTS.id(), Mode.LIVE, false, CONTACTS.rows().iterator());
            }
            whole = Aftermath.of(CONTACTS, sandbox, folder);
        }
    }

    /** What a run left behind, to be damaged. */
    private static final class Copy {
        final List<Thing> things = new ArrayList<>(whole.things());
        final List<Item> items = new ArrayList<>(whole.remains().items());
        final Map<Object, Object> report = new HashMap<>(whole.report());
        final List<RecordedRequest> registrations =
                new ArrayList<>(whole.requests().get("contacts-register"));
        final List<RecordedRequest> starts = new ArrayList<>(whole.requests().get("conversations-create"));
        final List<String> arrived = new ArrayList<>(whole.arrived());
        final List<Map<?, ?>> lines = new ArrayList<>(whole.trail().lines());

        Aftermath made() {
            return new Aftermath(
                    CONTACTS,
                    new Remains(whole.remains().runs(), items),
                    report,
                    things,
                    Map.of("contacts-register", registrations, "conversations-create", starts),
                    whole.events(),
                    arrived,
                    new Trail(lines));
        }

        void first(Fate fate) {
            items.set(0, items.get(0).with(new ItemResult(fate, "other", null, Map.of(), null)));
        }

        void firstOfNoId() {
            Map<String, Object> fields = Map.of("conversationId", Thing.NOT_TOLD);
            items.set(0, items.get(0).with(new ItemResult(Fate.DONE, "contacted", null, fields, null)));
        }

        void repeatFirstStart(String key, String body) {
            RecordedRequest like = starts.get(0);
            Map<String, List<String>> headers = new HashMap<>(like.headers());
            headers.put("idempotency-key", List.of(key));
            starts.add(new RecordedRequest(
                    like.number(),
                    like.operation(),
                    like.method(),
                    like.path(),
                    like.query(),
                    headers,
                    body,
                    like.receivedAt(),
                    like.receivedNanos(),
                    like.fault(),
                    like.status(),
                    like.answerHeaders(),
                    like.answerBody()));
        }

        void firstLineOfAnotherRun() {
            Map<Object, Object> line = new HashMap<>(lines.get(0));
            line.put("runId", "another");
            lines.set(0, line);
        }
    }

    static Stream<Arguments> damages() {
        return Stream.of(
                damage("somebody is contacted twice", left -> left.things.add(left.things.get(0)), "at the vendor"),
                damage("somebody is left out", left -> left.things.remove(0), "listed as unknown"),
                damage("a stranger is contacted", left -> left.things.add(new Thing("X", "1")), "at the vendor"),
                damage(
                        "the ledger means another conversation",
                        left -> left.things.set(0, new Thing(left.things.get(0).name(), "1")),
                        "what the ledger says"),
                damage("the ledger does not know an id", Copy::firstOfNoId, "whose id the ledger"),
                damage("an item is refused", left -> left.first(Fate.REJECTED), "items done or unknown"),
                damage("an item is unknown, the run complete", left -> left.first(Fate.UNKNOWN), "PARTIAL"),
                damage("an item is gone", left -> left.items.remove(0), "size"),
                damage("the report counts otherwise", left -> left.report.put("counts", Map.of()), "counts of the"),
                damage("a start is repeated", left -> left.starts.add(left.starts.get(0)), "conversations-create"),
                damage(
                        "a write is repeated under another key",
                        left -> left.repeatFirstStart(
                                "other", left.starts.get(0).body()),
                        "idempotency keys of"),
                damage(
                        "two writes share a key",
                        left -> left.repeatFirstStart(left.starts.get(0).header("Idempotency-Key"), "{}"),
                        "sent under"),
                damage(
                        "a registration is repeated although no process died",
                        left -> left.registrations.add(left.registrations.get(0)),
                        "requests repeated"),
                damage("an event did not arrive", left -> left.arrived.remove(0), "events that arrived"),
                damage("an event of nobody arrived", left -> left.arrived.add("x"), "events that arrived"),
                damage("an arrival is not recorded", left -> left.lines.removeIf(AftermathTest::told), "whose arrival"),
                damage("an audit line is missing", left -> left.lines.remove(0), "lines of the audit trail"),
                damage("an audit line is doubled", left -> left.lines.add(left.lines.get(0)), "lines of the audit"),
                damage("a line is another run's", Copy::firstLineOfAnotherRun, "lines of other runs"));
    }

    private static Arguments damage(String name, Consumer<Copy> damage, String check) {
        return Arguments.of(name, damage, check);
    }

    private static boolean told(Map<?, ?> line) {
        return "WEBHOOK_DELIVERED".equals(line.get("action"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("damages")
    void isFound(String name, Consumer<Copy> damage, String check) {
        Copy copy = new Copy();
        damage.accept(copy);
        Aftermath damaged = copy.made();

        assertThatThrownBy(() -> damaged.judge(whole, List.of()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(check);
    }

    @Test
    void nothingIsFoundWhereNothingIsWrong() {
        assertThatCode(() -> whole.judge(whole, List.of())).doesNotThrowAnyException();
    }

    @Test
    void aRegistrationMayBeRepeatedOnceForEachDeathThatMetOne() {
        Copy copy = new Copy();
        copy.registrations.add(copy.registrations.get(0));

        assertThatCode(() -> copy.made().judge(whole, List.of("C-1"))).doesNotThrowAnyException();
    }

    @Test
    void howLongAnswersTookIsNotCompared() {
        Copy copy = new Copy();
        Map<Object, Object> counts = new HashMap<>((Map<?, ?>) whole.report().get("counts"));
        counts.put("averageLatencyMs", -1);
        copy.report.put("counts", counts);

        assertThatCode(() -> copy.made().judge(whole, List.of())).doesNotThrowAnyException();
    }

    @Test
    void aLineThatWasChangedBreaksTheChain(@TempDir Path other) throws Exception {
        String text = Files.readString(folder.resolve("audit.jsonl"));
        Files.writeString(other.resolve("audit.jsonl"), text.replaceFirst("C-1\"", "C-2\""));

        assertThatThrownBy(() -> Trail.intact(other)).hasMessageContaining("the chain of");
    }
}
