package io.outboundroutes.platform.store;

import io.outboundroutes.platform.run.RunStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which runs are wanted; null stands for any.
 *
 * @param workflow one workflow's
 * @param status those that stand there
 * @param outcome those with an item of this outcome, as reports name it
 * @param since those asked for from then on
 */
public record RunFilter(
        @Nullable String workflow,
        @Nullable RunStatus status,
        @Nullable String outcome,
        @Nullable Instant since) {

    /** All of them. */
    public static final RunFilter ANY = new RunFilter(null, null, null, null);

    /** The conditions on a run {@code r} but for the outcome, each behind an {@code and}. */
    String conditions(List<Object> values) {
        StringBuilder sql = new StringBuilder();
        if (workflow != null) {
            sql.append(" and r.workflow = ?");
            values.add(workflow);
        }
        if (status != null) {
            sql.append(" and r.status = ?");
            values.add(status.name());
        }
        if (since != null) {
            sql.append(" and r.asked_at >= ?");
            values.add(since);
        }
        return sql.toString();
    }

    /** All of the conditions on a run {@code r}, each behind an {@code and}; their values, in order, are added. */
    String allConditions(List<Object> values) {
        String sql = conditions(values);
        if (outcome == null) {
            return sql;
        }
        values.add(outcome);
        return sql + " and exists (select 1 from item i where i.run_id = r.id and i.outcome = ?)";
    }
}
