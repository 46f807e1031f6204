package io.outboundroutes.platform.store;

/**
 * This process no longer owns the run: it stood still for so long that another one went on with it, or the run has
 * ended. Nothing was stored. Stop working on the run; send nothing more for it.
 */
public final class RunTakenOver extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RunTakenOver(String runId, String owner, String instead) {
        super("Run " + runId + " is no longer executed by " + owner + ": " + instead
                + ". Nothing was stored; this process must not go on with it");
    }
}
