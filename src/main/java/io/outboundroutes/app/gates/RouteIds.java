package io.outboundroutes.app.gates;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a file that passed the gates makes in Camel, by id.
 *
 * @param routes its routes
 * @param blocks the routes that its uses of blocks become
 */
public record RouteIds(Set<String> routes, Set<String> blocks) {

    public RouteIds {
        routes = Set.copyOf(routes);
        blocks = Set.copyOf(blocks);
    }

    /** The ids in the text of a file. */
    public static RouteIds in(String yaml) {
        RouteFile file = new RouteFile(
                "", "", true, Optional.empty(), 0, Yaml.compose(yaml).orElse(null));
        Set<String> routes = new TreeSet<>();
        Set<String> blocks = new TreeSet<>();
        file.items().stream().flatMap(item -> RouteNode.of(file, item).stream()).forEach(route -> {
            Optional.ofNullable(route.id()).ifPresent(routes::add);
            BlockUse.in(route).forEach(use -> use.id().ifPresent(blocks::add));
        });
        return new RouteIds(routes, blocks);
    }
}
