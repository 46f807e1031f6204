package io.outboundroutes.platform.metrics;

import java.util.Arrays;
import java.util.function.LongSupplier;

/** Counts what happened within the last sixty seconds, to the second. Thread-safe. */
final class LastMinute {

    private static final int SECONDS = 60;
    private static final long NANOS = 1_000_000_000L;

    private final LongSupplier nanoTime;
    private final long[] counts = new long[SECONDS];
    private long newest;

    /** @param nanoTime a monotonic clock in nanoseconds */
    LastMinute(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.newest = second();
    }

    private long second() {
        return Math.floorDiv(nanoTime.getAsLong(), NANOS);
    }

    synchronized void add() {
        counts[slot(advance())]++;
    }

    /** How often per second, over the whole minute. */
    synchronized double perSecond() {
        advance();
        return (double) Arrays.stream(counts).sum() / SECONDS;
    }

    /** Empties the seconds that have passed unseen; the clock never goes back. */
    private long advance() {
        long now = second();
        for (long each = Math.max(newest + 1, now - SECONDS + 1); each <= now; each++) {
            counts[slot(each)] = 0;
        }
        newest = Math.max(newest, now);
        return newest;
    }

    private static int slot(long second) {
        return (int) Math.floorMod(second, (long) SECONDS);
    }
}
