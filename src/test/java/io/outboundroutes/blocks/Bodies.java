package io.outboundroutes.blocks;

import java.util.LinkedHashMap;
import java.util.Map;

/** Requests of the guide's operations, in canonical fields. */
final class Bodies {

    private Bodies() {}

    /** A query for contacts, 25 a page. */
    static Map<String, Object> query() {
        return query(25);
    }

    static Map<String, Object> query(int size) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("query", "status:ready");
        fields.put("size", size);
        fields.put("sortBy", "updatedTimestamp");
        fields.put("sortOrder", "desc");
        return fields;
    }

    /** A segment of this name. */
    static Map<String, Object> segment(String name) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", name);
        fields.put("type", "dynamic");
        fields.put("definition", Map.of("query", "status:ready"));
        fields.put("refreshInterval", "PT4H");
        fields.put("status", "active");
        return fields;
    }
}
