package io.outboundroutes.workflow.statistics;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The checked figures of a campaign for one window.
 *
 * @param campaignId whose they are
 * @param window of which time
 * @param metrics by name, in the units that are told; null for figures that are not there
 * @param validationFlags what is wrong with them
 * @param dataAccuracyRate checks passed by checks made
 * @param retrievedAt when the vendor was asked
 * @param cached whether they were kept from an earlier run
 */
public record CampaignStatistics(
        String campaignId,
        Window window,
        Map<String, @Nullable Object> metrics,
        List<String> validationFlags,
        BigDecimal dataAccuracyRate,
        Instant retrievedAt,
        boolean cached) {

    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT);

    public CampaignStatistics {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        validationFlags = List.copyOf(validationFlags);
    }

    /**
     * Makes one of the answers for the pieces of the window: merges, converts, checks.
     *
     * @param answers the metrics of each piece as the vendor wrote them, in order
     * @param history what earlier windows of the same length showed, by metric, newest first
     */
    public static CampaignStatistics of(
            StatisticsQuery query,
            List<Map<String, @Nullable Object>> answers,
            MetricTable table,
            Map<String, List<BigDecimal>> history,
            Instant retrievedAt) {
        Figures figures = Figures.of(answers, query, table);
        Verdict verdict = Verdict.of(figures, query, table, history);
        return new CampaignStatistics(
                query.campaignId(),
                query.window(),
                figures.metrics(),
                verdict.flags(),
                verdict.accuracyRate(),
                retrievedAt,
                false);
    }

    /** Whether nothing is wrong with them. */
    public boolean isValid() {
        return validationFlags.isEmpty();
    }

    /** The same, kept from an earlier run. */
    public CampaignStatistics fromCache() {
        return new CampaignStatistics(
                campaignId, window, metrics, validationFlags, dataAccuracyRate, retrievedAt, true);
    }

    /** The numbers among the metrics, for the comparison with later ones. */
    public Map<String, BigDecimal> numbers() {
        Map<String, BigDecimal> numbers = new LinkedHashMap<>();
        metrics.forEach((name, value) -> {
            BigDecimal number = Numbers.of(value);
            if (number != null) {
                numbers.put(name, number);
            }
        });
        return Collections.unmodifiableMap(numbers);
    }

    /** What the report shows. */
    public Map<String, Object> fields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("campaignId", campaignId);
        fields.put("metrics", metrics);
        fields.put("validationFlags", validationFlags);
        fields.put("isValid", isValid());
        fields.put("dataAccuracyRate", dataAccuracyRate);
        fields.put("cached", cached);
        fields.put("retrievedAt", text(retrievedAt));
        return Collections.unmodifiableMap(fields);
    }

    static String text(Instant instant) {
        return MILLIS.format(instant.atOffset(ZoneOffset.UTC));
    }
}
