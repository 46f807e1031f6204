package io.outboundroutes.platform.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.outboundroutes.platform.run.Item;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.platform.run.RunContext;
import io.outboundroutes.platform.run.RunListener;
import io.outboundroutes.platform.run.RunStatus;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** Counts runs, items, pages and records, and keeps the figures of each workflow's last run. Thread-safe. */
final class RunMeters implements RunListener {

    private static final String SUCCESS_RATE = "successRate";
    private static final String ACCURACY = "dataAccuracyRate";
    /** Counts of a report that cannot be added up over runs. */
    private static final Set<String> MEANS = Set.of(SUCCESS_RATE, "averageLatencyMs");

    private static final double PERCENT = 100;
    private static final double MILLIS = 1000;

    private final MeterRegistry registry;
    private final Map<String, String> throughput;
    private final Map<String, AtomicReference<Double>> last = new ConcurrentHashMap<>();

    /** @param throughput the count that tells how much a run has worked through, by workflow */
    RunMeters(MeterRegistry registry, Map<String, String> throughput) {
        this.registry = registry;
        this.throughput = Map.copyOf(throughput);
    }

    @Override
    public void counted(RunContext run, String what, long more) {
        if (what.equals("pages")) {
            Metric.PAGES.counter(registry, run.workflow()).increment((double) more);
        } else if (what.equals("records")) {
            Metric.RECORDS.counter(registry, run.workflow()).increment((double) more);
        }
    }

    @Override
    public void settled(RunContext run, Item item) {
        if (item.latencyMs() != null) {
            Metric.ITEM_LATENCY.timer(registry, run.workflow()).record(Duration.ofMillis(item.latencyMs()));
        }
        if (item.fields().get(ACCURACY) instanceof Number accuracy) {
            Metric.DATA_ACCURACY.summary(registry, run.workflow()).record(accuracy.doubleValue());
        }
    }

    @Override
    public void delivered(String workflow, Duration after) {
        Metric.DELIVERY.timer(registry, workflow).record(after);
    }

    @Override
    public void ended(
            RunContext run,
            RunStatus status,
            Duration took,
            Map<String, ? extends Number> counts,
            Map<String, Long> outcomes) {
        String workflow = run.workflow();
        Mode mode = run.run().request().mode();
        Metric.RUNS.counter(registry, workflow, mode.label(), status.name()).increment();
        Metric.RUN_DURATION.timer(registry, workflow, mode.label()).record(took);
        if (mode != Mode.LIVE) {
            return;
        }
        outcomes.forEach((outcome, items) ->
                Metric.ITEMS.counter(registry, workflow, outcome).increment(items));
        counts.forEach((count, value) -> {
            if (!MEANS.contains(count)) {
                Metric.RUN_COUNTS.counter(registry, workflow, count).increment(value.doubleValue());
            }
        });
        Number rate = counts.get(SUCCESS_RATE);
        if (rate != null) {
            set(Metric.LAST_RUN_SUCCESS, rate.doubleValue() / PERCENT, workflow);
        }
        String worked = throughput.get(workflow);
        Number done = worked == null ? null : counts.get(worked);
        if (worked != null && done != null && took.toMillis() > 0) {
            set(Metric.LAST_RUN_THROUGHPUT, done.doubleValue() * MILLIS / took.toMillis(), workflow, worked);
        }
    }

    @Override
    public void skipped(String workflow) {
        Metric.RUNS
                .counter(registry, workflow, Mode.LIVE.label(), RunStatus.SKIPPED.name())
                .increment();
    }

    private void set(Metric metric, double value, String... labels) {
        last.computeIfAbsent(metric + String.join("/", labels), any -> {
                    AtomicReference<Double> held = new AtomicReference<>(value);
                    metric.gauge(registry, held::get, labels);
                    return held;
                })
                .set(value);
    }
}
