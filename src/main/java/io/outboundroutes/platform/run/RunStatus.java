package io.outboundroutes.platform.run;

/** Where a run stands. The last four are final and are the only ones that a report shows. */
public enum RunStatus {
    /** Asked for, waiting its turn. */
    ASKED,
    /** Begun by its owner. A run that still says so after its owner died is gone on with by the next one. */
    RUNNING,
    /** Every item is done. */
    SUCCEEDED,
    /** Some items are done, some are not. */
    PARTIAL,
    /** No item is done although some were wanted, or the plan could not be made. */
    FAILED,
    /** Never begun: a scheduled firing that came too early or into a pause, or a run cancelled while it waited. */
    SKIPPED;

    /** Whether nothing more will happen to the run. */
    public boolean isFinal() {
        return this != ASKED && this != RUNNING;
    }
}
