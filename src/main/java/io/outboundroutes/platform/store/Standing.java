package io.outboundroutes.platform.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How things stand in the store, for metrics: what waits, and when what last happened. Safe for use by several threads. */
public final class Standing {

    /**
     * How many of something there are.
     *
     * @param state as the store names it
     */
    public record Count(String workflow, String state, long count) {}

    /**
     * The store at one moment.
     *
     * @param events events that wait or were given up
     * @param oldest when the oldest event that waits was stored, by workflow
     * @param auditLines lines that are not yet in the file
     * @param runs runs that wait or are under way
     * @param lastRun when the last live run of a workflow ended; workflows without one are absent
     * @param lastSuccess when the last one that succeeded ended
     * @param paused workflows that an operator has paused; {@link Orders#ALL} when everything is stopped
     */
    public record Now(
            List<Count> events,
            Map<String, Instant> oldest,
            long auditLines,
            List<Count> runs,
            Map<String, Instant> lastRun,
            Map<String, Instant> lastSuccess,
            Set<String> paused) {}

    private final Tx tx;

    Standing(Tx tx) {
        this.tx = tx;
    }

    /**
     * Looks once; a store that does not answer is not asked again.
     *
     * @param workflows whose last runs are wanted
     * @throws StoreUnavailable when it does not answer
     */
    public Now look(Collection<String> workflows) {
        return tx.run("Looking at the store", false, c -> {
            Map<String, Instant> oldest = new TreeMap<>();
            Sql.list(
                            c,
                            "select workflow, min(created_at) as since from outbox where state = 'pending' group by workflow",
                            row -> Map.entry(row.getString(1), since(row)))
                    .forEach(entry -> oldest.put(entry.getKey(), entry.getValue()));
            long auditLines = Sql.first(c, "select count(*) from audit_pending", row -> row.getLong(1))
                    .orElse(0L);
            Map<String, Instant> lastRun = new TreeMap<>();
            Map<String, Instant> lastSuccess = new TreeMap<>();
            for (String workflow : workflows) {
                Instant succeeded = last(c, workflow, "SUCCEEDED");
                put(lastSuccess, workflow, succeeded);
                put(lastRun, workflow, succeeded);
                put(lastRun, workflow, last(c, workflow, "PARTIAL"));
                put(lastRun, workflow, last(c, workflow, "FAILED"));
            }
            return new Now(
                    counts(c, "outbox", "state", "pending", "parked"),
                    oldest,
                    auditLines,
                    counts(c, "run", "status", "ASKED", "RUNNING"),
                    lastRun,
                    lastSuccess,
                    Set.copyOf(Sql.list(c, "select scope from halt", row -> row.getString(1))));
        });
    }

    /**
     * Counts the items that wait for a person: parked ones, and those whose fate is unknown. Reads all items; not for
     * every second.
     */
    public List<Count> waitingForAPerson() {
        return tx.run(
                "Counting items",
                false,
                c -> Sql.list(
                        c,
                        "select run.workflow, item.fate, count(*) from item join run on run.id = item.run_id"
                                + " where item.fate in ('PARKED', 'UNKNOWN') group by run.workflow, item.fate",
                        row -> new Count(row.getString(1), row.getString(2), row.getLong(3))));
    }

    private static List<Count> counts(Connection c, String table, String column, String one, String other)
            throws SQLException {
        return Sql.list(
                c,
                "select workflow, " + column + ", count(*) from " + table + " where " + column
                        + " in (?, ?) group by workflow, " + column,
                row -> new Count(row.getString(1), row.getString(2), row.getLong(3)),
                one,
                other);
    }

    /** Ids of runs rise with time, and the index by workflow and status ends with them: no need to read them all. */
    private static @Nullable Instant last(Connection c, String workflow, String status) throws SQLException {
        Optional<Instant> ended = Sql.first(
                c,
                "select finished_at as since from run where workflow = ? and status = ? and mode = 'live'"
                        + " and finished_at is not null order by id desc limit 1",
                Standing::since,
                workflow,
                status);
        return ended.orElse(null);
    }

    private static void put(Map<String, Instant> times, String workflow, @Nullable Instant time) {
        if (time != null) {
            times.merge(workflow, time, (one, two) -> one.isAfter(two) ? one : two);
        }
    }

    private static Instant since(ResultSet row) throws SQLException {
        return Objects.requireNonNull(Tx.instant(row, "since"));
    }
}
