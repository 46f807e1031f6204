package io.outboundroutes.app;

import io.outboundroutes.platform.config.Settings;
import io.outboundroutes.platform.config.StatisticsKeys;
import io.outboundroutes.platform.config.TimeWindow;
import io.outboundroutes.workflow.statistics.MetricTable;
import io.outboundroutes.workflow.statistics.StatisticsOptions;
import io.outboundroutes.workflow.statistics.Unit;
import io.outboundroutes.workflow.statistics.WindowRule;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Builds what campaign-statistics brings, from the settings. Stateless. */
final class Statistics {

    private Statistics() {}

    static WorkflowKit kit(WorkflowKit.Parts parts) {
        Settings settings = parts.settings();
        StatisticsOptions options = options(settings);
        StatisticsCache cache = new StatisticsCache(
                settings.get(StatisticsKeys.CACHE_TTL), settings.get(StatisticsKeys.CACHE_SIZE), parts.clock());
        StatisticsFetch fetch = new StatisticsFetch(
                options.table(),
                cache,
                parts.store().observations(),
                parts.targets().apply(StatisticsSteps.WORKFLOW).host(),
                parts.clock());
        StatisticsSteps steps = new StatisticsSteps(
                options,
                settings.find(StatisticsKeys.CAMPAIGNS).orElse(List.of()),
                settings.get(StatisticsKeys.PAGE_SIZE),
                fetch);
        return new WorkflowKit(
                new StatisticsTraits(settings.get(StatisticsKeys.PARALLEL), parts.store()),
                StatisticsKeys.WEBHOOK_URL,
                Map.of("statistics", steps));
    }

    private static StatisticsOptions options(Settings settings) {
        Map<String, Unit> units = new HashMap<>();
        settings.members(StatisticsKeys.UNITS).forEach((metric, unit) -> units.put(metric, Unit.parse(unit)));
        return new StatisticsOptions(
                settings.get(StatisticsKeys.METRICS),
                window(settings.get(StatisticsKeys.WINDOW), settings.get(StatisticsKeys.ALIGN)),
                settings.get(StatisticsKeys.INCLUDE_ZERO_METRICS),
                settings.get(StatisticsKeys.ANY_ID),
                settings.get(StatisticsKeys.INVALID).equals("hold"),
                new MetricTable(units));
    }

    private static WindowRule window(TimeWindow configured, Duration align) {
        Duration back = configured.back();
        Instant start = configured.start();
        Instant end = configured.end();
        if (back != null) {
            return WindowRule.back(back, align);
        }
        if (start != null && end != null) {
            return WindowRule.fixed(start, end);
        }
        throw new IllegalArgumentException("A window is a duration, or has a start and an end");
    }
}
