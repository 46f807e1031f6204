package io.outboundroutes.workflow.statistics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is asked about one campaign. Decided with the plan and stored with its item, so that a resumed run asks the same.
 *
 * @param campaignId of which campaign
 * @param window for which time
 * @param metrics which metrics, in order
 * @param includeZeroMetrics whether metrics that are zero are answered
 */
public record StatisticsQuery(String campaignId, Window window, List<String> metrics, boolean includeZeroMetrics) {

    private static final Pattern METRIC = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,99}");

    public StatisticsQuery {
        metrics = List.copyOf(metrics);
    }

    /** Whether a text can be the name of a metric. */
    static boolean isMetric(String name) {
        return METRIC.matcher(name).matches();
    }

    /** Itself as the request of a planned item. */
    public Map<String, Object> toRequest() {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("campaignId", campaignId);
        request.put("startDateTime", window.startText());
        request.put("endDateTime", window.endText());
        request.put("metrics", metrics);
        request.put("includeZeroMetrics", includeZeroMetrics);
        return Collections.unmodifiableMap(request);
    }

    /**
     * Reads what {@link #toRequest} wrote.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static StatisticsQuery of(Map<String, ?> request) {
        List<String> metrics = new ArrayList<>();
        if (request.get("metrics") instanceof List<?> names) {
            names.forEach(name -> metrics.add(String.valueOf(name)));
        }
        return new StatisticsQuery(
                text(request.get("campaignId")),
                Window.of(text(request.get("startDateTime")), text(request.get("endDateTime"))),
                metrics,
                Boolean.TRUE.equals(request.get("includeZeroMetrics")));
    }

    private static String text(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("The item's request is none of campaign statistics: a text is missing");
    }

    /**
     * The fields of the vendor's operation, once per piece of the window.
     *
     * @param table tells which further metrics a split window needs to be made one
     */
    public List<Map<String, Object>> calls(MetricTable table) {
        String names = String.join(",", metricsToAsk(table));
        return window.pieces().stream().map(piece -> call(piece, names)).toList();
    }

    private Map<String, Object> call(Window piece, String names) {
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("campaignId", campaignId);
        call.put("startDateTime", piece.startText());
        call.put("endDateTime", piece.endText());
        call.put("metrics", names);
        call.put("includeZeroMetrics", includeZeroMetrics);
        return Collections.unmodifiableMap(call);
    }

    /** The metrics to ask for: those wanted, and for a split window also the ones that the others are weighted by. */
    List<String> metricsToAsk(MetricTable table) {
        Set<String> names = new LinkedHashSet<>(metrics);
        if (window.pieces().size() > 1) {
            for (String metric : metrics) {
                switch (table.of(metric).merge()) {
                    case BY_CONNECTED -> names.add(MetricTable.CONNECTED);
                    case BY_ATTEMPTED -> names.add(MetricTable.ATTEMPTED);
                    case SUM, LEAST, LARGEST, UNLISTED -> {}
                }
            }
        }
        return List.copyOf(names);
    }

    /** Under which the answer may be kept: two queries with one key have one answer. */
    public String cacheKey() {
        return String.join(
                "\n",
                campaignId.toLowerCase(Locale.ROOT),
                window.startText(),
                window.endText(),
                String.join(",", metrics),
                Boolean.toString(includeZeroMetrics));
    }
}
