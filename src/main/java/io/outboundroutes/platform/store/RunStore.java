package io.outboundroutes.platform.store;

import io.outboundroutes.platform.run.AuditEntry;
import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunRequest;
import io.outboundroutes.platform.run.RunStatus;
import io.outboundroutes.platform.run.Trigger;
import io.outboundroutes.platform.run.WebhookEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs: asked for by triggers, begun one at a time per workflow, finished once; {@link RunHistory} reads them. Safe for use by several threads and
 * processes. Every method throws {@link StoreUnavailable} when the database does not answer.
 *
 * <p>{@link #next}, {@link #begin} and {@link #beginOrAdopt} are called inside the workflow's mutex only (the run engine
 * holds it): whoever holds the mutex knows that a run which still says RUNNING has lost its process.
 */
public final class RunStore {

    private static final int LONGEST_KEY = 255;

    private final Tx tx;
    private final String owner;
    private final InstantSource clock;
    private final Checkpoint checkpoint;
    private final RunAsking asking;

    RunStore(Tx tx, String owner, InstantSource clock, Checkpoint checkpoint) {
        this.tx = tx;
        this.owner = owner;
        this.clock = clock;
        this.checkpoint = checkpoint;
        this.asking = new RunAsking(tx, clock, checkpoint);
    }

    /**
     * Asks for a run. The same workflow and request key again answers the run that there is.
     *
     * @return the run, waiting, or as far as it is already
     */
    public Run ask(RunRequest request) {
        String key = request.requestKey();
        if (key != null && key.length() > LONGEST_KEY) {
            throw new IllegalArgumentException("A request key has at most " + LONGEST_KEY + " characters; this one has "
                    + key.length() + ". Use its hash");
        }
        return asking.insertOrFind(request, RunAsking.ALWAYS, RunAsking.NO_INPUT);
    }

    /**
     * The same with rows to work on; they are stored with the run, all or none.
     *
     * @param rows as JSON texts, read once; not read when a run with the request's key is known already. What reading
     *     them throws is passed on, and nothing is asked
     */
    public Run ask(RunRequest request, Iterator<String> rows) {
        return asking.insertOrFind(request, RunAsking.ALWAYS, (c, id) -> RunInputs.insert(c, id, rows));
    }

    /**
     * The same for a command line: just the same rows again, with the same parameters and for the same target, are the run
     * that there is, unless it has ended otherwise than SUCCEEDED.
     *
     * @param request live, and without a key
     * @param target vendor, dialect and host, as one text
     * @param rows as JSON texts; always read, once
     */
    public Run askOnce(RunRequest request, String target, Iterator<String> rows) {
        return asking.insertOrFindByRows(request, target, rows);
    }

    /**
     * The same for an operator.
     *
     * @param rows null: none
     * @param audit the line that tells of a new run, by its id; stored with the run
     */
    public Run ask(RunRequest request, @Nullable Iterator<String> rows, Function<String, AuditEntry> audit) {
        return asking.insertOrFind(request, RunAsking.ALWAYS, (c, id) -> {
            if (rows != null) {
                RunInputs.insert(c, id, rows);
            }
            AuditRelay.insert(c, List.of(audit.apply(id)));
        });
    }

    /**
     * A schedule's firing asks for a live run. It is recorded as SKIPPED when a run of the workflow is under way (also
     * one whose process died: it will be gone on with), when an earlier firing still waits, or when the workflow is paused
     * or everything is stopped. Runs with input that wait do not count: they queue, and so does this one.
     *
     * @param fireTime when the schedule meant it to fire; the same one again, from any node, is the same run
     * @param skipped told when this very call recorded the firing as SKIPPED: a schedule fires on every node, and one counts
     */
    public Run askScheduled(String workflow, Instant fireTime, Runnable skipped) {
        RunRequest request =
                new RunRequest(workflow, Trigger.QUARTZ, Mode.LIVE, "quartz:" + fireTime, false, null, Map.of());
        AtomicReference<String> recorded = new AtomicReference<>("");
        Run run = asking.insertOrFind(request, c -> RunAsking.tooEarly(c, workflow), RunAsking.NO_INPUT, recorded::set);
        if (run.status() == RunStatus.SKIPPED && run.id().equals(recorded.get())) {
            skipped.run();
        }
        return run;
    }

