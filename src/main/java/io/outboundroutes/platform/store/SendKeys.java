package io.outboundroutes.platform.store;

import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.platform.run.Fate;
import io.outboundroutes.platform.run.RunStatus;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which wishes to contact a person were carried out, so that each is carried out at most once: over runs,
 * crashes and nodes, and longer than the items are kept (con5).
 *
 * <p>Before an item starts a conversation it claims the wish, durably and alone. The claim stays when the item's process
 * dies; whether its conversation may have been started is then read from the ledger, which marks a write before it
 * leaves and refuses to mark one for a run that has ended or passed to another process. Only when it is ruled out may
 * another item take the claim over. Safe for use by several threads.
 */
public final class SendKeys {

    private static final String COLUMNS = "target, key_hash, contact_hash, state, run_id, seq, contact_id,"
            + " conversation_id, record_hash, asked_at";

    /**
     * Held, or reserved by an item that took it up from there and cannot have carried it out any more: it is open, its
     * run has ended, as for a rate limit, and the operation left no mark on it.
     */
    private static final String WAITING = "target = ? and (state = 'HELD' or (state = 'RESERVED' and waiting"
            + " and exists (select 1 from item join run on run.id = item.run_id"
            + " where item.run_id = send_key.run_id and item.seq = send_key.seq and item.fate in ('PLANNED', 'SENT')"
            + " and run.status not in ('ASKED', 'RUNNING')"
            + " and position(? in ',' || coalesce(item.sent_ops, '') || ',') = 0)))";

    private final Tx tx;
    private final GroupCommit together;
    private final InstantSource clock;
    private final Checkpoint checkpoint;

    SendKeys(Tx tx, GroupCommit together, InstantSource clock, Checkpoint checkpoint) {
        this.tx = tx;
        this.together = together;
        this.clock = clock;
        this.checkpoint = checkpoint;
    }

    /** What is known of a wish. */
    public Optional<SendKey> find(String target, String keyHash) {
        return tx.run("Looking up a send key", c -> byHash(c, target, keyHash, ""));
    }

    /**
     * Claims a wish for an item, in a transaction of its own. An item that has the claim already gets it again.
     *
     * @param wanted the wish and the item; its state and conversation are of no account
     * @param operation the operation that starts the conversation: an item that was not marked as having sent it, or was
     *     refused, does not keep others from claiming
     */
    public Claim claim(SendKey wanted, String operation) {
        Claim claim = together.run("Claiming a send key", c -> {
            Claim answer = claim(c, wanted, operation);
            checkpoint.reached("before-commit:send-key");
            return answer;
        });
        checkpoint.reached("after-commit:send-key");
        return claim;
    }

    private Claim claim(Connection c, SendKey wanted, String operation) throws SQLException {
        if (insert(c, wanted, SendKey.State.RESERVED) == 1) {
            return Claim.GRANTED;
        }
        SendKey known = byHash(c, wanted.target(), wanted.keyHash(), " for update")
                .orElseThrow(() -> new IllegalStateException("A send key went while it was claimed"));
        if (known.state() == SendKey.State.CONTACTED) {
            return new Claim(Claim.Answer.CONTACTED, known);
        }
        if (known.state() == SendKey.State.RESERVED && !isSameItem(known, wanted) && mayHaveSent(c, known, operation)) {
            return new Claim(Claim.Answer.IN_DOUBT, known);
        }
        update(c, wanted, SendKey.State.RESERVED);
        return Claim.GRANTED;
    }

    /** Whether another item has the wish and may have carried it out, so that nobody else may. */
    public boolean isInDoubt(SendKey known, String operation) {
        return known.state() == SendKey.State.RESERVED
                && tx.run("Looking up who has a send key", c -> mayHaveSent(c, known, operation));
    }

    /**
     * Notes what became of a wish. That it was carried out is noted whatever was known before; that it is held or blocked
     * only when no conversation of it can have been started.
     *
     * @param known the wish, its new state, and the item that brings it there
     * @param operation the operation that starts the conversation: an item that has the wish without having sent it does
     *     not keep it
     */
    public TxWork marking(SendKey known, String operation) {
        return c -> {
            if (insert(c, known, known.state()) == 0) {
                boolean certain = known.state() == SendKey.State.CONTACTED;
                SendKey before = byHash(c, known.target(), known.keyHash(), " for update")
                        .orElseThrow(() -> new IllegalStateException("A send key went while it was marked"));
                boolean mine = before.state() == SendKey.State.RESERVED && isSameItem(before, known);
                boolean waiting = before.state() == SendKey.State.HELD || before.state() == SendKey.State.BLOCKED;
                boolean free = before.state() == SendKey.State.RESERVED && !mayHaveSent(c, before, operation);
                if (certain || mine || waiting || free) {
                    update(c, known, known.state());
                }
            }
        };
    }

    /**
     * Forgets the oldest of what nobody has changed since then, in a transaction of its own.
     *
     * @return how many; fewer than the limit when no more are left
     */
    public int forget(Instant before, int limit) {
        return tx.run("Forgetting send keys", c -> forget(c, before, limit));
    }

    /** The same as part of another transaction. */
    public TxWork forgetting(Instant before, int limit) {
        return c -> forget(c, before, limit);
    }

