package io.outboundroutes.platform.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many items of a run there are, and how many have which outcome, kept with each change of them: to count a million
 * rows takes seconds. Whoever changes items holds the row of their run (see {@link ItemLedger}), so that two who are the first
 * with an outcome come one after the other. Stateless.
 */
final class Tally {

    private Tally() {}

    /** So many items more. */
    static void planned(Connection c, String runId, long items) throws SQLException {
        Sql.update(c, "update run set items = items + ? where id = ?", items, runId);
    }

    /** So many items more have this outcome. */
    static void settled(Connection c, String runId, String outcome, long items) throws SQLException {
        int known = Sql.update(
                c, "update item_tally set items = items + ? where run_id = ? and outcome = ?", items, runId, outcome);
        if (known == 0) {
            Sql.update(c, "insert into item_tally (run_id, outcome, items) values (?, ?, ?)", runId, outcome, items);
        }
    }

    /** The run has no items any more. */
    static void clear(Connection c, String runId) throws SQLException {
        Sql.update(c, "delete from item_tally where run_id = ?", runId);
        Sql.update(c, "update run set items = 0 where id = ?", runId);
    }

    /** By outcome, in order of their names. */
    static Map<String, Long> of(Connection c, String runId) throws SQLException {
        Map<String, Long> counts = new TreeMap<>();
        Sql.list(
                        c,
                        "select outcome, items from item_tally where run_id = ?",
                        row -> Map.entry(row.getString(1), row.getLong(2)),
                        runId)
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        return counts;
    }
}
