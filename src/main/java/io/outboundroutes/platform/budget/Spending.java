package io.outboundroutes.platform.budget;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.TreeSet;

/**
 * Keeps requests that leave later than their permits said from leaving together. The moments of the permits keep to a
 * rate; so do the requests when no more of them left within the last period than there were moments. Times are those of a
 * monotonic clock, in nanoseconds. For use under a lock.
 */
final class Spending {

    /** How long a permit is good for. What this process may use by then is another matter, for others may hold its part. */
    private static final long GOOD_FOR = Duration.ofMillis(50).toNanos();

    private final long period;
    /** Those of the last period and those ahead. Two at the same time are kept a nanosecond apart. */
    private final TreeSet<Long> moments = new TreeSet<>();
    /** Those of them that are good and were not spent. */
    private final TreeSet<Long> unspent = new TreeSet<>();
    /** When requests left, in the last period. */
    private final Deque<Long> left = new ArrayDeque<>();

    Spending(long period) {
        this.period = period;
    }

    /** Notes the moment of a permit, which may lie ahead. */
    void granted(long moment) {
        long free = moment;
        while (!moments.add(free)) {
            free++;
        }
        unspent.add(free);
    }

    /** A request is about to leave; see {@link Pace#spend()}. */
    Pace.Turn spend(long now) {
        long begin = now - period;
        moments.headSet(begin, true).clear();
        unspent.headSet(now - GOOD_FOR).clear();
        while (!left.isEmpty() && left.peek() <= begin) {
            left.remove();
        }
        if (unspent.headSet(now, true).isEmpty()) {
            return new Pace.Turn(Duration.ZERO, false);
        }
        int come = moments.size() - moments.tailSet(now, false).size();
        if (left.size() >= come) {
            return new Pace.Turn(Duration.ofNanos(left.element() - begin), true);
        }
        left.add(now);
        unspent.pollFirst();
        return new Pace.Turn(Duration.ZERO, true);
    }
}
