package io.outboundroutes.workflow.engagement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of a plan while they are made: ids go out one by one, in order, and come back in chunks. It notices when
 * one is lost on the way, doubled or out of order, so that no incomplete plan passes as complete. Not thread-safe.
 */
public final class ChunkList {

    private final int largest;
    private final List<Chunk> chunks = new ArrayList<>();
    private final long expected;
    private final Iterator<Entry> entries;
    private long arrived;
    private @Nullable Chunk last;

    /**
     * An id on its way into a chunk.
     *
     * @param action what is to be done with it
     * @param id the contact's id
     * @param lastOfAction whether no more ids of the same action follow, so that its chunk is closed
     */
    public record Entry(Chunk.Action action, String id, boolean lastOfAction) {}

    /**
     * @param plan what is to be done
     * @param largest the most ids of a chunk
     */
    public ChunkList(SyncPlan plan, int largest) {
        this.largest = largest;
        this.expected = (long) plan.toAdd().size() + plan.toRemove().size();
        this.entries = entries(plan);
    }

    private static Iterator<Entry> entries(SyncPlan plan) {
        Iterator<String> adds = plan.toAdd().sorted();
        Iterator<String> removals = plan.toRemove().sorted();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return adds.hasNext() || removals.hasNext();
            }

            @Override
            public Entry next() {
                boolean adding = adds.hasNext();
                Iterator<String> from = adding ? adds : removals;
                String id = from.next();
                return new Entry(adding ? Chunk.Action.ADD : Chunk.Action.REMOVE, id, !from.hasNext());
            }
        };
    }

    /** The ids one by one: first those to add, then those to remove, each sorted by code point. */
    public Iterator<Entry> entries() {
        return entries;
    }

    /**
     * Takes a chunk.
     *
     * @throws IllegalStateException when it is too large, or does not follow the one before it
     */
    public void add(Chunk chunk) {
        if (chunk.size() > largest) {
            throw new IllegalStateException("A chunk of " + chunk.size() + " ids, expected at most " + largest);
        }
        Chunk before = last;
        if (before != null
                && (before.action().compareTo(chunk.action()) > 0
                        || (before.action() == chunk.action() && compare(before.to(), chunk.from()) >= 0))) {
            throw new IllegalStateException("Chunks are out of order; nothing was written");
        }
        chunks.add(chunk);
        arrived += chunk.size();
        last = chunk;
    }

    /**
     * The chunks, once all are there.
     *
     * @throws IllegalStateException when ids are missing
     */
    public List<Chunk> complete() {
        if (arrived != expected || entries.hasNext()) {
            throw new IllegalStateException(
                    arrived + " of " + expected + " ids came back in chunks; nothing was written");
        }
        return List.copyOf(chunks);
    }

    /** By code point, as the ids were sorted; {@link String#compareTo} goes by UTF-16 units. */
    private static int compare(String one, String other) {
        return Arrays.compare(one.codePoints().toArray(), other.codePoints().toArray());
    }
}
