package io.outboundroutes.platform.budget;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * How fast one vendor may be called: its rate limit, and the pause that a 429 puts on all its callers, in every process
 * that the limit is shared with (all4, all8). Returns waits and never sleeps. Thread-safe.
 */
public final class VendorBudget {

    private final Pace pace;
    private final InstantSource clock;
    private Instant pausedUntil = Instant.EPOCH;

    public VendorBudget(Pace pace, InstantSource clock) {
        this.pace = pace;
        this.clock = clock;
    }

    /**
     * Asks for a permit.
     *
     * @param notBefore what the caller must wait anyway (a back-off)
     * @return the wait is never less than {@code notBefore} and the vendor's pause
     */
    public Pace.Turn ask(Duration notBefore) {
        Duration pause = pauseLeft();
        return pace.ask(notBefore.compareTo(pause) >= 0 ? notBefore : pause);
    }

    /** Spends a permit whose moment has come, as {@link Pace#spend()} does. */
    public Pace.Turn spend() {
        return pace.spend();
    }

    /** The rate limit. */
    public Pace pace() {
        return pace;
    }

    /** Makes every caller wait. A shorter pause never ends a longer one. */
    public void pauseFor(Duration pause) {
        synchronized (this) {
            Instant until = clock.instant().plus(pause);
            if (until.isAfter(pausedUntil)) {
                pausedUntil = until;
            }
        }
        pace.pauseFor(pause);
    }

    /** Whether callers wait now, also those that already hold a permit. */
    public boolean isPaused() {
        return !pauseLeft().isZero();
    }

    /** When the pause ends; empty when there is none. */
    public Optional<Instant> pausedUntil() {
        Duration left = pauseLeft();
        return left.isZero() ? Optional.empty() : Optional.of(clock.instant().plus(left));
    }

    private Duration pauseLeft() {
        Duration elsewhere = pace.pauseLeft();
        Duration here = Duration.between(clock.instant(), ownPause());
        Duration longer = here.compareTo(elsewhere) >= 0 ? here : elsewhere;
        return longer.isNegative() ? Duration.ZERO : longer;
    }

    private synchronized Instant ownPause() {
        return pausedUntil;
    }
}
