package io.outboundroutes.blocks.call;

import io.outboundroutes.blocks.Variables;
import io.outboundroutes.platform.http.CallFailed;
import io.outboundroutes.platform.http.VendorCall;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/**
 * Keeps the request through a look-up. A look-up that fails says nothing about the write: its fate stays unknown. Only
 * what stops the whole run passes, and leaves the item open.
 */
final class KeepLookup implements AggregationStrategy {

    @Override
    public Exchange aggregate(Exchange original, Exchange enriched) {
        Exception caught = enriched.getException();
        VendorCall call = original.getVariable(Variables.CALL, VendorCall.class);
        if (caught instanceof CallFailed failure && !failure.stopsTheRun()) {
            call.lookupFailed(String.valueOf(failure.getMessage()));
        } else if (caught != null) {
            call.abort(caught);
        }
        return original;
    }
}
