package io.outboundroutes.blocks.run;

import io.outboundroutes.blocks.run.RunRoutes.Asking;
import io.outboundroutes.platform.run.Trigger;
import io.outboundroutes.platform.store.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The step by which a schedule asks for a run. While the store does not answer, the latest firing of each workflow is
 * kept in memory and asked for again, for an hour: what a schedule is for seldom suits any later time of day. Asking twice
 * is asking once, so every process may do so. Thread-safe.
 */
public final class AskRun {

    /** How late a firing may be noted. */
    static final Duration LATEST = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(AskRun.class);

    private final Asking asking;
    private final InstantSource clock;
    private final Map<String, Instant> missed = new ConcurrentHashMap<>();

    AskRun(Asking asking, InstantSource clock) {
        this.asking = asking;
        this.clock = clock;
    }

    /** Asks for the run of the variable {@code workflow}, for the firing that the exchange tells of. */
    public void ask(Exchange exchange) {
        String workflow = exchange.getVariable("workflow", String.class);
        Date due = exchange.getMessage().getHeader("scheduledFireTime", Date.class);
        Date fired = exchange.getMessage().getHeader("fireTime", Date.class);
        if (due == null && fired == null) {
            throw new IllegalStateException("kamelet:ask-run is for routes that start from quartz: " + Trigger.QUARTZ
                    + " tells when it fired, this exchange does not");
        }
        ask(workflow, (due == null ? fired : due).toInstant());
    }

    private void ask(String workflow, Instant fireTime) {
        try {
            asking.scheduled(workflow, fireTime);
            // Earlier ones are made up for by it.
            missed.computeIfPresent(workflow, (w, other) -> other.isAfter(fireTime) ? other : null);
        } catch (StoreUnavailable e) {
            missed.merge(workflow, fireTime, (one, other) -> one.isAfter(other) ? one : other);
            LOG.warn(
                    "{} was to run at {}, but the store does not answer; it is asked again until {}: {}",
                    workflow,
                    fireTime,
                    fireTime.plus(LATEST),
                    e.getMessage());
        }
    }

    /** Asks for what the store could not be asked for before. */
    public void askAgain() {
        missed.forEach((workflow, fireTime) -> {
            if (clock.instant().isAfter(fireTime.plus(LATEST))) {
                missed.remove(workflow, fireTime);
                LOG.error(
                        "{} did not run at {}: the store has not answered since; start it by hand if it is to run",
                        workflow,
                        fireTime);
                return;
            }
            try {
                asking.scheduled(workflow, fireTime);
                missed.remove(workflow, fireTime);
                LOG.info("{} is asked for, as it was to run at {}: the store answers again", workflow, fireTime);
            } catch (StoreUnavailable e) {
                LOG.debug("The store still does not answer: {}", e.getMessage());
            }
        });
    }
}
