package io.outboundroutes.workflow.segmentation;

import java.math.BigDecimal;
import java.math.RoundingMode;
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
import org.jspecify.annotations.Nullable;

/** Reads a vendor's timestamp: ISO-8601 with any offset or none (UTC), or epoch milliseconds. */
final class Timestamps {

    private static final int LONGEST = 64;

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

    private Timestamps() {}

    /** The instant, or null when the value is none. */
    static @Nullable Instant read(Object value) {
        try {
            if (value instanceof String text) {
                return fromText(text.strip());
            }
            if (value instanceof Number number) {
                return fromMillis(number);
            }
            return null;
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            return null;
        }
    }

    private static @Nullable Instant fromText(String text) {
        if (text.length() > LONGEST) {
            return null;
        }
        boolean spaced = text.length() > 10 && text.charAt(10) == ' ';
        TemporalAccessor parsed = ISO.parse(spaced ? text.substring(0, 10) + 'T' + text.substring(11) : text);
        LocalDate date = LocalDate.from(parsed);
        LocalTime time = parsed.query(TemporalQueries.localTime());
        ZoneOffset offset = parsed.isSupported(ChronoField.OFFSET_SECONDS) ? ZoneOffset.from(parsed) : ZoneOffset.UTC;
        return LocalDateTime.of(date, time == null ? LocalTime.MIDNIGHT : time).toInstant(offset);
    }

    private static @Nullable Instant fromMillis(Number number) {
        if (number instanceof Integer || number instanceof Long) {
            return Instant.ofEpochMilli(number.longValue());
        }
        BigDecimal exact = new BigDecimal(number.toString());
        // Beyond these bounds a scale change alone would fill the memory.
        if ((long) exact.precision() - exact.scale() > 19 || exact.scale() > 1000) {
            return null;
        }
        return Instant.ofEpochMilli(exact.setScale(0, RoundingMode.FLOOR).longValueExact());
    }
}
