package io.outboundroutes.blocks.run;

import org.jspecify.annotations.Nullable;

/** Finds the exception that says whose fault it is under those that Camel wraps around it. Stateless. */
final class Causes {

    private static final String OURS = "io.outboundroutes.";

    private Causes() {}

    static Throwable ours(@Nullable Throwable caught) {
        if (caught == null) {
            return new IllegalStateException("A route failed without saying why");
        }
        Throwable deepest = caught;
        for (Throwable cause = caught; cause != null; cause = cause.getCause()) {
            if (cause.getClass().getName().startsWith(OURS)) {
                return cause;
            }
            deepest = cause;
        }
        return deepest;
    }

    /**
     * What may be said of an exception. Texts of others quote what they stumbled over ({@code For input string: …}), which
     * may be anybody's name or phone number; our own are written to be shown (all16).
     */
    static String told(Throwable caught) {
        String name = caught.getClass().getSimpleName();
        StackTraceElement[] trace = caught.getStackTrace();
        boolean ours = caught.getClass().getName().startsWith(OURS)
                || (trace.length > 0 && trace[0].getClassName().startsWith(OURS));
        if (ours) {
            return caught.getMessage() == null ? name : name + ": " + caught.getMessage();
        }
        String where = trace.length == 0 ? "" : " in " + trace[0].getClassName() + "." + trace[0].getMethodName();
        return name + where + "; its text is not shown, for it may quote data. Look at the step that was added or"
                + " changed last";
    }

    /** The same exception for a log: its kinds and where they come from, without the texts of others. */
    static Throwable withoutTexts(Throwable caught) {
        RuntimeException quiet = new IllegalStateException(told(caught));
        quiet.setStackTrace(caught.getStackTrace());
        return quiet;
    }
}
