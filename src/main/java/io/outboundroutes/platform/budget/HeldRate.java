package io.outboundroutes.platform.budget;

import java.util.TreeMap;

/**
 * Permits at the pace of a rate that changes from window to window. A permit is earned as time goes by, at most one is
 * kept, and none is given before it is earned. Times are the ledger's, in nanoseconds. For use under a lock.
 */
final class HeldRate {

    private static final double NANOS = 1e9;
    /** What arithmetic may lose of a whole permit. */
    private static final double WHOLE = 1 - 1e-9;

    private final long windowNanos;
    private final TreeMap<Long, Double> rates = new TreeMap<>();
    private double earned = 1;
    private long earnedUntil;

    /** What {@link #next} found. */
    record Moment(long nanos, boolean known) {}

    HeldRate(long windowNanos, long now) {
        this.windowNanos = windowNanos;
        this.earnedUntil = now;
    }

    long window(long nanos) {
        return Math.floorDiv(nanos, windowNanos);
    }

    long start(long window) {
        return window * windowNanos;
    }

    /** Permits per second in a window; NaN when nobody has said so yet. */
    double in(long window) {
        return rates.getOrDefault(window, Double.NaN);
    }

    /**
     * Says what is held, from a moment on.
     *
     * @param otherwise permits per second up to then where nothing was said
     */
    void hold(Part part, long from, double otherwise) {
        advance(from, otherwise);
        rates.put(part.window(), part.now());
        rates.put(part.window() + 1, part.next());
    }

    /** Earns what there was to earn up to a moment. */
    void advance(long now, double otherwise) {
        // A clock that was set back must not make anybody wait until it is where it was.
        earnedUntil = Math.min(earnedUntil, now + 2 * windowNanos);
        long end = now;
        while (earned < WHOLE && earnedUntil < end) {
            long window = window(earnedUntil);
            long until = Math.min(end, start(window + 1));
            Double rate = rates.get(window);
            if (rate == null && otherwise == 0) {
                // Nothing is earned until the next window of which something is known.
                Long later = rates.ceilingKey(window);
                earnedUntil = later == null ? end : Math.min(end, start(later));
                continue;
            }
            earned = Math.min(1, earned + (rate == null ? otherwise : rate) * (until - earnedUntil) / NANOS);
            earnedUntil = until;
        }
        earnedUntil = Math.max(earnedUntil, end);
        rates.headMap(window(now), false).clear();
    }

    /** Whether a permit that was given is not earned again yet. */
    boolean owes() {
        return earned < WHOLE;
    }

    /**
     * The earliest moment of a permit. Nothing is taken by asking.
     *
     * @param otherwise permits per second where nothing was said; NaN when nothing is known of such windows
     * @return not known: the beginning of the first window of which nothing is known
     */
    Moment next(double otherwise) {
        double sum = earned;
        long at = earnedUntil;
        while (true) {
            long window = window(at);
            Double held = rates.get(window);
            double rate = held == null ? otherwise : held;
            if (Double.isNaN(rate)) {
                return new Moment(at, false);
            }
            long end = start(window + 1);
            if (rate > 0) {
                if (sum >= WHOLE) {
                    return new Moment(at, true);
                }
                // Of a rate that is next to nothing, the moment is beyond what a long can count.
                double until = Math.ceil((1 - sum) / rate * NANOS);
                if (until < end - at) {
                    return new Moment(at + (long) until, true);
                }
                sum += rate * (end - at) / NANOS;
            } else if (held == null) {
                return new Moment(at, false);
            }
            at = end;
        }
    }

    /** Gives the permit of a moment that {@link #next} found. */
    void give(long moment) {
        earned = 0;
        earnedUntil = moment;
    }
}
