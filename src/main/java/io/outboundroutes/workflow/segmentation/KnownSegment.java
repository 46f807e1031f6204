package io.outboundroutes.workflow.segmentation;

import org.jspecify.annotations.Nullable;

/**
 * What the store knows of a group from earlier runs.
 *
 * @param canonical the group's canonical form
 * @param guideKey the guide's key of the group
 * @param groupKey the key under which it was named
 * @param segmentName the name of its segment
 * @param query the query last sent, or last found to be wanted
 * @param refreshInterval the interval last sent, ISO-8601
 * @param segmentId the vendor's id; null when unknown
 * @param presence what is known of the segment itself
 */
public record KnownSegment(
        String canonical,
        String guideKey,
        String groupKey,
        String segmentName,
        String query,
        String refreshInterval,
        @Nullable String segmentId,
        Presence presence) {

    /** Whether the vendor has the segment. */
    public enum Presence {
        /** The group's key is taken, no more. */
        NAMED,
        /** A run of ours created it, with this query and interval. */
        CREATED,
        /** The vendor said that one of this name exists; what it holds is not known. */
        EXISTS
    }

    boolean created() {
        return presence == Presence.CREATED;
    }

    /** Whether a segment of this name is there. */
    boolean present() {
        return presence != Presence.NAMED;
    }
}
