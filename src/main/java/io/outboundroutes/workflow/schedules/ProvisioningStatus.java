package io.outboundroutes.workflow.schedules;

/** What became of a request, in the guide's words. */
public enum ProvisioningStatus {
    /** The schedule is there, made by this request. */
    SUCCESS,
    /** It is not there. */
    FAILED,
    /** Another schedule is in the way; nothing was made. */
    CONFLICT
}
