package io.outboundroutes.blocks.webhook;

import java.time.Duration;

/**
 * How often and how fast events are delivered.
 *
 * @param maxAttempts attempts before an event is parked, at least 1; with the others' defaults, 31 of them take a day
 * @param timeout of one delivery
 * @param firstDelay the wait after the first failure; each further one is four times as long
 * @param longestDelay the longest wait between two attempts
 * @param maxBody bytes of the largest event that is sent
 */
public record WebhookPolicy(
        int maxAttempts, Duration timeout, Duration firstDelay, Duration longestDelay, long maxBody) {

    private static final int GROWTH = 4;

    /** The longest wait by default: whoever was down is told within an hour of being up again. */
    public static final Duration LONGEST_DELAY = Duration.ofHours(1);

    /** Waits from a second on, fourfold each time, up to {@link #LONGEST_DELAY}. */
    public WebhookPolicy(int maxAttempts, Duration timeout, long maxBody) {
        this(maxAttempts, timeout, Duration.ofSeconds(1), LONGEST_DELAY, maxBody);
    }

    /** The wait after the given failed attempt, counted from 1. */
    public Duration delayAfter(int attempt) {
        Duration delay = firstDelay;
        for (int i = 1; i < attempt && delay.compareTo(longestDelay) < 0; i++) {
            delay = delay.multipliedBy(GROWTH);
        }
        return delay.compareTo(longestDelay) < 0 ? delay : longestDelay;
    }
}
