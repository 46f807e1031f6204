package io.outboundroutes.workflow.statistics;

import io.outboundroutes.workflow.statistics.Figure.Trouble;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All figures of a campaign for one window, in the units that are told: first the metrics asked for, then what the vendor
 * answers besides, objects and lists left out.
 *
 * @param metrics by name; null values are figures that are not there
 * @param troubles what is wrong with which metric; the others are fine
 */
record Figures(Map<String, @Nullable Object> metrics, Map<String, Trouble> troubles) {

    Figures {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        troubles = Collections.unmodifiableMap(new LinkedHashMap<>(troubles));
    }

    /**
     * Reads the answers of a window.
     *
     * @param answers the metrics of each piece as the vendor wrote them, in order
     * @param query what was asked
     * @param table what is known about metrics
     */
    static Figures of(List<Map<String, @Nullable Object>> answers, StatisticsQuery query, MetricTable table) {
        boolean zerosLeftOut = !query.includeZeroMetrics();
        Pieces pieces = new Pieces(answers, zerosLeftOut);
        Map<String, @Nullable Object> metrics = new LinkedHashMap<>();
        Map<String, Trouble> troubles = new LinkedHashMap<>();
        for (String name : names(answers, query, table)) {
            Figure figure = pieces.figure(table.of(name));
            // What nobody asked for is not missed; neither is a zero that the vendor was told to leave out.
            boolean expected = query.metrics().contains(name) && !(zerosLeftOut && absent(name, answers));
            if (figure.trouble() == Trouble.MISSING && !expected) {
                continue;
            }
            metrics.put(name, figure.value());
            if (figure.trouble() != Trouble.NONE) {
                troubles.put(name, figure.trouble());
            }
        }
        return new Figures(metrics, troubles);
    }

    private static boolean absent(String name, List<Map<String, @Nullable Object>> answers) {
        return answers.stream().noneMatch(answer -> answer.containsKey(name));
    }

    private static Set<String> names(
            List<Map<String, @Nullable Object>> answers, StatisticsQuery query, MetricTable table) {
        Set<String> names = new LinkedHashSet<>(query.metrics());
        List<String> weights = new ArrayList<>(query.metricsToAsk(table));
        weights.removeAll(query.metrics());
        for (Map<String, @Nullable Object> answer : answers) {
            answer.forEach((name, value) -> {
                boolean plain = !(value instanceof Map || value instanceof Collection);
                if (plain && StatisticsQuery.isMetric(name) && !weights.contains(name)) {
                    names.add(name);
                }
            });
        }
        return names;
    }
}
