package io.outboundroutes.platform.store;

import java.time.Duration;
import java.time.Instant;

/**
 * Something that the store remembers for a while.
 *
 * @param what for people, e.g. {@code send keys}
 * @param after how long it is remembered
 * @param batch forgets some of it
 */
public record Forgetting(String what, Duration after, Batch batch) {

    /** Forgets a part of what is too old, in a transaction of its own. */
    @FunctionalInterface
    public interface Batch {

        /**
         * Forgets at most so many.
         *
         * @param before what nobody has asked about or changed since then
         * @return how many; fewer than the limit when no more are left
         */
        int forget(Instant before, int limit);
    }
}
