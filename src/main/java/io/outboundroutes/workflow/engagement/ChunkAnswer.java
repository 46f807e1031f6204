package io.outboundroutes.workflow.engagement;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a 2xx answer to a chunk says about single ids. The guide names no such body, so several forms are read: an array
 * of ids, or of objects that hold one, under one of the usual names; else a number of refused ids under such a name. An
 * entry without any id is a refusal too, of an id that is not named.
 *
 * @param refused the ids of the chunk that the answer names as refused, in the chunk's order
 * @param unnamed how many more were refused without being named
 */
public record ChunkAnswer(List<String> refused, long unnamed) {

    private static final List<String> REFUSED = List.of(
            "rejected",
            "rejectedIds",
            "rejectedContactIds",
            "refused",
            "refusedIds",
            "failed",
            "failedIds",
            "failedContactIds",
            "failures",
            "errors",
            "invalid",
            "invalidIds",
            "invalidContactIds",
            "notFound",
            "notFoundIds",
            "unknownIds");
    private static final List<String> COUNTS =
            List.of("rejected", "rejectedCount", "refused", "failed", "failedCount", "failureCount", "errorCount");
    private static final List<String> ID = List.of("contactId", "id", "externalId");

    public ChunkAnswer {
        refused = List.copyOf(refused);
    }

    /**
     * Reads an answer.
     *
     * @param body the parsed JSON; whatever is no object says nothing
     * @param chunk what was sent; ids that were not are passed over
     */
    public static ChunkAnswer read(@Nullable Object body, Chunk chunk) {
        if (!(body instanceof Map<?, ?> fields)) {
            return new ChunkAnswer(List.of(), 0);
        }
        Set<String> sent = new HashSet<>(chunk.ids());
        Set<String> named = new HashSet<>();
        long counted = 0;
        for (String field : REFUSED) {
            if (fields.get(field) instanceof List<?> entries) {
                Set<String> here = new HashSet<>();
                long nameless = 0;
                for (Object entry : entries) {
                    String id = id(entry);
                    if (id == null) {
                        nameless++;
                    } else if (sent.contains(id)) {
                        here.add(id);
                    }
                }
                named.addAll(here);
                counted = Math.max(counted, here.size() + nameless);
            }
        }
        for (String field : COUNTS) {
            Object value = fields.get(field);
            if (value instanceof Integer || value instanceof Long) {
                counted = Math.max(counted, ((Number) value).longValue());
            }
        }
        List<String> inOrder = chunk.ids().stream().filter(named::contains).toList();
        return new ChunkAnswer(inOrder, Math.max(0, Math.min(counted, chunk.size()) - inOrder.size()));
    }

    /** The id that an entry tells of; null when it tells none: then somebody was refused, and nobody knows who. */
    private static @Nullable String id(@Nullable Object entry) {
        if (entry instanceof Map<?, ?> object) {
            for (String field : ID) {
                String id = text(object.get(field));
                if (id != null) {
                    return id;
                }
            }
            return null;
        }
        return text(entry);
    }

    private static @Nullable String text(@Nullable Object value) {
        return value instanceof String || value instanceof Number ? value.toString() : null;
    }
}
