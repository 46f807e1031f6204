package io.outboundroutes.app.gates;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A use of a block: {@code kamelet:<template>/<id>} with parameters in the address or below {@code parameters}.
 *
 * @param id the use's own name, which becomes a route id at run time; empty when not given
 * @param parameters value and place by name
 */
record BlockUse(StepNode step, String template, Optional<String> id, Map<String, Parameter> parameters) {

    private static final String SCHEME = "kamelet:";

    record Parameter(String value, Node at) {}

    static List<BlockUse> in(RouteNode route) {
        return route.allSteps().stream().flatMap(s -> in(s).stream()).toList();
    }

    static List<BlockUse> in(StepNode step) {
        return step.uris().stream()
                .filter(u -> u.startsWith(SCHEME))
                .map(u -> of(step, u.substring(SCHEME.length())))
                .toList();
    }

    private static BlockUse of(StepNode step, String address) {
        int query = address.indexOf('?');
        String path = query < 0 ? address : address.substring(0, query);
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        if (query >= 0) {
            for (String pair : address.substring(query + 1).split("&", -1)) {
                int equals = pair.indexOf('=');
                parameters.put(
                        equals < 0 ? pair : pair.substring(0, equals),
                        new Parameter(equals < 0 ? "" : pair.substring(equals + 1), step.key()));
            }
        }
        Yaml.get(step.body(), "parameters").map(Yaml::entries).orElse(List.of()).stream()
                .filter(e -> !e.name().equals("templateId") && !e.name().equals("routeId"))
                .forEach(e -> parameters.put(
                        e.name(), new Parameter(Yaml.text(e.value()).orElse(""), e.key())));
        int slash = path.indexOf('/');
        return slash < 0
                ? new BlockUse(step, path, Optional.empty(), parameters)
                : new BlockUse(step, path.substring(0, slash), Optional.of(path.substring(slash + 1)), parameters);
    }
}
