package io.outboundroutes.platform.store;

import io.outboundroutes.platform.run.Item;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What waits for a person: items of runs that have ended whose fate is unknown or that were put aside, and that no replay
 * has taken up; and deliveries that were given up. Safe for use by several threads; every method throws
 * {@link StoreUnavailable} when the database does not answer.
 */
public final class Parked {

    private final Tx tx;

    Parked(Tx tx) {
        this.tx = tx;
    }

    /**
     * An item that waits.
     *
     * @param workflow its run's workflow
     */
    public record Waiting(String workflow, Item item) {

        /** What {@code replay} takes it by. */
        public String id() {
            return item.runId() + "/" + item.key();
        }
    }

    /**
     * One page of the items, by their run and their place in it, so that the oldest come first.
     *
     * @param filter of their runs; the outcome is the item's own
     * @param after those behind this one; null from the beginning
     * @param limit at most so many
     */
    public List<Waiting> items(RunFilter filter, @Nullable Item after, int limit) {
        return tx.run("Listing parked items", c -> {
            List<Object> values = new ArrayList<>();
            String sql = ItemRows.SELECT_OF
                    + ", r.workflow from item i join run r on r.id = i.run_id where r.status in ('PARTIAL', 'FAILED')"
                    + " and i.fate in ('SENT', 'UNKNOWN', 'PARKED') and i.replayed_in is null"
                    + filter.conditions(values);
            if (filter.outcome() != null) {
                sql += " and i.outcome = ?";
                values.add(filter.outcome());
            }
            if (after != null) {
                sql += " and (i.run_id > ? or (i.run_id = ? and i.seq > ?))";
                values.addAll(List.of(after.runId(), after.runId(), after.seq()));
            }
            values.add(limit);
            return Sql.list(
                    c,
                    sql + " order by i.run_id, i.seq limit ?",
                    row -> new Waiting(row.getString("workflow"), ItemRows.read(row)),
                    values.toArray());
        });
    }

    /**
     * One page of the deliveries, the oldest first.
     *
     * @param filter of their runs
     * @param after those behind this one; null from the beginning
     * @param limit at most so many
     */
    public List<Delivery> deliveries(RunFilter filter, @Nullable Delivery after, int limit) {
        return tx.run("Listing parked deliveries", c -> {
            List<Object> values = new ArrayList<>();
            String sql = Delivery.SELECT
                    + " where state = 'parked' and exists (select 1 from run r where r.id = outbox.run_id"
                    + filter.allConditions(values) + ")";
            if (after != null) {
                sql += " and seq > (select o.seq from outbox o where o.event_id = ?)";
                values.add(after.eventId());
            }
            values.add(limit);
            return Sql.list(c, sql + " order by seq limit ?", Delivery::read, values.toArray());
        });
    }
}
