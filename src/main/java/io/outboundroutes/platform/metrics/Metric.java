package io.outboundroutes.platform.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Every figure that the program tells of itself: name, kind, labels, meaning. The README's table lists the same ones. The
 * values of labels are few and known beforehand: vendors, operations, workflows, statuses, outcomes.
 */
public enum Metric {
    REQUESTS(
            "requests",
            Kind.COUNTER,
            "Requests sent to vendors, by HTTP status or io-error; asking for a token is the operation token",
            "vendor",
            "operation",
            "status"),
    REQUEST_DURATION(
            "request.duration",
            Kind.TIMER,
            "Time from sending a request to the last byte of its answer, whatever its status",
            "vendor",
            "operation"),
    RETRIES("request.retries", Kind.COUNTER, "Requests that repeat an earlier one", "vendor", "operation"),
    REFUSALS(
            "breaker.refusals",
            Kind.COUNTER,
            "Attempts that the open circuit breaker did not let out",
            "vendor",
            "operation"),
    WAIT(
            "wait",
            Kind.TIMER,
            "Waits beyond the usual pace: back-off, Retry-After, a paused vendor",
            "vendor",
            "operation"),
    TOKEN_RENEWALS("token.renewals", Kind.COUNTER, "Access tokens that were granted", "vendor"),
    TOKEN_LEFT("token.left", Kind.SECONDS, "Time until the access token expires; 0: there is none", "vendor"),
    BUDGET_LIMIT(
            "budget.limit.per.second",
            Kind.GAUGE,
            "Requests per second that the rate limit allows to all processes on the store; the budget all is the vendor's own",
            "vendor",
            "budget"),
    BUDGET_USED(
            "budget.used.ratio",
            Kind.GAUGE,
            "Share of the rate limit that this process used in the last minute, 0 to 1; add up the processes on one store",
            "vendor",
            "budget"),
    VENDOR_PAUSED("vendor.paused", Kind.SECONDS, "How long nothing is sent because of a 429; 0: sending", "vendor"),
    BREAKER_STATE(
            "breaker.state",
            Kind.GAUGE,
            "1 for the state of the circuit breaker (closed, open, half-open), 0 for the others",
            "vendor",
            "state"),
    PAGES("pages", Kind.COUNTER, "Pages read", "workflow"),
    RECORDS("records", Kind.COUNTER, "Records read, without duplicates", "workflow"),
    RUNS(
            "runs",
            Kind.COUNTER,
            "Runs that ended, and firings that were skipped, by status of the report",
            "workflow",
            "mode",
            "status"),
    RUN_DURATION("run.duration", Kind.TIMER, "Time from a run's begin to its end", "workflow", "mode"),
    RUNS_OPEN(
            "runs.open",
            Kind.GAUGE,
            "Runs in the store that wait (asked) or are under way (running)",
            "workflow",
            "state"),
    WORKFLOW_PAUSED(
            "workflow.paused",
            Kind.GAUGE,
            "1 while an operator has paused the workflow, or stopped everything; else 0",
            "workflow"),
    RUNS_HERE("runs.here", Kind.GAUGE, "Runs that this process executes", "workflow"),
    LAST_RUN_AGE(
            "last.run.age",
            Kind.SECONDS,
            "Time since the last live run ended, however it ended; +Inf: none yet",
            "workflow"),
    LAST_SUCCESS_AGE(
            "last.success.age",
            Kind.SECONDS,
            "Time since the last live run that SUCCEEDED; +Inf: none yet",
            "workflow"),
    ITEMS("items", Kind.COUNTER, "Items of live runs by outcome, counted when their run ends", "workflow", "outcome"),
    ITEM_LATENCY(
            "item.latency", Kind.TIMER, "How long the vendor took for an item, as its report's latencyMs", "workflow"),
    RUN_COUNTS("run.counts", Kind.COUNTER, "The counts of the live runs' reports, added up", "workflow", "count"),
    LAST_RUN_SUCCESS(
            "last.run.success.ratio",
            Kind.GAUGE,
            "The last live run's successRate, 0 to 1 (guides 001 and 002)",
            "workflow"),
    LAST_RUN_THROUGHPUT(
            "last.run.throughput.per.second",
            Kind.GAUGE,
            "What the last live run worked through, per second of its duration (guide 004: ids synced)",
            "workflow",
            "count"),
    DATA_ACCURACY("data.accuracy.ratio", Kind.SUMMARY, "The items' dataAccuracyRate, 0 to 1 (guide 003)", "workflow"),
    OUTBOX_EVENTS(
            "outbox.events",
            Kind.GAUGE,
            "Webhook events in the store that wait (pending) or were given up (parked)",
            "workflow",
            "state"),
    DELIVERY("webhook.delivery", Kind.TIMER, "Time from the storing of an event to its delivery", "workflow"),
    OUTBOX_OLDEST("outbox.oldest.age", Kind.SECONDS, "Age of the oldest pending event; 0: none", "workflow"),
    AUDIT_PENDING("audit.pending.lines", Kind.GAUGE, "Audit lines that are not yet in the file"),
    STORE_UP("store.up", Kind.GAUGE, "1 when the store answered this scrape, else 0");

