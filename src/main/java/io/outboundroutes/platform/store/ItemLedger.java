package io.outboundroutes.platform.store;

import io.outboundroutes.platform.run.AuditEntry;
import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.platform.run.Fate;
import io.outboundroutes.platform.run.Item;
import io.outboundroutes.platform.run.ItemResult;
import io.outboundroutes.platform.run.Plan;
import io.outboundroutes.platform.run.PlannedItem;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunStatus;
import io.outboundroutes.platform.run.WebhookEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Stored plans and the fate of each item. Safe for use by several threads; every change is refused with
 * {@link RunTakenOver} once another process executes the run, and throws {@link StoreUnavailable} when the database does
 * not answer.
 */
public final class ItemLedger {

    private static final int BATCH = 500;
    private static final int LONGEST_KEY = 512;
    /** The run is still executed by this process; evaluated in the statement that changes the item. */
    private static final String FENCE =
            " and exists (select 1 from run where id = ? and status = 'RUNNING' and owner = ?)";

    private final Tx tx;
    private final String owner;
    private final InstantSource clock;
    private final Checkpoint checkpoint;

    ItemLedger(Tx tx, String owner, InstantSource clock, Checkpoint checkpoint) {
        this.tx = tx;
        this.owner = owner;
        this.clock = clock;
        this.checkpoint = checkpoint;
    }

    /** {@link #storePlan(String, Plan, TxWork)} without further work. */
    public void storePlan(String runId, Plan plan) {
        storePlan(runId, plan, TxWork.NONE);
    }

    /**
     * Stores the plan in one transaction: all or nothing. Items that have an outcome already are stored as done.
     *
     * @param plan its items are iterated once and stored 500 at a time (a {@link Collection} may be iterated again after
     *     a lost connection); when the iteration throws, nothing is stored
     * @param extra work that becomes durable with the plan
     * @throws IllegalStateException when the run has a plan already, or two items have one key
     */
    public void storePlan(String runId, Plan plan, TxWork extra) {
        try {
            // Items that can be iterated only once cannot be stored again after a lost connection.
            tx.run("Storing the plan of run " + runId, plan.items() instanceof Collection, c -> {
                Run run = RunRows.byIdLocked(c, runId)
                        .orElseThrow(() -> new IllegalArgumentException("There is no run " + runId));
                if (run.status() != RunStatus.RUNNING || !owner.equals(run.owner())) {
                    throw new RunTakenOver(runId, owner, "it is " + run.status() + ", owner " + run.owner());
                }
                if (run.planned()) {
                    throw new IllegalStateException("Run " + runId + " has a stored plan already; act upon that one");
                }
                insertItems(c, runId, plan.items());
                Sql.update(
                        c,
                        "update run set planned = true, counts = ?, warnings = ? where id = ?",
                        Json.write(new TreeMap<>(plan.counts())),
                        Json.write(plan.warnings()),
                        runId);
                extra.apply(c);
                checkpoint.reached("before-commit:plan");
                return true;
            });
        } catch (StoreUnavailable e) {
            if (e.isDuplicate()) {
                throw new IllegalStateException("Two items of the plan of run " + runId + " have one key", e);
            }
            throw e;
        }
        checkpoint.reached("after-commit:plan");
    }

    private void insertItems(Connection c, String runId, Iterable<PlannedItem> items) throws SQLException {
        String sql = "insert into item (run_id, seq, item_key, fate, outcome, reason, fields, request, settled_at)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)";
        try (PreparedStatement insert = c.prepareStatement(sql)) {
            int seq = 0;
            for (PlannedItem item : items) {
                boolean settled = item.outcome() != null;
                if (item.key().length() > LONGEST_KEY) {
                    throw new IllegalArgumentException(
                            "The key of item " + seq + " has " + item.key().length() + " characters; at most "
                                    + LONGEST_KEY + " are possible. Use a hash");
                }
                Sql.bind(
                        insert,
                        runId,
                        seq++,
                        item.key(),
                        (settled ? Fate.DONE : Fate.PLANNED).name(),
                        item.outcome(),
                        item.reason(),
                        Json.write(item.fields()),
                        Json.write(item.request()),
                        settled ? now() : null);
                insert.addBatch();
                if (seq % BATCH == 0) {
                    insert.executeBatch();
                }
            }
            if (seq % BATCH != 0) {
                insert.executeBatch();
            }
        }
    }

    /** The stored plan's counts and warnings; empty when the run has none. */
    public Optional<PlanFacts> plan(String runId) {
        return tx.run(
                "Looking up the plan of run " + runId,
                c -> Sql.first(
                        c,
                        "select counts, warnings, (select count(*) from item where run_id = run.id) as items"
                                + " from run where id = ? and planned = true",
                        row -> new PlanFacts(
                                Json.counts(row.getString("counts")),
                                Json.problems(row.getString("warnings")),
                                row.getLong("items")),
                        runId));
    }

