package io.outboundroutes.platform.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What to do about an answer. */
public sealed interface Decision {

    /** It is an answer: hand it to the caller. */
    record Accept() implements Decision {}

    /**
     * Send again.
     *
     * @param after the wait before the next attempt
     * @param pauseVendor whether every caller of the vendor waits, not just this one (429)
     * @param ambiguous whether the attempt may have had its effect
     * @param why for logs and progress
     */
    record Repeat(Duration after, boolean pauseVendor, boolean ambiguous, String why) implements Decision {}

    /** Drop the token, get a new one, and send once more. */
    record RenewToken() implements Decision {}

    /** Nothing was sent; wait for the vendor's pause and try again. Does not count as an attempt. */
    record Wait() implements Decision {}

    /** Ask the vendor whether the write happened. */
    record LookUp(String why) implements Decision {}

    /**
     * Give up.
     *
     * @param kind whose fault, and what follows
     * @param message what happened, without the operation's name
     * @param retryAfter for {@link CallFailed.Kind#RATE_LIMITED}: how long the vendor asked to wait; else null
     * @param pauseVendor how long every caller of the vendor waits all the same (a 429 at the last attempt), or is
     *     refused when that is beyond {@code retry.max-wait}; else null
     */
    record Fail(
            CallFailed.Kind kind,
            String message,
            @Nullable Duration retryAfter,
            @Nullable Duration pauseVendor) implements Decision {

        Fail(CallFailed.Kind kind, String message) {
            this(kind, message, null, null);
        }
    }
}
