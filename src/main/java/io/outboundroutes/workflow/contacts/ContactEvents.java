package io.outboundroutes.workflow.contacts;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is told of an item: the event's payload and the audit line's details, in the guide's words. Stateless. */
public final class ContactEvents {

    /** The contract's constant for what is told of. */
    public static final String ACTION = "interaction_initiated";

    private ContactEvents() {}

    /**
     * The event's payload: the guide's fields first and always all of them.
     *
     * @param fields the item's fields ({@link ContactFields})
     * @param reason why there is no conversation; null when there is one
     * @param latencyMs how long the conversation's call took; null when there was none
     * @param now the moment of the outcome
     */
    public static Map<String, Object> payload(
            Outcome outcome, Map<String, ?> fields, @Nullable String reason, @Nullable Long latencyMs, Instant now) {
        Map<String, Object> auditLog = new LinkedHashMap<>();
        auditLog.put("action", ACTION);
        auditLog.put("channel", ContactFields.text(fields, ContactFields.CHANNEL));
        auditLog.put("compliance_checked", ContactFields.complianceChecked(fields));
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("event", outcome.event());
        payload.putAll(common(outcome, fields, latencyMs));
        payload.put("timestamp", Moment.text(now));
        payload.put("audit_log", auditLog);
        payload.put("outcome", outcome.word());
        if (reason != null) {
            payload.put("reason", reason);
        }
        return payload;
    }

    /** The details of the audit line. */
    public static Map<String, Object> auditDetails(
            Outcome outcome, Map<String, ?> fields, @Nullable String reason, @Nullable Long latencyMs) {
        Map<String, Object> details = common(outcome, fields, latencyMs);
        details.put("action", ACTION);
        details.put("channel", ContactFields.text(fields, ContactFields.CHANNEL));
        details.put("compliance_checked", ContactFields.complianceChecked(fields));
        details.put("outcome", outcome.word());
        if (reason != null) {
            details.put("reason", reason);
        }
        return details;
    }

    private static Map<String, @Nullable Object> common(
            Outcome outcome, Map<String, ?> fields, @Nullable Long latencyMs) {
        Map<String, @Nullable Object> common = new LinkedHashMap<>();
        common.put("contact_id", ContactFields.text(fields, ContactFields.EXTERNAL_ID));
        common.put("genesys_contact_id", ContactFields.text(fields, ContactFields.CONTACT_ID));
        common.put("lifecycle_state", ContactFields.text(fields, ContactFields.LIFECYCLE));
        common.put("conversation_id", ContactFields.text(fields, ContactFields.CONVERSATION_ID));
        common.put("success", outcome.success());
        common.put("latency_ms", latencyMs == null ? 0L : latencyMs);
        return common;
    }
}
