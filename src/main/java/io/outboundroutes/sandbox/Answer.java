package io.outboundroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer and how it is delivered.
 *
 * @param status the HTTP status; 0 when the caller gets none
 * @param headers its headers, by name
 * @param body its body; empty for none
 * @param delivery how it leaves
 */
record Answer(int status, Map<String, String> headers, String body, Delivery delivery) {

    static Answer json(int status, JsonNode body) {
        return text(status, "application/json", Json.write(body));
    }

    static Answer text(int status, String contentType, String body) {
        return new Answer(status, Map.of("Content-Type", contentType), body, new Delivery.Whole());
    }

    static Answer empty(int status) {
        return new Answer(status, Map.of(), "", new Delivery.Whole());
    }

    /** No answer at all. */
    static Answer none(Delivery delivery) {
        return new Answer(0, Map.of(), "", delivery);
    }

    Answer with(Delivery other) {
        return new Answer(status, headers, body, other);
    }

    Answer withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, more, body, delivery);
    }

    Answer withBody(String other) {
        return new Answer(status, headers, other, delivery);
    }
}
