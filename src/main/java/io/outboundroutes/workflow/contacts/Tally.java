package io.outboundroutes.workflow.contacts;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Adds up the items of a run. {@code attempted} are those for which something was asked of the vendor or would have
 * been: all but rejected rows and wishes met before; {@code succeeded} are those contacted, {@code successRate} is their
 * share in percent, {@code averageLatencyMs} that of the calls which started their conversations. Used by one thread.
 */
public final class Tally {

    private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    private long registered;
    private long existing;
    private long latencies;
    private long latencySum;

    /** Adds an item. */
    public void add(Outcome outcome, Map<String, ?> fields, @Nullable Long latencyMs) {
        outcomes.merge(outcome, 1L, Long::sum);
        Object registration = fields.get(ContactFields.REGISTRATION);
        registered += ContactFields.REGISTERED.equals(registration) ? 1 : 0;
        existing += ContactFields.EXISTING.equals(registration) ? 1 : 0;
        if (outcome == Outcome.CONTACTED && latencyMs != null) {
            latencies++;
            latencySum += latencyMs;
        }
    }

    /** How many items had that outcome. */
    public long of(Outcome outcome) {
        return outcomes.getOrDefault(outcome, 0L);
    }

    /** Items for which something was asked of the vendor. */
    public long attempted() {
        long all = outcomes.values().stream().mapToLong(Long::longValue).sum();
        return all - of(Outcome.REJECTED) - of(Outcome.EXISTS);
    }

    /** The mean time of the calls that started conversations, in milliseconds; 0 without any. */
    public long averageLatencyMs() {
        return latencies == 0 ? 0 : Math.round((double) latencySum / latencies);
    }

    /** The contacted ones' share in percent, two decimals; 0 when nothing was attempted. */
    public BigDecimal successRate() {
        return attempted() == 0
                ? BigDecimal.ZERO
                : BigDecimal.valueOf(100 * of(Outcome.CONTACTED))
                        .divide(BigDecimal.valueOf(attempted()), 2, RoundingMode.HALF_UP);
    }

    /** The report's counts in its order. */
    public Map<String, Number> counts() {
        Map<String, Number> counts = new LinkedHashMap<>();
        counts.put("attempted", attempted());
        counts.put("succeeded", of(Outcome.CONTACTED));
        counts.put("failed", of(Outcome.FAILED));
        counts.put("registered", registered);
        counts.put("existing", existing);
        counts.put("contacted", of(Outcome.CONTACTED));
        counts.put("held", of(Outcome.HELD));
        counts.put("blocked", of(Outcome.BLOCKED));
        counts.put("rejected", of(Outcome.REJECTED));
        counts.put("unknown", of(Outcome.UNKNOWN));
        counts.put("exists", of(Outcome.EXISTS));
        counts.put("averageLatencyMs", averageLatencyMs());
        counts.put("successRate", successRate());
        return counts;
    }
}
