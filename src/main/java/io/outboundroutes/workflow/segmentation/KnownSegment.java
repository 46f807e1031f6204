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
 * @param created whether a run of ours created the segment; false: its key is taken, no more
 */
public record KnownSegment(
        String canonical,
        String guideKey,
        String groupKey,
        String segmentName,
        String query,
        String refreshInterval,
        @Nullable String segmentId,
        boolean created) {}
