package io.outboundroutes.platform.store;

import io.outboundroutes.platform.run.Fate;
import io.outboundroutes.platform.run.Item;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows of the table {@code item}. */
final class ItemRows {

    static final String SELECT =
            "select run_id, seq, item_key, fate, state, sent_ops, sent_by, due_at, outcome, reason, fields, request, latency_ms from item";

    /** The same columns of an item {@code i}, without the table. */
    static final String SELECT_OF =
            "select i.run_id, i.seq, i.item_key, i.fate, i.state, i.sent_ops, i.sent_by, i.due_at, i.outcome, i.reason, i.fields, i.request, i.latency_ms";

    /**
     * Ends the range of a page that begins behind a place. It excludes no row: without it PostgreSQL, which knows no
     * statistics of rows that were stored a moment ago, sorts all items of a large run for each page; of a range with two
     * ends it expects few rows, and walks the index.
     */
    static final String TO_THE_END = " and seq <= " + Integer.MAX_VALUE;

    private ItemRows() {}

    /**
     * One page in the plan's order; its values are the run, the place that it begins behind, those of the condition, and
     * how many rows at most.
     *
     * @param condition on the rows, beginning with {@code " and"}; empty: all
     */
    static String page(String condition) {
        return SELECT + " where run_id = ? and seq > ?" + TO_THE_END + condition + " order by run_id, seq limit ?";
    }

    static Item read(ResultSet row) throws SQLException {
        long latency = row.getLong("latency_ms");
        Long latencyMs = row.wasNull() ? null : latency;
        return new Item(
                row.getString("run_id"),
                row.getInt("seq"),
                row.getString("item_key"),
                Fate.valueOf(row.getString("fate")),
                row.getString("state"),
                operations(row.getString("sent_ops")),
                row.getString("sent_by"),
                Tx.instant(row, "due_at"),
                row.getString("outcome"),
                row.getString("reason"),
                Json.object(row.getString("fields")),
                Json.object(row.getString("request")),
                latencyMs);
    }

    static Set<String> operations(@Nullable String joined) {
        return joined == null ? Set.of() : Set.of(joined.split(",", -1));
    }

    static Optional<Item> byKey(Connection c, String runId, String key, String lock) throws SQLException {
        return Sql.first(c, SELECT + " where run_id = ? and item_key = ?" + lock, ItemRows::read, runId, key);
    }
}
