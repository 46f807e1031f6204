package io.outboundroutes.app;

import io.outboundroutes.platform.run.Item;
import io.outboundroutes.platform.run.WorkflowProfile;
import io.outboundroutes.platform.run.WorkflowTraits;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How contact-segmentation is told of.
 *
 * @param parallel how many segments are created at once
 */
record SegmentationTraits(int parallel) implements WorkflowTraits {

    @Override
    public WorkflowProfile profile() {
        return SegmentationSteps.PROFILE;
    }

    /** Of a read that ended half-way nothing is known of its contacts but how many there were. */
    @Override
    public Map<String, Number> countsWithoutPlan(Map<String, Long> counted) {
        return Map.of("contacts", counted.getOrDefault("records", 0L));
    }

    /** What was found as it should be, or left alone, is an outcome too (all14). */
    @Override
    public boolean tellsOfPlanned() {
        return true;
    }

    /** Without the query, nor what differs about it: it holds the contacts' attribute values. */
    @Override
    public Map<String, Object> auditDetails(Item item) {
        Map<String, Object> details = new LinkedHashMap<>(WorkflowTraits.super.auditDetails(item));
        details.remove("query");
        if ("differs".equals(item.outcome())) {
            details.put("reason", "another query or interval is wanted now; the run's report says which");
        }
        return details;
    }
}
