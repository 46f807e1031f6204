package io.outboundroutes.workflow.schedules;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Requests and existing schedules for the tests of this package. */
final class Make {

    static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
    static final String SEGMENT = "a1b2c3d4-e5f6-7890-abcd-ef1234567890";

    private Make() {}

    /** The guide's complete example, its year moved into the future, in the wire's camelCase. */
    static Map<String, Object> schedule() {
        Map<String, Object> window = new LinkedHashMap<>();
        window.put("startTime", "09:00:00");
        window.put("endTime", "17:00:00");
        window.put("timeZone", "America/Chicago");
        Map<String, Object> schedule = new LinkedHashMap<>();
        schedule.put("segmentId", SEGMENT);
        schedule.put("deliveryWindow", window);
        schedule.put("throttleRate", 150);
        schedule.put("startDateTime", "2026-11-15T09:00:00Z");
        schedule.put("endDateTime", "2026-11-15T17:00:00Z");
        schedule.put("priority", 5);
        return schedule;
    }

    /** The same with one field changed; {@code deliveryWindow.…} reaches into the window, null takes a field away. */
    static Map<String, Object> scheduleWith(String field, Object value) {
        Map<String, Object> schedule = schedule();
        put(schedule, field, value);
        return schedule;
    }

    @SuppressWarnings("unchecked")
    static void put(Map<String, Object> schedule, String field, Object value) {
        int dot = field.indexOf('.');
        Map<String, Object> target = dot < 0 ? schedule : (Map<String, Object>) schedule.get(field.substring(0, dot));
        String name = field.substring(dot + 1);
        if (value == null) {
            target.remove(name);
        } else {
            target.put(name, value);
        }
    }

    static Map<String, Object> row(Map<String, Object> schedule) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("campaignId", "campaign-uuid-123");
        row.put("schedule", schedule);
        return row;
    }

    static RequestReader reader() {
        return new RequestReader(NOW, false);
    }

    /** A request for {@link #SEGMENT} in a range, given as ISO texts. */
    static ScheduleRequest request(String start, String end) {
        Map<String, Object> schedule = schedule();
        schedule.put("startDateTime", start);
        schedule.put("endDateTime", end);
        put(schedule, "deliveryWindow.startTime", "00:00:00");
        put(schedule, "deliveryWindow.endTime", "23:59:59");
        return new RequestReader(NOW, true).read(row(schedule)).valid();
    }

    /** The vendor's record of a schedule; a null is left out. */
    static Map<String, Object> entity(String id, String segment, Object status, Object start, Object end) {
        Map<String, Object> entity = new LinkedHashMap<>();
        entity.put("id", id);
        entity.put("segmentId", segment);
        entity.put("status", status);
        entity.put("startDateTime", start);
        entity.put("endDateTime", end);
        entity.values().removeIf(value -> value == null);
        return entity;
    }
}
