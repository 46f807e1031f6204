package io.outboundroutes.blocks.call;

import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/**
 * Drops what an enrichment did to its copy of the exchange: what it found out is in the {@code call} variable. Thus the
 * request survives every attempt, and nothing of an attempt reaches the caller.
 */
final class KeepRequest implements AggregationStrategy {

    @Override
    public Exchange aggregate(Exchange original, Exchange enriched) {
        return original;
    }
}
