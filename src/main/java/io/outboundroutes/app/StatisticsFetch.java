package io.outboundroutes.app;

import io.outboundroutes.platform.http.Advice;
import io.outboundroutes.platform.http.VendorAnswer;
import io.outboundroutes.platform.store.Observation;
import io.outboundroutes.platform.store.Observations;
import io.outboundroutes.platform.store.TxWork;
import io.outboundroutes.workflow.statistics.CampaignStatistics;
import io.outboundroutes.workflow.statistics.MetricTable;
import io.outboundroutes.workflow.statistics.Outliers;
import io.outboundroutes.workflow.statistics.StatisticsAnswer;
import io.outboundroutes.workflow.statistics.StatisticsQuery;
import io.outboundroutes.workflow.statistics.Window;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes checked figures of the vendor's answers, with what is kept and stored of earlier ones. Thread-safe. */
final class StatisticsFetch {

    private final MetricTable table;
    private final StatisticsCache cache;
    private final Observations observations;
    private final String target;
    private final InstantSource clock;

    /** @param target the organisation whose figures the store keeps: the host of its API */
    StatisticsFetch(
            MetricTable table, StatisticsCache cache, Observations observations, String target, InstantSource clock) {
        this.table = table;
        this.cache = cache;
        this.observations = observations;
        this.target = target;
        this.clock = clock;
    }

    /** The figures kept from an earlier run; null when there are none. */
    @Nullable StatisticsFetched kept(StatisticsQuery question) {
        return cache.find(question)
                .map(figures -> new StatisticsFetched(figures, null, null))
                .orElse(null);
    }

    /** Judges the answers for the pieces of a window, makes one of them, and keeps it when nothing is wrong with it. */
    StatisticsFetched check(List<VendorAnswer> answers, StatisticsQuery question) {
        long latencyMs = answers.stream().mapToLong(VendorAnswer::latencyMs).sum();
        List<Map<String, @Nullable Object>> pieces = new ArrayList<>();
        for (VendorAnswer answer : answers) {
            StatisticsAnswer piece = StatisticsAnswer.judge(
                    answer.status(),
                    answer.body(),
                    question.campaignId(),
                    Advice.ofAnswer("genesys", "campaign-statistics", answer.status()));
            if (piece.refusal() != null) {
                return new StatisticsFetched(null, piece.refusal(), latencyMs);
            }
            pieces.add(piece.metrics());
        }
        Instant retrievedAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        CampaignStatistics figures = CampaignStatistics.of(question, pieces, table, history(question), retrievedAt);
        cache.keep(question, figures);
        return new StatisticsFetched(figures, null, latencyMs);
    }

    private Map<String, List<BigDecimal>> history(StatisticsQuery question) {
        Window window = question.window();
        Map<String, List<BigDecimal>> history = new HashMap<>();
        observations
                .last(target, question.campaignId(), window.length(), window.end(), Outliers.ROLLING)
                .forEach(observation -> observation
                        .observed()
                        .forEach((metric, number) -> history.computeIfAbsent(metric, any -> new ArrayList<>())
                                .add(number)));
        return history;
    }

    /** Stores figures, for the comparison with later ones. */
    TxWork recording(CampaignStatistics figures) {
        return observations.recording(new Observation(
                target,
                figures.campaignId(),
                figures.window().start(),
                figures.window().end(),
                figures.numbers(),
                figures.retrievedAt()));
    }
}
