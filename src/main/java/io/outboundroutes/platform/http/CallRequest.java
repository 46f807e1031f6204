package io.outboundroutes.platform.http;

import io.outboundroutes.platform.json.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A request of an operation, filled in and encoded once, so that every attempt sends the same bytes.
 *
 * @param path below the base URL, encoded
 * @param query the encoded query string, empty when there is none
 * @param body the body, empty when there is none
 * @param contentType the body's type
 */
public record CallRequest(String path, String query, byte[] body, String contentType) {

    /** The type of all bodies but those of some token requests. */
    public static final String JSON = "application/json";

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z][A-Za-z0-9]*)}");

    /**
     * Fills an operation with a request's fields: those that the path names go there, those of {@link Operation#query()}
     * into the query string unless they are null, the rest is the body.
     *
     * @throws IllegalArgumentException when the path names a field that is missing or cannot stand in a path, when a
     *     query parameter is not a plain value, or when a field of a GET has no place
     */
    public static CallRequest of(Operation operation, Map<String, ?> fields) {
        Map<String, Object> rest = new LinkedHashMap<>(fields);
        String path = PLACEHOLDER.matcher(operation.path()).replaceAll(match -> {
            String segment = segment(rest.remove(match.group(1)));
            if (segment == null) {
                throw new IllegalArgumentException("Operation " + operation.id() + ": the path needs the field '"
                        + match.group(1) + "' with a plain value; the request has the fields " + fields.keySet());
            }
            return Matcher.quoteReplacement(encode(segment));
        });
        String query = operation.query().stream()
                .filter(rest::containsKey)
                .sorted()
                .map(name -> parameter(operation, name, rest.remove(name)))
                .filter(parameter -> !parameter.isEmpty())
                .collect(Collectors.joining("&"));
        if (!rest.isEmpty() && operation.method().equals("GET")) {
            throw new IllegalArgumentException("Operation " + operation.id() + ": the fields " + rest.keySet()
                    + " have no place in a GET; name them in the parameter query or in the path");
        }
        byte[] body = rest.isEmpty() ? new byte[0] : Json.write(rest).getBytes(StandardCharsets.UTF_8);
        return new CallRequest(path, query, body, JSON);
    }

    /** Dots alone would not name an object but climb out of the path, encoded or not. */
    private static @Nullable String segment(@Nullable Object value) {
        String text = value instanceof String || value instanceof Number ? value.toString() : "";
        return text.isEmpty() || text.equals(".") || text.equals("..") ? null : text;
    }

    private static String parameter(Operation operation, String name, @Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (!(value instanceof String || value instanceof Number || value instanceof Boolean)) {
            throw new IllegalArgumentException("Operation " + operation.id() + ": the query parameter '" + name
                    + "' is an array or object; expected a plain value");
        }
        return encode(name) + "=" + encode(value.toString());
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
