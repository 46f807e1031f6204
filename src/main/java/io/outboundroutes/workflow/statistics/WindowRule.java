package io.outboundroutes.workflow.statistics;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/**
 * Which window a run asks for: so long back from its time, or a fixed one. Immutable, thread-safe.
 */
public final class WindowRule {

    /** How far a window may reach past the run's time: clocks differ. */
    public static final Duration TOLERANCE = Duration.ofMinutes(1);

    private final Function<Instant, Window> atNow;

    private WindowRule(Function<Instant, Window> atNow) {
        this.atNow = atNow;
    }

    /**
     * So long back from the run's time.
     *
     * @param length above zero
     * @param align the end is the last multiple of this since 1970-01-01T00:00Z, so that runs shortly after one another
     *     ask for the same window; above zero
     */
    public static WindowRule back(Duration length, Duration align) {
        if (align.toMillis() <= 0) {
            throw new IllegalArgumentException(
                    "statistics.align: " + align + " is not above zero; expected for example PT5M");
        }
        return new WindowRule(now -> {
            Instant end =
                    Instant.ofEpochMilli(now.toEpochMilli() - Math.floorMod(now.toEpochMilli(), align.toMillis()));
            return new Window(end.minus(length), end);
        });
    }

    /** Always the same one. */
    public static WindowRule fixed(Instant start, Instant end) {
        Window window = new Window(start, end);
        return new WindowRule(now -> window);
    }

    /**
     * The window of a run.
     *
     * @throws IllegalArgumentException when it is not over yet at that time
     */
    public Window at(Instant now) {
        Window window = atNow.apply(now);
        if (window.end().isAfter(now.plus(TOLERANCE))) {
            throw new IllegalArgumentException(
                    "the end " + window.endText() + " lies in the future; there are figures of the past only");
        }
        return window;
    }
}
