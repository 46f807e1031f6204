package io.outboundroutes.sandbox;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Takes at most so many calls within any second. Thread-safe. */
final class RateLimiter {

    private static final long WINDOW = Duration.ofSeconds(1).toNanos();

    private final int most;
    private final Deque<Long> taken = new ArrayDeque<>();

    /**
     * @param most calls within a second; 0 for no limit
     */
    RateLimiter(int most) {
        this.most = most;
    }

    /** Whether a call that arrives now is taken. Refused calls do not count. */
    synchronized boolean take(long nanos) {
        if (most == 0) {
            return true;
        }
        while (!taken.isEmpty() && nanos - taken.peek() >= WINDOW) {
            taken.remove();
        }
        return taken.size() < most && taken.add(nanos);
    }
}
