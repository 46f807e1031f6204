package io.outboundroutes.blocks.call;

import io.outboundroutes.blocks.Variables;
import io.outboundroutes.platform.http.VendorCall;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/**
 * Drops what an enrichment did to its copy of the exchange: what it found out is in the {@code call} variable. Thus the
 * request survives every attempt, and nothing of an attempt reaches the caller. An exception, which is never a vendor's
 * answer, ends the call.
 */
final class KeepRequest implements AggregationStrategy {

    @Override
    public Exchange aggregate(Exchange original, Exchange enriched) {
        if (enriched.getException() != null) {
            original.getVariable(Variables.CALL, VendorCall.class).abort(enriched.getException());
        }
        return original;
    }
}
