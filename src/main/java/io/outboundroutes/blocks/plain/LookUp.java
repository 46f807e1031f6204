package io.outboundroutes.blocks.plain;

import io.outboundroutes.platform.http.VendorAnswer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Bean {@code lookUp}: the steps of a route that looks up whether a write happened (the parameter {@code lookup} of a
 * vendor call). Such a route is handed the write's fields, and leaves the vendor's answer that stands for the write, or
 * no answer when it did not happen. Stateless.
 *
 * <pre>
 * - bean: { ref: lookUp, method: "same(${body}, ${variable.wanted}, 'name, startDateTime')" }
 * - bean: { ref: lookUp, method: "unless(${body}, 'status', 'CANCELLED, COMPLETED')" }
 * - bean: { ref: lookUp, method: found }
 * </pre>
 */
public final class LookUp {

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    /**
     * A record whose named fields are those of what is looked for; else nothing. Two points in time are the same however
     * they are written; one without an offset is UTC. A field that what is looked for does not have tells nothing, so
     * that nothing is the same.
     *
     * @param names by comma
     */
    public @Nullable Object same(@Nullable Object seen, Map<?, ?> wanted, String names) {
        if (!(seen instanceof Map<?, ?> fields)) {
            return null;
        }
        return split(names).allMatch(name -> same(fields.get(name), wanted.get(name))) ? seen : null;
    }

    /**
     * A record, except when its field has one of these values, in capitals or not.
     *
     * @param values by comma
     */
    public @Nullable Object unless(@Nullable Object seen, String name, String values) {
        if (!(seen instanceof Map<?, ?> fields)) {
            return null;
        }
        String text = String.valueOf(fields.get(name)).strip();
        return split(values).anyMatch(text::equalsIgnoreCase) ? null : seen;
    }

    /**
     * What the look-up leaves: the vendor's answer, but nothing for a 404; of a list of records the first as an answer,
     * nothing when it is empty; nothing for anything else, such as a read without records.
     */
    public @Nullable VendorAnswer found(@Nullable Object body) {
        if (body instanceof VendorAnswer answer) {
            return answer.status() == NOT_FOUND ? null : answer;
        }
        return body instanceof List<?> records && !records.isEmpty()
                ? new VendorAnswer(OK, records.get(0), 0, true)
                : null;
    }

    private static Stream<String> split(String text) {
        return Arrays.stream(text.split(",", -1)).map(String::strip);
    }

    private static boolean same(@Nullable Object seen, @Nullable Object wanted) {
        if (seen == null || wanted == null) {
            return false;
        }
        Instant time = time(seen);
        return seen.toString().equals(wanted.toString()) || (time != null && time.equals(time(wanted)));
    }

    private static @Nullable Instant time(Object value) {
        try {
            TemporalAccessor time = DateTimeFormatter.ISO_DATE_TIME.parseBest(
                    value.toString(), OffsetDateTime::from, LocalDateTime::from);
            return time instanceof LocalDateTime local ? local.toInstant(ZoneOffset.UTC) : Instant.from(time);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
