package io.outboundroutes.platform.config;

import java.time.Duration;

/**
 * So many in so much time, written {@code 100/1s}.
 *
 * @param permits how many, at least 1
 * @param period in how much time, longer than zero
 */
public record Rate(int permits, Duration period) {

    public Rate {
        if (permits < 1) {
            throw new IllegalArgumentException("a rate needs at least one permit");
        }
        if (period.isZero() || period.isNegative()) {
            throw new IllegalArgumentException("a rate needs a period longer than zero");
        }
    }
}
