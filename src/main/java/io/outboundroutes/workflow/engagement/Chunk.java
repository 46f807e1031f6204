package io.outboundroutes.workflow.engagement;

import java.util.List;
import java.util.Locale;

/**
 * Ids that travel in one request.
 *
 * @param action what is done with them
 * @param ids sorted, at least one
 */
public record Chunk(Action action, List<String> ids) {

    /** What is done with the ids of a chunk. */
    public enum Action {
        /** They are put on the list. */
        ADD,
        /** They are taken off the list. */
        REMOVE;

        /** Its name in items and routes. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * An action by its word.
         *
         * @throws IllegalArgumentException when there is none
         */
        public static Action of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    public Chunk {
        ids = List.copyOf(ids);
        if (ids.isEmpty()) {
            throw new IllegalArgumentException("A chunk without ids");
        }
    }

    /** The first id. */
    public String from() {
        return ids.get(0);
    }

    /** The last id. */
    public String to() {
        return ids.get(ids.size() - 1);
    }

    /** How many ids there are. */
    public int size() {
        return ids.size();
    }

    /** The first half, the larger one; only for two ids and more. */
    Chunk firstHalf() {
        return new Chunk(action, ids.subList(0, (size() + 1) / 2));
    }

    /** The second half. */
    Chunk secondHalf() {
        return new Chunk(action, ids.subList((size() + 1) / 2, size()));
    }
}
