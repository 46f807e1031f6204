package io.outboundroutes.platform.store;

import io.outboundroutes.platform.run.AuditEntry;
import io.outboundroutes.platform.run.Order;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunStatus;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What operators have ordered: workflows that are paused, a stop of everything, runs that are to end. It holds for every
 * process on the store, and until somebody takes it back. Safe for use by several threads and processes.
 */
public final class Orders {

    /** The scope of the stop of everything. */
    public static final String ALL = "*";

    private static final String COLUMNS = "scope, since, by_user, through, copied_to";

    /**
     * A pause or the stop of everything.
     *
     * @param scope a workflow's id, or {@link #ALL}
     * @param by who ordered it
     * @param through what it was ordered through: {@code rest}, {@code console} or {@code cli}
     * @param copiedTo where this store was copied to, when that is why everything is stopped
     */
    public record Halt(
            String scope,
            Instant since,
            String by,
            String through,
            @Nullable String copiedTo) {

        /** Whether it holds for everything, and not for one workflow. */
        public boolean stopsAll() {
            return scope.equals(ALL);
        }

        /** What it means for a run, or a firing, of one of its workflows. */
        public Order order() {
            if (copiedTo != null) {
                return new Order(
                        Order.Kind.STOP,
                        "This store was copied to " + copiedTo + " by " + by + " (" + through + ") on " + since
                                + ", and is no longer the one that counts");
            }
            String who = " by " + by + " (" + through + ") since " + since;
            return stopsAll()
                    ? new Order(Order.Kind.STOP, "Everything is stopped" + who)
                    : new Order(Order.Kind.PAUSE, scope + " is paused" + who);
        }

        /** How it is got over, on the command line. */
        public String remedy() {
            return copiedTo == null
                    ? "'outbound runs resume " + (stopsAll() ? "--all" : scope) + "' takes it back"
                    : "set STORE_URL to where it is now";
        }
    }

    /** What came of cancelling. */
    public enum Cancelled {
        /** It had not begun, and never will. */
        WITHDRAWN,
        /** It is under way; the process that executes it ends it. */
        ENDING,
        /** It had ended before; nothing is changed. */
        ENDED_BEFORE,
        /** There is no such run. */
        UNKNOWN
    }

    private final Tx tx;
    private final InstantSource clock;

    Orders(Tx tx, InstantSource clock) {
        this.tx = tx;
        this.clock = clock;
    }

    /**
     * SQL that tells whether nothing halts the workflow in a column.
     *
     * @param column of the surrounding query
     */
    static String notHalted(String column) {
        return "not exists (select 1 from halt h where h.scope in ('*', " + column + "))";
    }

    /** SQL that tells whether the run of an alias may be executed: nothing halts it, or it is executed only to end it. */
    static String mayGo(String alias) {
        return "(" + alias + ".end_ordered is not null or " + notHalted(alias + ".workflow") + ")";
    }

    /** SQL over the table {@code run}: its writes may leave. What a pause finds begun is finished. */
    static final String MAY_SEND = "run.end_ordered is null and not exists (select 1 from halt h where h.scope = '*')";

    /**
     * Halts a workflow or everything.
     *
     * @param scope a workflow's id, or {@link #ALL}
     * @param audit the line that says so, stored in the same transaction
     * @return false when that was ordered before; then nothing is changed
     */
    public boolean halt(String scope, String by, String through, AuditEntry audit) {
        try {
            return tx.run("Halting " + scope, c -> {
                if (of(c, scope).isPresent()) {
                    return false;
                }
                insert(c, new Halt(scope, now(), by, through, null));
                AuditRelay.insert(c, List.of(audit));
                return true;
            });
        } catch (StoreUnavailable e) {
            // Somebody else halted it between our look and our insert.
            if (e.isDuplicate()) {
                return false;
            }
            throw e;
        }
    }

    /**
     * Stops everything in a store that is no longer the one that counts, whether or not it was stopped before.
     *
     * @param to where it was copied to, without user and password
     * @param audit the line that says so, stored in the same transaction
     */
    public void copied(String to, String by, String through, AuditEntry audit) {
        tx.run("Marking a store as copied", c -> {
            Sql.update(c, "delete from halt where scope = ?", ALL);
            insert(c, new Halt(ALL, now(), by, through, to));
            AuditRelay.insert(c, List.of(audit));
            return true;
        });
    }

