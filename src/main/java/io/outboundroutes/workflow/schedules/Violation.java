package io.outboundroutes.workflow.schedules;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thing that is wrong with a request.
 *
 * @param field the field's name as the guide's wire format writes it, e.g. {@code deliveryWindow.startTime}
 * @param expected what would be right. The value that was given is not repeated
 */
public record Violation(String field, String expected) {

    /** As a report shows it. */
    public Map<String, Object> asFields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("field", field);
        fields.put("expected", expected);
        return fields;
    }
}
