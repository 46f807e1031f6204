package io.outboundroutes.app;

import io.outboundroutes.platform.run.Item;
import io.outboundroutes.platform.run.WorkflowProfile;
import io.outboundroutes.platform.run.WorkflowTraits;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * How engagement-sync is told of: one event per run, without the chunks.
 *
 * @param parallel how many chunks are sent at once
 */
record EngagementTraits(int parallel) implements WorkflowTraits {

    @Override
    public WorkflowProfile profile() {
        return EngagementSteps.PROFILE;
    }

    /** Contacts and not chunks: what was put on the list, taken off it, refused. */
    @Override
    public Map<String, Number> tally(Iterator<Item> items) {
        Map<String, Number> counts = new HashMap<>();
        while (items.hasNext()) {
            Item item = items.next();
            long refused = item.fields().get("rejectedIds") instanceof Collection<?> ids ? ids.size() : 0;
            add(counts, "chunks", 1);
            add(counts, "refused", refused);
            if (EngagementSteps.SYNCED.equals(item.outcome()) && item.fields().get("size") instanceof Number size) {
                boolean removal = EngagementSteps.isRemoval(item);
                add(counts, removal ? "removed" : "synced", size.longValue() - refused);
            }
        }
        return counts;
    }

    private static void add(Map<String, Number> counts, String name, long more) {
        counts.merge(name, more, (before, now) -> before.longValue() + now.longValue());
    }
}
