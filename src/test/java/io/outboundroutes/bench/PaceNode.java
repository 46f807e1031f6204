package io.outboundroutes.bench;

import io.outboundroutes.app.TestBlocks;
import io.outboundroutes.platform.budget.SharedPaces;
import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.platform.store.Owner;
import io.outboundroutes.platform.store.Rates;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.platform.store.StoreSettings;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;

/**
 * A process of {@link ClusterPaceBench}: the program's vendor call on a store that it shares with others. For each line on
 * its standard input it sends so many requests, and then prints how many came to an answer.
 */
final class PaceNode {

    static final String READY = "ready";
    private static final int CALLERS = 8;
    private static final Map<String, Object> QUERY =
            Map.of("query", "status:ready", "size", 25, "sortBy", "updatedTimestamp", "sortOrder", "desc");

    private PaceNode() {}

    /**
     * Calls until its standard input ends.
     *
     * @param args the sandbox's address, its client, its secret, the store's address, the rate limit
     */
    public static void main(String[] args) throws Exception {
        StoreSettings settings = new StoreSettings(args[3], null, null);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (Store store = Store.open(settings, Owner.create(), Clock.systemUTC(), Checkpoint.NONE);
                SharedPaces paces = new SharedPaces(Rates.of(store));
                TestBlocks blocks = TestBlocks.towards(URI.create(args[0]))
                        .client(args[1], args[2])
                        .sharing(paces)
                        .with("genesys.rate-limit", args[4])
                        .start()) {
            System.out.println(READY);
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                System.out.println(call(blocks, Integer.parseInt(line)));
            }
        }
    }

    private static int call(TestBlocks blocks, int requests) throws Exception {
        AtomicInteger left = new AtomicInteger(requests);
        AtomicInteger answered = new AtomicInteger();
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                all.add(callers.submit(() -> {
                    while (left.getAndDecrement() > 0) {
                        Exchange exchange = blocks.send("direct:genesys-query-contacts", QUERY);
                        answered.addAndGet(exchange.getException() == null ? 1 : 0);
                    }
                }));
            }
            for (Future<?> caller : all) {
                caller.get();
            }
        } finally {
            callers.shutdownNow();
        }
        return answered.get();
    }
}