    /** How a figure is measured. */
    enum Kind {
        /** Only grows. */
        COUNTER("counter", "_total"),
        /** Counts durations, with their sum and buckets. */
        TIMER("histogram", "_seconds"),
        /** Counts values, with their sum. */
        SUMMARY("summary", ""),
        /** Is what it is now. */
        GAUGE("gauge", ""),
        /** A gauge in seconds. */
        SECONDS("gauge", "_seconds");

        private final String type;
        private final String suffix;

        Kind(String type, String suffix) {
            this.type = type;
            this.suffix = suffix;
        }
    }

    private static final String PREFIX = "outbound.";
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofMinutes(2),
        Duration.ofMinutes(10),
        Duration.ofHours(1)
    };
    /** What a label may hold: a word, never a sentence, an address or an id made of digits. */
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}|[1-5][0-9]{2}");

    private final String meter;
    private final Kind kind;
    private final String help;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> labels;

    Metric(String meter, Kind kind, String help, String... labels) {
        this.meter = PREFIX + meter;
        this.kind = kind;
        this.help = help;
        this.labels = List.of(labels);
    }

    /** The name as Prometheus scrapes it; of timers and summaries the part before {@code _count}, {@code _sum}. */
    public String scraped() {
        return meter.replace('.', '_') + kind.suffix;
    }

    /** What Prometheus takes it for: counter, gauge, histogram or summary. */
    public String type() {
        return kind.type;
    }

    /** What it says, in one sentence. */
    public String help() {
        return help;
    }

    /** The labels, in order. */
    public List<String> labels() {
        return labels;
    }

    /** The meter's name in Micrometer. */
    String meter() {
        return meter;
    }

    Counter counter(MeterRegistry registry, String... values) {
        return Counter.builder(meter).description(help).tags(tags(values)).register(registry);
    }

    Timer timer(MeterRegistry registry, String... values) {
        return Timer.builder(meter)
                .description(help)
                .serviceLevelObjectives(BUCKETS)
                .tags(tags(values))
                .register(registry);
    }

    DistributionSummary summary(MeterRegistry registry, String... values) {
        return DistributionSummary.builder(meter)
                .description(help)
                .tags(tags(values))
                .register(registry);
    }

    void gauge(MeterRegistry registry, Supplier<Number> value, String... values) {
        Gauge.builder(meter, value)
                .description(help)
                .baseUnit(kind == Kind.SECONDS ? "seconds" : null)
                .tags(tags(values))
                .strongReference(true)
                .register(registry);
    }

    /** A gauge whose label values come and go. */
    MultiGauge gauges(MeterRegistry registry) {
        return MultiGauge.builder(meter)
                .description(help)
                .baseUnit(kind == Kind.SECONDS ? "seconds" : null)
                .register(registry);
    }

    MultiGauge.Row<Number> row(Number value, String... values) {
        return MultiGauge.Row.of(tags(values), value);
    }

    private Tags tags(String... values) {
        if (values.length != labels.size()) {
            throw new IllegalArgumentException(meter + " has the labels " + labels);
        }
        List<Tag> tags = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            tags.add(Tag.of(labels.get(i), WORD.matcher(values[i]).matches() ? values[i] : "other"));
        }
        return Tags.of(tags);
    }
}
