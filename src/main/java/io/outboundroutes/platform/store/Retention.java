package io.outboundroutes.platform.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/**
 * Forgets what ended long ago, a few rows at a time, so that nobody waits for it. Never a run that has not ended, nor one
 * with an event that waits or was given up, with an item of which nobody knows whether it was carried out, or with one
 * that somebody's wish is held in; identities of groups and send keys are not its business. Safe for use by several
 * threads and processes.
 */
public final class Retention {

    /** Ended, and told of. Somebody who replays such a run holds its row; it is left to the next batch then. */
    private static final String OLDEST = "select r.id from run r where r.finished_at < ?"
            + " and r.status in ('SUCCEEDED', 'PARTIAL', 'FAILED', 'SKIPPED')"
            + " and not exists (select 1 from outbox o where o.run_id = r.id and o.state in ('pending', 'parked'))"
            + " and not exists (select 1 from run s where s.resumed_from = r.id and s.status in ('ASKED', 'RUNNING'))"
            + " and not exists (select 1 from send_key k where k.run_id = r.id"
            + " and (k.state = 'HELD' or (k.state = 'RESERVED' and k.waiting)))"
            // Looked through once only: what is being forgotten may be long.
            + " and (r.forgetting or r.status in ('SUCCEEDED', 'SKIPPED')"
            + " or not exists (select 1 from item i where i.run_id = r.id"
            + " and i.fate in ('SENT', 'UNKNOWN') and i.replayed_in is null))"
            + " order by r.finished_at limit 1 for update";

    private final Tx tx;

    Retention(Tx tx) {
        this.tx = tx;
    }

    /**
     * Forgets runs with their items, inputs and delivered events, the oldest first, in a transaction of its own.
     *
     * @param before those that ended before then
     * @param limit at most so many rows of items and inputs, and so many runs
     * @return how many rows; fewer than the limit when no more are left
     */
    public int runs(Instant before, int limit) {
        return tx.run("Forgetting runs", c -> {
            int left = limit;
            while (left > 0) {
                Optional<String> run = Sql.first(c, OLDEST, row -> row.getString(1), before);
                if (run.isEmpty()) {
                    return limit - left;
                }
                Sql.update(c, "update run set forgetting = true where id = ? and not forgetting", run.get());
                left -= rows(c, "item", run.get(), left);
                left -= left == 0 ? 0 : rows(c, "run_input", run.get(), left);
                if (left > 0) {
                    Sql.update(c, "delete from outbox where run_id = ?", run.get());
                    Sql.update(c, "delete from item_tally where run_id = ?", run.get());
                    left -= Sql.update(c, "delete from run where id = ?", run.get());
                }
            }
            return limit;
        });
    }

    private static int rows(Connection c, String table, String runId, int limit) throws SQLException {
        // By a range of the key: H2 looks a list of rows up anew for each row of the table.
        Optional<Integer> last = Sql.first(
                c,
                "select seq from " + table + " where run_id = ? order by run_id, seq limit 1 offset ?",
                row -> row.getInt(1),
                runId,
                limit - 1);
        String these = "delete from " + table + " where run_id = ?";
        return last.isEmpty() ? Sql.update(c, these, runId) : Sql.update(c, these + " and seq <= ?", runId, last.get());
    }

    /**
     * Forgets delivered events, in a transaction of its own.
     *
     * @param before those that were delivered before then
     * @param limit at most so many
     * @return how many; fewer than the limit when no more are left
     */
    public int events(Instant before, int limit) {
        return tx.run(
                "Forgetting events",
                c -> Sql.update(
                        c,
                        "delete from outbox where state = 'delivered' and finished_at < ? and event_id in"
                                + " (select event_id from outbox where state = 'delivered' and finished_at < ?"
                                + " order by finished_at limit ?)",
                        before,
                        before,
                        limit));
    }
}
