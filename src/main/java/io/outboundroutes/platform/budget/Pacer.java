package io.outboundroutes.platform.budget;

import java.time.Duration;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/**
 * Hands out permits at an even pace: with 50 per second at least 20 ms between any two, never a burst. Returns waits and
 * never sleeps.
 *
 * <p>A permit is a moment. Time in which nobody asked is not saved up, and a permit booked for later (after a back-off)
 * does not hold up those who can go now. For permits taken in order this is the generic cell rate algorithm with a
 * burst of one (ITU-T I.371). For one process; {@link SharedPace} is for several. Thread-safe.
 */
public final class Pacer implements Pace {

    private static final double NANOS = 1e9;

    private final long intervalNanos;
    private final LongSupplier nanoTime;
    private final TreeSet<Long> booked = new TreeSet<>();

    /**
     * @param permits per period, at least 1
     * @param period the period, longer than zero
     * @param nanoTime a monotonic clock in nanoseconds
     */
    public Pacer(int permits, Duration period, LongSupplier nanoTime) {
        if (permits < 1 || period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException(
                    "A rate needs at least 1 permit in a period longer than zero; got " + permits + " per " + period);
        }
        // Rounded up: never a permit more than the rate allows.
        this.intervalNanos = (period.toNanos() + permits - 1) / permits;
        this.nanoTime = nanoTime;
    }

    /**
     * Takes the earliest free permit that is not before a moment.
     *
     * @param notBefore the least wait from now, zero or more
     * @return the wait from now until the permit's moment, never less than {@code notBefore}, in nanoseconds
     */
    public synchronized long reserve(Duration notBefore) {
        long now = nanoTime.getAsLong();
        booked.headSet(now - intervalNanos, true).clear();
        long moment = now + Math.max(0, notBefore.toNanos());
        Long tooNear = booked.lower(moment + intervalNanos);
        while (tooNear != null && tooNear > moment - intervalNanos) {
            moment = tooNear + intervalNanos;
            tooNear = booked.lower(moment + intervalNanos);
        }
        booked.add(moment);
        return moment - now;
    }

    @Override
    public Turn ask(Duration notBefore) {
        return new Turn(Duration.ofNanos(reserve(notBefore)), true);
    }

    @Override
    public double perSecond() {
        return NANOS / intervalNanos;
    }

    /** The time between two permits, in nanoseconds. */
    long intervalNanos() {
        return intervalNanos;
    }
}
