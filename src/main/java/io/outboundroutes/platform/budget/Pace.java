package io.outboundroutes.platform.budget;

import java.time.Duration;

/** A rate limit that hands out permits at an even pace. Returns waits and never sleeps. Implementations are thread-safe. */
public interface Pace {

    /**
     * What somebody who asks for a permit is told.
     *
     * @param in how long to wait from now
     * @param granted whether there is a permit for the moment after that wait; otherwise it is the moment to ask again
     */
    record Turn(Duration in, boolean granted) {}

    /**
     * Asks for a permit.
     *
     * @param notBefore the least wait from now, zero or more
     */
    Turn ask(Duration notBefore);

    /**
     * Spends a permit whose moment has come. Requests that were held up together would leave together: some of them then
     * wait once more.
     *
     * @return after no wait: the permit is spent, and the request may leave now; after some wait: this is to be asked again
     *     then; not granted: the permit is too old, another one is needed
     */
    default Turn spend() {
        return new Turn(Duration.ZERO, true);
    }

    /** How many permits a second the limit allows, to everybody under it together. */
    double perSecond();

    /** What of the limit this process may use at this moment, from 0 to 1; the rest is with other processes. */
    default double share() {
        return 1;
    }

    /** Tells the other processes under the limit to wait. A shorter pause never ends a longer one. */
    default void pauseFor(Duration pause) {}

    /** How long another process under the limit told everybody to wait, as far as it is known; zero when none did. */
    default Duration pauseLeft() {
        return Duration.ZERO;
    }
}
