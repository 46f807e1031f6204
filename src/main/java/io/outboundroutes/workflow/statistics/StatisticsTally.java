package io.outboundroutes.workflow.statistics;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts a run's items as the report tells them. For one run; not thread-safe. */
public final class StatisticsTally {

    private long campaigns;
    private long fetched;
    private long cached;
    private long flagged;
    private long held;
    private long failed;

    /** Counts an item. */
    public void add(Map<String, Object> fields, @Nullable String outcome) {
        campaigns++;
        if (StatisticsTold.FETCHED.equals(outcome)) {
            fetched++;
        } else if (StatisticsTold.HELD.equals(outcome)) {
            held++;
        } else if (StatisticsTold.FAILED.equals(outcome)) {
            failed++;
        }
        if (Boolean.TRUE.equals(fields.get("cached"))) {
            cached++;
        }
        if (fields.get("validationFlags") instanceof Collection<?> flags && !flags.isEmpty()) {
            flagged++;
        }
    }

    /** The counts, in the report's order. */
    public Map<String, Number> counts() {
        Map<String, Number> counts = new LinkedHashMap<>();
        counts.put("campaigns", campaigns);
        counts.put("fetched", fetched);
        counts.put("cached", cached);
        counts.put("flagged", flagged);
        counts.put("held", held);
        counts.put("failed", failed);
        return counts;
    }
}
