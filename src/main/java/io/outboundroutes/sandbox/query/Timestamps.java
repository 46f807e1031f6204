package io.outboundroutes.sandbox.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Reads timestamps as the store understands them: ISO-8601 with an offset, without one (UTC), or epoch milliseconds. */
public final class Timestamps {

    /** No timestamp, or an unreadable one. Sorts before every real one. */
    public static final long NONE = Long.MIN_VALUE;

    private Timestamps() {}

    /** Epoch milliseconds of a JSON value, else {@link #NONE}. */
    public static long of(@Nullable JsonNode value) {
        if (value == null) {
            return NONE;
        }
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.longValue();
        }
        return value.isTextual() ? ofText(value.textValue()) : NONE;
    }

    /** Epoch milliseconds of a text, else {@link #NONE}. */
    public static long ofText(String text) {
        String trimmed = text.trim();
        try {
            if (trimmed.endsWith("Z")) {
                return Instant.parse(trimmed).toEpochMilli();
            }
            return OffsetDateTime.parse(trimmed).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            return ofZoneless(trimmed);
        }
    }

    private static long ofZoneless(String text) {
        try {
            return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC).toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            return NONE;
        }
    }
}
