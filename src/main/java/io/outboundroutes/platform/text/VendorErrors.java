package io.outboundroutes.platform.text;

import io.outboundroutes.platform.http.ErrorText;
import io.outboundroutes.platform.json.Json;
import io.outboundroutes.platform.json.JsonProblem;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes a vendor's error answer fit to be shown.
 *
 * <p>Error answers like to echo what they complain about, and that may be somebody's name. So of a JSON answer only code,
 * status and messages are kept, and in all of it every text of at least four characters (and every number of seven digits) that was sent is masked, unless it
 * was sent in a field that holds no personal data. What is left goes through the {@link Redactor}. Thread-safe.
 */
public final class VendorErrors implements ErrorText {

    /** Fields whose sent values may be shown, besides those that end in {@code id} or {@code ids}. */
    public static final Set<String> OPEN_FIELDS =
            Set.of("type", "status", "query", "sortBy", "sortOrder", "refreshInterval", "lifecycleState", "timeZone");

    private static final Set<String> KEPT = Set.of(
            "code",
            "status",
            "message",
            "error",
            "error_description",
            "errorCode",
            "errorMessage",
            "errors",
            "details",
            "violations",
            "reason",
            "title",
            "detail",
            "field",
            "fieldName",
            "contextId",
            "correlationId");
    private static final Set<String> NAMES = Set.of("name", "firstname", "lastname", "fullname", "displayname");
    private static final int MIN_VALUE = 4;
    private static final int MIN_NAME = 3;
    private static final int MIN_PHONE = 7;
    private static final int MAX_NAMES_TOLD = 10;

    private final Redactor redactor;
    private final Set<String> openFields;

    /** With {@link #OPEN_FIELDS}. */
    public VendorErrors(Redactor redactor) {
        this(redactor, OPEN_FIELDS);
    }

    /**
     * With fields of one's own choice.
     *
     * @param openFields fields whose sent values may be shown
     */
    public VendorErrors(Redactor redactor, Set<String> openFields) {
        this.redactor = redactor;
        this.openFields = Set.copyOf(openFields);
    }

    /**
     * The part of an error answer that may be shown, on one line of at most 2 KB.
     *
     * @param body the answer, JSON or not
     * @param sent what was sent, maps and lists of any depth
     */
    @Override
    public String show(String body, Object sent) {
        Set<String> values = new LinkedHashSet<>();
        collect(sent, "", values);
        List<String> longestFirst = values.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        return redactor.redact(reduced(body), longestFirst);
    }

    private static String reduced(String body) {
        Object json;
        try {
            json = Json.parse(body.getBytes(StandardCharsets.UTF_8));
        } catch (JsonProblem e) {
            return body;
        }
        if (json instanceof Map<?, ?> object) {
            Map<String, Object> kept = kept(object);
            return kept.isEmpty()
                    ? "JSON without code or message, but with the fields " + names(object)
                    : Json.write(kept);
        }
        return json instanceof Collection<?> list ? Json.write(kept(list)) : String.valueOf(json);
    }

    private static Map<String, Object> kept(Map<?, ?> object) {
        Map<String, Object> kept = new LinkedHashMap<>();
        object.forEach((name, value) -> {
            Object part = value instanceof Map<?, ?> inner
                    ? kept(inner)
                    : value instanceof Collection<?> list ? kept(list) : value;
            if (KEPT.contains(String.valueOf(name))
                    && part != null
                    && !part.equals(Map.of())
                    && !part.equals(List.of())) {
                kept.put(String.valueOf(name), part);
            }
        });
        return kept;
    }

    private static List<Object> kept(Collection<?> list) {
        return list.stream()
                .<Object>map(value -> value instanceof Map<?, ?> inner ? kept(inner) : String.valueOf(value))
                .filter(value -> !value.equals(Map.of()))
                .toList();
    }

    private static String names(Map<?, ?> object) {
        return object.keySet().stream()
                .limit(MAX_NAMES_TOLD)
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
    }

    private void collect(@Nullable Object sent, String field, Set<String> values) {
        if (sent instanceof Map<?, ?> map) {
            map.forEach((name, value) -> collect(value, String.valueOf(name), values));
        } else if (sent instanceof Collection<?> list) {
            list.forEach(value -> collect(value, field, values));
        } else if (!isOpen(field) && (sent instanceof String || isLong(sent))) {
            add(String.valueOf(sent), field.toLowerCase(Locale.ROOT), values);
        }
    }

    /** A number that may be a phone's; short ones are counts and limits. */
    private static boolean isLong(@Nullable Object sent) {
        return sent instanceof Number && sent.toString().length() >= MIN_PHONE;
    }

    private boolean isOpen(String field) {
        return openFields.contains(field) || field.matches("ids?|.*(Ids?|[_-]ids?)");
    }

    private static void add(String value, String field, Set<String> values) {
        String text = value.strip();
        if (text.length() >= MIN_VALUE) {
            values.add(text);
            values.add(URLEncoder.encode(text, StandardCharsets.UTF_8));
            values.add(Redactor.inJson(Json.write(text)));
            values.add(Redactor.inJson(Json.writeAscii(text)));
        }
        if (NAMES.contains(field)) {
            // "Jo Smith" was sent, "Smith is too long" comes back.
            for (String word : text.split("\\s+", -1)) {
                if (word.length() >= MIN_NAME) {
                    values.add(word);
                }
            }
        }
    }
}
