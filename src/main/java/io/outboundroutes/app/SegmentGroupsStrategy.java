package io.outboundroutes.app;

import io.outboundroutes.workflow.segmentation.Classified;
import io.outboundroutes.workflow.segmentation.Groups;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/**
 * Aggregates classified contacts into groups by their attribute hash, in the variable {@code groups}. Keeps compact
 * state per group, never the contacts; the Aggregate EIP would keep an exchange for each. Bean {@code groupsByHash}.
 */
public final class SegmentGroupsStrategy implements AggregationStrategy {

    @Override
    public Exchange aggregate(Exchange before, Exchange contact) {
        Groups groups = contact.getVariable(SegmentationSteps.GROUPS, Groups.class);
        groups.add(contact.getMessage().getBody(Classified.class));
        return before == null ? contact : before;
    }
}
