package io.outboundroutes.platform.http;

import io.outboundroutes.platform.run.RunContext;
import java.time.Duration;

/** Sees every attempt and every wait, for logs, metrics and progress. */
public interface CallListener {

    /** Hears nothing. */
    CallListener NONE = new CallListener() {};

    /**
     * An attempt was made.
     *
     * @param outcome the HTTP status as text, or {@code io-error}, {@code not-permitted}
     */
    default void attempted(String vendor, Operation operation, int attempt, String outcome, RunContext run) {}

    /** The vendor answered, whatever it was, after so long. */
    default void answered(String vendor, Operation operation, Duration latency) {}

    /** A call waits before its next attempt, for a reason that is not the usual pace. */
    default void waiting(String vendor, Operation operation, Duration how, String why, RunContext run) {}
}