    private static void insert(Connection c, Halt halt) throws SQLException {
        Sql.update(
                c,
                "insert into halt (" + COLUMNS + ") values (?, ?, ?, ?, ?)",
                halt.scope(),
                halt.since(),
                halt.by(),
                halt.through(),
                halt.copiedTo());
    }

    /**
     * Takes a pause, or the stop of everything, back.
     *
     * @param audit the line that says so, stored in the same transaction
     * @return false when there was none; then nothing is changed
     */
    public boolean lift(String scope, AuditEntry audit) {
        return tx.run("Lifting the halt of " + scope, c -> {
            if (Sql.update(c, "delete from halt where scope = ?", scope) == 0) {
                return false;
            }
            AuditRelay.insert(c, List.of(audit));
            return true;
        });
    }

    /** The pauses, and the stop of everything, by scope. */
    public List<Halt> halts() {
        return tx.run("Looking up what is halted", Orders::all);
    }

    static List<Halt> all(Connection c) throws SQLException {
        return Sql.list(c, "select " + COLUMNS + " from halt order by scope", Orders::read);
    }

    /** What halts a workflow; the stop of everything rather than its own pause; empty when nothing does. */
    public Optional<Halt> haltOf(String workflow) {
        return tx.run("Looking up what halts " + workflow, c -> haltOf(c, workflow));
    }

    static Optional<Halt> haltOf(Connection c, String workflow) throws SQLException {
        Optional<Halt> everything = of(c, ALL);
        return everything.isPresent() ? everything : of(c, workflow);
    }

    private static Optional<Halt> of(Connection c, String scope) throws SQLException {
        return Sql.first(c, "select " + COLUMNS + " from halt where scope = ?", Orders::read, scope);
    }

    /** What is ordered of these runs; without those of which nothing is. */
    public Map<String, Order> of(Collection<String> runIds) {
        return tx.run("Looking for orders", false, c -> {
            Map<String, Order> orders = new HashMap<>();
            for (String id : runIds) {
                order(c, id).ifPresent(order -> orders.put(id, order));
            }
            return orders;
        });
    }

    /** What is ordered of a run; that it is to end counts most. */
    static Optional<Order> order(Connection c, String runId) throws SQLException {
        Optional<String> ending = Sql.first(
                c,
                "select end_ordered from run where id = ? and end_ordered is not null",
                row -> row.getString(1),
                runId);
        if (ending.isPresent()) {
            return ending.map(reason -> new Order(Order.Kind.CANCEL, reason));
        }
        Optional<String> workflow =
                Sql.first(c, "select workflow from run where id = ?", row -> row.getString(1), runId);
        return workflow.isEmpty() ? Optional.empty() : haltOf(c, workflow.get()).map(Halt::order);
    }

    /**
     * Cancels a run: one that waits ends as SKIPPED at once, one that has begun is to be ended by its process.
     *
     * @param reason for people
     * @param audit the line that says so, stored in the same transaction
     */
    public Cancelled cancel(String runId, String reason, Function<Run, AuditEntry> audit) {
        return tx.run("Cancelling run " + runId, c -> {
            Optional<Run> found = RunRows.byIdLocked(c, runId);
            if (found.isEmpty()) {
                return Cancelled.UNKNOWN;
            }
            Run run = found.get();
            if (run.status().isFinal()) {
                return Cancelled.ENDED_BEFORE;
            }
            Cancelled how = Cancelled.WITHDRAWN;
            if (!withdraw(c, run, reason, now())) {
                how = Cancelled.ENDING;
                int ordered = Sql.update(
                        c, "update run set end_ordered = ? where id = ? and end_ordered is null", reason, runId);
                if (ordered == 0) {
                    return how;
                }
            }
            AuditRelay.insert(c, List.of(audit.apply(run)));
            return how;
        });
    }

    /** Ends a run that waits as SKIPPED; false when it does not wait. */
    static boolean withdraw(Connection c, Run run, String reason, Instant now) throws SQLException {
        if (run.status() != RunStatus.ASKED) {
            return false;
        }
        String report = Reports.neverBegun(run.id(), run.request(), run.askedAt(), now, "cancelled", reason);
        return Sql.update(
                        c,
                        "update run set status = 'SKIPPED', finished_at = ?, report = ? where id = ? and status = 'ASKED'",
                        now,
                        report,
                        run.id())
                == 1;
    }

    private static Halt read(ResultSet row) throws SQLException {
        return new Halt(
                row.getString("scope"),
                Objects.requireNonNull(Tx.instant(row, "since")),
                row.getString("by_user"),
                row.getString("through"),
                row.getString("copied_to"));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
