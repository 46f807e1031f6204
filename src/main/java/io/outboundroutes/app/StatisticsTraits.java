package io.outboundroutes.app;

import io.outboundroutes.platform.run.Item;
import io.outboundroutes.platform.run.WebhookEvent;
import io.outboundroutes.platform.run.WorkflowProfile;
import io.outboundroutes.platform.run.WorkflowTraits;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.workflow.statistics.StatisticsTally;
import io.outboundroutes.workflow.statistics.StatisticsTold;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/**
 * How campaign-statistics is told of: one event and two audit lines per campaign, {@code validated} with the outcome and
 * {@code synced} once its event was delivered.
 *
 * @param parallel how many campaigns are asked about at once
 * @param store holds the item that an event tells of
 */
record StatisticsTraits(int parallel, Store store) implements WorkflowTraits {

    @Override
    public WorkflowProfile profile() {
        return StatisticsSteps.PROFILE;
    }

    @Override
    public Optional<Map<String, Object>> event(Item item, Instant at) {
        return Optional.ofNullable(
                StatisticsTold.event(item.fields(), item.request(), item.outcome(), item.reason(), at));
    }

    @Override
    public Map<String, Object> auditDetails(Item item) {
        return StatisticsTold.audit(item.fields(), item.outcome(), item.reason(), item.latencyMs());
    }

    /** A campaign that does not exist is found out by the plan, and told like any other failure. */
    @Override
    public boolean tellsOfPlanned() {
        return true;
    }

    @Override
    public Map<String, Number> tally(Iterator<Item> items) {
        StatisticsTally tally = new StatisticsTally();
        items.forEachRemaining(item -> tally.add(item.fields(), item.outcome()));
        return tally.counts();
    }

    @Override
    public Optional<Map<String, Object>> auditDelivered(WebhookEvent event, int status) {
        String key = event.itemKey();
        return key == null
                ? Optional.empty()
                : store.items()
                        .item(event.runId(), key)
                        .map(item -> StatisticsTold.synced(item.fields(), item.outcome(), item.latencyMs(), status));
    }
}
