package io.outboundroutes.platform.store;

import io.outboundroutes.platform.run.Advance;
import io.outboundroutes.platform.run.AuditEntry;
import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.platform.run.Fate;
import io.outboundroutes.platform.run.Item;
import io.outboundroutes.platform.run.ItemResult;
import io.outboundroutes.platform.run.NothingMoreIsSent;
import io.outboundroutes.platform.run.Order;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.SendLedger;
import io.outboundroutes.platform.run.WebhookEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The fate of each item of a stored plan, as it changes. Safe for use by several threads; every change is refused with
 * {@link RunTakenOver} once another process executes the run, and throws {@link StoreUnavailable} when the database does
 * not answer.
 *
 * <p>Each change first locks the run's row. Who takes the run over changes that row, so he waits for changes that are not
 * committed yet, and then reads them: a process that stood still in the middle of one has either recorded it before its
 * successor looks, or never will.
 */
public final class ItemLedger implements SendLedger {

    /** The run, while this process executes it. */
    private static final String OWN = "select 1 from run where id = ? and status = 'RUNNING' and owner = ?";

    private final GroupCommit together;
    private final String owner;
    private final InstantSource clock;
    private final Checkpoint checkpoint;

    ItemLedger(GroupCommit together, String owner, InstantSource clock, Checkpoint checkpoint) {
        this.together = together;
        this.owner = owner;
        this.clock = clock;
        this.checkpoint = checkpoint;
    }

    /**
     * Records durably that a write for the item is about to leave. Call it before the send. For an item that is marked
     * already (a run that is gone on with) it only checks.
     *
     * @param operation which of the item's writes it is
     * @throws IllegalFate when the item is settled, or not in the plan
     * @throws NothingMoreIsSent when an operator has stopped everything, or cancelled the run
     */
    @Override
    public void markSent(String runId, String key, String operation) {
        together.run("Marking an item of run " + runId + " as sent", c -> {
            if (!holds(c, runId, " and " + Orders.MAY_SEND)) {
                throw unsent(c, runId, key);
            }
            int marked = Sql.update(
                    c,
                    "update item set fate = 'SENT', sent_at = coalesce(sent_at, ?), sent_by = null, sent_ops = case"
                            + " when sent_ops is null then ?"
                            + " when position(? in ',' || sent_ops || ',') > 0 then sent_ops"
                            + " else sent_ops || ? end"
                            + " where run_id = ? and item_key = ? and fate in ('PLANNED', 'SENT')",
                    now(),
                    operation,
                    "," + operation + ",",
                    "," + operation,
                    runId,
                    key);
            if (marked == 0) {
                throw refusal(c, runId, key, Fate.SENT.name());
            }
            checkpoint.reached("before-commit:sent");
            return marked;
        });
        checkpoint.reached("after-commit:sent");
    }

    /** {@inheritDoc} Changes nothing once another process executes the run. */
    @Override
    public void clearSent(String runId, String key, String operation) {
        together.run("Clearing a mark of an item of run " + runId, c -> {
            if (!holds(c, runId, "")) {
                return 0;
            }
            Item item = ItemRows.byKey(c, runId, key, " for update").orElseThrow(() -> notPlanned(runId, key));
            String left = item.sent().stream()
                    .filter(other -> !other.equals(operation))
                    .sorted()
                    .collect(Collectors.joining(","));
            return Sql.update(
                    c,
                    "update item set fate = ?, sent_ops = ? where run_id = ? and item_key = ? and fate = 'SENT'",
                    left.isEmpty() ? Fate.PLANNED.name() : Fate.SENT.name(),
                    left.isEmpty() ? null : left,
                    runId,
                    key);
        });
    }

    /**
     * Records how far an item came, and when it is to be visited again. Its writes so far are answered. An item that came
     * no further is not recorded: only when it is due would be new, and whoever goes on with it after a crash may as well
     * visit it at once.
     *
     * @param item as it was when it was visited
     * @param dueAt when it is due; null: at once
     * @return the item as it is now
     * @throws IllegalFate when the item is settled, or not in the plan
     */
    public Item advance(Item item, Advance advance, @Nullable Instant dueAt) {
        Optional<Item> advanced = together.run("Advancing an item of run " + item.runId(), c -> {
            if (item.isWhere(advance) && isUnsent(c, item)) {
                return Optional.empty();
            }
            if (!holds(c, item.runId(), "")) {
                throw refusal(c, item.runId(), item.key(), advance.state());
            }
            Item stored = ItemRows.byKey(c, item.runId(), item.key(), " for update")
                    .orElseThrow(() -> notPlanned(item.runId(), item.key()));
            Map<String, Object> fields = new LinkedHashMap<>(stored.fields());
            fields.putAll(advance.fields());
            String written = Json.write(fields);
            int updated = Sql.update(
                    c,
                    "update item set fate = 'PLANNED', state = ?, due_at = ?, sent_ops = null, sent_by = null, sent_at = null, fields = ?"
                            + " where run_id = ? and item_key = ? and fate in ('PLANNED', 'SENT')",
                    advance.state(),
                    dueAt,
                    written,
                    item.runId(),
                    item.key());
            if (updated == 0) {
                throw refusal(c, item.runId(), item.key(), advance.state());
            }
            checkpoint.reached("before-commit:advance");
            return Optional.of(stored.at(advance.state(), Json.object(written), dueAt));
        });
        if (advanced.isPresent()) {
            checkpoint.reached("after-commit:advance");
        }
        return advanced.orElse(item);
    }

