package io.outboundroutes.app;

import static io.outboundroutes.app.ContactRows.conversations;
import static io.outboundroutes.app.ContactRows.item;
import static io.outboundroutes.app.ContactRows.outcomes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outboundroutes.platform.run.Fate;
import io.outboundroutes.platform.run.Item;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.fault.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** External contacts with a vendor that misbehaves. Each test uses contacts of its own, so that they share a house. */
class ContactFaultsTest {

    @TempDir
    private static Path folder;

    private static SandboxServer sandbox;
    private static TestHouse house;

    private static final LaterClock CLOCK = new LaterClock();

    @BeforeAll
    static void open() {
        sandbox = SandboxServer.start(SandboxOptions.defaults().withContacts(0).withValidationTime(Duration.ZERO));
        Map<String, String> settings = new HashMap<>(ContactRows.QUICK);
        settings.put("genesys.breaker.minimum", "20");
        settings.put("retry.max-wait", "1s");
        house = TestHouse.open(sandbox, folder, settings, CLOCK.surroundings());
    }

    @AfterAll
    static void close() {
        house.close();
        sandbox.close();
    }

    @BeforeEach
    void endFaults() {
        sandbox.state().faults().clear();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"500", "500-after", "reset", "reset-after", "truncated", "cut-json"})
    void all5_con2_anAmbiguousRegistrationIsLookedUpAndNeverDoubled(String fault) {
        String id = "amb-" + fault;
        sandbox.fault(Fault.named(fault).path("contacts-register").times(1));

        Report report = ContactRows.run(house, id);

        assertThat(outcomes(report)).as(report::toString).isEqualTo(Map.of(id, "contacted"));
        assertThat(sandbox.state().externalContacts().stream()
                        .filter(contact -> contact.externalId().equals(id)))
                .hasSize(1);
        assertThat(conversations(sandbox)).containsEntry(id, 1);
        assertThat(item(report, id).get("contactId"))
                .isEqualTo(sandbox.state()
                        .externalContactStore()
                        .find(id)
                        .orElseThrow()
                        .id());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"500-after, existing", "reset-after, existing", "500, registered", "reset, registered"})
    void con2_aContactThatWasFoundAfterALostAnswerCountsAsExisting(String fault, String counted) {
        String id = "found-" + fault;
        sandbox.fault(Fault.named(fault).path("contacts-register").times(1));

        Report report = ContactRows.run(house, id);

        assertThat(report.count(counted)).as(report::toString).isEqualTo(1);
        assertThat(report.count("registered") + report.count("existing")).isEqualTo(1);
        assertThat(item(report, id).containsKey("differences"))
                .as("it is as asked for")
                .isFalse();
    }

    @Test
    void con2_theDifferencesOfAContactThatWasFoundAfterALostAnswerAreNamed() {
        ContactRows.run(house, "there-1");
        sandbox.fault(Fault.named("reset").path("contacts-register").times(1));

        Report report =
                ContactRows.run(house, List.of(ContactRows.with(ContactRows.row("there-1"), "name", "Another")));

        assertThat(item(report, "there-1").get("differences")).isEqualTo(List.of("name"));
        assertThat(report.warningCodes()).contains("contact-differs");
        assertThat(report.count("existing")).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}: {1} conversations")
    @CsvSource({"500, 0", "500-after, 1", "reset, 0", "reset-after, 1", "truncated, 1"})
    void all5_con5_anAmbiguousConversationIsUnknownAndNeverSentAgain(String fault, int conversations) {
        String id = "conv-" + fault;
        sandbox.fault(Fault.named(fault).path("conversations-create").times(1));

        Report report = ContactRows.run(house, id);

        assertThat(outcomes(report)).isEqualTo(Map.of(id, "unknown"));
        assertThat(report.status()).isEqualTo("FAILED");
        Item item =
                house.house().store().items().page(report.runId(), false, -1, 9).get(0);
        assertThat(item.fate()).isEqualTo(Fate.UNKNOWN);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(ContactRows.events(sandbox))
                        .anyMatch(event -> id.equals(event.get("contact_id"))
                                && event.get("event").equals("contact_interaction_failed")
                                && event.get("outcome").equals("unknown")));

        Report again = ContactRows.run(house, id);
        assertThat(outcomes(again)).isEqualTo(Map.of(id, "unknown"));
        assertThat(item(again, id).get("reason").toString())
                .contains("look at the vendor whether that conversation took place");
        assertThat(conversations(sandbox).getOrDefault(id, 0)).isEqualTo(conversations);
        assertThat(sandbox.state().requests("conversations-create").stream()
                        .filter(request -> request.body()
                                .contains(String.valueOf(item.fields().get("contactId")))))
                .hasSize(1);
    }

    @Test
    void all10_con5_aConversationWithoutAReadableAnswerWasStartedAllTheSame() {
        sandbox.fault(Fault.named("cut-json").path("conversations-create").times(1));

        Report report = ContactRows.run(house, "odd-1");

        assertThat(outcomes(report)).isEqualTo(Map.of("odd-1", "contacted"));
        assertThat(item(report, "odd-1").containsKey("conversationId")).isFalse();
        assertThat(outcomes(ContactRows.run(house, "odd-1"))).isEqualTo(Map.of("odd-1", "exists"));
        assertThat(conversations(sandbox)).containsEntry("odd-1", 1);
    }

    @Test
    void all2_aRefusedTokenLeavesTheRestForALaterRun(@TempDir Path other) {
        List<Map<String, Object>> rows = IntStream.range(0, 60)
                .mapToObj(i -> ContactRows.row("unknown-client-" + i))
                .toList();
        int before = sandbox.state().requests("token").size();
        try (TestHouse stranger = TestHouse.open(
                sandbox.baseUri(),
                sandbox.options().clientId(),
                "wrong",
                other,
                ContactRows.QUICK,
                Surroundings.real())) {
            Report report = ContactRows.run(stranger, rows);

            assertThat(report.status()).as(report::toString).isEqualTo("FAILED");
            assertThat(report.toString()).contains("code=refused").contains("GENESYS_CLIENT_SECRET");
            assertThat(sandbox.state().requests("token").size() - before)
                    .as("tokens asked for by somebody whom nobody lets in")
                    .isLessThan(20);
            assertThat(report.count("planned")).isGreaterThan(40);
        }
    }

    @Test
    void con5_aRefusedConversationIsFailedAndMayBeTriedAgain() {
        sandbox.fault(Fault.named("400").path("conversations-create").times(1));

        assertThat(outcomes(ContactRows.run(house, "refused-1"))).isEqualTo(Map.of("refused-1", "failed"));
        assertThat(outcomes(ContactRows.run(house, "refused-1"))).isEqualTo(Map.of("refused-1", "contacted"));
        assertThat(conversations(sandbox)).containsEntry("refused-1", 1);
    }

    @Test
    void all4_all5_aConversationThatMetARateLimitIsSentAgain() {
        sandbox.fault(Fault.named("429").path("conversations-create").times(2));

        assertThat(outcomes(ContactRows.run(house, "limited-1"))).isEqualTo(Map.of("limited-1", "contacted"));
        assertThat(conversations(sandbox)).containsEntry("limited-1", 1);
    }

    @Test
    void all4_con5_aRunStoppedByARateLimitLeavesNobodyUnknown() {
        sandbox.fault(Fault.named("429")
                .with("retryAfter", "3600")
                .path("conversations-create")
                .times(1));

        Report stopped = ContactRows.run(house, "limited-2");
        assertThat(stopped.status()).isEqualTo("FAILED");
        assertThat(outcomes(stopped)).isEqualTo(Map.of("limited-2", "planned"));
        assertThat(conversations(sandbox)).doesNotContainKey("limited-2");

        CLOCK.later(Duration.ofHours(1));
        assertThat(outcomes(ContactRows.run(house, "limited-2"))).isEqualTo(Map.of("limited-2", "contacted"));
        assertThat(conversations(sandbox)).containsEntry("limited-2", 1);
    }

    @Test
    void all4_con3_aHeldContactThatWasTakenUpInVainIsTakenUpAgain() {
        String id = "limited-3-pending";
        assertThat(outcomes(ContactRows.run(house, id))).isEqualTo(Map.of(id, "held"));
        sandbox.state()
                .externalContactStore()
                .change(id, JsonNodeFactory.instance.objectNode().put("validationStatus", "passed"));
        sandbox.fault(Fault.named("429")
                .with("retryAfter", "3600")
                .path("conversations-create")
                .times(1));

        assertThat(outcomes(ContactRows.fire(house))).containsEntry(id, "planned");
        CLOCK.later(Duration.ofHours(1));
        assertThat(outcomes(ContactRows.fire(house))).containsEntry(id, "contacted");
        assertThat(outcomes(ContactRows.fire(house))).doesNotContainKey(id);
        assertThat(conversations(sandbox)).containsEntry(id, 1);
    }

    @Test
    void con2_aHeldContactThatTheVendorLostIsRegisteredAgain() {
        assertThat(outcomes(ContactRows.run(house, "lost-1-pending"))).isEqualTo(Map.of("lost-1-pending", "held"));
        String before = sandbox.state()
                .externalContactStore()
                .find("lost-1-pending")
                .orElseThrow()
                .id();
        sandbox.state().externalContactStore().clear();

        Report fired = ContactRows.fire(house);

        String after = sandbox.state()
                .externalContactStore()
                .find("lost-1-pending")
                .orElseThrow()
                .id();
        assertThat(after).isNotEqualTo(before);
        assertThat(item(fired, "lost-1-pending").get("contactId")).isEqualTo(after);
    }

    @Test
    void con2_aHeldContactThatWasDeletedAndRegisteredByOthersIsUsedByItsNewId() {
        String id = "remade-1-pending";
        assertThat(outcomes(ContactRows.run(house, id))).isEqualTo(Map.of(id, "held"));
        sandbox.state().externalContactStore().clear();
        ObjectNode others = JsonNodeFactory.instance.objectNode();
        others.put("externalContactId", id).put("name", "Other");
        others.putObject("channels").put("voice", "+15550001111");
        String remade = sandbox.state()
                .externalContactStore()
                .register(others, null, Instant.now())
                .orElseThrow()
                .id();
        sandbox.state()
                .externalContactStore()
                .change(id, JsonNodeFactory.instance.objectNode().put("validationStatus", "passed"));

        Map<?, ?> item = item(ContactRows.fire(house), id);

        assertThat(item.get("outcome")).isEqualTo("contacted");
        assertThat(item.get("contactId")).isEqualTo(remade);
        assertThat(item.get("registration")).isEqualTo("existing");
        assertThat(String.valueOf(item.get("differences"))).contains("name");
        assertThat(conversations(sandbox)).containsEntry(id, 1);
    }

    /** The name and number are no part of the refused request; they are of the item whose request it is. */
    @Test
    void all16_whatAVendorSaysOfAPersonInARefusalIsMasked() {
        Map<String, Object> row = ContactRows.with(ContactRows.row("masked-1"), "name", "Zebulon Quirk");
        sandbox.fault(Fault.named("answer")
                .path("conversations-create")
                .with("status", 400)
                .with("body", "{\"message\":\"Zebulon Quirk (+15550001111) is not available\"}"));

        Report report = ContactRows.run(house, List.of(row));

        assertThat(outcomes(report)).isEqualTo(Map.of("masked-1", "failed"));
        assertThat(item(report, "masked-1").get("reason")).asString().contains("HTTP 400", "is not available");
        assertThat(report.json().toString()).doesNotContain("Zebulon", "Quirk", "15550001111");
    }

    @Test
    void con5_all17_twoProcessesWithOneStoreAndOneInputContactNobodyTwice(@TempDir Path shared) throws Exception {
        ExecutorService both = Executors.newFixedThreadPool(2);
        try (TestHouse one = TestHouse.open(sandbox, shared, ContactRows.QUICK);
                TestHouse other = TestHouse.open(sandbox, shared, ContactRows.QUICK)) {
            List<Callable<Report>> runs = List.of(
                    () -> ContactRows.run(one, "both-1", "both-2", "both-3"),
                    () -> ContactRows.run(other, "both-1", "both-2", "both-3"));
            List<String> words = new ArrayList<>();
            for (Future<Report> run : both.invokeAll(runs)) {
                words.addAll(outcomes(run.get()).values());
            }

            assertThat(words).containsOnly("contacted", "exists").hasSize(6);
            assertThat(words.stream().filter("contacted"::equals)).hasSize(3);
            assertThat(conversations(sandbox))
                    .containsEntry("both-1", 1)
                    .containsEntry("both-2", 1)
                    .containsEntry("both-3", 1);
        } finally {
            both.shutdownNow();
        }
    }
}
