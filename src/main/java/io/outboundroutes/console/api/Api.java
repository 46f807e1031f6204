package io.outboundroutes.console.api;

import io.outboundroutes.platform.config.ApiToken;
import io.outboundroutes.platform.config.Rate;
import io.outboundroutes.platform.operate.OperatorDesk;
import io.outboundroutes.platform.operate.Replaying;
import io.outboundroutes.platform.store.Store;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What the REST API is made of.
 *
 * @param tokens who may use it; at least one
 * @param maxBody the largest input, in bytes
 * @param rate requests from one token, or without a good one from one address
 * @param desk what an operator may do
 * @param replays goes on with what did not succeed
 * @param store what is shown
 * @param nanoTime a monotonic clock for the rate
 */
public record Api(
        List<ApiToken> tokens,
        long maxBody,
        Rate rate,
        OperatorDesk desk,
        Replaying replays,
        Store store,
        LongSupplier nanoTime) {

    /** Where it is. */
    public static final String PATH = "/api";

    public Api {
        tokens = List.copyOf(tokens);
        if (tokens.isEmpty()) {
            throw new IllegalArgumentException("a REST API without tokens would be for nobody");
        }
    }
}
