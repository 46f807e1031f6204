package io.outboundroutes.workflow.statistics;

import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalDouble;

/** How far a value lies from what was observed before. Stateless. */
public final class Outliers {

    /** Fewer observations than this say nothing. */
    public static final int FROM = 8;

    /** So many of the newest observations are looked at. */
    public static final int ROLLING = 30;

    /** Values further off than so many standard deviations are outliers. */
    static final double LIMIT = 3;

    /** A history without any variation is taken to vary by this share of its mean. */
    private static final double LEAST_VARIATION = 0.01;

    private Outliers() {}

    /**
     * The z-score of a value: by how many standard deviations (of a sample) it differs from the mean.
     *
     * @param history what was observed before, newest first
     * @return empty with fewer than {@link #FROM} observations, and when all of them are zero
     */
    static OptionalDouble zScore(BigDecimal value, List<BigDecimal> history) {
        double[] values = history.stream()
                .limit(ROLLING)
                .mapToDouble(BigDecimal::doubleValue)
                .toArray();
        if (values.length < FROM) {
            return OptionalDouble.empty();
        }
        double mean = 0;
        for (double each : values) {
            mean += each / values.length;
        }
        double squares = 0;
        for (double each : values) {
            squares += (each - mean) * (each - mean);
        }
        double deviation = Math.sqrt(squares / (values.length - 1));
        boolean varies = history.stream().limit(ROLLING).anyMatch(each -> each.compareTo(history.get(0)) != 0);
        double unit = varies ? deviation : Math.abs(mean) * LEAST_VARIATION;
        return unit > 0 ? OptionalDouble.of((value.doubleValue() - mean) / unit) : OptionalDouble.empty();
    }
}
