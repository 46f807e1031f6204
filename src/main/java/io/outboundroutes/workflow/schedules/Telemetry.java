package io.outboundroutes.workflow.schedules;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tallies of a run (sch7). Each request counts once in {@code attempted} and, unless its fate is unknown, once in one
 * of the others. Requests that are only planned were not attempted.
 *
 * <p>Not thread-safe: used while a report is told.
 */
public final class Telemetry {

    /** The last of the counts. */
    public static final String SUCCESS_RATE = "successRate";

    private long attempted;
    private long succeeded;
    private long conflicts;
    private long validationFailures;
    private long failed;
    private long measured;
    private long latencyMs;

    /**
     * Adds one request.
     *
     * @param outcome as the report names it
     * @param violated whether it was refused for what was wrong with it
     * @param latency how long the vendor took to answer its writes, in milliseconds; null when nothing was written
     */
    public void add(String outcome, boolean violated, @Nullable Long latency) {
        if (outcome.equals("planned")) {
            return;
        }
        attempted++;
        switch (outcome) {
            case "SUCCESS" -> succeeded++;
            case "CONFLICT" -> conflicts++;
            case "FAILED" -> {
                validationFailures += violated ? 1 : 0;
                failed += violated ? 0 : 1;
            }
            default -> {
                // Its fate is unknown; it is neither a success nor a failure.
            }
        }
        if (latency != null) {
            measured++;
            latencyMs += latency;
        }
    }

    /** The tallies by the names of the report: the mean latency in milliseconds, the success rate in percent, none without an attempt. */
    public Map<String, Number> counts() {
        Map<String, Number> counts = new LinkedHashMap<>();
        counts.put("attempted", attempted);
        counts.put("succeeded", succeeded);
        counts.put("conflicts", conflicts);
        counts.put("validationFailures", validationFailures);
        counts.put("failed", failed);
        counts.put("averageLatencyMs", ratio(latencyMs, measured, 1));
        if (attempted > 0) {
            counts.put(SUCCESS_RATE, ratio(succeeded, attempted, 100));
        }
        return counts;
    }

    private static BigDecimal ratio(long part, long whole, long times) {
        if (whole == 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal ratio = BigDecimal.valueOf(part)
                .multiply(BigDecimal.valueOf(times))
                .divide(BigDecimal.valueOf(whole), 2, RoundingMode.HALF_UP)
                .stripTrailingZeros();
        return ratio.scale() < 0 ? ratio.setScale(0) : ratio;
    }
}
