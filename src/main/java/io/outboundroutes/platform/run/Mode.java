package io.outboundroutes.platform.run;

/** Whether a run may write. */
public enum Mode {
    /** Plans, then acts. */
    LIVE("live"),
    /** Stops after the plan: every read and decision, no write. */
    DRY_RUN("dry-run");

    private final String label;

    Mode(String label) {
        this.label = label;
    }

    /** The name in reports and in the store. */
    public String label() {
        return label;
    }
}
