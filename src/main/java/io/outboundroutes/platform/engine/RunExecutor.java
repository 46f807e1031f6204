package io.outboundroutes.platform.engine;

import io.outboundroutes.platform.run.Run;

/** Executes a run to its end. */
@FunctionalInterface
public interface RunExecutor {

    /**
     * Plans, if the run has no plan yet, acts upon what is open, and finishes the run in the store. A run that is not
     * finished when this returns or throws is offered again after a while, as one that lost its process.
     *
     * <p>Called with the workflow's mutex held. Interrupted when the engine stops and its patience ends: then cut waits,
     * send nothing more, finish the run, return.
     *
     * @param run RUNNING and owned by this process
     */
    void execute(Run run);
}
