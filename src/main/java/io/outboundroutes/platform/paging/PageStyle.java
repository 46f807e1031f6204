package io.outboundroutes.platform.paging;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How an operation pages. A style belongs to the dialect; whoever reads page after page knows only {@link Page} and its
 * opaque {@code next}. Implementations are immutable.
 */
public interface PageStyle {

    /**
     * The fields that ask for a page; they are added to the request.
     *
     * @param next what the page before it named, null for the first page
     * @param request the caller's fields
     */
    Map<String, Object> fields(@Nullable Object next, Map<String, ?> request);

    /**
     * Reads an answer as a page.
     *
     * @param next what asked for it, null for the first page
     * @param request the fields that asked for it, those of {@link #fields} among them
     * @param answer the parsed answer
     * @throws UnusablePage when the answer is not what the style expects
     */
    Page page(@Nullable Object next, Map<String, ?> request, @Nullable Object answer);

    /**
     * A style by its name in YAML.
     *
     * @param name {@code page-number}, {@code cursor} or {@code offset}
     * @param records the answer's field that holds the records
     * @throws IllegalArgumentException naming the known styles
     */
    static PageStyle named(String name, String records) {
        return switch (name) {
            case "page-number" -> new PageNumberStyle(records);
            case "cursor" -> new CursorStyle(records);
            case "offset" -> new OffsetStyle(records);
            default ->
                throw new IllegalArgumentException("pager='" + name + "' is not a page style; expected one of "
                        + Arrays.asList("page-number", "cursor", "offset"));
        };
    }

    /** An answer that is not a page. */
    final class UnusablePage extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnusablePage(String message) {
            super(message, null, false, true);
        }
    }

    /** The answer as a JSON object. */
    static Map<?, ?> object(String field, @Nullable Object answer) {
        if (answer instanceof Map<?, ?> object) {
            return object;
        }
        throw new UnusablePage("the answer is not a JSON object with an array '" + field + "'");
    }

    /** The records of an answer; a missing array is an error, never an empty page (all9). */
    static List<?> records(String field, Map<?, ?> answer) {
        if (answer.get(field) instanceof List<?> records) {
            return records;
        }
        String fields =
                answer.keySet().stream().map(String::valueOf).sorted().limit(10).collect(Collectors.joining(", "));
        throw new UnusablePage("the answer has no array '" + field + "', only the fields [" + fields + "]");
    }

    /** A whole number of an answer, null when absent; other types are an error. */
    static @Nullable Long wholeNumber(String field, Map<?, ?> answer) {
        Object value = answer.get(field);
        if (value == null) {
            return null;
        }
        if (value instanceof Integer || value instanceof Long) {
            long number = ((Number) value).longValue();
            if (number >= 0) {
                return number;
            }
        }
        throw new UnusablePage("the answer's field '" + field + "' is not a whole number of at least 0");
    }
}
