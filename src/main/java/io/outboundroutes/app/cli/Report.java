package io.outboundroutes.app.cli;

import io.outboundroutes.platform.json.Json;
import io.outboundroutes.platform.run.RunStatus;
import io.outboundroutes.platform.run.WebhookState;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A run's report as it is stored, read for people and for exit codes. Immutable. */
final class Report {

    private final Map<String, Object> fields;

    private Report(Map<String, Object> fields) {
        this.fields = fields;
    }

    /** Reads a stored report. */
    static Report of(String json) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (Json.parse(json.getBytes(StandardCharsets.UTF_8)) instanceof Map<?, ?> object) {
            object.forEach((name, value) -> fields.put(String.valueOf(name), value));
        }
        return new Report(fields);
    }

    /** The same with what has become of its webhooks since. */
    Report withWebhook(WebhookState state) {
        return with("webhook", state.label());
    }

    /** The same with another field. */
    Report with(String field, Object value) {
        Map<String, Object> copy = new LinkedHashMap<>(fields);
        copy.put(field, value);
        return new Report(copy);
    }

    RunStatus status() {
        return RunStatus.valueOf(text("status"));
    }

    boolean hasError(String code) {
        return objects("errors").stream().anyMatch(error -> code.equals(error.get("code")));
    }

    /** A field as text; empty when absent. */
    String text(String field) {
        Object value = fields.get(field);
        return value == null ? "" : value.toString();
    }

    /** A field that is an object; empty when absent. */
    Map<?, ?> object(String field) {
        return fields.get(field) instanceof Map<?, ?> object ? object : Map.of();
    }

    /** A field that is a list of objects; empty when absent. */
    List<Map<?, ?>> objects(String field) {
        return fields.get(field) instanceof List<?> list
                ? list.stream()
                        .filter(Map.class::isInstance)
                        .<Map<?, ?>>map(entry -> (Map<?, ?>) entry)
                        .toList()
                : List.of();
    }

    /** As one line of JSON. */
    String json() {
        return Json.write(fields);
    }

    /** A value for people; a dash when there is none. */
    static String shown(@Nullable Object value) {
        return value == null || value.toString().isEmpty() ? "-" : value.toString();
    }
}
