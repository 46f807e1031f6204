package io.outboundroutes.app;

import static io.outboundroutes.app.ContactRows.conversations;
import static io.outboundroutes.app.ContactRows.item;
import static io.outboundroutes.app.ContactRows.outcomes;
import static io.outboundroutes.app.ContactRows.row;
import static io.outboundroutes.app.ContactRows.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.testing.Contract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** External contacts end to end, over real HTTP. Each test uses contacts of its own, so that they share a house. */
class ExternalContactsTest {

    @TempDir
    private static Path folder;

    private static SandboxServer sandbox;
    private static TestHouse house;

    @BeforeAll
    static void open() {
        sandbox = SandboxServer.start(SandboxOptions.defaults().withValidationTime(Duration.ofMillis(100)));
        house = TestHouse.open(sandbox, folder, ContactRows.QUICK);
    }

    @AfterAll
    static void close() {
        house.close();
        sandbox.close();
    }

    @Test
    void con2_con4_con6_theGuidesCompleteExampleSucceeds() {
        Report report = ContactRows.run(house, List.of(ContactRows.guide()));

        assertThat(report.status()).as(report::toString).isEqualTo("SUCCEEDED");
        Map<?, ?> item = item(report, "EXT-9928374");
        String internal = sandbox.state()
                .externalContactStore()
                .find("EXT-9928374")
                .orElseThrow()
                .id();
        assertThat(item.get("outcome")).isEqualTo("contacted");
        assertThat(item.get("contactId")).isEqualTo(internal);
        assertThat(item.get("lifecycleState")).isEqualTo("active");
        assertThat(item.get("validationStatus")).isEqualTo("passed");
        assertThat(item.get("availableChannels")).isEqualTo(List.of("voice", "sms", "email"));
        assertThat(item.get("channel")).isEqualTo("voice");
        assertThat(item.get("conversationId")).isNotNull();
        assertThat(item.get("latencyMs")).isNotNull();

        Map<?, ?> registered = body("contacts-register", "EXT-9928374");
        assertThat(registered).isEqualTo(ContactRows.object(golden("register.json")));
        Map<?, ?> started = body("conversations-create", internal);
        Map<?, ?> expected = ContactRows.object(golden("conversation.json")
                .replace("<contactId>", internal)
                .replace("<timestamp>", String.valueOf(((Map<?, ?>) started.get("metadata")).get("timestamp"))));
        assertThat(started).isEqualTo(expected);
        assertThat(String.valueOf(((Map<?, ?>) started.get("metadata")).get("timestamp")))
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(Contract.violations(sandbox.state().requests())).isEmpty();
    }

    @Test
    void con1_anIdThatNoPathCanCarryKeepsNobodyElseFromBeingContacted() {
        ContactRows.run(house, List.of(with(row(".."), "requestId", "first")));
        Report report = ContactRows.run(house, List.of(with(row(".."), "requestId", "second"), row("after-dots")));

        assertThat(report.status()).as(report::toString).isEqualTo("PARTIAL");
        assertThat(item(report, "after-dots").get("outcome")).isEqualTo("contacted");
        assertThat(outcomes(report)).containsEntry("?", "rejected");
    }

    @Test
    void con6_all14_all15_everyOutcomeIsToldOnceByEventAndAuditLine() throws IOException {
        List<Map<String, Object>> rows = new ArrayList<>(
                List.of(row("told-1"), row("told-2-failed"), row("told-3-dnc"), row("told-4-pending"), row("told-5")));
        rows.add(with(row("told-6"), "name", null));
        Report report = ContactRows.run(house, rows);

        Map<String, String> expected = new TreeMap<>(Map.of(
                "told-1", "contact_interaction_created",
                "told-2-failed", "contact_interaction_blocked",
                "told-3-dnc", "contact_interaction_blocked",
                "told-4-pending", "contact_interaction_held",
                "told-5", "contact_interaction_created",
                "told-6", "contact_interaction_rejected"));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(told("told-")).isEqualTo(expected));
        assertThat(ContactRows.events(sandbox).stream()
                        .filter(event -> String.valueOf(event.get("contact_id")).startsWith("told-")))
                .hasSize(6);
        Map<?, ?> created = event("told-1");
        assertThat(created.keySet().stream().map(String::valueOf))
                .containsExactly(
                        "event",
                        "contact_id",
                        "genesys_contact_id",
                        "lifecycle_state",
                        "conversation_id",
                        "success",
                        "latency_ms",
                        "timestamp",
                        "audit_log",
                        "outcome");
        assertThat(created.get("audit_log"))
                .isEqualTo(Map.of("action", "interaction_initiated", "channel", "voice", "compliance_checked", true));
        assertThat(((Number) created.get("latency_ms")).longValue())
                .isEqualTo(((Number) item(report, "told-1").get("latencyMs")).longValue());
        assertThat(((Map<?, ?>) event("told-4-pending").get("audit_log")).get("compliance_checked"))
                .isEqualTo(false);

