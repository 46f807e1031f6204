package io.outboundroutes.workflow.statistics;

import java.util.List;

/**
 * What an operator may choose about campaign statistics.
 *
 * @param metrics which metrics are asked for, in this order ({@code statistics.metrics})
 * @param window which time ({@code statistics.window}, {@code statistics.align})
 * @param includeZeroMetrics whether metrics that are zero are answered ({@code statistics.include-zero-metrics})
 * @param anyId whether campaign ids need not be UUIDs ({@code statistics.any-id})
 * @param holdInvalid whether figures with flags are held back instead of pushed ({@code statistics.invalid=hold})
 * @param table the units ({@code statistics.units.*})
 */
public record StatisticsOptions(
        List<String> metrics,
        WindowRule window,
        boolean includeZeroMetrics,
        boolean anyId,
        boolean holdInvalid,
        MetricTable table) {

    /** @throws IllegalArgumentException when a metric's name cannot be one, or none is given */
    public StatisticsOptions {
        metrics = List.copyOf(metrics);
        if (metrics.isEmpty()) {
            throw new IllegalArgumentException(
                    "statistics.metrics: expected at least one metric, such as " + MetricTable.ATTEMPTED);
        }
        for (String metric : metrics) {
            if (!StatisticsQuery.isMetric(metric)) {
                throw new IllegalArgumentException("statistics.metrics: '" + metric
                        + "' cannot be a metric; expected a letter, then letters, digits, '_', '.' and '-'");
            }
        }
    }

    /** What is asked about a campaign. */
    public StatisticsQuery query(String campaignId, Window window) {
        return new StatisticsQuery(campaignId, window, metrics, includeZeroMetrics);
    }
}
