package io.outboundroutes.app.cli;

/** The JVM's shutdown hooks. Stateless. */
final class Hooks {

    private Hooks() {}

    /** Takes a hook back, unless the JVM is ending already: then it runs to its end. */
    static void remove(Thread hook) {
        try {
            boolean unused = Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The hooks are running: a signal came.
            return;
        }
    }
}