    /** Whether this process executes the run, and goes on doing so until the transaction ends. */
    private boolean holds(Connection c, String runId, String condition) throws SQLException {
        return Sql.exists(c, OWN + condition + " for update", runId, owner);
    }

    /** Records nothing, so it locks nothing: looking again at what has not changed shall not cost a commit. */
    private boolean isUnsent(Connection c, Item item) throws SQLException {
        return Sql.exists(
                c,
                "select 1 from item where run_id = ? and item_key = ? and fate = 'PLANNED' and exists (" + OWN + ")",
                item.runId(),
                item.key(),
                item.runId(),
                owner);
    }

    /** {@link #settle(String, String, ItemResult, List, List, TxWork)} without further work. */
    public boolean settle(
            String runId, String key, ItemResult result, List<AuditEntry> audit, List<WebhookEvent> events) {
        return settle(runId, key, result, audit, events, TxWork.NONE);
    }

    /**
     * Records what became of an item, with its audit lines and events, in one transaction. The result's fields are added
     * to the item's own.
     *
     * @param extra work that becomes durable with the outcome
     * @return false when the very same result was recorded before; then nothing is changed
     * @throws IllegalFate when another result was recorded before, or the item is not in the plan
     */
    public boolean settle(
            String runId,
            String key,
            ItemResult result,
            List<AuditEntry> audit,
            List<WebhookEvent> events,
            TxWork extra) {
        boolean changed = together.run("Recording an item of run " + runId, c -> {
            boolean own = holds(c, runId, "");
            Item item = ItemRows.byKey(c, runId, key, " for update").orElseThrow(() -> notPlanned(runId, key));
            if (!item.fate().isOpen()) {
                if (item.fate() == result.fate() && result.outcome().equals(item.outcome())) {
                    return false;
                }
                throw new IllegalFate(
                        describe(item) + " cannot become " + result.fate() + " (" + result.outcome() + ")");
            }
            if (!own) {
                throw refusal(c, runId, key, result.fate().name());
            }
            Sql.update(
                    c,
                    "update item set fate = ?, outcome = ?, reason = ?, fields = ?, latency_ms = ?, settled_at = ?"
                            + " where run_id = ? and seq = ?",
                    result.fate().name(),
                    result.outcome(),
                    result.reason(),
                    Json.write(item.with(result).fields()),
                    result.latencyMs(),
                    now(),
                    runId,
                    item.seq());
            Tally.settled(c, runId, result.outcome(), 1);
            AuditRelay.insert(c, audit);
            Outbox.insert(c, events, now());
            extra.apply(c);
            checkpoint.reached("before-commit:item");
            return true;
        });
        if (changed) {
            checkpoint.reached("after-commit:item");
        }
        return changed;
    }

    private RuntimeException unsent(Connection c, String runId, String key) throws SQLException {
        RuntimeException refusal = refusal(c, runId, key, Fate.SENT.name());
        if (!(refusal instanceof RunTakenOver) || !Sql.exists(c, OWN, runId, owner)) {
            return refusal;
        }
        // A stop that was taken back since was one all the same: the run is gone on with.
        return new NothingMoreIsSent(Orders.order(c, runId)
                .filter(order -> order.kind() != Order.Kind.PAUSE)
                .orElse(new Order(Order.Kind.STOP, "Everything was stopped for a moment")));
    }

    private RuntimeException refusal(Connection c, String runId, String key, String wanted) throws SQLException {
        Optional<Item> item = ItemRows.byKey(c, runId, key, "");
        if (item.isEmpty()) {
            return notPlanned(runId, key);
        }
        if (!item.get().fate().isOpen()) {
            return new IllegalFate(describe(item.get()) + " cannot become " + wanted);
        }
        @Nullable Run run = RunRows.byId(c, runId).orElse(null);
        return new RunTakenOver(
                runId, owner, run == null ? "it is gone" : "it is " + run.status() + ", owner " + run.owner());
    }

    private static IllegalFate notPlanned(String runId, String key) {
        return new IllegalFate("Item '" + key + "' is not in the plan of run " + runId);
    }

    private static String describe(Item item) {
        return "Item '" + item.key() + "' of run " + item.runId() + " is " + item.fate() + " (" + item.outcome()
                + ") and";
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
