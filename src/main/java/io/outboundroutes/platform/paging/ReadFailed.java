package io.outboundroutes.platform.paging;

/** A read that did not get everything. Whoever consumed some of its records must not act on them. */
public final class ReadFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ReadFailed(String message) {
        super(message, null, false, true);
    }
}
