package io.outboundroutes.workflow.schedules;

import java.time.DateTimeException;
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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Dates and times as they are written in requests and by the vendor: ISO-8601. */
final class Times {

    private static final int LONGEST = 64;
    private static final Pattern CLOCK = Pattern.compile("[0-9]{2}:[0-9]{2}:[0-9]{2}");

    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
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

    private Times() {}

    /** A date and time with an offset; null when the value is anything else, one without an offset included. */
    static @Nullable Instant withOffset(@Nullable Object value) {
        TemporalAccessor parsed = parse(value);
        return parsed == null || !parsed.isSupported(ChronoField.OFFSET_SECONDS) ? null : instant(parsed);
    }

    /** A date and time, or a date alone, in UTC unless it says otherwise; null when the value is anything else. */
    static @Nullable Instant zonelessIsUtc(@Nullable Object value) {
        TemporalAccessor parsed = parse(value);
        return parsed == null ? null : instant(parsed);
    }

    /** A time of day written {@code HH:MM:SS}; null when the value is anything else. */
    static @Nullable LocalTime clock(@Nullable Object value) {
        if (!(value instanceof String text) || !CLOCK.matcher(text).matches()) {
            return null;
        }
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The moment in UTC as the wire wants it, e.g. {@code 2026-11-15T09:00:00Z}. */
    static String wire(Instant moment) {
        return DateTimeFormatter.ISO_INSTANT.format(moment);
    }

    private static @Nullable TemporalAccessor parse(@Nullable Object value) {
        if (!(value instanceof String written) || written.length() > LONGEST) {
            return null;
        }
        String text = written.strip();
        boolean spaced = text.length() > 10 && text.charAt(10) == ' ';
        try {
            return ISO.parse(spaced ? text.substring(0, 10) + 'T' + text.substring(11) : text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Instant instant(TemporalAccessor parsed) {
        LocalDate date = LocalDate.from(parsed);
        // Beyond these years nothing is planned, and the wire format would no longer hold them.
        if (date.getYear() < 1 || date.getYear() > 9998) {
            return null;
        }
        LocalTime time = parsed.query(TemporalQueries.localTime());
        ZoneOffset offset = parsed.isSupported(ChronoField.OFFSET_SECONDS) ? ZoneOffset.from(parsed) : ZoneOffset.UTC;
        return LocalDateTime.of(date, time == null ? LocalTime.MIDNIGHT : time).toInstant(offset);
    }
}
