package io.outboundroutes.app;

import io.outboundroutes.platform.run.Item;
import io.outboundroutes.platform.run.RunContext;
import io.outboundroutes.platform.run.WorkflowProfile;
import io.outboundroutes.platform.run.WorkflowTraits;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How engagement-sync is told of: one event per run, without the chunks.
 *
 * @param parallel how many chunks are sent at once
 */
record EngagementTraits(int parallel) implements WorkflowTraits {

    /** What the paged read counts. */
    private static final String RECORDS = "records";
    /** How many records had been read before those of the list that is being read. */
    private static final String BEFORE = "recordsBefore";

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

    /** Notes that a list's contacts are read from now on, maybe once more. */
    static void beginRead(RunContext run) {
        run.count(BEFORE, run.counted(RECORDS) - run.counted(BEFORE));
    }

    /** Counts the contacts of a list that was read. */
    static void endRead(RunContext run, String count) {
        run.count(count, run.counted(RECORDS) - run.counted(BEFORE));
        beginRead(run);
    }

    /** How far the read came that the run ended in. */
    @Override
    public Map<String, Number> countsWithoutPlan(Map<String, Long> counted) {
        long read = counted.getOrDefault(RECORDS, 0L) - counted.getOrDefault(BEFORE, 0L);
        return Stream.of("sourceRead", "targetRead")
                .filter(count -> !counted.containsKey(count))
                .findFirst()
                .<Map<String, Number>>map(count -> Map.of(count, read))
                .orElse(Map.of());
    }

    private static void add(Map<String, Number> counts, String name, long more) {
        counts.merge(name, more, (before, now) -> before.longValue() + now.longValue());
    }
}
