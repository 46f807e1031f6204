package io.outboundroutes.app;

import io.outboundroutes.platform.metrics.Glimpse;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.store.Orders;
import io.outboundroutes.platform.store.Standing;
import io.outboundroutes.platform.store.Store;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a store holds, for those who look all the time: nothing when it does not answer soon. Thread-safe. */
final class HouseSight {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Duration ITEMS_FRESH = Duration.ofMinutes(1);

    private record Seen(Standing.Now standing, List<Orders.Halt> halts, Map<String, Run> lastRuns) {}

    private final Glimpse<Seen> store;
    private final Glimpse<List<Standing.Count>> items;

    HouseSight(Store store, Set<String> workflows) {
        this.store = new Glimpse<>(() -> look(store, workflows), PATIENCE, FRESH, System::nanoTime);
        this.items = new Glimpse<>(() -> store.standing().waitingForAPerson(), PATIENCE, ITEMS_FRESH, System::nanoTime);
    }

    private static Seen look(Store store, Set<String> workflows) {
        Map<String, Run> lastRuns = new TreeMap<>();
        for (String workflow : workflows) {
            store.history().runs(workflow, 1).forEach(run -> lastRuns.put(workflow, run));
        }
        return new Seen(store.standing().look(workflows), store.orders().halts(), lastRuns);
    }

    Optional<Standing.Now> now() {
        return store.get().map(Seen::standing);
    }

    Optional<List<Orders.Halt>> halts() {
        return store.get().map(Seen::halts);
    }

    /** The newest run of a workflow, whatever became of it. */
    Optional<Run> lastRun(String workflow) {
        return store.get().map(seen -> seen.lastRuns().get(workflow));
    }

    /** How many items have this fate; null when that is not known. */
    @Nullable Long items(String fate) {
        return items.get()
                .map(counts -> counts.stream()
                        .filter(count -> count.state().equals(fate))
                        .mapToLong(Standing.Count::count)
                        .sum())
                .orElse(null);
    }
}
