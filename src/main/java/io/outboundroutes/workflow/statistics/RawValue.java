package io.outboundroutes.workflow.statistics;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One value as the vendor wrote it, understood.
 *
 * @param kind what it is
 * @param number the number of a {@link Kind#NUMBER} as written, and of a {@link Kind#PERCENT} before its {@code %}
 * @param written the value itself; null when there is none, or none that may be passed on
 */
record RawValue(Kind kind, BigDecimal number, @Nullable Object written) {

    /** What a value can be. */
    enum Kind {
        /** The field is not there. */
        ABSENT,
        /** The field is null. */
        NULL,
        /** A number. */
        NUMBER,
        /** A text ending in {@code %}. */
        PERCENT,
        /** A text or boolean of a metric that nothing is known about. */
        OTHER,
        /** Something else than the metric must be. */
        UNREADABLE
    }

    static final RawValue ABSENT = new RawValue(Kind.ABSENT, BigDecimal.ZERO, null);

    private static final RawValue NULL = new RawValue(Kind.NULL, BigDecimal.ZERO, null);
    private static final RawValue UNREADABLE = new RawValue(Kind.UNREADABLE, BigDecimal.ZERO, null);
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,50}(\\.\\d{1,50})?");
    private static final int LONGEST_TEXT = 200;
    /** No figure of a call centre has more digits before or behind the point. */
    private static final int MOST_DIGITS = 60;

    /** Understands a value. Numbers written as text are taken for metrics that must be numbers. */
    static RawValue of(@Nullable Object value, Unit unit) {
        if (value == null) {
            return NULL;
        }
        if (value instanceof Number number) {
            BigDecimal exact = exact(number);
            return exact == null ? UNREADABLE : new RawValue(Kind.NUMBER, exact, value);
        }
        if (value instanceof String text) {
            return ofText(text, unit);
        }
        return value instanceof Boolean && !unit.numeric()
                ? new RawValue(Kind.OTHER, BigDecimal.ZERO, value)
                : UNREADABLE;
    }

    private static RawValue ofText(String text, Unit unit) {
        String stripped = text.strip();
        if (stripped.endsWith("%") && (unit.isRate() || unit == Unit.UNLISTED)) {
            String digits = stripped.substring(0, stripped.length() - 1).strip();
            return NUMBER.matcher(digits).matches()
                    ? new RawValue(Kind.PERCENT, new BigDecimal(digits), null)
                    : UNREADABLE;
        }
        if (unit.numeric()) {
            if (!NUMBER.matcher(stripped).matches()) {
                return UNREADABLE;
            }
            BigDecimal number = new BigDecimal(stripped);
            return new RawValue(Kind.NUMBER, number, number);
        }
        boolean plain = text.length() <= LONGEST_TEXT && text.chars().noneMatch(Character::isISOControl);
        return plain ? new RawValue(Kind.OTHER, BigDecimal.ZERO, text) : UNREADABLE;
    }

    private static @Nullable BigDecimal exact(Number number) {
        if (number instanceof Double || number instanceof Float) {
            return Double.isFinite(number.doubleValue()) ? new BigDecimal(number.toString()) : null;
        }
        BigDecimal exact =
                number instanceof BigInteger whole ? new BigDecimal(whole) : new BigDecimal(number.toString());
        // Beyond these bounds plain notation alone would fill pages.
        boolean bounded = exact.scale() <= MOST_DIGITS && (long) exact.precision() - exact.scale() <= MOST_DIGITS;
        return bounded ? exact : null;
    }

    boolean isNumber() {
        return kind == Kind.NUMBER || kind == Kind.PERCENT;
    }

    /** Whether there is a field with something in it. */
    boolean isThere() {
        return kind != Kind.ABSENT && kind != Kind.NULL;
    }

    /** By how many places its point moves to reach the unit that is told: a percentage by 2, milliseconds by 3. */
    int shift(Unit unit) {
        return kind == Kind.PERCENT ? Unit.PERCENT.shift() : unit.shift();
    }

    /** The number in the unit that is told, not rounded. */
    BigDecimal inUnit(Unit unit) {
        return number.movePointLeft(shift(unit));
    }
}
