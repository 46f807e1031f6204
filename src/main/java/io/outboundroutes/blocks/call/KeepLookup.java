package io.outboundroutes.blocks.call;

import io.outboundroutes.blocks.Variables;
import io.outboundroutes.platform.http.CallFailed;
import io.outboundroutes.platform.http.VendorCall;
import io.outboundroutes.platform.paging.ReadFailed;
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
        if (caught == null) {
            return original;
        }
        VendorCall call = original.getVariable(Variables.CALL, VendorCall.class);
        Exception why = why(caught);
        if (why instanceof ReadFailed && call.run().stopped() != null) {
            // The read ended because the run does: the call finds that out itself.
            return original;
        }
        boolean stopsTheRun = why instanceof CallFailed failure && failure.stopsTheRun();
        if (!stopsTheRun && (why instanceof CallFailed || why instanceof ReadFailed)) {
            call.lookupFailed(String.valueOf(why.getMessage()));
        } else {
            call.abort(why);
        }
        return original;
    }

    /** A look-up that reads pages fails within a split, which may wrap what happened. */
    private static Exception why(Exception caught) {
        for (Throwable cause = caught; cause != null; cause = cause.getCause()) {
            if (cause instanceof CallFailed failure) {
                return failure;
            }
            if (cause instanceof ReadFailed failure) {
                return failure;
            }
        }
        return caught;
    }
}
