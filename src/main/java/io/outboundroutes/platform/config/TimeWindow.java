package io.outboundroutes.platform.config;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A window of time as it is configured: so long back from now, or from one time to another. Written {@code PT24H}, {@code
 * 90d} or {@code 2024-01-01T00:00:00Z/2024-02-01T00:00:00+01:00}; times without an offset are UTC.
 *
 * @param back how long back; null when start and end are given
 * @param start first instant; null when a duration is given
 * @param end first instant after it; null when a duration is given
 */
public record TimeWindow(
        @Nullable Duration back,
        @Nullable Instant start,
        @Nullable Instant end) {

    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendLiteral('T')
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffset("+HH:MM:ss", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHmm", "Z")
            .toFormatter(Locale.ROOT)
            // Otherwise 30 February would be read as the 28th.
            .withResolverStyle(ResolverStyle.STRICT);

    /** @throws IllegalArgumentException when the start is not at least a second before the end */
    public TimeWindow {
        boolean isDuration = back != null && start == null && end == null;
        boolean isInterval =
                back == null && start != null && end != null && start.getEpochSecond() < end.getEpochSecond();
        if (!isDuration && !isInterval) {
            throw new IllegalArgumentException("expected a duration, or a start before its end");
        }
    }

    static TimeWindow read(String text) {
        int slash = text.indexOf('/');
        if (slash >= 0) {
            return new TimeWindow(null, time(text.substring(0, slash)), time(text.substring(slash + 1)));
        }
        Duration back = Units.duration(text);
        if (back.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("shorter than a second");
        }
        return new TimeWindow(back, null, null);
    }

    private static Instant time(String text) {
        try {
            TemporalAccessor parsed = TIME.parse(text.strip());
            LocalTime time = parsed.query(TemporalQueries.localTime());
            ZoneOffset offset =
                    parsed.isSupported(ChronoField.OFFSET_SECONDS) ? ZoneOffset.from(parsed) : ZoneOffset.UTC;
            return LocalDateTime.of(LocalDate.from(parsed), time == null ? LocalTime.MIDNIGHT : time)
                    .toInstant(offset);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("no time", e);
        }
    }
}
