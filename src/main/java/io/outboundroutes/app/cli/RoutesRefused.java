package io.outboundroutes.app.cli;

/** The routes cannot run: the gates refused them, or Camel did. */
final class RoutesRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RoutesRefused(String message) {
        super(message, null, false, true);
    }
}