    private static int forget(Connection c, Instant before, int limit) throws SQLException {
        return Sql.update(
                c,
                "delete from send_key where updated_at < ? and (target, key_hash) in"
                        + " (select target, key_hash from send_key where updated_at < ? order by updated_at limit ?)",
                before,
                before,
                limit);
    }

    /**
     * The wishes that wait to be taken up, the oldest first: those that are held, and those that were and whose item came
     * to nothing because its run ended before.
     *
     * @param operation the operation that starts the conversation
     * @param since those asked for from then on
     * @param after those behind this one; null from the beginning
     * @param limit at most so many
     */
    public List<SendKey> held(String target, String operation, Instant since, @Nullable SendKey after, int limit) {
        Instant from = after == null ? since : after.askedAt();
        String behind = after == null ? "" : after.keyHash();
        return tx.run(
                "Looking for held contacts",
                c -> Sql.list(
                        c,
                        "select " + COLUMNS + " from send_key where " + WAITING
                                + " and (asked_at > ? or (asked_at = ? and key_hash > ?))"
                                + " order by asked_at, key_hash limit ?",
                        SendKeys::read,
                        target,
                        mark(operation),
                        from,
                        from,
                        behind,
                        limit));
    }

    /** How many wait, as {@link #held} tells them, that were asked for before then. */
    public long heldBefore(String target, String operation, Instant then) {
        return tx.run(
                        "Counting held contacts",
                        c -> Sql.first(
                                c,
                                "select count(*) from send_key where " + WAITING + " and asked_at < ?",
                                row -> row.getLong(1),
                                target,
                                mark(operation),
                                then))
                .orElse(0L);
    }

    /** An operation as it stands in the list of those that an item sent, with a comma at either end. */
    private static String mark(String operation) {
        return ',' + operation + ',';
    }

    private static boolean isSameItem(SendKey one, SendKey other) {
        return one.runId().equals(other.runId()) && one.seq() == other.seq();
    }

    /**
     * Whether the item that has a claim may have started its conversation, or still may. One that was refused has not, and
     * cannot any more. One that is open cannot any more once its run has ended, and has not unless it was marked. One that
     * is gone may have.
     */
    private static boolean mayHaveSent(Connection c, SendKey holder, String operation) throws SQLException {
        return Sql.first(
                        c,
                        "select item.fate, item.sent_ops, run.status from item join run on run.id = item.run_id"
                                + " where item.run_id = ? and item.seq = ?",
                        row -> {
                            Fate fate = Fate.valueOf(row.getString("fate"));
                            boolean sent = ItemRows.operations(row.getString("sent_ops"))
                                    .contains(operation);
                            boolean ended =
                                    RunStatus.valueOf(row.getString("status")).isFinal();
                            return fate != Fate.REJECTED && (sent || (fate.isOpen() && !ended));
                        },
                        holder.runId(),
                        holder.seq())
                .orElse(true);
    }

    private static Optional<SendKey> byHash(Connection c, String target, String keyHash, String lock)
            throws SQLException {
        return Sql.first(
                c,
                "select " + COLUMNS + " from send_key where target = ? and key_hash = ?" + lock,
                SendKeys::read,
                target,
                keyHash);
    }

    private int insert(Connection c, SendKey key, SendKey.State state) throws SQLException {
        Instant now = now();
        return Sql.update(
                c,
                "insert into send_key (" + COLUMNS + ", waiting, created_at, updated_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
                key.target(),
                key.keyHash(),
                key.contactHash(),
                state.name(),
                key.runId(),
                key.seq(),
                key.contactId(),
                key.conversationId(),
                key.recordHash(),
                key.askedAt().truncatedTo(ChronoUnit.MILLIS),
                state == SendKey.State.HELD,
                now,
                now);
    }

    private void update(Connection c, SendKey key, SendKey.State state) throws SQLException {
        Sql.update(
                c,
                "update send_key set state = ?, run_id = ?, seq = ?, contact_id = coalesce(cast(? as varchar), contact_id),"
                        + " conversation_id = cast(? as varchar), record_hash = cast(? as varchar), asked_at = ?,"
                        + " waiting = (? or (waiting and ?)), updated_at = ? where target = ? and key_hash = ?",
                state.name(),
                key.runId(),
                key.seq(),
                key.contactId(),
                key.conversationId(),
                key.recordHash(),
                key.askedAt().truncatedTo(ChronoUnit.MILLIS),
                state == SendKey.State.HELD,
                state == SendKey.State.RESERVED,
                now(),
                key.target(),
                key.keyHash());
    }

    private static SendKey read(ResultSet row) throws SQLException {
        Instant askedAt = Tx.instant(row, "asked_at");
        if (askedAt == null) {
            throw new IllegalStateException("asked_at is never null");
        }
        return new SendKey(
                row.getString("target"),
                row.getString("key_hash"),
                row.getString("contact_hash"),
                SendKey.State.valueOf(row.getString("state")),
                row.getString("run_id"),
                row.getInt("seq"),
                row.getString("contact_id"),
                row.getString("conversation_id"),
                row.getString("record_hash"),
                askedAt);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
