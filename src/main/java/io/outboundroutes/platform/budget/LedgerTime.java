package io.outboundroutes.platform.budget;

/**
 * The ledger's time, continued by this machine's monotonic clock. It is as exact as the quickest answer of the last ten
 * seconds was quick; a ledger whose clock was set is believed at once. For use under a lock.
 */
final class LedgerTime {

    private static final long VALID_NANOS = 10_000_000_000L;
    private static final long MICRO = 1_000;

    private long offset;
    private long width = Long.MAX_VALUE / 4;
    private long since;

    /**
     * Takes what the ledger told.
     *
     * @param micros its time, in microseconds since 1970
     * @param askedNanos the monotonic clock before it was asked
     * @param toldNanos the monotonic clock after it answered
     */
    void told(long micros, long askedNanos, long toldNanos) {
        long answeredIn = toldNanos - askedNanos;
        long candidate = micros * MICRO - (askedNanos + answeredIn / 2);
        boolean set = Math.abs(candidate - offset) > answeredIn + width;
        if (answeredIn <= width || set || toldNanos - since > VALID_NANOS) {
            offset = candidate;
            width = answeredIn;
            since = toldNanos;
        }
    }

    /** The ledger's time at a moment of the monotonic clock, in nanoseconds; that clock itself before anything was told. */
    long at(long nanos) {
        return nanos + offset;
    }
}
