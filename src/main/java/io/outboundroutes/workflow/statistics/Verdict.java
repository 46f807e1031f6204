package io.outboundroutes.workflow.statistics;

import io.outboundroutes.workflow.statistics.Figure.Trouble;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What the checks found. The texts of the first two flags are the guide's, verbatim.
 *
 * @param flags what is wrong, for people; empty when nothing is
 * @param made how many checks were made
 */
record Verdict(List<String> flags, int made) {

    /** Average call durations above this, in seconds, are outliers: the guide's threshold. */
    private static final BigDecimal LONGEST_AVERAGE = BigDecimal.valueOf(600);

    private static final int RATE_DECIMALS = 4;

    Verdict {
        flags = List.copyOf(flags);
    }

    /** Whether all checks were passed. */
    boolean isValid() {
        return flags.isEmpty();
    }

    /** Checks passed by checks made, with 4 decimals. */
    BigDecimal accuracyRate() {
        return Numbers.quotient(
                BigDecimal.valueOf((long) made - flags.size()), BigDecimal.valueOf(made), RATE_DECIMALS);
    }

    /**
     * Checks figures.
     *
     * @param figures what is told
     * @param query what was asked
     * @param table the units
     * @param history what earlier windows of the same length showed, by metric, newest first
     */
    static Verdict of(
            Figures figures, StatisticsQuery query, MetricTable table, Map<String, List<BigDecimal>> history) {
        Checks checks = new Checks();
        BigDecimal attempted = Numbers.of(figures.metrics().get(MetricTable.ATTEMPTED));
        BigDecimal connected = Numbers.of(figures.metrics().get(MetricTable.CONNECTED));
        if (attempted != null && connected != null) {
            checks.that(connected.compareTo(attempted) <= 0, "INCONSISTENCY: Connected calls exceed attempted calls");
        }
        BigDecimal average = Numbers.of(figures.metrics().get(MetricTable.AVERAGE_DURATION));
        if (average != null) {
            checks.that(
                    average.compareTo(LONGEST_AVERAGE) <= 0,
                    "OUTLIER: avgCallDuration " + Numbers.text(average) + "s exceeds threshold");
        }
        figures.metrics()
                .forEach((name, value) ->
                        possible(checks, name, value, table.of(name).unit()));
        figures.metrics().forEach((name, value) -> usual(checks, name, value, history.getOrDefault(name, List.of())));
        figures.metrics()
                .forEach((name, value) -> there(
                        checks,
                        name,
                        value,
                        figures.troubles().getOrDefault(name, Trouble.NONE),
                        query.metrics().contains(name)));
        return new Verdict(checks.flags, checks.made);
    }

    private static void possible(Checks checks, String name, @Nullable Object value, Unit unit) {
        BigDecimal number = Numbers.of(value);
        if (number == null) {
            return;
        }
        if (unit == Unit.COUNT || unit.isTime()) {
            checks.that(number.signum() >= 0, "INCONSISTENCY: " + name + " is negative");
        } else if (unit.isRate()) {
            checks.that(
                    number.signum() >= 0 && number.compareTo(BigDecimal.ONE) <= 0,
                    "INCONSISTENCY: " + name + " is not between 0 and 1");
        }
    }

    private static void usual(Checks checks, String name, @Nullable Object value, List<BigDecimal> history) {
        BigDecimal number = Numbers.of(value);
        OptionalDouble score = number == null ? OptionalDouble.empty() : Outliers.zScore(number, history);
        if (number != null && score.isPresent()) {
            checks.that(
                    Math.abs(score.getAsDouble()) <= Outliers.LIMIT,
                    String.format(
                            Locale.ROOT,
                            "OUTLIER: %s %s is %.1f standard deviations from the mean of %d observations",
                            name,
                            Numbers.text(number),
                            Math.abs(score.getAsDouble()),
                            Math.min(history.size(), Outliers.ROLLING)));
        }
    }

    private static void there(Checks checks, String name, @Nullable Object value, Trouble trouble, boolean asked) {
        if (asked) {
            checks.that(trouble != Trouble.MISSING, "MISSING: " + name);
        }
        if (value != null || trouble == Trouble.UNREADABLE || trouble == Trouble.UNMERGED) {
            checks.that(
                    trouble == Trouble.NONE,
                    trouble == Trouble.UNMERGED
                            ? "UNMERGED: " + name + " cannot be made one from the parts of the window"
                            : "UNREADABLE: " + name);
        }
    }

    /** Counts checks and keeps what they found. */
    private static final class Checks {
        private final List<String> flags = new ArrayList<>();
        private int made;

        void that(boolean holds, String flag) {
            made++;
            if (!holds) {
                flags.add(flag);
            }
        }
    }
}
