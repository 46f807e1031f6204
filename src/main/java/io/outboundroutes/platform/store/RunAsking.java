package io.outboundroutes.platform.store;

import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.platform.run.Problem;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunRequest;
import io.outboundroutes.platform.run.RunStatus;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Inserts the runs that are asked for, once per request key. Safe for use by several threads and processes. */
final class RunAsking {

    /** A run without rows to work on. */
    static final Input NO_INPUT = (c, runId) -> {};
    /** Nothing keeps a run from being begun in its turn. */
    static final Tx.Work<Optional<Problem>> ALWAYS = c -> Optional.empty();

    private final Tx tx;
    private final InstantSource clock;
    private final Checkpoint checkpoint;
    private final RunIds ids;

    RunAsking(Tx tx, InstantSource clock, Checkpoint checkpoint) {
        this.tx = tx;
        this.clock = clock;
        this.checkpoint = checkpoint;
        this.ids = new RunIds(clock);
    }

    /** Stores the rows that a new run is asked for with. */
    @FunctionalInterface
    interface Input {
        void store(Connection c, String runId) throws SQLException;
    }

    /**
     * The run of a request: the one that its key already has, else a new one.
     *
     * @param never why a new one is never to be begun, decided in its transaction; empty: it is
     */
    Run insertOrFind(RunRequest request, Tx.Work<Optional<Problem>> never, Input input) {
        return insertOrFind(request, never, input, id -> {});
    }

    /**
     * The same for who wants to know whether the run is a new one.
     *
     * @param inserted told the id of a new run, before anybody else can see it
     */
    Run insertOrFind(RunRequest request, Tx.Work<Optional<Problem>> never, Input input, Consumer<String> inserted) {
        String key = request.requestKey();
        String id = ids.next();
        try {
            // Rows can be read only once, so their transaction cannot be repeated.
            return asked(id, tx.run("Asking for a run of " + request.workflow(), input == NO_INPUT, c -> {
                Optional<Run> known = key == null ? RunRows.byId(c, id) : RunRows.byKey(c, request.workflow(), key);
                if (known.isPresent()) {
                    return known.get();
                }
                Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
                Problem why = never.apply(c).orElse(null);
                RunStatus first = why == null ? RunStatus.ASKED : RunStatus.SKIPPED;
                String report =
                        why == null ? null : Reports.neverBegun(id, request, now, now, why.code(), why.message());
                RunRows.insert(c, id, request, first, now, report);
                input.store(c, id);
                inserted.accept(id);
                checkpoint.reached("before-commit:asked");
                return RunStore.found(RunRows.byId(c, id), id);
            }));
        } catch (StoreUnavailable e) {
            // Somebody asked with the same key between our look and our insert; that run is the run.
            if (key == null || !e.isDuplicate()) {
                throw e;
            }
            return RunStore.found(tx.run("Looking up a run", c -> RunRows.byKey(c, request.workflow(), key)), key);
        }
    }

    /**
     * The run over an input from a command line: the one that was asked for with just the same, unless it has ended without
     * success; else a new one. The rows are read and stored before they can be recognised, and taken back when they are.
     *
     * @param request without a key; it is made of the rows
     * @param target whom the run is for
     */
    Run insertOrFindByRows(RunRequest request, String target, Iterator<String> rows) {
        String workflow = request.workflow();
        String id = ids.next();
        AtomicReference<@Nullable String> key = new AtomicReference<>();
        try {
            return asked(id, tx.run("Asking for a run of " + workflow, false, c -> {
                RunRows.insert(c, id, request, RunStatus.ASKED, clock.instant().truncatedTo(ChronoUnit.MILLIS), null);
                String wish = keyOf(request, target, RunInputs.insert(c, id, rows));
                key.set(wish);
                RunInputs.letAskAgain(c, workflow, wish);
                Optional<Run> known = RunRows.byKey(c, workflow, wish);
                if (known.isPresent()) {
                    RunStore.remove(c, id);
                    return known.get();
                }
                Sql.update(c, "update run set request_key = ?, target = ? where id = ?", wish, target, id);
                checkpoint.reached("before-commit:asked");
                return RunStore.found(RunRows.byId(c, id), id);
            }));
        } catch (StoreUnavailable e) {
            String asked = key.get();
            if (asked == null || !e.isDuplicate()) {
                throw e;
            }
            // Somebody handed the same in between our look and our update; that run is the run.
            return RunStore.found(tx.run("Looking up a run", c -> RunRows.byKey(c, workflow, asked)), asked);
        }
    }

    /**
     * @param id of the run that was to be inserted; another one was there already
     */
    private Run asked(String id, Run run) {
        if (run.id().equals(id)) {
            checkpoint.reached("after-commit:asked");
        }
        return run;
    }

    /** The same rows for somebody else, or under other settings, are another wish. */
    private static String keyOf(RunRequest request, String target, String hash) {
        InputHash all = new InputHash(List.of(hash, target, Json.write(new TreeMap<>(request.parameters())))
                .iterator());
        return request.trigger().label() + ":" + all.ofAll();
    }

    /** Why a firing of the workflow would come too early: it is halted, or one runs, or an earlier firing waits. */
    static Optional<Problem> tooEarly(Connection c, String workflow) throws SQLException {
        Optional<Orders.Halt> halt = Orders.haltOf(c, workflow);
        if (halt.isPresent()) {
            return Optional.of(new Problem(
                    "paused", halt.get().order().reason() + "; the next firing after it is taken back runs"));
        }
        boolean underWay = Sql.exists(
                c,
                "select 1 from run where workflow = ? and (status = 'RUNNING'"
                        + " or (status = 'ASKED' and trigger_kind = 'quartz'))",
                workflow);
        return underWay
                ? Optional.of(new Problem(
                        "run-under-way",
                        "Another run of " + workflow + " was under way when the schedule fired; the next firing runs"))
                : Optional.empty();
    }
}
