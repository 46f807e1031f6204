package io.outboundroutes.workflow.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events, audit details, report fields and counts. */
class ContactEventsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00.120Z");

    private static Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>(ContactFields.of(Make.read(Make.guideRow())));
        fields.putAll(
                ContactFields.of(Registration.registered(Map.of("id", "g-1", "state", "validating"), Make.guide())));
        fields.putAll(ContactFields.of(Make.record()));
        fields.put(ContactFields.CHANNEL, "voice");
        fields.put(ContactFields.CONVERSATION_ID, "conv-1");
        return fields;
    }

    @Test
    void con6_all11_theEventHasTheGuidesFields() {
        assertThat(ContactEvents.payload(Outcome.CONTACTED, fields(), null, 87L, NOW))
                .containsExactly(
                        Map.entry("event", "contact_interaction_created"),
                        Map.entry("contact_id", "EXT-9928374"),
                        Map.entry("genesys_contact_id", "g-1"),
                        Map.entry("lifecycle_state", "active"),
                        Map.entry("conversation_id", "conv-1"),
                        Map.entry("success", true),
                        Map.entry("latency_ms", 87L),
                        Map.entry("timestamp", "2026-11-21T10:00:00.120Z"),
                        Map.entry(
                                "audit_log",
                                Map.of(
                                        "action",
                                        "interaction_initiated",
                                        "channel",
                                        "voice",
                                        "compliance_checked",
                                        true)),
                        Map.entry("outcome", "contacted"));
    }

    @Test
    void con6_anEventOfARejectedRowHasTheSameFieldsWithoutValues() {
        Map<String, Object> payload = ContactEvents.payload(Outcome.REJECTED, Map.of(), "name is missing", null, NOW);

        assertThat(payload)
                .containsEntry("event", "contact_interaction_rejected")
                .containsEntry("contact_id", null)
                .containsEntry("conversation_id", null)
                .containsEntry("success", false)
                .containsEntry("latency_ms", 0L)
                .containsEntry("reason", "name is missing");
    }

    @ParameterizedTest(name = "{0} is told by {1}, success {2}")
    @CsvSource({
        "CONTACTED, contact_interaction_created, true",
        "EXISTS, contact_interaction_exists, true",
        "HELD, contact_interaction_held, false",
        "BLOCKED, contact_interaction_blocked, false",
        "REJECTED, contact_interaction_rejected, false",
        "FAILED, contact_interaction_failed, false",
        "UNKNOWN, contact_interaction_failed, false"
    })
    void con6_everyOutcomeHasItsEvent(Outcome outcome, String event, boolean success) {
        Map<String, Object> payload = ContactEvents.payload(outcome, fields(), null, null, NOW);

        assertThat(payload).containsEntry("event", event).containsEntry("success", success);
        assertThat(Outcome.find(outcome.word())).contains(outcome);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"passed, true", "pending, false", "reviewing, false", ", false"})
    void con6_complianceIsCheckedOnlyAfterPassed(String status, boolean checked) {
        Map<String, Object> fields = fields();
        fields.putAll(ContactFields.of(Make.record("validationStatus", status)));

        assertThat(((Map<?, ?>) ContactEvents.payload(Outcome.CONTACTED, fields, null, 1L, NOW)
                                .get("audit_log"))
                        .get("compliance_checked"))
                .isEqualTo(checked);
        assertThat(ContactEvents.auditDetails(Outcome.CONTACTED, fields, null, 1L))
                .containsEntry("compliance_checked", checked);
    }

    @Test
    void all14_all16_theAuditDetailsAreTheGuidesFieldsWithoutPersonalData() {
        Map<String, Object> details = ContactEvents.auditDetails(Outcome.BLOCKED, fields(), "opted out", null);

        assertThat(details)
                .containsExactly(
                        Map.entry("contact_id", "EXT-9928374"),
                        Map.entry("genesys_contact_id", "g-1"),
                        Map.entry("lifecycle_state", "active"),
                        Map.entry("conversation_id", "conv-1"),
                        Map.entry("success", false),
                        Map.entry("latency_ms", 0L),
                        Map.entry("action", "interaction_initiated"),
                        Map.entry("channel", "voice"),
                        Map.entry("compliance_checked", true),
                        Map.entry("outcome", "blocked"),
                        Map.entry("reason", "opted out"));
        assertThat(details.toString()).doesNotContain("+1555").doesNotContain("acme");
    }

    @Test
    void all13_all16_aDryRunShowsBodiesMasked() {
        assertThat(ContactFields.masked(Make.guide().registerBody()))
                .containsExactly(
                        Map.entry("externalContactId", "EXT-9928374"),
                        Map.entry("name", "***"),
                        Map.entry("channels", Map.of("voice", "***", "sms", "***", "email", "***")),
                        Map.entry("initialMessage", "***"),
                        Map.entry("interactionDurationSeconds", 600),
                        Map.entry("metadata", Map.of("campaign", "***", "region", "***")));
    }

    @Test
    void con6_theRateIsOfThoseWhoWereToBeContactedAndHasNoIdleZeros() {
        Tally again = new Tally();
        again.add(Outcome.BLOCKED, Map.of(), null);
        again.add(Outcome.EXISTS, Map.of(), null);
        assertThat(again.counts()).containsEntry("attempted", 0L).doesNotContainKey("successRate");

        again.add(Outcome.CONTACTED, Map.of(), 5L);
        assertThat(again.counts()).containsEntry("attempted", 1L).containsEntry("successRate", new BigDecimal("100"));
    }

    @Test
    void con6_theCountsAddUp() {
        Tally tally = new Tally();
        Map<String, Object> registered = Map.of("registration", "registered");
        tally.add(Outcome.CONTACTED, registered, 100L);
        tally.add(Outcome.CONTACTED, Map.of("registration", "existing"), 201L);
        tally.add(Outcome.HELD, registered, null);
        tally.add(Outcome.BLOCKED, registered, null);
        tally.add(Outcome.UNKNOWN, registered, null);
        tally.add(Outcome.FAILED, Map.of(), 5L);
        tally.add(Outcome.REJECTED, Map.of(), null);
        tally.add(Outcome.EXISTS, Map.of(), null);

        assertThat(List.copyOf(tally.counts().entrySet()))
                .containsExactly(
                        Map.entry("attempted", 6L),
                        Map.entry("succeeded", 2L),
                        Map.entry("failed", 1L),
                        Map.entry("registered", 4L),
                        Map.entry("existing", 1L),
                        Map.entry("contacted", 2L),
                        Map.entry("held", 1L),
                        Map.entry("blocked", 1L),
                        Map.entry("rejected", 1L),
                        Map.entry("unknown", 1L),
                        Map.entry("exists", 1L),
                        Map.entry("averageLatencyMs", 151L),
                        Map.entry("successRate", new BigDecimal("33.33")));
        assertThat(new Tally().counts()).doesNotContainKey("successRate").containsEntry("attempted", 0L);
    }
}
