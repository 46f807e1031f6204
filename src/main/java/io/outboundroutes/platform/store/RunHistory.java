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
        return tx.run("Listing runs", c -> {
            String where = workflow == null ? "" : " where workflow = ?";
            List<Object> values = new ArrayList<>();
            if (workflow != null) {
                values.add(workflow);
            }
            values.add(last);
            String sql = "select " + RunRows.COLUMNS + " from run" + where + " order by id desc limit ?";
            return Sql.list(c, sql, RunRows::read, values.toArray());
        });
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
