package io.outboundroutes.platform.run;

import java.time.Duration;
import java.util.Map;

/** Sees what becomes of runs and items, for metrics. Must be quick, and never throws. */
public interface RunListener {

    /** Hears nothing. */
    RunListener NONE = new RunListener() {};

    /** Something was counted, under a name that the report may show. */
    default void counted(RunContext run, String what, long more) {}

    /** An item was acted upon and is settled; items that the plan settled are not told. */
    default void settled(RunContext run, Item item) {}

    /**
     * A run ended here, and its report is stored.
     *
     * @param counts those of the report
     * @param outcomes how many items have which outcome; open ones are {@code planned} or {@code sent}
     */
    default void ended(
            RunContext run,
            RunStatus status,
            Duration took,
            Map<String, ? extends Number> counts,
            Map<String, Long> outcomes) {}

    /**
     * An event arrived.
     *
     * @param after how long it had been in the store
     */
    default void delivered(String workflow, Duration after) {}

    /** A schedule fired while another run was under way. */
    default void skipped(String workflow) {}
}
