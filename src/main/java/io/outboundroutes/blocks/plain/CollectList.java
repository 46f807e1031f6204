package io.outboundroutes.blocks.plain;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/**
 * Aggregation strategy {@code collectList}: the bodies of a split as one list, those that are null left out. A plan route
 * ends with it: a list of maps with a {@code key} or an {@code id} is a plan. Keeps all bodies in memory, so pick the
 * fields that matter first. Stateless.
 */
public final class CollectList implements AggregationStrategy {

    @Override
    public Exchange aggregate(Exchange before, Exchange part) {
        List<Object> list = before == null ? new ArrayList<>() : bodies(before);
        Object body = part.getMessage().getBody();
        if (body != null) {
            list.add(body);
        }
        Exchange whole = before == null ? part : before;
        whole.getMessage().setBody(list);
        return whole;
    }

    @SuppressWarnings("unchecked") // Nobody but this strategy sets the body of the aggregate.
    private static List<Object> bodies(Exchange before) {
        return before.getMessage().getBody(List.class);
    }
}
