package io.outboundroutes.workflow.segmentation;

import org.jspecify.annotations.Nullable;

/**
 * A segment as the current contacts want it, and what is to be done about it.
 *
 * @param groupKey the group's key, unique within the plan
 * @param guideKey the guide's key, which several groups may share
 * @param canonical the group's canonical form
 * @param segmentName {@code Auto_Segment_<group key>}
 * @param query the query wanted; empty when refused
 * @param refreshInterval the interval wanted, ISO-8601
 * @param contactCount how many contacts were read for the group
 * @param decision what is to be done
 * @param reason what differs, or why it is refused; null otherwise
 * @param segmentId the vendor's id; null when unknown
 */
public record PlannedSegment(
        String groupKey,
        String guideKey,
        String canonical,
        String segmentName,
        String query,
        String refreshInterval,
        long contactCount,
        Decision decision,
        @Nullable String reason,
        @Nullable String segmentId) {

    /** The guide's prefix of a segment's name. */
    public static final String NAME_PREFIX = "Auto_Segment_";

    /** What is to be done about a segment. */
    public enum Decision {
        /** Post it. The only decision that leads to a write. */
        CREATE,
        /** Nothing: created earlier, and still wanted as it is. Reported {@code unchanged}. */
        UNCHANGED,
        /** Nothing: created earlier otherwise than now wanted, and the guide has no update call. Reported {@code differs}. */
        DIFFERS,
        /** Nothing: no query can be written for it. Reported {@code failed}. */
        REFUSED
    }
}
