package io.outboundroutes.workflow.schedules;

/**
 * Something an operator should know about a plan; it never changes a status.
 *
 * @param code stable, kebab-case, for programs
 * @param message for people; names segments and fields, never a person
 */
public record PlanWarning(String code, String message) {

    /** There was nothing to do. */
    public static final String NO_REQUESTS = "no-requests";

    /** The vendor does not tell how many contacts a segment has. */
    public static final String SEGMENT_SIZE_UNKNOWN = "segment-size-unknown";
}
