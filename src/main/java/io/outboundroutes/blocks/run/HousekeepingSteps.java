package io.outboundroutes.blocks.run;

import io.outboundroutes.platform.store.Forgetting;
import java.time.InstantSource;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of house-keeping, by the names that Hawtio shows. Each batch is a transaction of its own, so that a run waits
 * for a few rows at most, and a process that dies in between has forgotten what it had. Thread-safe.
 */
public final class HousekeepingSteps {

    /** The most rows of a kind that one transaction forgets. */
    public static final int BATCH = 500;

    /** The exchange variable that holds how many rows the last batch forgot, of the kind that had most. */
    static final String FORGOTTEN = "forgotten";

    private static final Logger LOG = LoggerFactory.getLogger(HousekeepingSteps.class);

    private final List<Forgetting> kinds;
    private final InstantSource clock;

    /** @param kinds what is remembered for a while */
    public HousekeepingSteps(List<Forgetting> kinds, InstantSource clock) {
        this.kinds = List.copyOf(kinds);
        this.clock = clock;
    }

    /** Whether anything may be left to forget, and the process does not end. */
    public boolean more(Exchange exchange, @Variable(FORGOTTEN) @Nullable Integer last) {
        return exchange.getContext().getStatus().isStarted() && (last == null || last == BATCH);
    }

    /** Forgets one batch of each kind. */
    public void forget(Exchange exchange) {
        int most = 0;
        for (Forgetting kind : kinds) {
            int forgotten = kind.batch().forget(clock.instant().minus(kind.after()), BATCH);
            if (forgotten > 0) {
                LOG.info("Forgot {} {} that are older than {}", forgotten, kind.what(), kind.after());
            }
            most = Math.max(most, forgotten);
        }
        exchange.setVariable(FORGOTTEN, most);
    }
}
