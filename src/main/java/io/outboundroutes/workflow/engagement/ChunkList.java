package io.outboundroutes.workflow.engagement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of a plan while they are made: ids go out one by one, in order, and come back in chunks. It notices when
 * one is lost on the way, doubled or out of order, so that no incomplete plan passes as complete. Of a chunk only the
 * size is kept; its ids are taken from the plan again. Not thread-safe.
 */
public final class ChunkList {

    private final SyncPlan plan;
    private final int largest;
    private final List<Integer> sizes = new ArrayList<>();
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
        this.plan = plan;
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

    /** What is to be done. */
    public SyncPlan plan() {
        return plan;
    }

    /** The ids one by one: first those to add, then those to remove, each sorted by code point. */
    public Iterator<Entry> entries() {
        return entries;
    }

    /**
     * Takes a chunk.
     *
     * @param ids at least one
     * @throws IllegalStateException when it is too large, holds ids of two actions, or does not follow the one before
     *     it
     */
    public void add(List<Entry> ids) {
        Chunk.Action action = ids.get(0).action();
        Chunk chunk = new Chunk(action, ids.stream().map(Entry::id).toList());
        if (chunk.size() > largest) {
            throw new IllegalStateException("A chunk of " + chunk.size() + " ids, expected at most " + largest);
        }
        Chunk before = last;
        boolean follows = before == null
                || before.action().compareTo(action) < 0
                || (before.action() == action && compare(before.to(), chunk.from()) < 0);
        if (!follows || ids.stream().anyMatch(id -> id.action() != action)) {
            throw new IllegalStateException("Chunks are out of order; nothing was written");
        }
        sizes.add(chunk.size());
        arrived += chunk.size();
        last = chunk;
    }

    /** How many chunks there are. */
    public int size() {
        return sizes.size();
    }

    /**
     * The chunks, once all are there; made while they are taken.
     *
     * @throws IllegalStateException when ids are missing
     */
    public Iterable<Chunk> complete() {
        if (arrived != expected || entries.hasNext()) {
            throw new IllegalStateException(
                    arrived + " of " + expected + " ids came back in chunks; nothing was written");
        }
        return this::chunks;
    }

    private Iterator<Chunk> chunks() {
        Iterator<Integer> left = sizes.iterator();
        Iterator<Entry> again = entries(plan);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return left.hasNext();
            }

            @Override
            public Chunk next() {
                int size = left.next();
                List<Entry> ids = Stream.generate(again::next).limit(size).toList();
                return new Chunk(
                        ids.get(0).action(), ids.stream().map(Entry::id).toList());
            }
        };
    }

    /** By code point, as the ids were sorted; {@link String#compareTo} goes by UTF-16 units. */
    private static int compare(String one, String other) {
        return Arrays.compare(one.codePoints().toArray(), other.codePoints().toArray());
    }
}
