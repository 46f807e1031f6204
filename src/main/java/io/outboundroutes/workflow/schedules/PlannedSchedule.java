package io.outboundroutes.workflow.schedules;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a plan says about one request.
 *
 * @param number its place in the input, from 1
 * @param campaignId null when it names none that could be used
 * @param segmentId null likewise
 * @param priorityScore null when it was not ranked
 * @param rank 1 for the most urgent; null when it was not ranked
 * @param request what is, or might another time be, provisioned; null when it cannot be without being planned anew
 * @param status what became of it when the plan settled it; null when it is to be provisioned
 * @param reason why, when the plan settled it
 * @param conflictingScheduleId the schedule in its way, when the vendor tells its id
 * @param violations everything that is wrong with it
 */
public record PlannedSchedule(
        int number,
        @Nullable String campaignId,
        @Nullable String segmentId,
        @Nullable BigDecimal priorityScore,
        @Nullable Integer rank,
        @Nullable ScheduleRequest request,
        @Nullable ProvisioningStatus status,
        @Nullable String reason,
        @Nullable String conflictingScheduleId,
        List<Violation> violations) {

    public PlannedSchedule {
        violations = List.copyOf(violations);
        if (request == null && status == null) {
            throw new IllegalArgumentException("A schedule that is to be provisioned has a request");
        }
    }

    /** Identifies it within its run, and across runs of the same input. */
    public String key() {
        return "request-" + number;
    }

    /** What the report shows of it; fields without a value are left out. */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        put(fields, "row", number);
        put(fields, "campaignId", campaignId);
        put(fields, "segmentId", segmentId);
        put(fields, "priorityScore", priorityScore);
        put(fields, "rank", rank);
        put(fields, "conflictingScheduleId", conflictingScheduleId);
        put(fields, "status", status == null ? null : status.name());
        if (!violations.isEmpty()) {
            fields.put(
                    "violations",
                    violations.stream()
                            .map(violation -> violation.asFields(number))
                            .toList());
        }
        return fields;
    }

    /** The body that creates it, with the campaign it goes to; empty without a request. */
    public Map<String, Object> body() {
        if (request == null) {
            return Map.of();
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("campaignId", request.campaignId());
        body.putAll(ScheduleBodies.schedule(request));
        return body;
    }

    private static void put(Map<String, Object> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
    }
}
