package io.outboundroutes.workflow.schedules;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a request.
 *
 * @param field the field's name as the guide's wire format writes it, e.g. {@code deliveryWindow.startTime}
 * @param got what was given, a text, a number or a truth value, cut when it is long; null when nothing was
 * @param expected what would be right
 */
public record Violation(String field, @Nullable Object got, String expected) {

    /** Of a field that is not there, or of more than one. */
    public Violation(String field, String expected) {
        this(field, null, expected);
    }

    /**
     * As a report shows it.
     *
     * @param row its request's place in the input, from 1; null when that is not known
     */
    public Map<String, Object> asFields(@Nullable Object row) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (row != null) {
            fields.put("row", row);
        }
        fields.put("field", field);
        if (got != null) {
            fields.put("got", got);
        }
        fields.put("expected", expected);
        return fields;
    }
}
