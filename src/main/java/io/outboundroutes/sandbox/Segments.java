package io.outboundroutes.sandbox;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The segments that exist, by name. Thread-safe. */
final class Segments {

    private final Map<String, Segment> byName = new LinkedHashMap<>();

    /** Adds the segment unless its name is taken; returns the one that has the name then. */
    synchronized Segment addIfAbsent(Segment segment) {
        return Objects.requireNonNullElse(byName.putIfAbsent(segment.name(), segment), segment);
    }

    synchronized @Nullable Segment byId(String id) {
        return byName.values().stream()
                .filter(segment -> segment.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    synchronized List<Segment> all() {
        return List.copyOf(byName.values());
    }

    synchronized void clear() {
        byName.clear();
    }
}
