package io.outboundroutes.workflow.schedules;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A schedule that the campaign has already.
 *
 * @param id the vendor's id; null when it tells none
 * @param segmentId the audience; null when the schedule names none, or could not be read at all
 * @param over whether it will not dial any more
 * @param from its first moment; {@link Instant#MIN} when that cannot be read
 * @param to the first moment after it; {@link Instant#MAX} when it has no end, or when that cannot be read
 * @param unreadable what of it cannot be read; null when all can
 */
public record ExistingSchedule(
        @Nullable String id,
        @Nullable String segmentId,
        boolean over,
        Instant from,
        Instant to,
        @Nullable String unreadable) {

    private static final Set<String> OVER = Set.of("CANCELLED", "COMPLETED");
    private static final String WHOLE = "the whole record";
    private static final int LONGEST_ID = 255;

    /**
     * Reads the vendor's record of it.
     *
     * @param entity parsed JSON
     */
    public static ExistingSchedule of(@Nullable Object entity) {
        if (!(entity instanceof Map<?, ?> fields)) {
            return new ExistingSchedule(null, null, false, Instant.MIN, Instant.MAX, WHOLE);
        }
        boolean over = fields.get("status") instanceof String status
                && OVER.contains(status.strip().toUpperCase(Locale.ROOT));
        Object end = fields.get("endDateTime");
        Instant from = Times.zonelessIsUtc(fields.get("startDateTime"));
        Instant to = end == null ? Instant.MAX : Times.zonelessIsUtc(end);
        List<String> unreadable = new ArrayList<>();
        if (from == null) {
            unreadable.add("startDateTime");
        }
        if (to == null) {
            unreadable.add("endDateTime");
        }
        if (from != null && to != null && to.isBefore(from)) {
            unreadable.add("startDateTime after endDateTime");
        }
        boolean exact = unreadable.isEmpty();
        boolean reversed = from != null && to != null && !exact;
        return new ExistingSchedule(
                text(fields.get("id")),
                text(fields.get("segmentId")),
                over,
                from == null || reversed ? Instant.MIN : from,
                to == null || reversed ? Instant.MAX : to,
                exact ? null : String.join(", ", unreadable));
    }

    /** A schedule that is about to be made. */
    static ExistingSchedule planned(ScheduleRequest request) {
        return new ExistingSchedule(null, request.segmentId(), false, request.start(), request.end(), null);
    }

    /** Whether it is, or as far as it can be read may be, in the way of a request (sch3). */
    boolean meets(ScheduleRequest request) {
        boolean sameAudience = request.segmentId().equals(segmentId) || WHOLE.equals(unreadable);
        return sameAudience
                && !over
                && request.start().isBefore(to)
                && request.end().isAfter(from);
    }

    /** Whether it is the very schedule that the request asks for (sch4). */
    public boolean isThatOf(ScheduleRequest request) {
        return unreadable == null
                && !over
                && request.segmentId().equals(segmentId)
                && request.start().equals(from)
                && request.end().equals(to);
    }

    private static @Nullable String text(@Nullable Object value) {
        boolean scalar = value instanceof String || value instanceof Number;
        String text = scalar ? String.valueOf(value) : "";
        return text.isBlank() || text.length() > LONGEST_ID ? null : text;
    }
}
