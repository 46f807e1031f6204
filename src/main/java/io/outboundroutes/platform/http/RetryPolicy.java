package io.outboundroutes.platform.http;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When and how often a call is repeated (all4): exponential back-off with full jitter. Immutable.
 *
 * @param maxAttempts sends in all, at least 1; default 5
 * @param base the upper bound of the first wait; default 1 s
 * @param cap the upper bound of any back-off; default 30 s
 * @param maxWait the longest Retry-After that is waited for; default 2 min
 */
public record RetryPolicy(int maxAttempts, Duration base, Duration cap, Duration maxWait) {

    /** 5 attempts, 1 s, 30 s, 2 min. */
    public static final RetryPolicy DEFAULT =
            new RetryPolicy(5, Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMinutes(2));

    public RetryPolicy {
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("retry.max-attempts: expected at least 1, got " + maxAttempts);
        }
    }

    /**
     * The wait after a failed attempt: uniform between zero and {@code min(cap, base × 2^(attempt-1))}.
     *
     * <p>Source: M. Brooker, "Exponential Backoff And Jitter", full jitter.
     *
     * @param attempt the number of the attempt that failed, from 1
     */
    public Duration backOff(int attempt, RandomGenerator random) {
        int doublings = Math.min(attempt - 1, 30);
        long bound = Math.min(cap.toMillis(), base.toMillis() << doublings);
        return Duration.ofMillis(random.nextLong(Math.max(bound, 0) + 1));
    }
}
