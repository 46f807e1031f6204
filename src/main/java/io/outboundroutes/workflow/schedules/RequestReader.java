package io.outboundroutes.workflow.schedules;

import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads requests (sch1): {@code {campaignId, schedule: {…}}} or all fields side by side, in camelCase or snake_case.
 * Whatever is wrong is told at once. Immutable, hence safe for use by many threads.
 */
public final class RequestReader {

    private static final List<String> SCHEDULE = List.of(
            "segmentId", "deliveryWindow", "throttleRate", "scheduleType", "startDateTime", "endDateTime", "priority");

    /** What a request is made of, the schedule's fields inside {@code schedule} or beside it. */
    private static final List<String> KNOWN = Stream.concat(Stream.of("campaignId", "schedule"), SCHEDULE.stream())
            .toList();

    private static final String CLOCK = "a time of day as HH:MM:SS, from 00:00:00 to 23:59:59";
    private static final String MOMENT = "a date and time with an offset, such as 2026-11-15T09:00:00Z";

    private final Instant now;
    private final boolean allowPast;

    /**
     * @param now the run's time
     * @param allowPast whether a schedule may have ended already
     */
    public RequestReader(Instant now, boolean allowPast) {
        this.now = now;
        this.allowPast = allowPast;
    }

    /**
     * Reads one.
     *
     * @param row parsed JSON
     */
    public Reading read(@Nullable Object row) {
        List<Violation> violations = new ArrayList<>();
        if (!(row instanceof Map<?, ?> object)) {
            violations.add(new Violation("request", "a JSON object with campaignId and schedule"));
            return new Reading(null, null, null, violations);
        }
        Fields outer = new Fields(object, "", violations);
        String campaignId = outer.id("campaignId");
        Fields schedule = schedule(outer, violations);
        if (schedule == null) {
            return new Reading(campaignId, null, null, violations);
        }
        String segmentId = schedule.id("segmentId");
        DeliveryWindow window = window(schedule, violations);
        Integer throttleRate = schedule.integer("throttleRate", 1, 10_000);
        String type = type(schedule);
        Instant start = schedule.demand("startDateTime", Times.withOffset(schedule.get("startDateTime")), MOMENT);
        Instant end = schedule.demand("endDateTime", Times.withOffset(schedule.get("endDateTime")), MOMENT);
        checkRange(schedule, window, start, end);
        Integer priority = schedule.integer("priority", 1, 10);
        nameUnknown(object, violations);
        if (!violations.isEmpty()) {
            return new Reading(campaignId, segmentId, null, violations);
        }
        ScheduleRequest request = new ScheduleRequest(
                Objects.requireNonNull(campaignId),
                Objects.requireNonNull(segmentId),
                Objects.requireNonNull(window),
                Objects.requireNonNull(throttleRate),
                type,
                Objects.requireNonNull(start),
                Objects.requireNonNull(end),
                Objects.requireNonNull(priority));
        return new Reading(campaignId, segmentId, request, violations);
    }

    /** A request without a campaign may hold it under another name. */
    private static void nameUnknown(Map<?, ?> request, List<Violation> violations) {
        Fields fields = new Fields(request, "", new ArrayList<>());
        List<String> unknown = fields.unknown(KNOWN);
        if (!fields.has("campaignId") && !unknown.isEmpty()) {
            violations.add(new Violation(
                    "request",
                    "known fields only, which are not: " + String.join(", ", unknown) + "; known are "
                            + String.join(", ", KNOWN)));
        }
    }

    /** The object that holds the schedule's fields; null when it is none. */
    private static @Nullable Fields schedule(Fields outer, List<Violation> violations) {
        Object nested = outer.get("schedule");
        if (nested == null) {
            return outer;
        }
        if (!(nested instanceof Map<?, ?> object)) {
            outer.refuse("schedule", "an object with the schedule's fields");
            return null;
        }
        SCHEDULE.stream()
                .filter(outer::has)
                .forEach(name -> outer.refuse(name, "one place; it stands inside schedule or beside it, not both"));
        return new Fields(object, "", violations);
    }

    private static @Nullable DeliveryWindow window(Fields schedule, List<Violation> violations) {
        Object value = schedule.get("deliveryWindow");
        if (!(value instanceof Map<?, ?> object)) {
            return schedule.demand("deliveryWindow", null, "an object with startTime, endTime and timeZone");
        }
        Fields window = new Fields(object, "deliveryWindow.", violations);
        LocalTime start = window.demand("startTime", Times.clock(window.get("startTime")), CLOCK);
        LocalTime end = window.demand("endTime", Times.clock(window.get("endTime")), CLOCK);
        Object zone = window.get("timeZone");
        String timeZone = window.demand(
                "timeZone",
                zone instanceof String name && DeliveryWindow.zone(name) != null ? name : null,
                "a time zone of the IANA database, such as America/Chicago");
        if (start != null && start.equals(end)) {
            window.refuse("endTime", "another time than startTime (an earlier one means overnight)");
            return null;
        }
        return start == null || end == null || timeZone == null ? null : new DeliveryWindow(start, end, timeZone);
    }

    private static String type(Fields schedule) {
        Object value = schedule.get("scheduleType");
        if (value != null && !value.equals(ScheduleRequest.PREDICTIVE)) {
            schedule.refuse("scheduleType", ScheduleRequest.PREDICTIVE + ", or nothing");
        }
        return ScheduleRequest.PREDICTIVE;
    }

    private void checkRange(
            Fields schedule, @Nullable DeliveryWindow window, @Nullable Instant start, @Nullable Instant end) {
        if (end != null && !allowPast && !end.isAfter(now)) {
            schedule.refuse("endDateTime", "a time in the future (schedules.allow-past=true lifts this)");
        }
        if (start == null || end == null) {
            return;
        }
        if (!end.isAfter(start)) {
            schedule.refuse("endDateTime", "a time after startDateTime");
        } else if (window != null && !window.meets(start, end)) {
            schedule.refuse("deliveryWindow", "hours that are open between startDateTime and endDateTime");
        }
    }
}
