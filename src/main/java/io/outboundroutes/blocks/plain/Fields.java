package io.outboundroutes.blocks.plain;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bean {@code fields}: makes requests and items field by field, so that YAML writes no JSON.
 *
 * <pre>
 * - setBody: { method: { ref: fields, method: "of('query', 'status:ready')" } }
 * - bean:    { ref: fields, method: "with(${body}, 'definition.query', 'id:1')" }
 * - bean:    { ref: fields, method: "pick(${body}, 'id, score')" }
 * </pre>
 *
 * <p>A dot in a name leads into an object. Nothing given is changed: each step answers a new map. Stateless.
 */
public final class Fields {

    /** A map of one field. */
    public Map<String, Object> of(String name, @Nullable Object value) {
        return with(null, name, value);
    }

    /**
     * The same fields and one more, or another value for one of them.
     *
     * @param fields null for none yet
     */
    public Map<String, Object> with(@Nullable Map<?, ?> fields, String name, @Nullable Object value) {
        Map<String, Object> copy = new LinkedHashMap<>();
        if (fields != null) {
            fields.forEach((key, there) -> copy.put(String.valueOf(key), there));
        }
        int dot = name.indexOf('.');
        if (dot < 0) {
            copy.put(name, value);
        } else {
            String object = name.substring(0, dot);
            Map<?, ?> inner = copy.get(object) instanceof Map<?, ?> map ? map : null;
            copy.put(object, with(inner, name.substring(dot + 1), value));
        }
        return copy;
    }

    /** As {@link #with}, for a whole number: what stands in a method's text is a text else. */
    public Map<String, Object> withNumber(@Nullable Map<?, ?> fields, String name, long value) {
        return with(fields, name, value);
    }

    /**
     * Only these fields; one that is not there is left out.
     *
     * @param names by comma
     */
    public Map<String, Object> pick(Map<?, ?> fields, String names) {
        Map<String, Object> picked = new LinkedHashMap<>();
        for (String part : names.split(",", -1)) {
            String name = part.strip();
            if (fields.containsKey(name)) {
                picked.put(name, fields.get(name));
            }
        }
        return picked;
    }
}
