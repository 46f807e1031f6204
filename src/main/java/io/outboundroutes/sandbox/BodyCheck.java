package io.outboundroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** Reads a body's fields and refuses what the contract does not have. */
final class BodyCheck {

    private final ObjectNode body;

    private BodyCheck(ObjectNode body) {
        this.body = body;
    }

    static BodyCheck of(Call call, Set<String> fields) {
        if (!call.contentType().equals("application/json")) {
            throw new Refused(
                    Errors.answer(415, "unsupported.media.type", "The content type must be application/json"));
        }
        return of(Json.readObject(call.body()), fields, "the body");
    }

    static BodyCheck of(ObjectNode body, Set<String> fields, String place) {
        for (String name : (Iterable<String>) body::fieldNames) {
            if (!fields.contains(name)) {
                throw refused("unexpected.field", "'" + name + "' is no field of " + place);
            }
        }
        return new BodyCheck(body);
    }

    String text(String name) {
        JsonNode value = body.path(name);
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw refused("missing." + name, "'" + name + "' is required, a text that is not blank");
        }
        return value.textValue();
    }

    /** A text that must be one of these. */
    String text(String name, Set<String> allowed) {
        String value = text(name);
        if (!allowed.contains(value)) {
            throw refused("invalid." + name, "'" + name + "' must be one of " + allowed);
        }
        return value;
    }

    int number(String name, int least, int most) {
        JsonNode value = body.path(name);
        if (!value.isInt() || value.intValue() < least || value.intValue() > most) {
            throw refused("invalid." + name, "'" + name + "' must be a whole number in " + least + "…" + most);
        }
        return value.intValue();
    }

    ObjectNode object(String name) {
        if (body.path(name) instanceof ObjectNode object) {
            return object;
        }
        throw refused("missing." + name, "'" + name + "' is required, an object");
    }

    static Refused refused(String code, String message) {
        return new Refused(Errors.answer(400, code, message));
    }
}
