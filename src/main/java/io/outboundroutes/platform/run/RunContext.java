package io.outboundroutes.platform.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What travels with one run through every route: who it is, its clock, what it counts, and whether it must stop.
 * Thread-safe.
 */
public final class RunContext {

    private final Run run;
    private final Instant now;
    private final RunListener listener;
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final List<Problem> warnings = new ArrayList<>();
    private final List<Failure> errors = new ArrayList<>();
    /** The status of an item's last write, when it was no 2xx; by the item's key. */
    private final Map<String, Integer> refusals = new ConcurrentHashMap<>();

    private volatile @Nullable Stop stop;
    private volatile boolean left;
    private volatile boolean resting;
    private boolean acting;
    private volatile String doing = "starting";

    /**
     * A cause of failure, as a report shows it.
     *
     * @param problem what went wrong
     * @param operation the vendor operation it happened in; null when there was none
     * @param status the vendor's HTTP status; null when there was none
     */
    public record Failure(
            Problem problem,
            @Nullable String operation,
            @Nullable Integer status) {}

    /**
     * Why nothing more is begun.
     *
     * @param reason for people
     * @param interrupted whether somebody asked the process to end; else the vendor made it stop
     * @param until when the vendor takes calls again; null when that is not the reason
     * @param code the error that the report shows of an interruption
     */
    public record Stop(
            String reason, boolean interrupted, @Nullable Instant until, String code) {

        /** With the common code. */
        public Stop(String reason, boolean interrupted, @Nullable Instant until) {
            this(reason, interrupted, until, "stopped");
        }

        /** An operator wants the run to end. */
        public static Stop cancelled(String reason) {
            return new Stop(reason, true, null, "cancelled");
        }
    }

    /**
     * @param run the stored run
     * @param now the one time of the run: every decision that depends on the time uses it (all18)
     */
    public RunContext(Run run, Instant now) {
        this(run, now, RunListener.NONE);
    }

    /** The same with somebody who hears of what is counted. */
    public RunContext(Run run, Instant now, RunListener listener) {
        this.run = run;
        this.now = now;
        this.listener = listener;
    }

    /** The run's id. */
    public String id() {
        return run.id();
    }

    /** The workflow's id. */
    public String workflow() {
        return run.request().workflow();
    }

    /** The stored run as it was when it was begun. */
    public Run run() {
        return run;
    }

    /**
     * The run whose stored plan this one goes on with: after a crash that is the run itself; null when it made, or will
     * make, a plan of its own.
     */
    public @Nullable String resumedFrom() {
        return run.resumedFrom() == null && run.planned() ? run.id() : run.resumedFrom();
    }

    /** What is done about writes of unknown fate that another run made and the vendor cannot tell of. */
    public UnknownFate unknownFate() {
        Resumption resumption = run.resumption();
        return resumption == null ? UnknownFate.LOOK_UP : resumption.unknown();
    }

    /** The one time of the run. */
    public Instant now() {
        return now;
    }

    /** Whether what the store knows as done is done again. */
    public boolean again() {
        return run.request().again();
    }

    /** Whether the run stops after its plan. */
    public boolean dryRun() {
        return run.request().mode() == Mode.DRY_RUN;
    }

    /** Adds to a count. */
    public void count(String name, long more) {
        counts.computeIfAbsent(name, any -> new LongAdder()).add(more);
        listener.counted(this, name, more);
    }

    /** A count's value, 0 when nothing was counted. */
    public long counted(String name) {
        LongAdder adder = counts.get(name);
        return adder == null ? 0 : adder.sum();
    }

    /** All counts by name. */
    public Map<String, Long> counts() {
        Map<String, Long> sums = new TreeMap<>();
        counts.forEach((name, adder) -> sums.put(name, adder.sum()));
        return sums;
    }

    /** Adds a warning; the same one twice is one. */
    public synchronized void warn(Problem warning) {
        if (!warnings.contains(warning)) {
            warnings.add(warning);
        }
    }

    /** The warnings so far. */
    public synchronized List<Problem> warnings() {
        return List.copyOf(warnings);
    }

    /** Adds a cause of failure; the same one twice is one. */
    public synchronized void failed(Failure failure) {
        if (!errors.contains(failure)) {
            errors.add(failure);
        }
    }

    /** The causes of failure so far. */
    public synchronized List<Failure> errors() {
        return List.copyOf(errors);
    }

    /** Begins nothing more. The first reason stays. */
    public synchronized void stop(Stop why) {
        if (stop == null) {
            stop = why;
        }
    }

    /**
     * Begins nothing more, and does not end here: the run stays as it is in the store, to be gone on with at the next
     * start.
     */
    public synchronized void leave(String reason) {
        left = true;
        stop(new Stop(reason, true, null));
    }

    /**
     * Takes no further item; those that were begun are finished, and unless nothing is open then, the run stays as it is in
     * the store. What only plans is left at once: reading again is free of effects.
     */
    public synchronized void rest(String reason) {
        if (acting) {
            resting = true;
        } else {
            leave(reason);
        }
    }

    /** Begins to act on items, unless nothing more is begun. */
    public synchronized boolean beginActing() {
        acting = stop == null;
        return acting;
    }

    /** Whether no further item is taken, because the run is stopped or rests. */
    public boolean takesNoMore() {
        return stop != null || resting;
    }

    /** Whether the run rests: it has not ended while anything is open. */
    public boolean resting() {
        return resting;
    }

    /** Whether the run is left for the next start, so that neither its end nor open fates are recorded. */
    public boolean left() {
        return left;
    }

    /** Why nothing more is begun; null while the run goes on. */
    public @Nullable Stop stopped() {
        return stop;
    }

    /** Says what the run is doing, for progress. */
    public void doing(String what) {
        doing = what;
    }

    /** What the run is doing. */
    public String doing() {
        return doing;
    }

    /** Notes what a write for an item was answered, so that a refusal which no route judges is not taken for success. */
    public void answered(String itemKey, int status) {
        if (status / 100 == 2) {
            refusals.remove(itemKey);
        } else {
            refusals.put(itemKey, status);
        }
    }

    /** The status with which the item's last write was refused, once; empty when it was not. */
    public OptionalInt takeRefusal(String itemKey) {
        Integer status = refusals.remove(itemKey);
        return status == null ? OptionalInt.empty() : OptionalInt.of(status);
    }
}
