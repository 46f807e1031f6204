package io.outboundroutes.platform.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers that carry their unit. A bare number is never a duration or a size: nobody could tell of what. */
final class Units {

    private static final Pattern SUFFIXED = Pattern.compile("(\\d{1,12})\\s*([A-Za-z]{1,3})");
    private static final Map<String, Duration> TIMES = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));
    private static final Map<String, Long> SIZES = Map.of("b", 1L, "kb", 1L << 10, "mb", 1L << 20, "gb", 1L << 30);

    private Units() {}

    /** Reads {@code PT30S}, {@code 500ms}, {@code 30s}, {@code 5m}, {@code 2h} or {@code 1d}; never negative. */
    static Duration duration(String text) {
        Matcher suffixed = SUFFIXED.matcher(text);
        Duration duration;
        if (suffixed.matches()) {
            Duration unit = TIMES.get(suffixed.group(2).toLowerCase(Locale.ROOT));
            if (unit == null) {
                throw new IllegalArgumentException("unknown unit of time");
            }
            duration = unit.multipliedBy(Long.parseLong(suffixed.group(1)));
        } else {
            duration = isoDuration(text);
        }
        if (duration.isNegative()) {
            throw new IllegalArgumentException("negative");
        }
        return duration;
    }

    private static Duration isoDuration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("neither ISO-8601 nor a number with its unit", e);
        }
    }

    /** Reads {@code 32MB} and the like, in bytes; KB, MB and GB are powers of 1024. */
    static long size(String text) {
        Matcher suffixed = SUFFIXED.matcher(text);
        Long unit = suffixed.matches() ? SIZES.get(suffixed.group(2).toLowerCase(Locale.ROOT)) : null;
        if (unit == null) {
            throw new IllegalArgumentException("not a number with its unit");
        }
        return Math.multiplyExact(Long.parseLong(suffixed.group(1)), unit);
    }
}
