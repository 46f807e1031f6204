package io.outboundroutes.platform.store;

import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.WebhookState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The runs that there are and were, for whoever looks. Safe for use by several threads. Every method throws
 * {@link StoreUnavailable} when the database does not answer.
 */
public final class RunHistory {

    private final Tx tx;

    RunHistory(Tx tx) {
        this.tx = tx;
    }

    /** The run with this id. */
    public Optional<Run> run(String id) {
        return tx.run("Looking up run " + id, c -> RunRows.byId(c, id));
    }

    /**
     * History, newest first.
     *
     * @param workflow one workflow's, or null for all
     * @param last at most so many
     */
    public List<Run> runs(@Nullable String workflow, int last) {
        return runs(new RunFilter(workflow, null, null, null), null, last);
    }

    /**
     * One page of the history, newest first.
     *
     * @param filter which are wanted
     * @param before those asked for before the run with this id; null from the newest on
     * @param limit at most so many
     */
    public List<Run> runs(RunFilter filter, @Nullable String before, int limit) {
        return runs(RunRows.COLUMNS, filter, before, limit);
    }

    /** The newest runs without their reports, of one workflow or, with null, of all. */
    public List<Run> summaries(@Nullable String workflow, int last) {
        return runs(RunRows.SUMMARY, new RunFilter(workflow, null, null, null), null, last);
    }

    private List<Run> runs(String columns, RunFilter filter, @Nullable String before, int limit) {
        return tx.run("Listing runs", c -> {
            List<Object> values = new ArrayList<>();
            String sql = "select " + columns + " from run r where 1 = 1" + filter.allConditions(values);
            if (before != null) {
                sql += " and r.id < ?";
                values.add(before);
            }
            values.add(limit);
            return Sql.list(c, sql + " order by r.id desc limit ?", RunRows::read, values.toArray());
        });
    }

    /** The replays that took up what a run left undone, oldest first. */
    public List<Run> replaysOf(String runId) {
        return tx.run(
                "Listing replays of run " + runId,
                c -> Sql.list(
                        c,
                        "select " + RunRows.COLUMNS + " from run where resumed_from = ? order by id",
                        RunRows::read,
                        runId));
    }

    /** How far the run's webhooks are. */
    public WebhookState webhookState(String runId) {
        return tx.run("Looking up the webhooks of run " + runId, c -> {
            Map<String, Long> states = new LinkedHashMap<>();
            Sql.list(
                            c,
                            "select state, count(*) from outbox where run_id = ? group by state",
                            row -> Map.entry(row.getString(1), row.getLong(2)),
                            runId)
                    .forEach(entry -> states.put(entry.getKey(), entry.getValue()));
            if (states.containsKey(Outbox.PARKED)) {
                return WebhookState.PARKED;
            }
            if (states.containsKey(Outbox.PENDING)) {
                return WebhookState.PENDING;
            }
            return states.isEmpty() ? WebhookState.NONE : WebhookState.DELIVERED;
        });
    }

    /** The process that holds the workflow's mutex, as far as is known; empty when nobody does. */
    public Optional<String> holder(String workflow) {
        return tx.run(
                "Looking up who runs " + workflow,
                c -> Sql.first(
                        c,
                        "select picked_by from scheduled_tasks where task_instance = ? and picked = true",
                        row -> row.getString(1),
                        workflow));
    }
}
