package io.outboundroutes.app.gates;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Collects what the rules find. Not thread-safe. */
final class Findings {

    private final List<Finding> all = new ArrayList<>();

    void add(String rule, RouteFile file, Node at, @Nullable String routeId, String message) {
        add(rule, file.name(), Yaml.line(at), Yaml.column(at), routeId, message);
    }

    void add(String rule, StepNode step, String message) {
        add(rule, step.route().file(), step.key(), step.route().id(), message);
    }

    void add(String rule, RouteNode route, Node at, String message) {
        add(rule, route.file(), at, route.id(), message);
    }

    void add(String rule, String file, String message) {
        add(rule, file, 0, null, null, message);
    }

    void add(String rule, String file, int line, @Nullable Integer column, @Nullable String routeId, String message) {
        all.add(new Finding(file, line, column, routeId, rule, message));
    }

    void add(Finding finding) {
        all.add(finding);
    }

    List<Finding> all() {
        return List.copyOf(all);
    }
}
