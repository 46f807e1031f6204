package io.outboundroutes.blocks.run;

import io.outboundroutes.platform.run.Order;
import io.outboundroutes.platform.run.RunContext;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.platform.store.StoreUnavailable;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the runs of this process obey what operators have ordered, through whichever process. A process without a run
 * under way asks nobody. Thread-safe.
 */
public final class StandingOrders {

    private static final Logger LOG = LoggerFactory.getLogger(StandingOrders.class);

    private final Store store;
    private final RunsUnderWay underWay;

    public StandingOrders(Store store, RunsUnderWay underWay) {
        this.store = store;
        this.underWay = underWay;
    }

    /** Looks for orders and gives them to the runs; what a run was told before it is told in vain. */
    public void look() {
        Map<String, RunContext> runs = new TreeMap<>();
        underWay.all().forEach(run -> runs.put(run.id(), run));
        if (runs.isEmpty()) {
            return;
        }
        try {
            store.orders().of(runs.keySet()).forEach((id, order) -> {
                RunContext run = runs.get(id);
                if (run != null) {
                    give(run, order);
                }
            });
        } catch (StoreUnavailable e) {
            // A write is marked in the store before it is sent, so nothing is sent meanwhile either.
            LOG.debug("The store tells no orders right now", e);
        }
    }

    private static void give(RunContext run, Order order) {
        boolean obeys = run.stopped() != null || (run.resting() && order.kind() == Order.Kind.PAUSE);
        order.give(run);
        if (!obeys) {
            LOG.info("Run {} of {}: {}", run.id(), run.workflow(), order.reason());
        }
    }
}