    /**
     * One page of a run's items in the plan's order.
     *
     * @param openOnly only those with something left to do
     * @param afterSeq those behind this place; -1 from the beginning
     * @param limit at most so many
     */
    public List<Item> page(String runId, boolean openOnly, int afterSeq, int limit) {
        return tx.run(
                "Reading items of run " + runId,
                c -> Sql.list(
                        c,
                        ItemRows.SELECT + " where run_id = ? and seq > ?"
                                + (openOnly ? " and fate in ('PLANNED', 'SENT')" : "")
                                + " order by run_id, seq limit ?",
                        ItemRows::read,
                        runId,
                        afterSeq,
                        limit));
    }

    /** The items with something left to do, in the plan's order, read page by page while they are consumed. */
    public Iterator<Item> openItems(String runId) {
        return new ItemPages(after -> page(runId, true, after, BATCH));
    }

    /** All items in the plan's order, read page by page while they are consumed. */
    public Iterator<Item> items(String runId) {
        return new ItemPages(after -> page(runId, false, after, BATCH));
    }

    /**
     * The items that a report shows: those not done first, then in the plan's order.
     *
     * @param doneOutcomes the outcomes that count as done
     * @param limit at most so many
     */
    public List<Item> forReport(String runId, Collection<String> doneOutcomes, int limit) {
        return tx.run("Reading items of run " + runId, c -> {
            Object[] values = new Object[doneOutcomes.size() + 2];
            values[0] = runId;
            int next = 1;
            for (String outcome : doneOutcomes) {
                values[next++] = outcome;
            }
            values[next] = limit;
            String done = doneOutcomes.isEmpty()
                    ? "case when 1 = 1 then 0 end"
                    : "case when outcome in (" + "?, ".repeat(doneOutcomes.size() - 1) + "?) then 1 else 0 end";
            return Sql.list(
                    c,
                    ItemRows.SELECT + " where run_id = ? order by " + done + ", seq limit ?",
                    ItemRows::read,
                    values);
        });
    }

    /** One item by its key. */
    public Optional<Item> item(String runId, String key) {
        return tx.run("Reading an item of run " + runId, c -> ItemRows.byKey(c, runId, key, ""));
    }

    /**
     * Records durably that a write for the item is about to leave. Call it before the send. For an item that is marked
     * already (a run that is gone on with) it only checks.
     *
     * @throws IllegalFate when the item is settled, or not in the plan
     */
    public void markSent(String runId, String key) {
        tx.run("Marking an item of run " + runId + " as sent", c -> {
            int marked = Sql.update(
                    c,
                    "update item set fate = 'SENT', sent_at = coalesce(sent_at, ?) where run_id = ? and item_key = ?"
                            + " and fate in ('PLANNED', 'SENT')" + FENCE,
                    now(),
                    runId,
                    key,
                    runId,
                    owner);
            if (marked == 0) {
                throw refusal(c, runId, key, Fate.SENT.name());
            }
            checkpoint.reached("before-commit:sent");
            return marked;
        });
        checkpoint.reached("after-commit:sent");
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
        boolean changed = tx.run("Recording an item of run " + runId, c -> {
            Item item = ItemRows.byKey(c, runId, key, " for update").orElseThrow(() -> notPlanned(runId, key));
            if (!item.fate().isOpen()) {
                if (item.fate() == result.fate() && result.outcome().equals(item.outcome())) {
                    return false;
                }
                throw new IllegalFate(
                        describe(item) + " cannot become " + result.fate() + " (" + result.outcome() + ")");
            }
            Map<String, Object> fields = new LinkedHashMap<>(item.fields());
            fields.putAll(result.fields());
            int settled = Sql.update(
                    c,
                    "update item set fate = ?, outcome = ?, reason = ?, fields = ?, latency_ms = ?, settled_at = ?"
                            + " where run_id = ? and seq = ?" + FENCE,
                    result.fate().name(),
                    result.outcome(),
                    result.reason(),
                    Json.write(fields),
                    result.latencyMs(),
                    now(),
                    runId,
                    item.seq(),
                    runId,
                    owner);
            if (settled == 0) {
                throw refusal(c, runId, key, result.fate().name());
            }
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

    /** How many settled items have which outcome, by name. */
    public Map<String, Long> countsByOutcome(String runId) {
        return tx.run("Counting items of run " + runId, c -> {
            Map<String, Long> counts = new TreeMap<>();
            Sql.list(
                            c,
                            "select outcome, count(*) from item where run_id = ? and outcome is not null group by outcome",
                            row -> Map.entry(row.getString(1), row.getLong(2)),
                            runId)
                    .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
            return counts;
        });
    }

    /** How many items have something left to do. */
    public long countOpen(String runId) {
        return tx.run("Counting items of run " + runId, c -> Sql.first(
                        c,
                        "select count(*) from item where run_id = ? and fate in ('PLANNED', 'SENT')",
                        row -> row.getLong(1),
                        runId)
                .orElse(0L));
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