    /**
     * Takes the run whose turn it is: first one that lost its process, whoever asked for it; then the oldest that waits
     * and that no living process has reserved. Inside the mutex only.
     *
     * @return the run, now RUNNING and owned by this process; empty when there is nothing to do
     */
    public Optional<Run> next(String workflow) {
        return taken(tx.run("Taking the next run of " + workflow, c -> {
            Optional<String> id = Sql.first(
                    c,
                    "select id from run where workflow = ? and status = 'RUNNING' order by id limit 1",
                    row -> row.getString(1),
                    workflow);
            if (id.isEmpty()) {
                id = Sql.first(
                        c,
                        "select r.id from run r where r.workflow = ? and " + RunRows.OPEN_TO_ALL
                                + " order by r.id limit 1",
                        row -> row.getString(1),
                        workflow);
            }
            return id.isEmpty() ? Optional.empty() : take(c, id.get());
        }));
    }

    /** Takes exactly this run, if it is still to be executed. Inside the mutex only. */
    public Optional<Run> begin(String runId) {
        return taken(tx.run("Beginning run " + runId, c -> take(c, runId)));
    }

    /**
     * Like {@link #begin}, but when an interrupted run from a command line wanted just the same (workflow, mode,
     * parameters, input, target, {@code --again}, no request key), that one is gone on with instead, and this one, never begun, is
     * withdrawn. Interrupted is also what was never begun, when its process has not been seen for ten seconds; of several the
     * others end as SKIPPED. Inside the mutex only.
     *
     * @param asked this process's own run, as it was asked for
     */
    public Optional<Run> beginOrAdopt(Run asked) {
        return taken(tx.run("Beginning run " + asked.id(), c -> {
            Optional<Run> own = RunRows.byIdLocked(c, asked.id());
            if (own.isEmpty()) {
                // It was withdrawn, by a commit whose answer was lost.
                return inHand(c, asked.request().workflow());
            }
            if (own.get().status() == RunStatus.ASKED && own.get().request().requestKey() == null) {
                List<Run> same = interruptedLike(c, own.get());
                // Meanwhile somebody may have cancelled the first of them, or halted all.
                Optional<Run> adopted =
                        same.isEmpty() ? Optional.empty() : take(c, same.get(0).id());
                if (adopted.isPresent()) {
                    remove(c, asked.id());
                    for (Run other : same.subList(1, same.size())) {
                        Orders.withdraw(c, other, "run " + same.get(0).id() + " does just what it was to do", now());
                    }
                    return adopted;
                }
            }
            return take(c, asked.id());
        }));
    }

    /** What this process executes of a workflow. */
    private Optional<Run> inHand(Connection c, String workflow) throws SQLException {
        return Sql.first(
                c,
                "select " + RunRows.COLUMNS + " from run where workflow = ? and owner = ? and status = 'RUNNING'",
                RunRows::read,
                workflow,
                owner);
    }

    /** One whose target nobody has noted has done nothing yet: its process died before it looked whom it was for. */
    private static List<Run> interruptedLike(Connection c, Run own) throws SQLException {
        RunRequest wanted = own.request();
        return Sql.list(
                        c,
                        "select " + RunRows.COLUMNS + " from run where workflow = ? and (status = 'RUNNING'"
                                + " or (status = 'ASKED' and " + RunRows.ABANDONED + "))"
                                + " and trigger_kind = 'cli' and mode = ? and request_key is null and end_ordered is null and resumed_from is null"
                                + " and coalesce(input_hash, '') ="
                                + " (select coalesce(mine.input_hash, '') from run mine where mine.id = ?)"
                                + " and (coalesce(target, '') ="
                                + " (select coalesce(mine.target, '') from run mine where mine.id = ?)"
                                + " or target is null) order by case when status = 'RUNNING' then 0 else 1 end, id",
                        RunRows::read,
                        wanted.workflow(),
                        wanted.mode().label(),
                        own.id(),
                        own.id())
                .stream()
                .filter(run -> run.request().again() == wanted.again()
                        && run.request().parameters().equals(wanted.parameters()))
                .toList();
    }

