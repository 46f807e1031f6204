package io.outboundroutes.app.cli;

/** A run that was begun could not be brought to its end here; it is gone on with by whoever comes next. */
final class RunLeft extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RunLeft(String message) {
        super(message, null, false, true);
    }
}
