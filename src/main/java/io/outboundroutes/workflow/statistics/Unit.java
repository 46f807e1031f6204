package io.outboundroutes.workflow.statistics;

/** In which unit a metric arrives, and what becomes of it. */
public enum Unit {
    /** Milliseconds; become seconds with 2 decimals. */
    MS(true, 2, 3),
    /** Seconds; stay. */
    S(true, 2, 0),
    /** 0 to 100; becomes a fraction with 4 decimals. */
    PERCENT(true, 4, 2),
    /** A number is a fraction and stays; a text ending in {@code %} becomes one with 4 decimals. */
    FRACTION(true, 4, 0),
    /** Calls, contacts; stay. */
    COUNT(true, 0, 0),
    /** Nothing is known about it; stays, a text ending in {@code %} becomes a fraction. */
    UNLISTED(false, 4, 0);

    private final boolean numeric;
    private final int decimals;
    private final int shift;

    Unit(boolean numeric, int decimals, int shift) {
        this.numeric = numeric;
        this.decimals = decimals;
        this.shift = shift;
    }

    /**
     * Reads {@code fraction}, {@code percent}, {@code ms} or {@code s}.
     *
     * @throws IllegalArgumentException for any other text
     */
    public static Unit parse(String text) {
        return switch (text.strip()) {
            case "fraction" -> FRACTION;
            case "percent" -> PERCENT;
            case "ms" -> MS;
            case "s" -> S;
            default ->
                throw new IllegalArgumentException(
                        "statistics.units: '" + text + "' is no unit; expected fraction, percent, ms or s");
        };
    }

    /** Whether a value must be a number. */
    boolean numeric() {
        return numeric;
    }

    /** Decimals that are kept when a value is computed. */
    int decimals() {
        return decimals;
    }

    /** By how many decimal places a number moves to the right of the point: thousandths are 3. */
    int shift() {
        return shift;
    }

    /** Whether the value is a part of a whole. */
    boolean isRate() {
        return this == PERCENT || this == FRACTION;
    }

    /** Whether the value is a time. */
    boolean isTime() {
        return this == MS || this == S;
    }
}
