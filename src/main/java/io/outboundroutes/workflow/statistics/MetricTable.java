package io.outboundroutes.workflow.statistics;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The known metrics, and what is taken from the name of the others. The unit may be overridden by metric
 * ({@code statistics.units.<metric>}), in any case. Immutable, thread-safe.
 */
public final class MetricTable {

    /** The weight of rates. */
    public static final String ATTEMPTED = "callsAttempted";

    /** The weight of durations. */
    public static final String CONNECTED = "callsConnected";

    /** The metric whose limit the guide sets. */
    public static final String AVERAGE_DURATION = "avgCallDuration";

    private static final Map<String, Metric> KNOWN = known(
            new Metric(ATTEMPTED, Unit.COUNT, Merge.SUM),
            new Metric(CONNECTED, Unit.COUNT, Merge.SUM),
            new Metric("callsAbandoned", Unit.COUNT, Merge.SUM),
            new Metric("callsAnswered", Unit.COUNT, Merge.SUM),
            new Metric("callsFailed", Unit.COUNT, Merge.SUM),
            new Metric("contactsAttempted", Unit.COUNT, Merge.SUM),
            new Metric("conversions", Unit.COUNT, Merge.SUM),
            new Metric(AVERAGE_DURATION, Unit.MS, Merge.BY_CONNECTED),
            new Metric("avgTalkDuration", Unit.MS, Merge.BY_CONNECTED),
            new Metric("avgHandleDuration", Unit.MS, Merge.BY_CONNECTED),
            new Metric("totalCallDuration", Unit.MS, Merge.SUM),
            new Metric("totalTalkDuration", Unit.MS, Merge.SUM),
            new Metric("conversionRate", Unit.FRACTION, Merge.BY_ATTEMPTED),
            new Metric("connectRate", Unit.FRACTION, Merge.BY_ATTEMPTED),
            new Metric("abandonRate", Unit.FRACTION, Merge.BY_ATTEMPTED));

    private final Map<String, Unit> overrides;

    /** @param overrides units by metric name, in any case */
    public MetricTable(Map<String, Unit> overrides) {
        Map<String, Unit> lower = new HashMap<>();
        overrides.forEach((name, unit) -> lower.put(name.toLowerCase(Locale.ROOT), unit));
        this.overrides = Map.copyOf(lower);
    }

    private static Map<String, Metric> known(Metric... metrics) {
        Map<String, Metric> known = new HashMap<>();
        for (Metric metric : metrics) {
            known.put(metric.name(), metric);
        }
        return Map.copyOf(known);
    }

    Metric of(String name) {
        Metric known = KNOWN.get(name);
        Unit unit = known == null ? unitByName(name) : known.unit();
        Unit chosen = overrides.getOrDefault(name.toLowerCase(Locale.ROOT), unit);
        return new Metric(name, chosen, known == null ? mergeByName(name, chosen) : known.merge());
    }

    private static Unit unitByName(String name) {
        return name.endsWith("Duration") ? Unit.MS : Unit.UNLISTED;
    }

    private static Merge mergeByName(String name, Unit unit) {
        if (name.startsWith("total")) {
            return Merge.SUM;
        }
        if (name.startsWith("min")) {
            return Merge.LEAST;
        }
        if (name.startsWith("max")) {
            return Merge.LARGEST;
        }
        if (unit.isTime() || name.startsWith("avg")) {
            return Merge.BY_CONNECTED;
        }
        return unit.isRate() || name.endsWith("Rate") ? Merge.BY_ATTEMPTED : Merge.UNLISTED;
    }
}
