package io.outboundroutes.platform.store;

import io.outboundroutes.platform.run.AuditEntry;
import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.platform.run.WebhookEvent;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Events on their way to other people's servers. They are stored with the outcome they tell of; a deliverer claims some,
 * for a limited time, sends them and says how it went. A deliverer that dies loses its claim when the time is over, and
 * the event is delivered by another one: at least once. Times go by the database's clock. Safe for use by several threads
 * and processes.
 */
public final class Outbox {

    static final String PENDING = "pending";
    static final String DELIVERED = "delivered";
    static final String PARKED = "parked";

    private static final String SELECT =
            "select event_id, run_id, workflow, item_key, payload, attempts, created_at from outbox";

    private final Tx tx;
    private final String owner;
    private final InstantSource clock;
    private final Charge charge;
    private final Checkpoint checkpoint;

    Outbox(Tx tx, String owner, InstantSource clock, Charge charge, Checkpoint checkpoint) {
        this.tx = tx;
        this.owner = owner;
        this.clock = clock;
        this.charge = charge;
        this.checkpoint = checkpoint;
    }

    /**
     * An event that this process alone may send until its claim ends.
     *
     * @param event what to send
     * @param attempt the how-manieth attempt this is, from 1; the attempts of crashed deliverers count
     * @param storedAt when it was stored
     */
    public record Claimed(WebhookEvent event, int attempt, Instant storedAt) {}

    static void insert(Connection c, List<WebhookEvent> events, Instant now) throws SQLException {
        for (WebhookEvent event : events) {
            Sql.update(
                    c,
                    "insert into outbox (event_id, run_id, workflow, item_key, payload, state, next_at, created_at)"
                            + " values (?, ?, ?, ?, ?, 'pending', current_timestamp, ?)",
                    event.eventId(),
                    event.runId(),
                    event.workflow(),
                    event.itemKey(),
                    event.payload(),
                    now);
        }
    }

    /**
     * Claims events that are due, oldest first: a node those of all runs, a command line ({@link Store#takeAll}) those of
     * runs from command lines, of runs that it executes, and those that it replayed.
     *
     * @param limit at most so many
     * @param lease how long the claim holds; longer than their sending takes
     * @param only the workflows whose events have somewhere to go; null: all have
     */
    public List<Claimed> claim(int limit, Duration lease, @Nullable Set<String> only) {
        if (only != null && only.isEmpty()) {
            return List.of();
        }
        List<Claimed> mine = tx.run("Claiming events", c -> {
            Instant now = Tx.databaseNow(c);
            List<Object> values = new ArrayList<>(List.of(now, now));
            String mayClaim = charge.condition("outbox", "claimed_by = ?", values, owner);
            if (only != null) {
                mayClaim += " and workflow in (" + String.join(", ", Collections.nCopies(only.size(), "?")) + ")";
                values.addAll(only);
            }
            values.add(limit);
            List<String> due = Sql.list(
                    c,
                    "select event_id from outbox where state = 'pending' and next_at <= ?"
                            + " and (claimed_until is null or claimed_until <= ?)" + mayClaim
                            + " order by seq limit ?",
                    row -> row.getString(1),
                    values.toArray());
            List<Claimed> claimed = new ArrayList<>();
            for (String id : due) {
                // The condition once more: somebody else may have claimed it since, then this changes nothing.
                int updated = Sql.update(
                        c,
                        "update outbox set claimed_by = ?, claimed_until = ?, attempts = attempts + 1"
                                + " where event_id = ? and state = 'pending' and next_at <= ?"
                                + " and (claimed_until is null or claimed_until <= ?)",
                        owner,
                        now.plus(lease),
                        id,
                        now,
                        now);
                if (updated == 1) {
                    Sql.first(c, SELECT + " where event_id = ?", Outbox::read, id)
                            .ifPresent(claimed::add);
                }
            }
            if (!claimed.isEmpty()) {
                checkpoint.reached("before-commit:claim");
            }
            return claimed;
        });
        if (!mine.isEmpty()) {
            checkpoint.reached("after-commit:claim");
        }
        return mine;
    }

    private static Claimed read(ResultSet row) throws SQLException {
        WebhookEvent event = new WebhookEvent(
                row.getString("event_id"),
                row.getString("run_id"),
                row.getString("workflow"),
                row.getString("item_key"),
                row.getString("payload"));
        return new Claimed(event, row.getInt("attempts"), Objects.requireNonNull(Tx.instant(row, "created_at")));
    }

