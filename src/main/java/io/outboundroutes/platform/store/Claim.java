package io.outboundroutes.platform.store;

import org.jspecify.annotations.Nullable;

/**
 * The answer to an item that wants to carry out a wish.
 *
 * @param answer whether it may
 * @param holder what is known of the wish when somebody else has it; null when the item has it
 */
public record Claim(Answer answer, @Nullable SendKey holder) {

    /** Whether an item may start the conversation. */
    public enum Answer {
        /** It may, and no other item may any more. */
        MINE,
        /** The conversation was started before. */
        CONTACTED,
        /** Another item may have started it, and nobody knows. */
        IN_DOUBT
    }

    static final Claim GRANTED = new Claim(Answer.MINE, null);
}
