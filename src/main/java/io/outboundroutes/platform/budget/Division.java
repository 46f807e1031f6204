package io.outboundroutes.platform.budget;

import java.time.Duration;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * How processes divide a rate among them. Each takes its own part, one after the other, knowing what the others hold: a
 * part that was taken is never taken back within its two windows, so that the sum never exceeds the rate. Who wants less
 * than an equal part leaves the rest to the others. Pure arithmetic.
 */
final class Division {

    /** Who calls takes its part in every window. */
    private static final long ACTIVE = 1;

    /** What of the rate is kept back, because requests do not arrive as evenly as they are sent. */
    private static final double KEPT_BACK = 1.0 / 40;

    private final int permits;
    private final Duration period;
    /** The windows of a period: who called within it may have had a permit more than its part. */
    private final long counted;

    /** @param window how long one is */
    Division(int permits, Duration period, Duration window) {
        this.permits = permits;
        this.period = period;
        this.counted = Math.min(Part.REMEMBERED, period.dividedBy(window) + 1);
    }

    /**
     * Permits per second that so many processes may hold together. Within a period, each of them sends at most the permits
     * that it holds, rounded up: for each but the first a whole permit is kept back, so that no period ever sees more than
     * the limit.
     */
    double perSecond(long processes) {
        double kept = Math.max(permits * KEPT_BACK, processes - 1.0);
        return Math.max(permits - kept, permits / 2.0) / (period.toNanos() / 1e9);
    }

    /**
     * The part of one process from now on.
     *
     * @param before what it held; null when it held nothing
     * @param others what the others hold or held
     * @param window the number of the current window
     * @param wanted permits per second that it could use
     */
    Part take(@Nullable Part before, List<Part> others, long window, double wanted) {
        List<Part> active =
                others.stream().filter(other -> other.isOf(window, ACTIVE)).toList();
        long processes =
                1 + others.stream().filter(other -> other.isOf(window, counted)).count();
        double all = perSecond(processes);
        double heldNow = before == null ? 0 : before.in(window);
        double heldNext = before == null ? 0 : before.in(window + 1);
        double freeNow = all - heldNow - sum(active, window);
        double freeNext = all - heldNext - sum(active, window + 1);
        double fair = fair(active, wanted, all);
        // What nobody took in time is anybody's.
        double now = heldNow + Math.max(0, freeNow);
        double next = heldNext + Math.max(0, Math.min(fair - heldNext, freeNext));
        return new Part(window, now, next, wanted);
    }

    private static double sum(List<Part> parts, long window) {
        return parts.stream()
                // Who is ahead of us no longer tells what it held; that window is over anyway.
                .mapToDouble(part -> part.window() > window ? Double.POSITIVE_INFINITY : part.in(window))
                .sum();
    }

    /** Small wishes are met, the others share the rest equally; what nobody wants is divided equally too. */
    private static double fair(List<Part> others, double wanted, double all) {
        double[] wishes = DoubleStream.concat(
                        DoubleStream.of(wanted), others.stream().mapToDouble(Part::wanted))
                .sorted()
                .toArray();
        double left = all;
        for (int met = 0; met < wishes.length; met++) {
            double equal = left / (wishes.length - met);
            if (wishes[met] >= equal) {
                return Math.min(wanted, equal);
            }
            left -= wishes[met];
        }
        return wanted + left / wishes.length;
    }
}
