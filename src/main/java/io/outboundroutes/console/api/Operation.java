package io.outboundroutes.console.api;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One thing that may be asked.
 *
 * @param method as HTTP names it
 * @param path its segments; one in braces stands for any id
 * @param parameters of the query
 * @param types of the body; none: it takes no body
 */
record Operation(String method, List<String> path, Set<String> parameters, Set<String> types) {

    private static final String ID = "{id}";

    Operation {
        path = List.copyOf(path);
        parameters = Set.copyOf(parameters);
        types = Set.copyOf(types);
    }

    /** Whether a body means something to it. */
    boolean takesBody() {
        return !types.isEmpty();
    }

    /** Whether a request's path is this one's. */
    boolean isAt(List<String> segments) {
        if (segments.size() != path.size()) {
            return false;
        }
        for (int i = 0; i < path.size(); i++) {
            if (!path.get(i).equals(ID) && !path.get(i).equals(segments.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** The id in a path that is this one's; empty when this one has none. */
    Optional<String> id(List<String> segments) {
        int at = path.indexOf(ID);
        return at < 0 ? Optional.empty() : Optional.of(segments.get(at));
    }
}
