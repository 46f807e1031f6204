package io.outboundroutes.platform.store;

import io.outboundroutes.platform.run.Item;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads stored plans and what became of their items. Safe for use by several threads; every method throws
 * {@link StoreUnavailable} when the database does not answer.
 */
public final class Items {

    private static final int PAGE = 500;

    private final Tx tx;

    Items(Tx tx) {
        this.tx = tx;
    }

    /** The stored plan's counts and warnings; empty when the run has none. */
    public Optional<PlanFacts> plan(String runId) {
        return tx.run(
                "Looking up the plan of run " + runId,
                c -> Sql.first(
                        c,
                        "select counts, warnings, items from run where id = ? and planned = true",
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
                        ItemRows.page(openOnly ? " and fate in ('PLANNED', 'SENT')" : ""),
                        ItemRows::read,
                        runId,
                        afterSeq,
                        limit));
    }

    /**
     * One page of a run's items that have an outcome, in the plan's order.
     *
     * @param outcome the only outcome wanted
     * @param afterSeq those behind this place; -1 from the beginning
     * @param limit at most so many
     */
    public List<Item> page(String runId, String outcome, int afterSeq, int limit) {
        return tx.run(
                "Reading items of run " + runId,
                c -> Sql.list(c, ItemRows.page(" and outcome = ?"), ItemRows::read, runId, afterSeq, outcome, limit));
    }

    /** The items with something left to do, in the plan's order, read page by page while they are consumed. */
    public Iterator<Item> openItems(String runId) {
        return new ItemPages(after -> page(runId, true, after, PAGE));
    }

    /** All items in the plan's order, read page by page while they are consumed. */
    public Iterator<Item> items(String runId) {
        return new ItemPages(after -> page(runId, false, after, PAGE));
    }

    /** Those with this outcome in the plan's order, read page by page while they are consumed; null: all. */
    public Iterator<Item> items(String runId, @Nullable String outcome) {
        return outcome == null ? items(runId) : new ItemPages(after -> page(runId, outcome, after, PAGE));
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

    /** One item by its place in the plan. */
    public Optional<Item> item(String runId, int seq) {
        return tx.run(
                "Reading an item of run " + runId,
                c -> Sql.first(c, ItemRows.SELECT + " where run_id = ? and seq = ?", ItemRows::read, runId, seq));
    }

    /** How many settled items have which outcome, by name. Reads all of them: a run's status must not rest on a tally. */
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

    /** The same as it was kept while the items changed: for looking at a run that has not ended, however long it is. */
    public Map<String, Long> tally(String runId) {
        return tx.run("Looking up the counts of run " + runId, c -> Tally.of(c, runId));
    }

    /** How many items have something left to do. */
    public long countOpen(String runId) {
        return count(runId, "('PLANNED', 'SENT')");
    }

    /** How many items a write of which left, or was about to, have no recorded answer. */
    public long countSent(String runId) {
        return count(runId, "('SENT')");
    }

    private long count(String runId, String fates) {
        return tx.run(
                "Counting items of run " + runId,
                c -> Sql.first(
                                c,
                                "select count(*) from item where run_id = ? and fate in " + fates,
                                row -> row.getLong(1),
                                runId)
                        .orElse(0L));
    }
}
