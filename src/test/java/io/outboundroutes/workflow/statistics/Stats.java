package io.outboundroutes.workflow.statistics;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes questions and answers for the tests. */
final class Stats {

    static final String ID = "12345678-1234-1234-1234-123456789012";
    static final Instant NOW = Instant.parse("2026-11-21T15:03:27.890Z");
    static final MetricTable TABLE = new MetricTable(Map.of());
    static final List<String> GUIDE = List.of("callsAttempted", "callsConnected", "avgCallDuration", "conversionRate");

    private Stats() {}

    /** A question about a day. */
    static StatisticsQuery query(String... metrics) {
        return query(1, metrics);
    }

    /** A question about so many days; without metrics about the guide's four. */
    static StatisticsQuery query(int days, String... metrics) {
        Window window =
                WindowRule.back(Duration.ofDays(days), Duration.ofMinutes(5)).at(NOW);
        return new StatisticsQuery(ID, window, metrics.length == 0 ? GUIDE : List.of(metrics), true);
    }

    /** Metrics as the vendor writes them: names and values in turn. */
    static Map<String, Object> metrics(Object... namesAndValues) {
        Map<String, Object> metrics = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            metrics.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return metrics;
    }

    static CampaignStatistics told(StatisticsQuery query, Map<String, Object> answer) {
        return toldAfter(query, Map.of(), answer);
    }

    /** Of a window in two pieces. */
    static CampaignStatistics told(StatisticsQuery query, Map<String, Object> first, Map<String, Object> second) {
        return CampaignStatistics.of(query, List.of(first, second), TABLE, Map.of(), NOW);
    }

    static CampaignStatistics toldAfter(
            StatisticsQuery query, Map<String, List<BigDecimal>> history, Map<String, Object> answer) {
        return CampaignStatistics.of(query, List.of(answer), TABLE, history, NOW);
    }

    /** Numbers of any class as text in plain notation, everything else as it is. */
    static Object shown(Object value) {
        return value instanceof Number number ? new BigDecimal(number.toString()).toPlainString() : value;
    }
}
