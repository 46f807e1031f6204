package io.outboundroutes.platform.store;

/** A replay that was asked for and cannot be; the message says why, and what to do instead. Nothing was changed. */
public final class ReplayRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean unknown;

    private ReplayRefused(boolean unknown, String message) {
        super(message, null, false, true);
        this.unknown = unknown;
    }

    /** @param message for people: what, why, how to go on; free of secrets and personal data */
    static ReplayRefused because(String message) {
        return new ReplayRefused(false, message);
    }

    /** There is no such run or item. */
    static ReplayRefused unknown(String message) {
        return new ReplayRefused(true, message);
    }

    /** Whether it is about something that there is not. */
    public boolean isUnknown() {
        return unknown;
    }
}
