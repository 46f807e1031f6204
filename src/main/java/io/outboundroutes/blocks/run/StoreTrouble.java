package io.outboundroutes.blocks.run;

import io.outboundroutes.platform.run.RunContext;
import io.outboundroutes.platform.store.StoreUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of a run whose store is not to be reached, or has no space. Stateless. */
final class StoreTrouble {

    private static final Logger LOG = LoggerFactory.getLogger(StoreTrouble.class);

    private StoreTrouble() {}

    /**
     * Leaves the run as it is in the store, when that is what failed: an end could not be recorded, or would leave open what
     * only nobody could note. Whoever reaches the store again goes on with the run.
     */
    static boolean leaves(RunContext run, Throwable caught) {
        if (!(caught instanceof StoreUnavailable trouble && trouble.isPassing())) {
            return false;
        }
        if (!run.left()) {
            LOG.error("Run {} is left as it is and gone on with later: {}", run.id(), trouble.getMessage());
        }
        run.leave("the store did not answer");
        return true;
    }
}
