package io.outboundroutes.app.cli;

/** The command line asks for something that is not there. */
final class WrongUsage extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WrongUsage(String message) {
        super(message, null, false, true);
    }
}
