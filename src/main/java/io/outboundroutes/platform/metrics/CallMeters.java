package io.outboundroutes.platform.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.outboundroutes.platform.http.CallListener;
import io.outboundroutes.platform.http.Operation;
import io.outboundroutes.platform.run.RunContext;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** Counts what is sent to vendors and how long it had to wait. Thread-safe. */
final class CallMeters implements CallListener {

    private static final String NOT_PERMITTED = "not-permitted";

    private final MeterRegistry registry;
    private final LongSupplier nanoTime;
    private final Map<String, LastMinute> sent = new ConcurrentHashMap<>();
    private final Map<String, String> tokenAnswers = new ConcurrentHashMap<>();

    CallMeters(MeterRegistry registry, LongSupplier nanoTime) {
        this.registry = registry;
        this.nanoTime = nanoTime;
    }

    @Override
    public void attempted(String vendor, Operation operation, int attempt, String outcome, RunContext run) {
        if (outcome.equals(NOT_PERMITTED)) {
            Metric.REFUSALS.counter(registry, vendor, operation.id()).increment();
            return;
        }
        if (!operation.bearer()) {
            tokenAnswers.put(vendor, outcome);
        }
        Metric.REQUESTS.counter(registry, vendor, operation.id(), outcome).increment();
        if (attempt > 1) {
            Metric.RETRIES.counter(registry, vendor, operation.id()).increment();
        }
        sent(vendor, VendorSight.ALL).add();
        if (!operation.budget().isEmpty()) {
            sent(vendor, operation.budget()).add();
        }
    }

    @Override
    public void answered(String vendor, Operation operation, Duration latency) {
        Metric.REQUEST_DURATION.timer(registry, vendor, operation.id()).record(latency);
    }

    @Override
    public void waiting(String vendor, Operation operation, Duration how, String why, RunContext run) {
        Metric.WAIT.timer(registry, vendor, operation.id()).record(how);
    }

    /** What the vendor last answered to a request for a token; empty when it was not asked. */
    Optional<String> lastTokenAnswer(String vendor) {
        return Optional.ofNullable(tokenAnswers.get(vendor));
    }

    /** What the last minute sent under a budget of a vendor. */
    LastMinute sent(String vendor, String budget) {
        return sent.computeIfAbsent(vendor + "/" + budget, any -> new LastMinute(nanoTime));
    }
}
