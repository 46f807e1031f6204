package io.outboundroutes.workflow.statistics;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is told of a campaign's item: the event for the receiver, and the details of audit lines. The guide's fields come
 * first, under the guide's names. Made of what the item holds, so that it can be told again later. Stateless.
 */
public final class StatisticsTold {

    /** What the receiver of an event knows us by. */
    public static final String SOURCE = "genesys_outbound_stats";

    /** The figures were fetched and pushed. */
    public static final String FETCHED = "fetched";

    /** The figures were fetched and held back, because something is wrong with them. */
    public static final String HELD = "held";

    /** There are no figures. */
    public static final String FAILED = "failed";

    private StatisticsTold() {}

    /**
     * The event of an item. A campaign that failed has no metrics and one flag that says why.
     *
     * @param fields what the report shows of the item
     * @param request what was planned to be asked
     * @param reason why it failed; null else
     * @param at when the item was settled
     * @return the payload; null for figures that are held back
     */
    public static @Nullable Map<String, Object> event(
            Map<String, Object> fields,
            Map<String, Object> request,
            @Nullable String outcome,
            @Nullable String reason,
            Instant at) {
        if (HELD.equals(outcome)) {
            return null;
        }
        boolean fetched = FETCHED.equals(outcome);
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("source", SOURCE);
        payload.put("campaignId", Objects.requireNonNullElse(fields.get("campaignId"), ""));
        payload.put("metrics", fetched ? Objects.requireNonNullElse(fields.get("metrics"), Map.of()) : Map.of());
        payload.put(
                "validationFlags",
                fetched
                        ? Objects.requireNonNullElse(fields.get("validationFlags"), List.of())
                        : List.of("FAILED: " + reason));
        payload.put(
                "retrievedAt",
                fetched
                        ? Objects.requireNonNullElse(fields.get("retrievedAt"), CampaignStatistics.text(at))
                        : CampaignStatistics.text(at));
        payload.put("isValid", fetched && Boolean.TRUE.equals(fields.get("isValid")));
        Map<String, Object> window = new LinkedHashMap<>();
        window.put("startDateTime", Objects.requireNonNullElse(request.get("startDateTime"), ""));
        window.put("endDateTime", Objects.requireNonNullElse(request.get("endDateTime"), ""));
        payload.put("window", window);
        return Collections.unmodifiableMap(payload);
    }

    /**
     * The audit line of an item that was settled: {@code validated}, or {@code failed}.
     *
     * @param latencyMs how long the vendor took; null when it was not asked
     */
    public static Map<String, Object> audit(
            Map<String, Object> fields, @Nullable String outcome, @Nullable String reason, @Nullable Long latencyMs) {
        boolean failed = !FETCHED.equals(outcome) && !HELD.equals(outcome);
        Map<String, Object> details = stage(fields, failed ? FAILED : "validated", latencyMs);
        if (!failed) {
            copy(fields, details, "isValid", "validationFlags", "cached", "retrievedAt");
        }
        if (outcome != null) {
            details.put("outcome", outcome);
        }
        if (reason != null) {
            details.put(failed ? "error" : "reason", reason);
        }
        return Collections.unmodifiableMap(details);
    }

    /**
     * The further audit line once the receiver has the event: {@code synced}.
     *
     * @param webhookStatus what the receiver answered
     * @return null for an item without figures: there was nothing to synchronise
     */
    public static @Nullable Map<String, Object> synced(
            Map<String, Object> fields, @Nullable String outcome, @Nullable Long latencyMs, int webhookStatus) {
        if (!FETCHED.equals(outcome)) {
            return null;
        }
        Map<String, Object> details = stage(fields, "synced", latencyMs);
        details.put("webhookStatus", webhookStatus);
        return Collections.unmodifiableMap(details);
    }

    private static Map<String, Object> stage(Map<String, Object> fields, String status, @Nullable Long latencyMs) {
        Map<String, Object> details = new LinkedHashMap<>();
        copy(fields, details, "campaignId");
        details.put("status", status);
        details.put("latencyMs", latencyMs == null ? 0 : latencyMs);
        copy(fields, details, "dataAccuracyRate");
        return details;
    }

    private static void copy(Map<String, Object> from, Map<String, Object> to, String... names) {
        for (String name : names) {
            Object value = from.get(name);
            if (value != null) {
                to.put(name, value);
            }
        }
    }
}