    /**
     * The event arrived.
     *
     * @param audit the further lines that say so, stored in the same transaction
     * @return false when that was known, or it was parked meanwhile; then nothing is changed
     */
    public boolean delivered(String eventId, List<AuditEntry> audit) {
        return end(eventId, DELIVERED, audit);
    }

    /**
     * The event is given up and waits for a person.
     *
     * @param audit the further lines that say so, stored in the same transaction
     * @return false when it was delivered or parked before; then nothing is changed
     */
    public boolean park(String eventId, List<AuditEntry> audit) {
        return end(eventId, PARKED, audit);
    }

    private boolean end(String eventId, String state, List<AuditEntry> audit) {
        boolean recorded = tx.run("Recording the delivery of event " + eventId, c -> {
            int ended = Sql.update(
                    c,
                    "update outbox set state = ?, finished_at = ?, claimed_by = null, claimed_until = null"
                            + " where event_id = ? and state = 'pending'",
                    state,
                    clock.instant().truncatedTo(ChronoUnit.MILLIS),
                    eventId);
            if (ended == 0) {
                return false;
            }
            AuditRelay.insert(c, audit);
            checkpoint.reached("before-commit:delivery");
            return true;
        });
        if (recorded) {
            checkpoint.reached("after-commit:delivery");
        }
        return recorded;
    }

    /** The sending failed; the event is due again after the delay. */
    public void failed(String eventId, Duration retryIn) {
        tx.run(
                "Recording a failed delivery of event " + eventId,
                c -> Sql.update(
                        c,
                        "update outbox set next_at = ?, claimed_by = null, claimed_until = null"
                                + " where event_id = ? and state = 'pending' and claimed_by = ?",
                        Tx.databaseNow(c).plus(retryIn),
                        eventId,
                        owner));
    }

    /** What came of replaying. */
    public enum Replayed {
        /** It is due again. */
        DUE,
        /** It waits, or was delivered; nothing is changed. */
        NOT_PARKED,
        /** There is no such event. */
        UNKNOWN
    }

    /**
     * Makes a parked event due again, with all its attempts before it. Until somebody else claims it, this process may,
     * whosever it is: who replays it wants it sent.
     *
     * @param audit the line that says so, stored in the same transaction
     */
    public Replayed replay(String eventId, Function<WebhookEvent, AuditEntry> audit) {
        return tx.run("Replaying event " + eventId, c -> {
            Optional<Claimed> event = Sql.first(c, SELECT + " where event_id = ?", Outbox::read, eventId);
            if (event.isEmpty()) {
                return Replayed.UNKNOWN;
            }
            int due = Sql.update(
                    c,
                    "update outbox set state = 'pending', attempts = 0, next_at = current_timestamp, finished_at = null,"
                            + " claimed_by = ? where event_id = ? and state = 'parked'",
                    owner,
                    eventId);
            if (due == 0) {
                return Replayed.NOT_PARKED;
            }
            AuditRelay.insert(c, List.of(audit.apply(event.get().event())));
            return Replayed.DUE;
        });
    }

    /** An event, and how far its delivery is. */
    public Optional<Delivery> delivery(String eventId) {
        return tx.run(
                "Looking up event " + eventId,
                c -> Sql.first(c, Delivery.SELECT + " where event_id = ?", Delivery::read, eventId));
    }

    /**
     * Events, oldest first.
     *
     * @param state the only state wanted; null: all
     * @param after those behind this place; -1 from the beginning
     * @param limit at most so many
     */
    public List<Delivery> deliveries(@Nullable String state, long after, int limit) {
        List<Object> values = new ArrayList<>(List.of(after));
        if (state != null) {
            values.add(state);
        }
        values.add(limit);
        return tx.run(
                "Listing events",
                c -> Sql.list(
                        c,
                        Delivery.SELECT + " where seq > ?" + (state == null ? "" : " and state = ?")
                                + " order by seq limit ?",
                        Delivery::read,
                        values.toArray()));
    }

    /** How many events of the run wait for their delivery. */
    public long pending(String runId) {
        return tx.run(
                "Counting events of run " + runId,
                c -> Sql.first(
                                c,
                                "select count(*) from outbox where run_id = ? and state = 'pending'",
                                row -> row.getLong(1),
                                runId)
                        .orElse(0L));
    }

    /** The run's parked events, oldest first. */
    public List<WebhookEvent> parked(String runId) {
        return tx.run(
                "Listing parked events of run " + runId,
                c -> Sql.list(
                        c,
                        SELECT + " where run_id = ? and state = 'parked' order by seq",
                        row -> read(row).event(),
                        runId));
    }
}
