package io.outboundroutes.platform.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one wish to contact a person. Holds no personal data.
 *
 * @param target the vendor organisation: the host of its API
 * @param keyHash the wish: a digest, unique within the target
 * @param contactHash whom it is about: a digest of the contact's id
 * @param state how far it is
 * @param runId the run of the item that brought it into this state
 * @param seq that item's place in the plan
 * @param contactId the vendor's id of the contact; null while it is not known
 * @param conversationId the vendor's id of the conversation; null while there is none, or when it was not told
 * @param recordHash what the contact's record was like when it was blocked, as a digest; else null
 * @param askedAt when the wish was made, as far as its age matters
 */
public record SendKey(
        String target,
        String keyHash,
        String contactHash,
        State state,
        String runId,
        int seq,
        @Nullable String contactId,
        @Nullable String conversationId,
        @Nullable String recordHash,
        Instant askedAt) {

    /** How far a wish is. */
    public enum State {
        /** An item is about to start the conversation, or has done so without learning how that ended. */
        RESERVED,
        /** The conversation was started. */
        CONTACTED,
        /** Not now; it waits to be taken up. */
        HELD,
        /** Not at all, until the contact's record changes. */
        BLOCKED
    }
}
