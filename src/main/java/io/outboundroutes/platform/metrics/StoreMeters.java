package io.outboundroutes.platform.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.outboundroutes.platform.store.Orders;
import io.outboundroutes.platform.store.Standing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Figures that stand in the store, and so hold for all processes on it. Used by one thread at a time. */
final class StoreMeters {

    private static final double MILLIS = 1000;

    private final InstantSource clock;
    private final MultiGauge up;
    private final MultiGauge events;
    private final MultiGauge oldest;
    private final MultiGauge audit;
    private final MultiGauge runs;
    private final MultiGauge paused;
    private final MultiGauge lastRun;
    private final MultiGauge lastSuccess;

    StoreMeters(MeterRegistry registry, InstantSource clock) {
        this.clock = clock;
        this.up = Metric.STORE_UP.gauges(registry);
        this.events = Metric.OUTBOX_EVENTS.gauges(registry);
        this.oldest = Metric.OUTBOX_OLDEST.gauges(registry);
        this.audit = Metric.AUDIT_PENDING.gauges(registry);
        this.runs = Metric.RUNS_OPEN.gauges(registry);
        this.paused = Metric.WORKFLOW_PAUSED.gauges(registry);
        this.lastRun = Metric.LAST_RUN_AGE.gauges(registry);
        this.lastSuccess = Metric.LAST_SUCCESS_AGE.gauges(registry);
    }

    /**
     * Tells what was seen; nothing but that when the store did not answer.
     *
     * @param expected workflows that are told of even when nothing of theirs is in the store
     */
    void tell(Optional<Standing.Now> seen, Set<String> expected) {
        tell(up, List.of(Metric.STORE_UP.row(seen.isPresent() ? 1 : 0)));
        Standing.Now now = seen.orElse(null);
        if (now == null) {
            for (MultiGauge unknown : List.of(events, oldest, audit, runs, paused, lastRun, lastSuccess)) {
                tell(unknown, List.of());
            }
            return;
        }
        Set<String> workflows = new TreeSet<>(expected);
        workflows.addAll(now.lastRun().keySet());
        now.events().forEach(count -> workflows.add(count.workflow()));
        now.runs().forEach(count -> workflows.add(count.workflow()));
        tell(events, counts(Metric.OUTBOX_EVENTS, workflows, now.events(), "pending", "parked"));
        tell(runs, counts(Metric.RUNS_OPEN, workflows, now.runs(), "asked", "running"));
        tell(paused, pauses(workflows, now.paused()));
        tell(audit, List.of(Metric.AUDIT_PENDING.row(now.auditLines())));
        tell(oldest, ages(Metric.OUTBOX_OLDEST, workflows, now.oldest(), 0));
        tell(lastRun, ages(Metric.LAST_RUN_AGE, workflows, now.lastRun(), Double.POSITIVE_INFINITY));
        tell(lastSuccess, ages(Metric.LAST_SUCCESS_AGE, workflows, now.lastSuccess(), Double.POSITIVE_INFINITY));
    }

    private static void tell(MultiGauge gauge, List<MultiGauge.Row<?>> rows) {
        gauge.register(rows, true);
    }

    private static List<MultiGauge.Row<?>> counts(
            Metric metric, Set<String> workflows, List<Standing.Count> counts, String... states) {
        Map<String, Long> byKey = new TreeMap<>();
        counts.forEach(
                count -> byKey.put(count.workflow() + "/" + count.state().toLowerCase(Locale.ROOT), count.count()));
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        for (String workflow : workflows) {
            for (String state : states) {
                rows.add(metric.row(byKey.getOrDefault(workflow + "/" + state, 0L), workflow, state));
            }
        }
        return rows;
    }

    private static List<MultiGauge.Row<?>> pauses(Set<String> workflows, Set<String> paused) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        for (String workflow : workflows) {
            boolean halted = paused.contains(workflow) || paused.contains(Orders.ALL);
            rows.add(Metric.WORKFLOW_PAUSED.row(halted ? 1 : 0, workflow));
        }
        return rows;
    }

    private List<MultiGauge.Row<?>> ages(
            Metric metric, Set<String> workflows, Map<String, Instant> times, double whenNever) {
        Instant now = clock.instant();
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        for (String workflow : workflows) {
            Instant time = times.get(workflow);
            double age = time == null
                    ? whenNever
                    : Math.max(0, Duration.between(time, now).toMillis() / MILLIS);
            rows.add(metric.row(age, workflow));
        }
        return rows;
    }
}
