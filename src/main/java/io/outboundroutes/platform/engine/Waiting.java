package io.outboundroutes.platform.engine;

import io.outboundroutes.platform.run.Run;
import java.time.Duration;
import java.util.Optional;

/** Told about once a second while a run in the foreground waits for its turn. */
@FunctionalInterface
public interface Waiting {

    /** Does nothing. */
    Waiting SILENT = (run, holder, soFar) -> {};

    /**
     * Says that the run still waits.
     *
     * @param run the run that waits
     * @param holder the process that holds the workflow's mutex; empty when nobody does
     * @param soFar how long it has waited
     */
    void waiting(Run run, Optional<String> holder, Duration soFar);
}
