package io.outboundroutes.platform.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor operation answers its caller.
 *
 * @param status the HTTP status: a 2xx or one of the operation's data statuses
 * @param body the parsed JSON; an empty map when there was none
 * @param latencyMs how long the answered attempt took, in milliseconds
 * @param afterAmbiguity whether an earlier attempt of the same write may have had its effect already
 */
public record VendorAnswer(int status, Object body, long latencyMs, boolean afterAmbiguity) {

    /** Stands for the answer to a write that arrived, as a person found; it tells nothing but that. */
    static final VendorAnswer ASSUMED = new VendorAnswer(200, Map.of(), 0, true);

    /** A field of the body; null when absent or when the body is no object. */
    public @Nullable Object field(String name) {
        return body instanceof Map<?, ?> object ? object.get(name) : null;
    }
}
