package io.outboundroutes.workflow.schedules;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was read of one request: the request, or everything that is wrong with it.
 *
 * @param campaignId the campaign, also of a wrong request; null when it names none that could be used
 * @param segmentId the segment, likewise
 * @param request the request; null when there are violations
 * @param violations all that is wrong with it, in the order of the guide's fields
 */
public record Reading(
        @Nullable String campaignId,
        @Nullable String segmentId,
        @Nullable ScheduleRequest request,
        List<Violation> violations) {

    public Reading {
        violations = List.copyOf(violations);
        if ((request == null) == violations.isEmpty()) {
            throw new IllegalArgumentException("A reading is either a request or its violations");
        }
    }

    /** The request. */
    public ScheduleRequest valid() {
        if (request == null) {
            throw new IllegalStateException("This request has violations: " + violations);
        }
        return request;
    }

    /** Why the request is refused, in a line: its fields, once each. */
    public String reason() {
        return "validation_failed: "
                + violations.stream().map(Violation::field).distinct().collect(Collectors.joining(", "));
    }
}
