package io.outboundroutes.platform.run;

import io.outboundroutes.platform.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the report of a run (DESIGN 5.3). Stateless. */
public final class ReportBuilder {

    /** The most items that a report shows; those not done come first. */
    public static final int MAX_ITEMS = 1_000;

    /** The outcome that is shown of an item which has none yet. */
    public static final String PLANNED = "planned";

    /** The outcome that is shown of an item of which a write left, or was about to, and whose answer is not recorded. */
    public static final String SENT = "sent";

    private ReportBuilder() {}

    /**
     * What a report is made of.
     *
     * @param items at most {@link #MAX_ITEMS}, those not done first
     * @param itemsTotal how many there are
     * @param counts by name, in the order of the report
     */
    public record Facts(
            RunContext run,
            String version,
            String node,
            @Nullable String resumedFrom,
            Target target,
            RunStatus status,
            Instant startedAt,
            Instant finishedAt,
            Map<String, Number> counts,
            List<Item> items,
            long itemsTotal,
            WebhookState webhook) {}

    /** The report as JSON. */
    public static String json(Facts facts) {
        Run run = facts.run().run();
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("runId", run.id());
        report.put("workflow", run.request().workflow());
        report.put("version", facts.version());
        report.put("node", facts.node());
        if (facts.resumedFrom() != null) {
            report.put("resumedFrom", facts.resumedFrom());
        }
        report.put("target", facts.target().toMap());
        report.put("mode", run.request().mode().label());
        report.put("trigger", run.request().trigger().label());
        report.put("status", facts.status().name());
        report.put("startedAt", facts.startedAt().truncatedTo(ChronoUnit.MILLIS).toString());
        report.put(
                "finishedAt", facts.finishedAt().truncatedTo(ChronoUnit.MILLIS).toString());
        report.put(
                "durationMs",
                Duration.between(facts.startedAt(), facts.finishedAt()).toMillis());
        report.put("counts", facts.counts());
        report.put("items", facts.items().stream().map(ReportBuilder::item).toList());
        report.put("itemsTotal", facts.itemsTotal());
        report.put("webhook", facts.webhook().label());
        report.put(
                "warnings",
                facts.run().warnings().stream().map(ReportBuilder::problem).toList());
        report.put(
                "errors",
                facts.run().errors().stream().map(ReportBuilder::error).toList());
        return Json.write(report);
    }

    /** An item as the report shows it. */
    public static Map<String, Object> item(Item item) {
        Map<String, Object> map = new LinkedHashMap<>(item.fields());
        map.put("outcome", outcome(item));
        if (item.reason() != null) {
            map.put("reason", item.reason());
        }
        if (item.latencyMs() != null) {
            map.put("latencyMs", item.latencyMs());
        }
        return map;
    }

    /** The outcome as a report shows it: an item without one is {@code planned}, or {@code sent} when a write left. */
    static String outcome(Item item) {
        if (item.outcome() != null) {
            return item.outcome();
        }
        return item.fate() == Fate.SENT ? SENT : PLANNED;
    }

    private static Map<String, Object> problem(Problem problem) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("code", problem.code());
        map.put("message", problem.message());
        return map;
    }

    private static Map<String, Object> error(RunContext.Failure failure) {
        Map<String, Object> map = problem(failure.problem());
        if (failure.operation() != null) {
            map.put("operation", failure.operation());
        }
        if (failure.status() != null) {
            map.put("status", failure.status());
        }
        return map;
    }

    /** The counts that a report shows, in the profile's order. */
    public static Map<String, Number> counts(
            WorkflowProfile profile, Map<String, ? extends Number> counted, Map<String, Long> outcomes) {
        Map<String, Number> counts = new LinkedHashMap<>();
        List<String> names = profile.counts().isEmpty() ? new ArrayList<>(counted.keySet()) : profile.counts();
        // A rate that nobody told is no rate of 0.
        names.stream()
                .filter(name -> counted.containsKey(name) || !name.endsWith("Rate"))
                .forEach(name -> counts.put(name, counted.containsKey(name) ? counted.get(name) : 0L));
        profile.outcomes().forEach(outcome -> counts.put(outcome, outcomes.getOrDefault(outcome, 0L)));
        if (profile.counts().isEmpty() || !profile.outcomes().isEmpty()) {
            outcomes.forEach(counts::putIfAbsent);
        } else {
            // A profile without outcomes counts them by names of its own; what is still open has none.
            for (String open : List.of(PLANNED, SENT)) {
                if (outcomes.containsKey(open)) {
                    counts.putIfAbsent(open, outcomes.get(open));
                }
            }
        }
        return counts;
    }
}
