package io.outboundroutes.platform.budget;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * How fast one vendor may be called by everything in this process: its rate limit, and the pause that a 429 puts on all
 * its callers (all4, all8). Returns waits and never sleeps. Thread-safe.
 */
public final class VendorBudget {

    private final Pacer pacer;
    private final InstantSource clock;
    private Instant pausedUntil = Instant.MIN;

    public VendorBudget(Pacer pacer, InstantSource clock) {
        this.pacer = pacer;
        this.clock = clock;
    }

    /**
     * Takes a permit.
     *
     * @param notBefore what the caller must wait anyway (a back-off)
     * @return the wait until the permit's moment: the longest of {@code notBefore}, the vendor's pause and the pace
     */
    public synchronized Duration reserve(Duration notBefore) {
        Duration pause = pauseLeft();
        Duration least = notBefore.compareTo(pause) >= 0 ? notBefore : pause;
        return Duration.ofNanos(pacer.reserve(least));
    }

    /** The time between two permits, in nanoseconds. */
    public long intervalNanos() {
        return pacer.intervalNanos();
    }

    /** Makes every caller wait. A shorter pause never ends a longer one. */
    public synchronized void pauseFor(Duration pause) {
        Instant until = clock.instant().plus(pause);
        if (until.isAfter(pausedUntil)) {
            pausedUntil = until;
        }
    }

    /** Whether callers wait now, also those that already hold a permit. */
    public synchronized boolean isPaused() {
        return pausedUntil.isAfter(clock.instant());
    }

    /** When the pause ends; empty when there is none. */
    public synchronized Optional<Instant> pausedUntil() {
        return isPaused() ? Optional.of(pausedUntil) : Optional.empty();
    }

    private Duration pauseLeft() {
        Instant now = clock.instant();
        return pausedUntil.isAfter(now) ? Duration.between(now, pausedUntil) : Duration.ZERO;
    }
}
