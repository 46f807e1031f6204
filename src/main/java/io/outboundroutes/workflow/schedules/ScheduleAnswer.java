package io.outboundroutes.workflow.schedules;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the vendor's answer to a create means.
 *
 * @param status what became of the request
 * @param scheduleId the vendor's id of the schedule; null when there is none, or the answer does not tell it
 * @param reason why there is no schedule; null when there is one
 */
public record ScheduleAnswer(
        ProvisioningStatus status,
        @Nullable String scheduleId,
        @Nullable String reason) {

    private static final int LONGEST_ID = 255;

    /**
     * Judges an answer.
     *
     * @param httpStatus a 2xx, 409, or what else the vendor answered
     * @param body the answer as parsed JSON; null when it was empty
     */
    public static ScheduleAnswer judge(int httpStatus, @Nullable Object body) {
        if (httpStatus >= 200 && httpStatus < 300) {
            return new ScheduleAnswer(ProvisioningStatus.SUCCESS, id(body), null);
        }
        if (httpStatus == 409) {
            return new ScheduleAnswer(ProvisioningStatus.CONFLICT, null, Overlap.DETECTED);
        }
        return new ScheduleAnswer(
                ProvisioningStatus.FAILED,
                null,
                "create schedule: " + httpStatus
                        + ": unexpected answer; hand the request in again when the cause is mended");
    }

    /** The id in an answer's body; null when there is none to be used. */
    public static @Nullable String id(@Nullable Object body) {
        Object value = body instanceof Map<?, ?> fields ? fields.get("id") : null;
        String text = value instanceof String || value instanceof Number ? String.valueOf(value) : "";
        return text.isBlank() || text.length() > LONGEST_ID ? null : text;
    }
}
