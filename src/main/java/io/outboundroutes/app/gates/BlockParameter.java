package io.outboundroutes.app.gates;

import java.util.Set;
import java.util.TreeSet;

/**
 * A parameter of a block (a Java route template).
 *
 * @param name as written in YAML
 * @param required true when it has no default
 * @param allowed the values it may have; empty: any
 * @param namesRoute true when its value is the name of a {@code direct:} route, which then must exist
 */
public record BlockParameter(String name, boolean required, Set<String> allowed, boolean namesRoute) {

    public BlockParameter {
        allowed = Set.copyOf(allowed);
    }

    public static BlockParameter required(String name) {
        return new BlockParameter(name, true, Set.of(), false);
    }

    public static BlockParameter optional(String name) {
        return new BlockParameter(name, false, Set.of(), false);
    }

    /** The same parameter, restricted to these values. */
    public BlockParameter oneOf(String... values) {
        return new BlockParameter(name, required, Set.of(values), namesRoute);
    }

    /** The same parameter, whose value names a {@code direct:} route (with or without the prefix). */
    public BlockParameter namingARoute() {
        return new BlockParameter(name, required, allowed, true);
    }

    String allowedText() {
        return String.join(", ", new TreeSet<>(allowed));
    }
}
