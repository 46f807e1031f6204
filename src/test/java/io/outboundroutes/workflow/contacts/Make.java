package io.outboundroutes.workflow.contacts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Values for the tests of contacts. */
final class Make {

    private Make() {}

    /** The guide's own complete example, as its wire form writes it. */
    static Map<String, Object> guideRow() {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("externalContactId", "EXT-9928374");
        row.put("name", "Acme Corp Support");
        row.put("channels", object("voice", "+15551234567", "sms", "+15551234567", "email", "support@acme.com"));
        row.put("initialMessage", "Testing automated contact interaction workflow");
        row.put("interactionDurationSeconds", 600);
        row.put("metadata", object("campaign", "outbound_q3", "region", "us-east"));
        return row;
    }

    /** The guide's row with one field changed; null takes it away. */
    static Map<String, Object> rowWith(String field, Object value) {
        Map<String, Object> row = guideRow();
        row.put(field, value);
        return row;
    }

    static Map<String, Object> object(Object... namesAndValues) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }

    static ReadRow read(Map<?, ?> row) {
        return new RowReader(RowReader.ID).read(row);
    }

    static ContactRequest request(Map<?, ?> row) {
        ReadRow read = read(row);
        return Objects.requireNonNull(read.request(), () -> read.violations().toString());
    }

    static ContactRequest guide() {
        return request(guideRow());
    }

    /** A record that allows everything, with fields changed. */
    static ContactRecord record(Object... namesAndValues) {
        Map<String, Object> answer = object(
                "id",
                "g-1",
                "state",
                "active",
                "validationStatus",
                "passed",
                "channelAvailability",
                object("voice", "available", "sms", "available", "email", "available", "chat", "available"));
        answer.putAll(object(namesAndValues));
        return ContactRecord.of(answer);
    }

    static List<String> violations(Map<?, ?> row) {
        return read(row).violations();
    }
}
