package io.outboundroutes.app.gates;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A step of a route as written.
 *
 * @param route the route that holds it
 * @param key the node with the step's name, which gives its line
 * @param eip the step's name ({@code to}, {@code split}, …)
 * @param body its value: a mapping, or a scalar in the short form
 * @param depth 0 at the top of the route, one more inside each step
 */
record StepNode(RouteNode route, Node key, String eip, Node body, int depth) {

    /** Parts of a step that hold steps of their own. */
    static final Set<String> BRANCHES = Set.of("when", "otherwise", "doCatch", "doFinally", "onFallback");

    static List<StepNode> children(RouteNode route, Node parent, int depth) {
        List<StepNode> found = new ArrayList<>();
        for (Yaml.Entry entry : Yaml.entries(parent)) {
            if (entry.name().equals("steps")) {
                for (Node item : Yaml.items(entry.value())) {
                    Yaml.entries(item)
                            .forEach(s -> found.add(new StepNode(route, s.key(), s.name(), s.value(), depth)));
                }
            } else if (BRANCHES.contains(entry.name())) {
                branches(entry.value()).forEach(b -> found.addAll(children(route, b, depth)));
            }
        }
        return found;
    }

    /** A branch's mapping, or each of a list of them. */
    static List<Node> branches(Node value) {
        List<Node> items = Yaml.items(value);
        return items.isEmpty() ? List.of(value) : items;
    }

    List<StepNode> children() {
        return children(route, body, depth + 1);
    }

    Stream<StepNode> withDescendants() {
        return Stream.concat(Stream.of(this), children().stream().flatMap(StepNode::withDescendants));
    }

    Optional<String> id() {
        return Yaml.text(body, "id");
    }

    /** The endpoint addresses that the step names in so many words; empty for addresses computed at run time. */
    List<String> uris() {
        return Endpoints.urisOf(this);
    }

    String label() {
        return id().map(i -> "step '" + i + "' (" + eip + ")").orElse("step " + eip);
    }
}
