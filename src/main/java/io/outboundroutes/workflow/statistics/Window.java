package io.outboundroutes.workflow.statistics;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The time that figures are about, its end excluded. Whole seconds, as the guide sends them: parts of a second are cut
 * off.
 *
 * @param start first instant
 * @param end first instant after it
 */
public record Window(Instant start, Instant end) {

    /** The longest window that is asked for in one request. */
    public static final Duration LONGEST = Duration.ofDays(30);

    private static final DateTimeFormatter WIRE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.000'Z'", Locale.ROOT);

    /** @throws IllegalArgumentException when the start is not before the end */
    public Window {
        start = start.truncatedTo(ChronoUnit.SECONDS);
        end = end.truncatedTo(ChronoUnit.SECONDS);
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("statistics.window: the start " + start + " is not before the end " + end
                    + "; expected start/end in this order, at least a second apart");
        }
    }

    /** Reads what {@link #startText} and {@link #endText} wrote. */
    public static Window of(String startText, String endText) {
        return new Window(Instant.parse(startText), Instant.parse(endText));
    }

    /** The start as the vendor is told: UTC, {@code 2024-01-01T00:00:00.000Z}. */
    public String startText() {
        return text(start);
    }

    /** The end as the vendor is told. */
    public String endText() {
        return text(end);
    }

    /** How long it is. */
    public Duration length() {
        return Duration.between(start, end);
    }

    /** The windows to ask for: itself, or consecutive ones of at most {@link #LONGEST} that make it up. */
    public List<Window> pieces() {
        List<Window> pieces = new ArrayList<>();
        for (Instant from = start; from.isBefore(end); from = from.plus(LONGEST)) {
            Instant to = from.plus(LONGEST);
            pieces.add(new Window(from, to.isBefore(end) ? to : end));
        }
        return List.copyOf(pieces);
    }

    private static String text(Instant instant) {
        return WIRE.format(instant.atOffset(ZoneOffset.UTC));
    }
}
