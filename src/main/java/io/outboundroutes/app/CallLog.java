package io.outboundroutes.app;

import io.outboundroutes.platform.http.CallListener;
import io.outboundroutes.platform.http.Operation;
import io.outboundroutes.platform.run.RunContext;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs each wait that is not the usual pace, counts waits for the progress of the run, and passes on what it hears.
 * Thread-safe.
 */
final class CallLog implements CallListener {

    private static final Logger LOG = LoggerFactory.getLogger("outbound.calls");

    private final CallListener next;

    CallLog(CallListener next) {
        this.next = next;
    }

    @Override
    public void attempted(String vendor, Operation operation, int attempt, String outcome, RunContext run) {
        LOG.debug("Run {}: {} {} attempt {}: {}", run.id(), vendor, operation.id(), attempt, outcome);
        next.attempted(vendor, operation, attempt, outcome, run);
    }

    @Override
    public void answered(String vendor, Operation operation, Duration latency) {
        next.answered(vendor, operation, latency);
    }

    @Override
    public void waiting(String vendor, Operation operation, Duration how, String why, RunContext run) {
        run.count("waits", 1);
        run.count("waitedMs", how.toMillis());
        LOG.info("Run {}: {} {} waits {} ms: {}", run.id(), vendor, operation.id(), how.toMillis(), why);
        next.waiting(vendor, operation, how, why, run);
    }
}
