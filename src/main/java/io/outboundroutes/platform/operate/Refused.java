package io.outboundroutes.platform.operate;

/** What an operator wants is not to be had; nothing was changed. The message says why, and holds nothing personal. */
public final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Whose fault it is. */
    public enum Why {
        /** There is no such thing. */
        UNKNOWN,
        /** It is there, and its state forbids it. */
        STATE,
        /** The same key was used for another wish. */
        OTHER_WISH,
        /** The input does not go with the workflow. */
        INPUT
    }

    private final Why why;

    public Refused(Why why, String message) {
        super(message, null, false, false);
        this.why = why;
    }

    /** Whose fault it is. */
    public Why why() {
        return why;
    }
}
