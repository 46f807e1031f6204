package io.outboundroutes.platform.store;

import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.platform.run.Resumption;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunRequest;
import io.outboundroutes.platform.run.RunStatus;
import io.outboundroutes.platform.run.Trigger;
import io.outboundroutes.platform.run.UnknownFate;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows of the table {@code run}, and the one statement that says whose turn it is. */
final class RunRows {

    static final String COLUMNS =
            "id, workflow, trigger_kind, mode, request_key, again, reserved_for, parameters, status,"
                    + " owner, planned, resumed_from, wanted_at, unknown_fate, asked_at, started_at, finished_at, report";

    /** The same without the report, which may be long. */
    static final String SUMMARY = COLUMNS.replace(", report", ", cast(null as varchar) as report");

    private static final String LONG_UNSEEN = "current_timestamp - interval '10' second";

    /**
     * Whether the waiting run {@code r} may be begun by any node: nobody has reserved it, or whoever did has not been
     * seen for a minute; and no older run waits whose reserving process was seen just now, because it is that one's turn.
     */
    static final String OPEN_TO_ALL = "r.status = 'ASKED' and (r.reserved_for is null"
            + " or r.reserved_seen_at < current_timestamp - interval '60' second)"
            + " and not exists (select 1 from run o where o.workflow = r.workflow and o.status = 'ASKED' and o.id < r.id"
            + " and o.reserved_for is not null and o.reserved_seen_at > " + LONG_UNSEEN + ")";

    /** Whether whoever reserved a waiting run has not been seen for ten seconds; a living process is seen each second. */
    static final String ABANDONED = "reserved_for is not null and reserved_seen_at < " + LONG_UNSEEN;

    private RunRows() {}

    static Run read(ResultSet row) throws SQLException {
        RunRequest request = new RunRequest(
                row.getString("workflow"),
                Trigger.valueOf(row.getString("trigger_kind").toUpperCase(Locale.ROOT)),
                mode(row.getString("mode")),
                row.getString("request_key"),
                row.getBoolean("again"),
                row.getString("reserved_for"),
                Json.texts(row.getString("parameters")));
        Instant askedAt = Tx.instant(row, "asked_at");
        if (askedAt == null) {
            throw new IllegalStateException("Run without asked_at");
        }
        return new Run(
                row.getString("id"),
                request,
                RunStatus.valueOf(row.getString("status")),
                row.getString("owner"),
                row.getBoolean("planned"),
                resumption(row, askedAt),
                askedAt,
                Tx.instant(row, "started_at"),
                Tx.instant(row, "finished_at"),
                row.getString("report"));
    }

    private static @Nullable Resumption resumption(ResultSet row, Instant askedAt) throws SQLException {
        String from = row.getString("resumed_from");
        if (from == null) {
            return null;
        }
        Instant wantedAt = Tx.instant(row, "wanted_at");
        String unknown = row.getString("unknown_fate");
        return new Resumption(
                from,
                wantedAt == null ? askedAt : wantedAt,
                unknown == null ? UnknownFate.LOOK_UP : UnknownFate.valueOf(unknown));
    }

    static Optional<Run> byId(Connection connection, String id) throws SQLException {
        return Sql.first(connection, "select " + COLUMNS + " from run where id = ?", RunRows::read, id);
    }

    static Optional<Run> byIdLocked(Connection connection, String id) throws SQLException {
        return Sql.first(connection, "select " + COLUMNS + " from run where id = ? for update", RunRows::read, id);
    }

    static Optional<Run> byKey(Connection connection, String workflow, String key) throws SQLException {
        return Sql.first(
                connection,
                "select " + COLUMNS + " from run where workflow = ? and request_key = ?",
                RunRows::read,
                workflow,
                key);
    }

    static void insert(
            Connection connection,
            String id,
            RunRequest request,
            RunStatus status,
            Instant askedAt,
            @Nullable String report)
            throws SQLException {
        Sql.update(
                connection,
                "insert into run (id, workflow, trigger_kind, mode, request_key, again, reserved_for, reserved_seen_at,"
                        + " parameters, status, asked_at, finished_at, report)"
                        + " values (?, ?, ?, ?, ?, ?, ?, "
                        + (request.reservedFor() == null ? "null" : "current_timestamp")
                        + ", ?, ?, ?, ?, ?)",
                id,
                request.workflow(),
                request.trigger().label(),
                request.mode().label(),
                request.requestKey(),
                request.again(),
                request.reservedFor(),
                Json.write(new java.util.TreeMap<>(request.parameters())),
                status.name(),
                askedAt,
                status.isFinal() ? askedAt : null,
                report);
    }

    private static Mode mode(String label) {
        for (Mode mode : Mode.values()) {
            if (mode.label().equals(label)) {
                return mode;
            }
        }
        throw new IllegalStateException("Unknown mode in the store: " + label);
    }
}
