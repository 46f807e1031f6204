package io.outboundroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads a body's fields and refuses what the contract does not have. */
final class BodyCheck {

    private static final Pattern UTC = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d{1,9})?Z");

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

    /** A text that the pattern takes as a whole. */
    String text(String name, Pattern pattern, String expected) {
        String value = text(name);
        if (!pattern.matcher(value).matches()) {
            throw refused("invalid." + name, "'" + name + "' must be " + expected);
        }
        return value;
    }

    /** A point in time in UTC, as {@code 2026-01-31T09:00:00Z}, with or without fractions of a second. */
    Instant instant(String name) {
        try {
            return Instant.parse(text(name, UTC, "a time in UTC such as 2026-01-31T09:00:00Z"));
        } catch (DateTimeParseException e) {
            throw new Refused(Errors.answer(400, "invalid." + name, "'" + name + "' is no time that exists"), e);
        }
    }

    /** Checks a field that may be left out: a text, also an empty one. */
    void optionalText(String name) {
        if (body.has(name) && !body.path(name).isTextual()) {
            throw refused("invalid." + name, "'" + name + "' must be a text when it is given");
        }
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

    /** The whole body. */
    ObjectNode whole() {
        return body;
    }

    static Refused refused(String code, String message) {
        return new Refused(Errors.answer(400, code, message));
    }
}
