package io.outboundroutes.workflow.segmentation;

import java.util.List;

/**
 * What the contacts read want done.
 *
 * @param segments one per group, by segment name
 * @param obsolete created segments that no group wants any more, by segment name
 * @param groups how many groups there are
 * @param collisions how many groups do not bear their plain key because another set of pairs has it
 * @param warnings what an operator should know
 */
public record SegmentPlan(
        List<PlannedSegment> segments,
        List<ObsoleteSegment> obsolete,
        int groups,
        int collisions,
        List<PlanWarning> warnings) {

    public SegmentPlan {
        segments = List.copyOf(segments);
        obsolete = List.copyOf(obsolete);
        warnings = List.copyOf(warnings);
    }

    /** How many segments the plan would post; what a ceiling on writes is compared with. */
    public long toCreate() {
        return segments.stream()
                .filter(segment -> segment.decision() == PlannedSegment.Decision.CREATE)
                .count();
    }
}
