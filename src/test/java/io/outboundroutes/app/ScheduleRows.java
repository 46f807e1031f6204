package io.outboundroutes.app;

import io.outboundroutes.platform.json.Json;
import io.outboundroutes.sandbox.StandingSegment;
import io.outboundroutes.sandbox.campaign.Campaigns;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Requests for schedules, as tests hand them in. */
public final class ScheduleRows {

    /** Midnight of a day far enough ahead that no test meets it. */
    static final Instant DAY = Instant.parse("2085-11-15T00:00:00Z");

    private ScheduleRows() {}

    /** The guide's complete example with the sandbox's ids, on {@link #DAY}, as its program spells it. */
    static Map<String, Object> guide() {
        Map<String, Object> schedule = new LinkedHashMap<>();
        schedule.put("segment_id", StandingSegment.GUIDE);
        schedule.put(
                "delivery_window",
                Map.of("start_time", "09:00:00", "end_time", "17:00:00", "time_zone", "America/Chicago"));
        schedule.put("throttle_rate", 150);
        schedule.put("start_date_time", hour(9));
        schedule.put("end_date_time", hour(17));
        schedule.put("priority", 5);
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("campaign_id", Campaigns.SCHEDULED);
        row.put("schedule", schedule);
        return row;
    }

    /** The schedule of a request that {@link #guide()} made. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> schedule(Map<String, Object> row) {
        return (Map<String, Object>) row.get("schedule");
    }

    /** A request in the wire's spelling, all fields side by side, whose window is open all day. */
    public static Map<String, Object> flat(String campaign, String segment, int priority, int fromHour, int toHour) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("campaignId", campaign);
        row.put("segmentId", segment);
        row.put("deliveryWindow", Map.of("startTime", "00:00:00", "endTime", "23:59:59", "timeZone", "UTC"));
        row.put("throttleRate", 100);
        row.put("startDateTime", hour(fromHour));
        row.put("endDateTime", hour(toHour));
        row.put("priority", priority);
        return row;
    }

    /** An hour of {@link #DAY}, in UTC; from 24 on of the days after. */
    static String hour(int hour) {
        return DAY.plus(hour, ChronoUnit.HOURS).toString();
    }

    static Iterator<String> rows(Object... rows) {
        return Stream.of(rows).map(Json::write).iterator();
    }
}
