package io.outboundroutes.platform.run;

/** A run whose plan was made for one organisation, and that would now be carried out at another one. */
public final class OtherTarget extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param begunFor whom the run was begun for
     * @param now whom this process talks to
     */
    public OtherTarget(String begunFor, String now) {
        super(
                "The run was begun for " + begunFor + ", but this process talks to " + now
                        + "; nothing was sent. Run it again with the settings it was begun with, or ask for a new run",
                null,
                false,
                true);
    }
}
