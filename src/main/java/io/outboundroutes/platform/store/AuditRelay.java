package io.outboundroutes.platform.store;

import io.outboundroutes.platform.run.AuditEntry;
import io.outboundroutes.platform.run.AuditSink;
import io.outboundroutes.platform.run.Checkpoint;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries audit lines from the store, where they were decided in the outcome's transaction, to where they stay. One
 * carrier at a time among all processes on one store, so that the lines keep their order. Safe for use by several threads.
 */
public final class AuditRelay {

    private static final Logger LOG = LoggerFactory.getLogger(AuditRelay.class);
    private static final int BATCH = 500;

    private final Tx tx;
    private final Charge charge;
    private final Checkpoint checkpoint;

    AuditRelay(Tx tx, Charge charge, Checkpoint checkpoint) {
        this.tx = tx;
        this.charge = charge;
        this.checkpoint = checkpoint;
    }

    static void insert(Connection c, List<AuditEntry> entries) throws SQLException {
        for (AuditEntry entry : entries) {
            Sql.update(
                    c,
                    "insert into audit_pending (at, run_id, workflow, action, details) values (?, ?, ?, ?, ?)",
                    entry.timestamp(),
                    entry.runId(),
                    entry.workflow(),
                    entry.action(),
                    Json.write(entry.details()));
        }
    }

    /** Stores entries that belong to no outcome, in a transaction of their own. */
    public void add(List<AuditEntry> entries) {
        tx.run("Storing audit entries", c -> {
            insert(c, entries);
            return true;
        });
    }

    /**
     * Hands pending entries to the sink, in order, and forgets them once it has returned. A crash in between hands them
     * again. A node hands over all; a command line ({@link Store#takeAll}) those of runs from command lines, of runs that
     * it executes, of no run, and of operators' actions, since it may be the operator. The others stay for a node.
     *
     * @return how many were handed over
     * @throws RuntimeException the sink's own failure; the entries stay pending
     */
    public long flush(AuditSink sink) {
        long total = 0;
        while (true) {
            Handed handed = tx.run("Handing over audit entries", c -> batch(c, sink));
            if (handed.entries() > 0) {
                checkpoint.reached("after-commit:audit");
            }
            total += handed.entries();
            if (!handed.more()) {
                return total;
            }
        }
    }

    private record Handed(int entries, boolean more) {}

    /**
     * The same for whoever has no use for a failure: what cannot be handed over now stays, is told in the log, and goes
     * along the next time.
     *
     * @return what went wrong; empty when nothing did
     */
    public Optional<String> tryFlush(AuditSink sink) {
        try {
            flush(sink);
            return Optional.empty();
        } catch (RuntimeException e) {
            String why = String.valueOf(e.getMessage());
            LOG.error("Audit lines stay in the store for now: {}", why);
            return Optional.of(why);
        }
    }

    private Handed batch(Connection c, AuditSink sink) throws SQLException {
        // The lock of this row is what makes it one carrier at a time; it ends with the transaction or the process.
        Sql.list(c, "select name from control where name = 'audit-relay' for update", row -> row.getString(1));
        List<Object> values = new ArrayList<>();
        String mayHand = charge.condition("audit_pending", "action like 'OPERATOR%'", values);
        values.add(BATCH);
        List<Pending> pending = Sql.list(
                c,
                "select seq, at, run_id, workflow, action, details from audit_pending where 1 = 1" + mayHand
                        + " order by seq limit ?",
                AuditRelay::read,
                values.toArray());
        if (pending.isEmpty()) {
            return new Handed(0, false);
        }
        boolean more = pending.size() == BATCH;
        pending = more ? withoutLastMoment(pending) : pending;
        sink.append(pending.stream().map(Pending::entry).toList());
        for (Pending each : pending) {
            Sql.update(c, "delete from audit_pending where seq = ?", each.seq());
        }
        // They are in the file and still in the store.
        checkpoint.reached("before-commit:audit");
        return new Handed(pending.size(), more);
    }

    /**
     * The entries but for those of the last one's moment, which may go on behind them: two that are the same in everything
     * go to the sink together, since one that comes again by itself looks like one that was handed over before.
     */
    private static List<Pending> withoutLastMoment(List<Pending> pending) {
        Instant last = pending.get(pending.size() - 1).entry().timestamp();
        int end = pending.size();
        while (end > 0 && pending.get(end - 1).entry().timestamp().equals(last)) {
            end--;
        }
        return end == 0 ? pending : pending.subList(0, end);
    }

    /** How many entries are not yet handed over. */
    public long pending() {
        return tx.run(
                "Counting pending audit entries",
                c -> Sql.first(c, "select count(*) from audit_pending", row -> row.getLong(1))
                        .orElse(0L));
    }

    private record Pending(long seq, AuditEntry entry) {}

    private static Pending read(ResultSet row) throws SQLException {
        Instant at = Objects.requireNonNull(Tx.instant(row, "at"), "at");
        AuditEntry entry = new AuditEntry(
                at,
                row.getString("run_id"),
                row.getString("workflow"),
                row.getString("action"),
                Json.object(row.getString("details")));
        return new Pending(row.getLong("seq"), entry);
    }
}
