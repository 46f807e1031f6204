package io.outboundroutes.platform.store;

import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.platform.run.Fate;
import io.outboundroutes.platform.run.Item;
import io.outboundroutes.platform.run.Plan;
import io.outboundroutes.platform.run.PlannedItem;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunStatus;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Stores what runs plan. Safe for use by several threads; every method throws {@link RunTakenOver} once another process
 * executes the run, and {@link StoreUnavailable} when the database does not answer.
 */
public final class PlanStore {

    private static final int BATCH = 500;
    private static final int LONGEST_KEY = 512;

    private final Tx tx;
    private final String owner;
    private final InstantSource clock;
    private final Checkpoint checkpoint;

    PlanStore(Tx tx, String owner, InstantSource clock, Checkpoint checkpoint) {
        this.tx = tx;
        this.owner = owner;
        this.clock = clock;
        this.checkpoint = checkpoint;
    }

    /**
     * Begins a plan: parts that an earlier, unfinished planning of the run left behind are dropped.
     */
    public void begin(String runId) {
        tx.run("Beginning the plan of run " + runId, c -> {
            requireUnplanned(c, runId);
            Tally.clear(c, runId);
            return Sql.update(c, "delete from item where run_id = ?", runId);
        });
    }

    /**
     * Stores a part of a plan that is too large to be held. Nothing is acted upon before {@link #store} ends the plan.
     *
     * @throws IllegalStateException when the run has a plan already, or two items have one key
     */
    public void add(String runId, List<PlannedItem> items) {
        storing(runId, true, c -> {
            requireUnplanned(c, runId);
            insert(c, runId, items);
            return true;
        });
    }

    /**
     * Stores the plan, or what is left of it after {@link #add}, in one transaction: all or nothing. Items that have an
     * outcome already are stored as settled. The input that the run was asked for with is not needed any more, and
     * forgotten.
     *
     * @param plan its items are iterated once and stored 500 at a time (a {@link Collection} may be iterated again after
     *     a lost connection); when the iteration throws, nothing is stored
     * @param telling what is told of each item that the plan itself settles
     * @param extra work that becomes durable with the plan
     * @throws IllegalStateException when the run has a plan already, or two items have one key
     */
    public void store(String runId, Plan plan, Telling telling, TxWork extra) {
        // Items that can be iterated only once cannot be stored again after a lost connection.
        storing(runId, plan.items() instanceof Collection, c -> {
            requireUnplanned(c, runId);
            insert(c, runId, plan.items());
            tell(c, runId, telling);
            Sql.update(c, "delete from run_input where run_id = ?", runId);
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
        checkpoint.reached("after-commit:plan");
    }

    /** {@link #store(String, Plan, Telling, TxWork)}, told to nobody and without further work. */
    public void store(String runId, Plan plan) {
        store(runId, plan, Telling.NOTHING, TxWork.NONE);
    }

    private void storing(String runId, boolean repeatable, Tx.Work<Boolean> work) {
        try {
            tx.run("Storing the plan of run " + runId, repeatable, work);
        } catch (StoreUnavailable e) {
            if (e.isDuplicate()) {
                throw new IllegalStateException("Two items of the plan of run " + runId + " have one key", e);
            }
            throw e;
        }
    }

    private void requireUnplanned(Connection c, String runId) throws SQLException {
        Run run = RunRows.byIdLocked(c, runId)
                .orElseThrow(() -> new IllegalArgumentException("There is no run " + runId));
        if (run.status() != RunStatus.RUNNING || !owner.equals(run.owner())) {
            throw new RunTakenOver(runId, owner, "it is " + run.status() + ", owner " + run.owner());
        }
        if (run.planned()) {
            throw new IllegalStateException("Run " + runId + " has a stored plan already; act upon that one");
        }
    }

    private void tell(Connection c, String runId, Telling telling) throws SQLException {
        if (telling == Telling.NOTHING) {
            return;
        }
        int after = -1;
        while (true) {
            List<Item> settled =
                    Sql.list(c, ItemRows.page(" and settled_at is not null"), ItemRows::read, runId, after, BATCH);
            if (settled.isEmpty()) {
                return;
            }
            for (Item item : settled) {
                AuditRelay.insert(c, telling.audit(item));
                Outbox.insert(c, telling.events(item), now());
                after = item.seq();
            }
        }
    }

    private void insert(Connection c, String runId, Iterable<PlannedItem> items) throws SQLException {
        String sql =
                "insert into item (run_id, seq, item_key, fate, state, outcome, reason, fields, request, settled_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        try (PreparedStatement insert = c.prepareStatement(sql)) {
            int first = Sql.first(
                            c,
                            "select coalesce(max(seq) + 1, 0) from item where run_id = ?",
                            row -> row.getInt(1),
                            runId)
                    .orElse(0);
            int seq = first;
            Map<String, Long> outcomes = new TreeMap<>();
            for (PlannedItem item : items) {
                String outcome = item.outcome();
                if (outcome != null) {
                    outcomes.merge(outcome, 1L, Long::sum);
                }
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
                        item.fate().name(),
                        item.fate() == Fate.REJECTED ? Item.REFUSED_STATE : Item.PLANNED_STATE,
                        outcome,
                        item.reason(),
                        Json.write(item.fields()),
                        Json.write(item.request()),
                        outcome == null ? null : now());
                insert.addBatch();
                if ((seq - first) % BATCH == 0) {
                    insert.executeBatch();
                }
            }
            if ((seq - first) % BATCH != 0) {
                insert.executeBatch();
            }
            Tally.planned(c, runId, seq - first);
            for (Map.Entry<String, Long> each : outcomes.entrySet()) {
                Tally.settled(c, runId, each.getKey(), each.getValue());
            }
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
