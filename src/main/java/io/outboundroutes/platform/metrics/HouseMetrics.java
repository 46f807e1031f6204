package io.outboundroutes.platform.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.outboundroutes.platform.http.CallListener;
import io.outboundroutes.platform.run.RunListener;
import io.outboundroutes.platform.store.Standing;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one house, and their text for Prometheus. Every house has its own: two in one process share nothing.
 * Thread-safe.
 */
public final class HouseMetrics implements AutoCloseable {

    /** The breaker's states, as {@link VendorSight#breaker()} names them. */
    public static final List<String> BREAKER_STATES = List.of("closed", "open", "half-open");

    private static final double MILLIS = 1000;
    /** Of outcomes and counts, which a route may name as it likes. */
    private static final int MOST_WORDS = 100;

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final CallMeters calls;
    private final RunMeters runs;
    private final StoreMeters store;
    private final Glimpse<Standing.Now> standing;
    private final Supplier<Set<String>> expected;
    private final MultiGauge here;
    private volatile Supplier<List<String>> executing = List::of;
    private @Nullable JvmGcMetrics garbage;

    /**
     * @param look asks the store; may be slow
     * @param expected the workflows that are told of although they never ran
     * @param throughput the count that tells how much a run has worked through, by workflow
     * @param nanoTime a monotonic clock in nanoseconds
     */
    public HouseMetrics(
            Supplier<Standing.Now> look,
            Supplier<Set<String>> expected,
            Map<String, String> throughput,
            InstantSource clock,
            LongSupplier nanoTime) {
        registry.config()
                .meterFilter(MeterFilter.maximumAllowableTags(
                        Metric.ITEMS.meter(), "outcome", MOST_WORDS, MeterFilter.deny()))
                .meterFilter(MeterFilter.maximumAllowableTags(
                        Metric.RUN_COUNTS.meter(), "count", MOST_WORDS, MeterFilter.deny()));
        this.calls = new CallMeters(registry, nanoTime);
        this.runs = new RunMeters(registry, throughput);
        this.store = new StoreMeters(registry, clock);
        this.standing = new Glimpse<>(look, PATIENCE, FRESH, nanoTime);
        this.expected = expected;
        this.here = Metric.RUNS_HERE.gauges(registry);
    }

    /** Hears of requests and waits. */
    public CallListener calls() {
        return calls;
    }

    /** Hears of runs and items. */
    public RunListener runs() {
        return runs;
    }

    /** Where others, such as Camel, put figures of their own. */
    public MeterRegistry registry() {
        return registry;
    }

    /**
     * Tells from now on what is executed here.
     *
     * @param workflows those that this process executes a run of right now
     */
    public void executing(Supplier<List<String>> workflows) {
        executing = workflows;
    }

    /** A vendor granted a token. */
    public void tokenGranted(String vendor) {
        Metric.TOKEN_RENEWALS.counter(registry, vendor).increment();
    }

    /** What a vendor last answered to a request for a token: a status, or {@code io-error}; empty when it was not asked. */
    public Optional<String> lastTokenAnswer(String vendor) {
        return calls.lastTokenAnswer(vendor);
    }

    /** Requests to a vendor per second, over the last minute. */
    public double sentPerSecond(String vendor) {
        return calls.sent(vendor, VendorSight.ALL).perSecond();
    }

    /** Tells from now on how things stand with a vendor. */
    public void watch(VendorSight sight) {
        String vendor = sight.vendor();
        Metric.TOKEN_LEFT.gauge(registry, () -> seconds(sight.tokenLeft()), vendor);
        Metric.VENDOR_PAUSED.gauge(registry, () -> seconds(sight.pausedFor()), vendor);
        BREAKER_STATES.forEach(state ->
                Metric.BREAKER_STATE.gauge(registry, () -> sight.breaker().equals(state) ? 1 : 0, vendor, state));
        sight.limits().forEach((budget, limit) -> {
            LastMinute sent = calls.sent(vendor, budget);
            Metric.BUDGET_LIMIT.gauge(registry, () -> limit, vendor, budget);
            Metric.BUDGET_USED.gauge(registry, () -> sent.perSecond() / limit, vendor, budget);
        });
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / MILLIS;
    }

    /** Tells of the Java machine too, for as long as this is not closed. */
    public synchronized void watchMachine() {
        if (garbage != null) {
            return;
        }
        garbage = new JvmGcMetrics();
        garbage.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /** Everything in the text format of Prometheus 0.0.4. Takes no longer than some two seconds, also without a store. */
    public synchronized String scrape() {
        store.tell(standing.get(), expected.get());
        tellExecuting();
        return registry.scrape();
    }

    private void tellExecuting() {
        Map<String, Integer> runs = new TreeMap<>();
        expected.get().forEach(workflow -> runs.put(workflow, 0));
        executing.get().forEach(workflow -> runs.merge(workflow, 1, Integer::sum));
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        runs.forEach((workflow, count) -> rows.add(Metric.RUNS_HERE.row(count, workflow)));
        here.register(rows, true);
    }

    @Override
    public synchronized void close() {
        if (garbage != null) {
            garbage.close();
        }
        registry.close();
    }
}
