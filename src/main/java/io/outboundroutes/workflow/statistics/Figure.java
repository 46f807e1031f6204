package io.outboundroutes.workflow.statistics;

import org.jspecify.annotations.Nullable;

/**
 * One metric as it is told.
 *
 * @param value a number, a text or a boolean; null when there is none
 * @param trouble why there is none, or {@link Trouble#NONE}: no calls have no average
 */
record Figure(@Nullable Object value, Trouble trouble) {

    /** What can be wrong with a metric by itself. */
    enum Trouble {
        /** Nothing. */
        NONE,
        /** The answer does not have it. */
        MISSING,
        /** It is not what the metric must be. */
        UNREADABLE,
        /** The pieces of a split window cannot be made one: a weight is missing, or nothing is known about the metric. */
        UNMERGED
    }

    /** No value, and none was to be expected. */
    static final Figure NOTHING = new Figure(null, Trouble.NONE);

    static Figure of(@Nullable Object value) {
        return new Figure(value, Trouble.NONE);
    }

    static Figure without(Trouble trouble) {
        return new Figure(null, trouble);
    }

    /** A single value in the unit that is told; rounded only when it had to be converted. */
    static Figure of(RawValue raw, Unit unit) {
        return switch (raw.kind()) {
            case ABSENT, NULL -> without(Trouble.MISSING);
            case UNREADABLE -> without(Trouble.UNREADABLE);
            case OTHER -> of(raw.written());
            case NUMBER, PERCENT ->
                raw.shift(unit) == 0 ? of(raw.written()) : of(Numbers.rounded(raw.inUnit(unit), decimals(raw, unit)));
        };
    }

    /** A percentage becomes a fraction, whatever its metric is. */
    static int decimals(RawValue raw, Unit unit) {
        return raw.kind() == RawValue.Kind.PERCENT ? Unit.PERCENT.decimals() : unit.decimals();
    }
}
