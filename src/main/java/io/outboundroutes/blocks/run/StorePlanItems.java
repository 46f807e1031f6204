package io.outboundroutes.blocks.run;

import io.outboundroutes.blocks.Variables;
import io.outboundroutes.platform.run.PlannedItem;
import io.outboundroutes.platform.run.RunContext;
import io.outboundroutes.platform.store.PlanStore;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/**
 * Aggregation strategy {@code storePlanItems}: the items that a split decides upon become the run's plan, however many
 * there are. All but the last few hundred are stored while the split goes on; the aggregate's body is the list of those
 * that are left, to be stored with the end of the plan. A body that is no {@link PlannedItem} is no item. Thread-safe.
 */
public final class StorePlanItems implements AggregationStrategy {

    private static final int PART = 500;

    private final PlanStore plans;

    public StorePlanItems(PlanStore plans) {
        this.plans = plans;
    }

    @Override
    public Exchange aggregate(Exchange before, Exchange part) {
        Object decided = part.getMessage().getBody();
        Exchange whole = before == null ? part : before;
        List<PlannedItem> items = before == null ? new ArrayList<>(PART) : items(before);
        if (decided instanceof PlannedItem item) {
            items.add(item);
            if (items.size() == PART) {
                RunContext run = part.getVariable(Variables.RUN, RunContext.class);
                plans.add(
                        run.id(),
                        run.dryRun() ? items.stream().map(PlannedOnly::settled).toList() : items);
                items.clear();
            }
        }
        whole.getMessage().setBody(items);
        return whole;
    }

    @SuppressWarnings("unchecked") // Nobody but this strategy sets the body of the aggregate.
    private static List<PlannedItem> items(Exchange before) {
        return before.getMessage().getBody(List.class);
    }
}