        List<Map<?, ?>> lines = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("audit.jsonl"))) {
            Map<?, ?> read = ContactRows.object(line);
            if (read.get("action").equals("interaction_initiated")
                    && read.get("runId").equals(report.runId())) {
                lines.add((Map<?, ?>) read.get("details"));
            }
        }
        assertThat(lines.stream().map(details -> details.get("contact_id") + " " + details.get("outcome")))
                .containsExactlyInAnyOrder(
                        "told-1 contacted",
                        "told-2-failed blocked",
                        "told-3-dnc blocked",
                        "told-4-pending held",
                        "told-5 contacted",
                        "told-6 rejected");
        assertThat(report.status()).isEqualTo("PARTIAL");
        assertThat(report.json().get("counts").toString())
                .isEqualTo("{attempted=4, succeeded=2, failed=0, registered=5, existing=0, contacted=2, held=1,"
                        + " blocked=2, rejected=1, unknown=0, exists=0, averageLatencyMs="
                        + ((Map<?, ?>) report.json().get("counts")).get("averageLatencyMs") + ", successRate=50}");
    }

    @Test
    void con1_aRejectedRowIsAnItemAndNothingIsSentForIt() {
        List<Map<String, Object>> rows = List.of(
                row("bad-1"),
                with(row("bad 2"), "channels", Map.of("voice", "0123")),
                with(row("bad-3"), "interactionDurationSeconds", 7201));

        Report report = ContactRows.run(house, rows);

        assertThat(outcomes(report)).isEqualTo(Map.of("bad-1", "contacted", "?", "rejected", "bad-3", "rejected"));
        assertThat(report.items().stream().map(item -> String.valueOf(item.get("reason"))))
                .anyMatch(reason -> reason.startsWith("row 2: externalContactId is not 1 to 255")
                        && reason.contains("channels.voice is no E.164 number"))
                .contains("row 3: interactionDurationSeconds is not between 1 and 7200");
        assertThat(sandbox.state().externalContactStore().find("bad-3")).isEmpty();
    }

    @Test
    void con2_anExistingContactIsReadUsedByItsIdAndNotOverwritten() {
        ContactRows.run(house, "there-1");
        Map<String, Object> other = with(row("there-1"), "name", "Another Name");
        int registrations = registrations("there-1");

        Report report = ContactRows.run(house, List.of(other));

        Map<?, ?> item = item(report, "there-1");
        assertThat(item.get("outcome")).isEqualTo("contacted");
        assertThat(item.get("registration")).isEqualTo("existing");
        assertThat(item.get("differences")).isEqualTo(List.of("name"));
        assertThat(item.get("contactId"))
                .isEqualTo(sandbox.state()
                        .externalContactStore()
                        .find("there-1")
                        .orElseThrow()
                        .id());
        assertThat(report.warningCodes()).contains("contact-differs");
        assertThat(report.json().get("warnings").toString()).doesNotContain("Another Name");
        assertThat(report.count("existing")).isEqualTo(1);
        assertThat(registrations("there-1")).isEqualTo(registrations + 1);
        assertThat(sandbox.state()
                        .externalContactStore()
                        .find("there-1")
                        .orElseThrow()
                        .registered()
                        .path("name")
                        .asText())
                .isEqualTo("Contact there-1");
    }

    @Test
    void con3_theContactIsLookedAtUntilItsCheckHasPassed() {
        Report report = ContactRows.run(house, "waits-1");

        assertThat(item(report, "waits-1").get("outcome")).isEqualTo("contacted");
        assertThat(looks("waits-1")).isGreaterThan(1);
    }

    @Test
    void con3_heldContactsAreTakenUpByTheNextFiringWithoutRegisteringThemAgain() {
        Report held = ContactRows.run(house, "later-1-pending", "later-2-unvalidated");
        assertThat(outcomes(held)).isEqualTo(Map.of("later-1-pending", "held", "later-2-unvalidated", "held"));
        assertThat(held.status()).isEqualTo("FAILED");
        sandbox.state()
                .externalContactStore()
                .change("later-1-pending", JsonNodeFactory.instance.objectNode().put("validationStatus", "passed"));

        Report fired = ContactRows.fire(house);

        assertThat(outcomes(fired))
                .containsEntry("later-1-pending", "contacted")
                .containsEntry("later-2-unvalidated", "held");
        assertThat(registrations("later-1-pending")).isEqualTo(1);
        assertThat(conversations(sandbox)).containsEntry("later-1-pending", 1);
        assertThat(outcomes(ContactRows.fire(house))).doesNotContainKey("later-1-pending");
    }

    @Test
    void con3_blockedStaysBlockedUntilTheRecordChanges() {
        assertThat(outcomes(ContactRows.run(house, "no-1-failed"))).isEqualTo(Map.of("no-1-failed", "blocked"));
        assertThat(looks("no-1-failed")).isPositive();

        Report again = ContactRows.run(house, "no-1-failed");
        assertThat(item(again, "no-1-failed").get("outcome")).isEqualTo("blocked");
        assertThat(item(again, "no-1-failed").get("reason").toString()).contains("has not changed since");
        assertThat(again.status()).isEqualTo("SUCCEEDED");
        assertThat(registrations("no-1-failed")).isEqualTo(1);

        sandbox.state()
                .externalContactStore()
                .change("no-1-failed", JsonNodeFactory.instance.objectNode().put("validationStatus", "passed"));
        Report changed = ContactRows.run(house, "no-1-failed");
        assertThat(item(changed, "no-1-failed").get("outcome")).isEqualTo("contacted");
        assertThat(conversations(sandbox)).containsEntry("no-1-failed", 1);
    }

    @Test
    void con4_theChannelIsTheFirstThatIsAvailableAndNotOptedOut() {
        Report report = ContactRows.run(
                house, "ch-1", "ch-2-unavailable-voice", "ch-3-optout-voice", "ch-4-unavailable", "ch-5-nochannels");

        Map<String, String> channels = new TreeMap<>();
        report.items()
                .forEach(item -> channels.put(Report.text(item, "externalContactId"), Report.text(item, "channel")));
        assertThat(channels)
                .isEqualTo(Map.of(
                        "ch-1", "voice",
                        "ch-2-unavailable-voice", "email",
                        "ch-3-optout-voice", "email",
                        "ch-4-unavailable", "null",
                        "ch-5-nochannels", "null"));
        assertThat(outcomes(report))
                .containsEntry("ch-4-unavailable", "blocked")
                .containsEntry("ch-5-nochannels", "blocked");
    }

    @Test
    void con5_aRequestIsCarriedOutOnceOverReRunsAndAnotherOneAgain() {
        Report first = ContactRows.run(house, "once-1");
        Report second = ContactRows.run(house, "once-1");
        Report named = ContactRows.run(house, List.of(with(row("once-1"), "requestId", "r-2")));
        Report repeated = ContactRows.run(
                house,
                List.of(
                        with(row("once-1"), "requestId", "r-3"),
                        with(with(row("once-1"), "requestId", "r-3"), "name", "Other")));

        assertThat(item(first, "once-1").get("outcome")).isEqualTo("contacted");
        Map<?, ?> exists = item(second, "once-1");
        assertThat(exists.get("outcome")).isEqualTo("exists");
        assertThat(exists.get("conversationId")).isEqualTo(item(first, "once-1").get("conversationId"));
        assertThat(second.status()).isEqualTo("SUCCEEDED");
        assertThat(item(named, "once-1").get("outcome")).isEqualTo("contacted");
        assertThat(repeated.itemsTotal()).isEqualTo(1);
        assertThat(repeated.warningCodes()).contains("repeated-rows");
        assertThat(conversations(sandbox)).containsEntry("once-1", 3);
    }

    @Test
    void con5_againContactsNobodyTwice() {
        ContactRows.run(house, "again-1");

        Report again = new Report(
                house.run(ContactsSteps.WORKFLOW, Mode.LIVE, true, ContactRows.json(List.of(row("again-1")))));

        assertThat(item(again, "again-1").get("outcome")).isEqualTo("exists");
        assertThat(again.warningCodes()).contains("again-ignored");
        assertThat(conversations(sandbox)).containsEntry("again-1", 1);
    }

    @Test
    void con6_aConversationIsToldAsCreatedOnce() {
        ContactRows.run(house, "counted-1");
        ContactRows.run(house, "counted-1");

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(ContactRows.events(sandbox).stream()
                                .filter(event -> "counted-1".equals(event.get("contact_id"))))
                        .extracting(event -> event.get("event"), event -> event.get("conversation_id") != null)
                        .containsExactlyInAnyOrder(
                                tuple("contact_interaction_created", true), tuple("contact_interaction_exists", true)));
    }

    @Test
    void con5_withoutAnInitialMessageNoneIsSent() {
        Report report = ContactRows.run(house, "silent-1");

        String internal = String.valueOf(item(report, "silent-1").get("contactId"));
        assertThat(body("contacts-register", "silent-1").containsKey("initialMessage"))
                .isFalse();
        assertThat(body("conversations-create", internal).containsKey("initialMessage"))
                .isFalse();
    }

    @Test
    void all13_aDryRunWritesNothingAndShowsMaskedBodies() {
        long calls = vendorCalls();

        Report report = ContactRows.run(house, Mode.DRY_RUN, List.of(row("dry-1"), with(row("dry-2"), "name", null)));

        Map<?, ?> item = item(report, "dry-1");
        assertThat(item.get("outcome")).isEqualTo("planned");
        assertThat(item.get("body").toString()).contains("voice=***").doesNotContain("+1555");
        assertThat(item.get("wouldFollow")).isEqualTo(List.of("get-contact", "start-conversation"));
        assertThat(item(report, "dry-2").get("outcome")).isEqualTo("rejected");
        assertThat(vendorCalls()).isEqualTo(calls);
        assertThat(outcomes(ContactRows.run(house, "dry-1"))).isEqualTo(Map.of("dry-1", "contacted"));
    }

    @Test
    void all12_aFiringWithNothingToTakeUpSucceedsWithAWarning(@TempDir Path other) {
        try (TestHouse empty = TestHouse.open(sandbox, other, ContactRows.QUICK)) {
            Report fired = ContactRows.fire(empty);

            assertThat(fired.status()).isEqualTo("SUCCEEDED");
            assertThat(fired.warningCodes()).contains("no-contacts");
        }
    }

    /** Without the events of other tests, which may still be under way. */
    private static long vendorCalls() {
        return sandbox.state().requests().stream()
                .filter(request -> !request.operation().equals("webhook"))
                .count();
    }

    private static Map<String, String> told(String prefix) {
        Map<String, String> told = new TreeMap<>();
        for (Map<?, ?> event : ContactRows.events(sandbox)) {
            String id = String.valueOf(event.get("contact_id"));
            if (id.startsWith(prefix)) {
                told.put(id, String.valueOf(event.get("event")));
            }
        }
        return told;
    }

    private static Map<?, ?> event(String id) {
        return ContactRows.events(sandbox).stream()
                .filter(event -> id.equals(event.get("contact_id")))
                .findFirst()
                .orElseThrow();
    }

    private static int registrations(String id) {
        return (int) sandbox.state().requests("contacts-register").stream()
                .filter(request -> request.body().contains("\"" + id + "\""))
                .count();
    }

    private static int looks(String id) {
        String internal =
                sandbox.state().externalContactStore().find(id).orElseThrow().id();
        return (int) sandbox.state().requests("contacts-get").stream()
                .filter(request -> request.path().endsWith("/" + internal)
                        || request.path().endsWith("/" + id))
                .count();
    }

    /** The body of the last request of an operation that names an id. */
    private static Map<?, ?> body(String operation, String id) {
        return sandbox.state().requests(operation).stream()
                .filter(request -> request.body().contains("\"" + id + "\""))
                .<Map<?, ?>>map(request -> ContactRows.object(request.body()))
                .reduce((before, last) -> last)
                .orElseThrow();
    }

    private static String golden(String name) {
        try {
            return Files.readString(Path.of("src/test/resources/golden/contacts", name));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
