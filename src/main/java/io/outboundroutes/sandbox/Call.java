package io.outboundroutes.sandbox;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as it arrived.
 *
 * @param method {@code POST}, …
 * @param path the decoded path
 * @param query the raw query; null without one
 * @param headers by lower-case name
 * @param body as text
 */
record Call(String method, String path, @Nullable String query, Map<String, List<String>> headers, String body) {

    /** The first value of a header; null when it was not sent. */
    @Nullable String header(String name) {
        List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
        return values == null ? null : values.get(0);
    }

    /** The content type without its parameters, in lower case; empty when none was sent. */
    String contentType() {
        String type = header("content-type");
        return type == null ? "" : type.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
    }

    Call withBody(String other) {
        return new Call(method, path, query, headers, other);
    }

    Call withQuery(String other) {
        return new Call(method, path, other, headers, body);
    }
}
