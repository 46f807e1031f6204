package io.outboundroutes.blocks.run;

import io.outboundroutes.platform.run.Plan;
import io.outboundroutes.platform.run.PlannedItem;
import io.outboundroutes.platform.run.RunContext;
import io.outboundroutes.platform.store.PlanToStore;
import io.outboundroutes.platform.store.TxWork;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what a plan route leaves in the body. Stateless. */
final class PlanBodies {

    private PlanBodies() {}

    /**
     * A plan from a body: a {@link PlanToStore}, a {@link Plan}, or, for routes written in YAML alone, any collection of
     * maps with a {@code key} or {@code id}: one item each, the map being its request.
     *
     * @throws IllegalArgumentException when the body is none of them
     */
    static PlanToStore toPlan(@Nullable Object body, RunContext run) {
        if (body instanceof PlanToStore decided) {
            return decided;
        }
        if (body instanceof Plan plan) {
            return new PlanToStore(plan, TxWork.NONE);
        }
        if (body instanceof Iterable<?> entries) {
            List<PlannedItem> items = new ArrayList<>();
            entries.forEach(entry -> items.add(item(entry, run)));
            return new PlanToStore(new Plan(items, Map.of(), List.of()), TxWork.NONE);
        }
        throw new IllegalArgumentException("The route " + run.workflow()
                + "-plan must leave a plan, or a list of maps with" + " a key or an id; its body was "
                + (body == null ? "empty" : body.getClass().getName()));
    }

    private static PlannedItem item(@Nullable Object entry, RunContext run) {
        if (entry instanceof PlannedItem item) {
            return item;
        }
        if (entry instanceof Map<?, ?> map) {
            Object key = map.get("key") == null ? map.get("id") : map.get("key");
            if (key != null) {
                Map<String, Object> request = new LinkedHashMap<>();
                map.forEach((name, value) -> request.put(String.valueOf(name), value));
                return PlannedItem.toDo(key.toString(), Map.of("key", key.toString()), request);
            }
        }
        throw new IllegalArgumentException(
                "The route " + run.workflow() + "-plan left a list with an entry that is no map with a key or an id");
    }
}
