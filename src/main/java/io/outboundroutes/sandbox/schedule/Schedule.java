package io.outboundroutes.sandbox.schedule;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A schedule of a campaign. Immutable as long as nobody changes what {@link #json()} gives.
 *
 * @param campaignId the campaign it belongs to
 * @param json as the API shows it; with odd fields when a test put it there
 * @param idempotencyKey the {@code Idempotency-Key} it was created with; null when none was sent
 */
public record Schedule(
        String campaignId, ObjectNode json, @Nullable String idempotencyKey) {

    private static final Set<String> OVER = Set.of("CANCELLED", "COMPLETED");

    /** Its id. */
    public String id() {
        return text("id");
    }

    /** A field's text; empty when there is none. */
    public String text(String field) {
        return json.path(field).asText("");
    }

    /**
     * Whether both are for the same segment of the same campaign at the same time. An end belongs to no schedule; a
     * schedule without an end never ends; one that is cancelled or completed, or whose times cannot be read, is in
     * nobody's way.
     */
    public boolean overlaps(Schedule other) {
        Instant start = time("startDateTime");
        Instant otherStart = other.time("startDateTime");
        return campaignId.equals(other.campaignId)
                && text("segmentId").equals(other.text("segmentId"))
                && !isOver()
                && !other.isOver()
                && start != null
                && otherStart != null
                && start.isBefore(other.end())
                && otherStart.isBefore(end());
    }

    private boolean isOver() {
        return OVER.contains(text("status").toUpperCase(Locale.ROOT));
    }

    private Instant end() {
        Instant end = time("endDateTime");
        return end == null ? Instant.MAX : end;
    }

    /** Times without an offset are UTC. */
    private @Nullable Instant time(String field) {
        try {
            TemporalAccessor time =
                    DateTimeFormatter.ISO_DATE_TIME.parseBest(text(field), OffsetDateTime::from, LocalDateTime::from);
            return time instanceof LocalDateTime local ? local.toInstant(ZoneOffset.UTC) : Instant.from(time);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
