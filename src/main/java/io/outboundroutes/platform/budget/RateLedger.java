package io.outboundroutes.platform.budget;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the processes that share rates note who holds what, by one clock for all. Implementations are thread-safe. */
public interface RateLedger {

    /** Decides what this process holds; may be asked again when the transaction has to be repeated. */
    @FunctionalInterface
    interface Taking {

        /**
         * The part that this process takes.
         *
         * @param micros the ledger's time, in microseconds since 1970
         * @param mine what this process noted last; null when there is nothing
         * @param others what the other processes noted last
         */
        Part take(long micros, @Nullable Part mine, List<Part> others);
    }

    /**
     * What came of it.
     *
     * @param micros the ledger's time, in microseconds since 1970
     * @param askedNanos the monotonic clock before the ledger was asked for its time
     * @param toldNanos the monotonic clock after that
     * @param mine what this process holds now
     * @param others what the other processes hold
     * @param pauseLeft how long everybody is to wait because another process said so, from the ledger's time on
     */
    record Told(long micros, long askedNanos, long toldNanos, Part mine, List<Part> others, Duration pauseLeft) {}

    /**
     * Takes a part of a rate, alone among all processes.
     *
     * @param budget names the rate, at most 300 characters
     * @param pause how long everybody is to wait from now on; null: nothing is to be said of that. A shorter pause never
     *     ends a longer one
     * @throws RuntimeException when the ledger does not answer
     */
    Told exchange(String budget, @Nullable Duration pause, Taking taking);

    /** Gives back what this process holds of any rate; that it called is remembered. */
    void leave();
}
