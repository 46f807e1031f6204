package io.outboundroutes.sandbox;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A webhook that was taken.
 *
 * @param receivedAt by the stand-in's clock
 * @param path the path it was sent to
 * @param query the raw query; null without one
 * @param headers by lower-case name
 * @param body as text, byte for byte what was signed
 */
public record ReceivedWebhook(
        Instant receivedAt, String path, @Nullable String query, Map<String, List<String>> headers, String body) {

    /** The first value of a header; null when it was not sent. */
    public @Nullable String header(String name) {
        List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
        return values == null ? null : values.get(0);
    }
}
