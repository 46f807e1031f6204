package io.outboundroutes.sandbox.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Turns a query into a test of contacts. Values are compared as stored, without surrounding white space; numbers in
 * plain notation, booleans as {@code true} and {@code false}. Arrays and objects are present but equal no value.
 * Thread-safe.
 */
public final class QueryMatcher {

    private final Matching matching;

    public QueryMatcher(Matching matching) {
        this.matching = matching;
    }

    /** The test for the query. */
    public Predicate<Fields> test(Query query) {
        if (query instanceof Query.And and) {
            return and.parts().stream().map(this::test).reduce(Predicate::and).orElseThrow();
        }
        if (query instanceof Query.Or or) {
            return or.parts().stream().map(this::test).reduce(Predicate::or).orElseThrow();
        }
        if (query instanceof Query.Not not) {
            return test(not.part()).negate();
        }
        if (query instanceof Query.Present present) {
            return fields -> isPresent(fields.field(present.field()));
        }
        if (query instanceof Query.Range range) {
            return range.field().equals(Fields.UPDATED) ? timeRange(range) : valueRange(range);
        }
        Query.Equal equal = (Query.Equal) query;
        String wanted = folded(equal.value());
        return fields -> {
            String text = text(fields.field(equal.field()));
            return text != null && wanted.equals(folded(text));
        };
    }

    private boolean isPresent(@Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return false;
        }
        return matching.blankIsPresent()
                || !value.isTextual()
                || !trim(value.textValue()).isEmpty();
    }

    private static Predicate<Fields> timeRange(Query.Range range) {
        String from = range.from();
        String to = range.to();
        long first = from == null ? Timestamps.NONE + 1 : Timestamps.ofText(from);
        long last = to == null ? Long.MAX_VALUE : Timestamps.ofText(to);
        return fields -> {
            long millis = fields.updatedMillis();
            return millis >= first && millis <= last;
        };
    }

    private Predicate<Fields> valueRange(Query.Range range) {
        String from = range.from();
        String to = range.to();
        return fields -> {
            String text = text(fields.field(range.field()));
            return text != null
                    && !trim(text).isEmpty()
                    && (from == null || compare(from, text) <= 0)
                    && (to == null || compare(text, to) <= 0);
        };
    }

    /** By value when both are numbers, else by text. */
    private int compare(String left, String right) {
        try {
            return new BigDecimal(trim(left)).compareTo(new BigDecimal(trim(right)));
        } catch (NumberFormatException e) {
            return folded(left).compareTo(folded(right));
        }
    }

    private static @Nullable String text(@Nullable JsonNode value) {
        if (value == null || value.isNull() || value.isContainerNode()) {
            return null;
        }
        return value.isNumber() ? plain(value.decimalValue()) : value.asText();
    }

    /** Plain notation, unless that would need thousands of digits. */
    private static String plain(BigDecimal number) {
        return Math.abs((long) number.scale()) > 1000 ? number.toString() : number.toPlainString();
    }

    private String folded(String text) {
        String trimmed = trim(text);
        return matching.caseSensitive() ? trimmed : trimmed.toLowerCase(Locale.ROOT);
    }

    private static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return start == 0 && end == text.length() ? text : text.substring(start, end);
    }

    /** Java's two notions of white space together, and NEL, which neither has. */
    private static boolean isSpace(char c) {
        return c == '\u0085' || Character.isWhitespace(c) || Character.isSpaceChar(c);
    }
}
