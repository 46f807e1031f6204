package io.outboundroutes.blocks.run;

import io.outboundroutes.platform.run.Problem;
import io.outboundroutes.platform.run.RunListener;
import io.outboundroutes.platform.run.Target;
import io.outboundroutes.platform.run.WorkflowTraits;
import java.time.InstantSource;
import java.util.Optional;

/**
 * What the envelope must know of its surroundings. Thread-safe.
 */
public interface RunFacts {

    /** The program's version. */
    String version();

    /** The wall time; a run reads it once for its decisions, and at its ends for its report. */
    InstantSource clock();

    /** What is particular about a workflow. */
    WorkflowTraits traits(String workflow);

    /** Whom a workflow talks to. */
    Target target(String workflow);

    /** Who hears of runs and items besides the store. */
    default RunListener listener() {
        return RunListener.NONE;
    }

    /** Whether somebody wants to be told of a workflow's outcomes; otherwise the warning to give. */
    Optional<Problem> noWebhook(String workflow);
}
