package io.outboundroutes.workflow.schedules;

import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What is sent for a request, as the guide writes it (sch5, sch6). */
public final class ScheduleBodies {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    private ScheduleBodies() {}

    /** The body that creates the schedule. */
    public static Map<String, Object> schedule(ScheduleRequest request) {
        Map<String, Object> window = new LinkedHashMap<>();
        window.put("startTime", CLOCK.format(request.window().start()));
        window.put("endTime", CLOCK.format(request.window().end()));
        window.put("timeZone", request.window().timeZone());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("segmentId", request.segmentId());
        body.put("deliveryWindow", window);
        body.put("throttleRate", request.throttleRate());
        body.put("scheduleType", request.scheduleType());
        body.put("startDateTime", Times.wire(request.start()));
        body.put("endDateTime", Times.wire(request.end()));
        body.put("priority", request.priority());
        return body;
    }

    /** The body that registers the job. */
    public static Map<String, Object> job(String campaignId) {
        Map<String, Object> script = new LinkedHashMap<>();
        script.put("name", "ScheduleProvisioningHandler");
        script.put("description", "Automated predictive schedule registration");
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", "schedule_" + campaignId);
        body.put("type", "OUTBOUND_SCHEDULE_CREATE");
        body.put("script", script);
        return body;
    }
}
