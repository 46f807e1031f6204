package io.outboundroutes.workflow.segmentation;

import io.outboundroutes.workflow.segmentation.PlannedSegment.Decision;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The body that creates a segment, in the guide's order. */
public final class SegmentRequest {

    private SegmentRequest() {}

    /**
     * The body.
     *
     * @throws IllegalArgumentException when the plan refuses the segment: it has no query
     */
    public static Map<String, Object> bodyOf(PlannedSegment segment) {
        if (segment.decision() == Decision.REFUSED) {
            throw new IllegalArgumentException(
                    "Segment " + segment.segmentName() + " is refused and has no request: " + segment.reason());
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", segment.segmentName());
        body.put("type", "dynamic");
        body.put("definition", Map.of("query", segment.query()));
        body.put("refreshInterval", segment.refreshInterval());
        body.put("status", "active");
        return Collections.unmodifiableMap(body);
    }
}
