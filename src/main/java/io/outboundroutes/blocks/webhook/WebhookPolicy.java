package io.outboundroutes.blocks.webhook;

import java.time.Duration;

/**
 * How often and how fast events are delivered.
 *
 * @param maxAttempts attempts before an event is parked, at least 1
 * @param timeout of one delivery
 * @param firstDelay the wait after the first failure; each further one is four times as long
 * @param longestDelay the longest wait between two attempts
 */
public record WebhookPolicy(int maxAttempts, Duration timeout, Duration firstDelay, Duration longestDelay) {

    private static final int GROWTH = 4;

    /** The wait after the given failed attempt, counted from 1. */
    public Duration delayAfter(int attempt) {
        Duration delay = firstDelay;
        for (int i = 1; i < attempt && delay.compareTo(longestDelay) < 0; i++) {
            delay = delay.multipliedBy(GROWTH);
        }
        return delay.compareTo(longestDelay) < 0 ? delay : longestDelay;
    }
}
