package io.outboundroutes.platform.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How far the delivery of an event is.
 *
 * @param place where it stands among all; rises with time
 * @param eventId stable over every delivery
 * @param runId the run that it tells of
 * @param workflow the run's workflow
 * @param itemKey the item that it tells of; null when it tells of the run
 * @param state {@code pending}, {@code delivered} or {@code parked}
 * @param attempts how often it was sent since it was stored or replayed
 * @param nextAt when it is due, if it is pending
 * @param createdAt when it was stored
 * @param finishedAt when it was delivered or parked; null while it is pending
 */
public record Delivery(
        long place,
        String eventId,
        String runId,
        String workflow,
        @Nullable String itemKey,
        String state,
        int attempts,
        Instant nextAt,
        Instant createdAt,
        @Nullable Instant finishedAt) {

    private static final Pattern ID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    static final String SELECT =
            "select seq, event_id, run_id, workflow, item_key, state, attempts, next_at, created_at, finished_at from outbox";

    static Delivery read(ResultSet row) throws SQLException {
        return new Delivery(
                row.getLong("seq"),
                row.getString("event_id"),
                row.getString("run_id"),
                row.getString("workflow"),
                row.getString("item_key"),
                row.getString("state"),
                row.getInt("attempts"),
                Objects.requireNonNull(Tx.instant(row, "next_at")),
                Objects.requireNonNull(Tx.instant(row, "created_at")),
                Tx.instant(row, "finished_at"));
    }

    /** Whether a text may be an event's id, which no run's id can be. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** Whether it arrived. */
    public boolean isDelivered() {
        return state.equals(Outbox.DELIVERED);
    }

    /** Whether it was given up and waits for a person. */
    public boolean isParked() {
        return state.equals(Outbox.PARKED);
    }
}
