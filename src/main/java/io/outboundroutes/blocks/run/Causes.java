package io.outboundroutes.blocks.run;

import org.jspecify.annotations.Nullable;

/** Finds the exception that says whose fault it is under those that Camel wraps around it. Stateless. */
final class Causes {

    private Causes() {}

    static Throwable ours(@Nullable Throwable caught) {
        if (caught == null) {
            return new IllegalStateException("A route failed without saying why");
        }
        Throwable deepest = caught;
        for (Throwable cause = caught; cause != null; cause = cause.getCause()) {
            if (cause.getClass().getName().startsWith("io.outboundroutes.")) {
                return cause;
            }
            deepest = cause;
        }
        return deepest;
    }
}
