package io.outboundroutes.platform.run;

/** A plan that wants more writes than its ceiling allows; nothing of it is written (all23). */
public final class CeilingExceeded extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CeilingExceeded(String message) {
        super(message, null, false, true);
    }
}
