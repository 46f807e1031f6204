package io.outboundroutes.workflow.contacts;

/** What one look at a contact's record means. Reasons hold no personal data. */
public sealed interface Decision {

    /**
     * The person may be contacted.
     *
     * @param channel where
     * @param complianceChecked whether the vendor's check has passed; false when it was not waited for any longer
     */
    record Cleared(Channel channel, boolean complianceChecked) implements Decision {}

    /** The person must not be contacted, until the record changes. */
    record Blocked(String reason) implements Decision {}

    /** Not now; the next firing takes it up. */
    record Held(String reason) implements Decision {}

    /** Nothing is decided yet: look again. */
    record LookAgain() implements Decision {}
}
