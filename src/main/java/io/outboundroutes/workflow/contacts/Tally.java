package io.outboundroutes.workflow.contacts;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Adds up the items of a run. {@code attempted} are the rows for which a conversation was due: all but wishes met before
 * and contacts who must not be contacted; {@code succeeded} are those contacted, {@code successRate} is their
 * share in percent, {@code averageLatencyMs} that of the calls which started their conversations. Used by one thread.
 */
public final class Tally {

    /** The last of the counts. */
    public static final String SUCCESS_RATE = "successRate";

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

    /** Rows for which a conversation was due. */
    public long attempted() {
        long all = outcomes.values().stream().mapToLong(Long::longValue).sum();
        return all - of(Outcome.BLOCKED) - of(Outcome.EXISTS);
    }

    /** The mean time of the calls that started conversations, in milliseconds; 0 without any. */
    public long averageLatencyMs() {
        return latencies == 0 ? 0 : Math.round((double) latencySum / latencies);
    }

    /** The contacted ones' share in percent, at most two decimals; null when nothing was attempted. */
    public @Nullable BigDecimal successRate() {
        if (attempted() == 0) {
            return null;
        }
        BigDecimal rate = BigDecimal.valueOf(100 * of(Outcome.CONTACTED))
                .divide(BigDecimal.valueOf(attempted()), 2, RoundingMode.HALF_UP)
                .stripTrailingZeros();
        return rate.scale() < 0 ? rate.setScale(0) : rate;
    }

    /** The report's counts in its order; without a rate when nothing was attempted. */
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
        BigDecimal rate = successRate();
        if (rate != null) {
            counts.put(SUCCESS_RATE, rate);
        }
        return counts;
    }
}
