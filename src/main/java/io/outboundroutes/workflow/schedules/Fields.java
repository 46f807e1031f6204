package io.outboundroutes.workflow.schedules;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The fields of a JSON object by their camelCase names; snake_case is understood too. Collects what is wrong. */
final class Fields {

    private static final Pattern CAPITAL = Pattern.compile("([A-Z])");
    private static final Pattern DIGITS = Pattern.compile("[+-]?[0-9]{1,18}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,60}");
    private static final int MOST_NAMED = 10;
    private static final int LONGEST_SHOWN = 60;
    private static final int LONGEST_ID = 255;

    private final Map<?, ?> values;
    private final String prefix;
    private final List<Violation> violations;

    /**
     * @param prefix what stands before the fields' names in violations, with its dot; empty for none
     * @param violations where violations are added
     */
    Fields(Map<?, ?> values, String prefix, List<Violation> violations) {
        this.values = values;
        this.prefix = prefix;
        this.violations = violations;
    }

    /** Whether the field is there under either name, with a value. */
    boolean has(String name) {
        return values.get(name) != null || values.get(snake(name)) != null;
    }

    /** The field's value under either name; null when it is absent, null, or two different ones are given. */
    @Nullable Object get(String name) {
        Object camel = values.get(name);
        Object snake = values.get(snake(name));
        if (camel != null && snake != null && !snake(name).equals(name) && !Objects.equals(camel, snake)) {
            refuse(name, "one value; " + name + " and " + snake(name) + " differ");
            return null;
        }
        return camel != null ? camel : snake;
    }

    /** The names that are none of these in either spelling, as far as they can be names; at most ten. */
    List<String> unknown(List<String> known) {
        return values.keySet().stream()
                .map(String::valueOf)
                .filter(name -> NAME.matcher(name).matches())
                .filter(name -> known.stream()
                        .noneMatch(one -> one.equals(name) || snake(one).equals(name)))
                .limit(MOST_NAMED)
                .toList();
    }

    /** Notes a violation of a field. */
    void refuse(String name, String expected) {
        Object value = values.get(name) == null ? values.get(snake(name)) : values.get(name);
        violations.add(new Violation(prefix + name, shown(value), expected));
    }

    /** What a violation repeats of a value: schedules hold no personal data, but may hold anything by mistake. */
    private static @Nullable Object shown(@Nullable Object value) {
        if (value == null || value instanceof Boolean || value instanceof Integer || value instanceof Long) {
            return value;
        }
        if (value instanceof Map) {
            return "an object";
        }
        if (value instanceof Iterable) {
            return "a list";
        }
        String text = value.toString();
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN - 1) + "…";
    }

    /** Notes a violation unless the value was found; a field that is not there is required. */
    <T> @Nullable T demand(String name, @Nullable T value, String expected) {
        boolean told = violations.stream().anyMatch(known -> known.field().equals(prefix + name));
        if (value == null && !told) {
            refuse(name, has(name) ? expected : "required: " + expected);
        }
        return value;
    }

    /** An id that can stand in a path. */
    @Nullable String id(String name) {
        Object value = get(name);
        return demand(
                name,
                value instanceof String text && isId(text) ? text : null,
                "an id of 1 to " + LONGEST_ID + " characters without / ? # or control characters");
    }

    /** A whole number in a range. */
    @Nullable Integer integer(String name, int from, int to) {
        return demand(name, whole(get(name), from, to), "a whole number from " + from + " to " + to);
    }

    private static boolean isId(String text) {
        // A path would lose . and .. on its way.
        boolean plain = !text.isBlank() && text.length() <= LONGEST_ID && !text.equals(".") && !text.equals("..");
        return plain && text.codePoints().noneMatch(Fields::breaksPath);
    }

    private static boolean breaksPath(int character) {
        boolean surrogate = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
        boolean line = character == 0x2028 || character == 0x2029;
        return "/?#".indexOf(character) >= 0 || Character.isISOControl(character) || line || surrogate;
    }

    private static @Nullable Integer whole(@Nullable Object value, int from, int to) {
        BigDecimal number = number(value);
        // The comparison comes first: 1E+1000000000 as an integer would fill the memory.
        if (number == null
                || number.compareTo(BigDecimal.valueOf(from)) < 0
                || number.compareTo(BigDecimal.valueOf(to)) > 0) {
            return null;
        }
        int whole = number.intValue();
        return number.compareTo(BigDecimal.valueOf(whole)) == 0 ? (Integer) whole : null;
    }

    /** A JSON number, or the digits of a whole one as CSV and forms bring them. */
    private static @Nullable BigDecimal number(@Nullable Object value) {
        if (value instanceof String text && DIGITS.matcher(text.strip()).matches()) {
            return new BigDecimal(text.strip());
        }
        try {
            return value instanceof Number ? new BigDecimal(value.toString()) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static String snake(String name) {
        return CAPITAL.matcher(name).replaceAll("_$1").toLowerCase(Locale.ROOT);
    }
}
