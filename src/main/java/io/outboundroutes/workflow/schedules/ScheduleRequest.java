package io.outboundroutes.workflow.schedules;

import java.time.Instant;

/**
 * A request without any violation.
 *
 * @param campaignId the campaign that is to dial
 * @param segmentId the audience
 * @param window the hours of each day
 * @param throttleRate 1 to 10000
 * @param scheduleType {@link #PREDICTIVE}
 * @param start the first moment
 * @param end the first moment after it
 * @param priority 1 to 10, the larger the more urgent
 */
public record ScheduleRequest(
        String campaignId,
        String segmentId,
        DeliveryWindow window,
        int throttleRate,
        String scheduleType,
        Instant start,
        Instant end,
        int priority) {

    /** The only type that there is. */
    public static final String PREDICTIVE = "PREDICTIVE";
}
