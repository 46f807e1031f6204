package io.outboundroutes.console.api;

import io.outboundroutes.platform.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;

/**
 * Why a request is not done, as RFC 9457 tells it.
 *
 * @param status of the answer
 * @param code stable, for programs
 * @param detail for people; nothing of the request is repeated in it
 */
record Problem(int status, String code, String detail) {

    static final String TYPE = "application/problem+json";

    static final Problem NOT_FOUND = new Problem(HttpStatus.NOT_FOUND_404, "not-found", "There is no such thing.");
    static final Problem NOT_ALLOWED =
            new Problem(HttpStatus.METHOD_NOT_ALLOWED_405, "method-not-allowed", "This is not done with this method.");
    static final Problem TOO_LARGE = new Problem(
            HttpStatus.PAYLOAD_TOO_LARGE_413,
            "body-too-large",
            "The body is larger than api.max-body allows; hand the rows in as several inputs.");
    static final Problem BAD_REQUEST =
            new Problem(HttpStatus.BAD_REQUEST_400, "bad-request", "The request cannot be understood.");
    static final Problem INTERNAL = new Problem(
            HttpStatus.INTERNAL_SERVER_ERROR_500, "internal-error", "It failed for a reason that the log tells.");

    /** What a status alone says. */
    static Problem of(int status) {
        return switch (status) {
            case HttpStatus.NOT_FOUND_404 -> NOT_FOUND;
            case HttpStatus.METHOD_NOT_ALLOWED_405 -> NOT_ALLOWED;
            case HttpStatus.PAYLOAD_TOO_LARGE_413 -> TOO_LARGE;
            case HttpStatus.SERVICE_UNAVAILABLE_503 ->
                new Problem(status, "unavailable", "It cannot be done just now; try again in a moment.");
            default -> status / 100 == 4 ? new Problem(status, "bad-request", BAD_REQUEST.detail()) : INTERNAL;
        };
    }

    /** As JSON. */
    String json() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("type", "about:blank");
        fields.put("title", HttpStatus.getMessage(status));
        fields.put("status", status);
        fields.put("code", code);
        fields.put("detail", detail);
        return Json.write(fields);
    }
}
