package io.outboundroutes.workflow.contacts;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes fields out of one row and gathers what is wrong with them. Used by one thread. */
final class RowFields {

    private static final Pattern FIELD = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,60}");
    private static final int MOST_NAMED = 10;

    private final String prefix;
    private final Map<String, @Nullable Object> row = new LinkedHashMap<>();
    private final Set<String> used = new HashSet<>();
    private final Set<String> refused = new HashSet<>();
    private final Set<String> violations = new LinkedHashSet<>();
    private int unknownBelow;

    RowFields(Map<?, ?> row) {
        this("", row);
    }

    private RowFields(String prefix, Map<?, ?> row) {
        this.prefix = prefix;
        row.forEach((name, value) -> this.row.put(String.valueOf(name), value));
    }

    /** The violations so far, each once. */
    List<String> violations() {
        return new ArrayList<>(violations);
    }

    /** How many fields nobody asked for. */
    int unknown() {
        return unknownBelow
                + (int) row.keySet().stream()
                        .filter(name -> !used.contains(name))
                        .count();
    }

    /** Those of them that can be names, at most ten; anything else may be a person's data in the wrong place. */
    List<String> unknownNames() {
        return row.keySet().stream()
                .filter(name -> !used.contains(name) && FIELD.matcher(name).matches())
                .limit(MOST_NAMED)
                .toList();
    }

    /** Notes what is wrong with the row as such. */
    void remark(String problem) {
        violations.add(problem);
    }

    void violation(String field, String problem) {
        refused.add(field);
        violations.add(prefix + field + " " + problem);
    }

    void missing(String field) {
        if (!refused.contains(field)) {
            violation(field, "is missing");
        }
    }

    /** Whether a violation of this very field is known. */
    boolean refused(String field) {
        return refused.contains(field);
    }

    /** Takes over what an inner object's fields broke. */
    void adopt(RowFields inner) {
        violations.addAll(inner.violations);
        inner.refused.forEach(field -> refused.add(inner.prefix + field));
        unknownBelow += inner.unknown();
    }

    /** A field's value as it stands, under the first of its names; a second one must not say anything else. */
    @Nullable Object raw(String... names) {
        Object found = null;
        for (String name : names) {
            used.add(name);
            Object value = row.get(name);
            if (isNone(value)) {
                continue;
            }
            if (found != null && !Objects.equals(String.valueOf(found), String.valueOf(value))) {
                violation(names[0], "is given twice, with two values");
            }
            found = found == null ? value : found;
        }
        return found;
    }

    /** A field's text in its one spelling, on one line; a whole number counts as text. Null when there is none. */
    @Nullable String text(String... names) {
        String text = scalar(names[0], raw(names));
        if (text != null && Text.hasControl(text)) {
            violation(names[0], "holds a line break or another control character");
            return null;
        }
        return text;
    }

    /** As {@link #text}, but a message may have more lines than one. */
    @Nullable String message(String... names) {
        return scalar(names[0], raw(names));
    }

    /** A value as text in its one spelling; what is no text is a violation of the field. */
    @Nullable String scalar(String name, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        boolean number = value instanceof Integer || value instanceof Long || value instanceof BigInteger;
        if (!number && !(value instanceof String)) {
            violation(name, "is not text");
            return null;
        }
        String text = value.toString();
        if (!Text.isWellFormed(text)) {
            violation(name, "is malformed text (a lone surrogate)");
            return null;
        }
        return Text.normal(text);
    }

    /** One value from two places; null when neither has one. */
    @Nullable String oneOf(String field, @Nullable String one, @Nullable String other) {
        if (one != null && other != null && !one.equals(other)) {
            violation(field, "is given twice, with two values");
        }
        return one == null ? other : one;
    }

    /** The fields of an object; none when it is missing, or is no object, which is a violation. */
    RowFields object(String name) {
        Object value = raw(name);
        if (value != null && !(value instanceof Map)) {
            violation(name, "is not an object");
        }
        return new RowFields(prefix + name + ".", value instanceof Map<?, ?> map ? map : Map.of());
    }

    /** All names, sorted. */
    Set<String> names() {
        return new TreeSet<>(row.keySet());
    }

    /** The names that begin so, sorted. */
    Set<String> namesWith(String beginning) {
        Set<String> names = new TreeSet<>(row.keySet());
        names.removeIf(name -> !name.startsWith(beginning));
        return names;
    }

    private static boolean isNone(@Nullable Object value) {
        return value == null
                || (value instanceof String text && Text.normal(text).isEmpty());
    }
}
