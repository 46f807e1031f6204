package io.outboundroutes.app.gates;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A route, or a route template, as written.
 *
 * @param file where
 * @param at the node that names its line
 * @param body the mapping with id, description and from
 * @param from the mapping with uri and steps
 * @param template true for a {@code routeTemplate}
 */
record RouteNode(RouteFile file, Node at, Node body, Node from, boolean template) {

    static Optional<RouteNode> of(RouteFile file, Node item) {
        return Yaml.entries(item).stream()
                .flatMap(e -> switch (e.name()) {
                    case "route" -> Stream.of(new RouteNode(file, e.key(), e.value(), fromOf(e.value()), false));
                    case "routeTemplate" -> Stream.of(new RouteNode(file, e.key(), e.value(), fromOf(e.value()), true));
                    case "from" -> Stream.of(new RouteNode(file, e.key(), e.value(), e.value(), false));
                    default -> Stream.<RouteNode>empty();
                })
                .findFirst();
    }

    private static Node fromOf(Node body) {
        return Yaml.get(body, "from").orElse(body);
    }

    @Nullable String id() {
        return Yaml.text(body, "id").orElse(null);
    }

    Node idNode() {
        return Yaml.get(body, "id").orElse(at);
    }

    String fromUri() {
        return Endpoints.uriOf(from);
    }

    /** The steps at the top of the route. */
    List<StepNode> steps() {
        return StepNode.children(this, from, 0);
    }

    /** Every step, nested ones included, in document order. */
    List<StepNode> allSteps() {
        return steps().stream().flatMap(StepNode::withDescendants).toList();
    }

    /** For a template: the names that {@code {{…}}} may use besides property keys. */
    Set<String> templateParameters() {
        return Yaml.get(body, "parameters").map(Yaml::items).orElse(List.of()).stream()
                .flatMap(p -> Yaml.text(p, "name").stream())
                .collect(Collectors.toSet());
    }
}