    /** Takes a run that was never begun back, as if it had not been asked for. */
    static boolean remove(Connection c, String runId) throws SQLException {
        Sql.update(c, "delete from run_input where run_id = ?", runId);
        return Sql.update(c, "delete from run where id = ? and status = 'ASKED'", runId) == 1;
    }

    private Optional<Run> take(Connection c, String id) throws SQLException {
        int taken = Sql.update(
                c,
                "update run set status = 'RUNNING', owner = ?, begun = begun + 1, started_at = coalesce(started_at, ?)"
                        + " where id = ? and status in ('ASKED', 'RUNNING') and " + Orders.mayGo("run"),
                owner,
                now(),
                id);
        if (taken == 0) {
            return Optional.empty();
        }
        checkpoint.reached("before-commit:taken");
        return RunRows.byId(c, id);
    }

    private Optional<Run> taken(Optional<Run> run) {
        if (run.isPresent()) {
            checkpoint.reached("after-commit:taken");
        }
        return run;
    }

    /**
     * Says whom the run talks to, unless that was said before.
     *
     * @param target vendor, dialect and host, as one text
     * @return whom the run was begun for
     */
    public String bindTarget(String runId, String target) {
        return tx.run("Noting the target of run " + runId, c -> {
            Sql.update(c, "update run set target = coalesce(target, ?) where id = ?", target, runId);
            return Sql.first(c, "select target from run where id = ?", row -> row.getString(1), runId)
                    .orElseThrow(() -> new IllegalArgumentException("There is no run " + runId));
        });
    }

    /** Says that the process which reserved the run is alive and still waiting for its turn. */
    public void keepReservation(String runId) {
        tx.run(
                "Keeping the place of run " + runId,
                c -> Sql.update(
                        c,
                        "update run set reserved_seen_at = current_timestamp where id = ? and status = 'ASKED'"
                                + " and reserved_for is not null",
                        runId));
    }

    /**
     * Records the end of a run, with its last audit lines and events, in one transaction. Idempotent by run id.
     *
     * @param status one of the final ones
     * @param reportJson the report
     * @param extra work that becomes durable with the outcome
     * @return false when the run had ended before; then nothing is changed
     * @throws RunTakenOver when another process goes on with the run
     */
    public boolean finish(
            String runId,
            RunStatus status,
            String reportJson,
            List<AuditEntry> audit,
            List<WebhookEvent> events,
            TxWork extra) {
        if (!status.isFinal()) {
            throw new IllegalArgumentException("A run ends with a final status; got " + status);
        }
        boolean finished = tx.run("Recording the end of run " + runId, c -> {
            Run run = found(RunRows.byIdLocked(c, runId), runId);
            if (run.status().isFinal()) {
                return false;
            }
            if (run.status() != RunStatus.RUNNING || !owner.equals(run.owner())) {
                throw new RunTakenOver(runId, owner, "it is " + run.status() + ", owner " + run.owner());
            }
            Sql.update(
                    c,
                    "update run set status = ?, report = ?, finished_at = ? where id = ?",
                    status.name(),
                    reportJson,
                    now(),
                    runId);
            AuditRelay.insert(c, audit);
            Outbox.insert(c, events, now());
            extra.apply(c);
            checkpoint.reached("before-commit:outcome");
            return true;
        });
        if (finished) {
            checkpoint.reached("after-commit:outcome");
        }
        return finished;
    }

    /**
     * Withdraws a run that still waits: it ends as SKIPPED with the reason.
     *
     * @return false when it has begun or ended, or there is none
     */
    public boolean cancel(String runId, String reason) {
        return tx.run("Cancelling run " + runId, c -> {
            Optional<Run> run = RunRows.byIdLocked(c, runId);
            return run.isPresent() && Orders.withdraw(c, run.get(), reason, now());
        });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    static Run found(Optional<Run> run, String what) {
        return run.orElseThrow(() -> new IllegalArgumentException("There is no run " + what));
    }
}
