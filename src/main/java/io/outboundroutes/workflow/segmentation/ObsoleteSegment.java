package io.outboundroutes.workflow.segmentation;

/**
 * A segment that was created, or found, and is no longer wanted; it is reported and left alone.
 *
 * @param known what the store knows of it
 * @param reason why it is no longer wanted
 */
public record ObsoleteSegment(KnownSegment known, String reason) {}
