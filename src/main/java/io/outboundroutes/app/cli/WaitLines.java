package io.outboundroutes.app.cli;

import java.time.Duration;
import java.util.Optional;

/**
 * What is written of a wait where nothing can be written over: why, at its beginning and when the reason changes, and
 * then once a minute. A log of a night's wait stays readable so. Used by one thread.
 */
final class WaitLines {

    private static final Duration BETWEEN = Duration.ofMinutes(1);

    private String told = "";
    private Duration toldAt = Duration.ZERO;

    /**
     * The line that is due, if any.
     *
     * @param why it waits now
     * @param soFar how long it has waited
     */
    Optional<String> due(String why, Duration soFar) {
        if (why.equals(told) && soFar.minus(toldAt).compareTo(BETWEEN) < 0) {
            return Optional.empty();
        }
        told = why;
        toldAt = soFar;
        return Optional.of(line(why, soFar));
    }

    static String line(String why, Duration soFar) {
        return why + ", " + soFar.toSeconds() + " s so far";
    }
}
