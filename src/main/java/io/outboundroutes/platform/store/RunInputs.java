package io.outboundroutes.platform.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * The rows that runs were asked for with, as JSON texts, so that a run survives the process that read them. Safe for use
 * by several threads; every method throws {@link StoreUnavailable} when the database does not answer.
 */
public final class RunInputs {

    private static final int BATCH = 500;

    /** Of a run that did not succeed, and has not done so yet. */
    private static final String GIVE_AWAY = "update run set request_key = request_key || ':' || id"
            + " where status in ('PARTIAL', 'FAILED', 'SKIPPED') and request_key not like '%:' || id";

    private final Tx tx;

    RunInputs(Tx tx) {
        this.tx = tx;
    }

    /** Stores the rows and notes their hash with the run, which it answers; part of the asking's transaction. */
    static String insert(Connection c, String runId, Iterator<String> from) throws SQLException {
        InputHash rows = new InputHash(from);
        try (PreparedStatement insert =
                c.prepareStatement("insert into run_input (run_id, seq, content) values (?, ?, ?)")) {
            int seq = 0;
            while (rows.hasNext()) {
                Sql.bind(insert, runId, seq++, rows.next());
                insert.addBatch();
                if (seq % BATCH == 0) {
                    insert.executeBatch();
                }
            }
            if (seq % BATCH != 0) {
                insert.executeBatch();
            }
        }
        String hash = rows.ofAll();
        Sql.update(c, "update run set input_hash = ? where id = ?", hash, runId);
        return hash;
    }

    /** Whether the run was asked for with an input, be it an empty one. */
    public boolean given(String runId) {
        return tx.run(
                "Looking up the input of run " + runId,
                c -> Sql.exists(c, "select 1 from run where id = ? and input_hash is not null", runId));
    }

    /** What recognises the input that the run was asked for with; empty without one. */
    public Optional<String> hash(String runId) {
        return tx.run(
                "Looking up the input of run " + runId,
                c -> Sql.first(
                        c,
                        "select input_hash from run where id = ? and input_hash is not null",
                        row -> row.getString(1),
                        runId));
    }

    /**
     * Lets the same input be asked for anew, when its run has ended otherwise than SUCCEEDED: the run gives its request key
     * away. Until then, and for good when it succeeded, asking with that key answers the run.
     *
     * @return whether the key is free now because of this call
     */
    public boolean letAskAgain(String runId) {
        return tx.run("Freeing the request key of run " + runId, c -> Sql.update(c, GIVE_AWAY + " and id = ?", runId))
                == 1;
    }

    /** The same for the run that has the key; part of a transaction. */
    static void letAskAgain(Connection c, String workflow, String key) throws SQLException {
        Sql.update(c, GIVE_AWAY + " and workflow = ? and request_key = ?", workflow, key);
    }

    /** The rows in their order, read while they are consumed; none when the run was asked for without. One thread. */
    public Iterator<String> rows(String runId) {
        return new Rows(runId);
    }

    private final class Rows implements Iterator<String> {

        private final String runId;
        private Iterator<String> page = List.<String>of().iterator();
        private int next;

        Rows(String runId) {
            this.runId = runId;
        }

        @Override
        public boolean hasNext() {
            if (!page.hasNext()) {
                List<String> rows = tx.run(
                        "Reading the input of run " + runId,
                        c -> Sql.list(
                                c,
                                "select content from run_input where run_id = ? and seq >= ? and seq < ? order by run_id, seq",
                                row -> row.getString(1),
                                runId,
                                next,
                                next + BATCH));
                next += rows.size();
                page = rows.iterator();
            }
            return page.hasNext();
        }

        @Override
        public String next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return page.next();
        }
    }
}
