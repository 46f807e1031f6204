package io.outboundroutes.app.gates;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/** The addresses that a route or a step names. */
final class Endpoints {

    private Endpoints() {}

    /** The address in the short form, or {@code uri} with the part of {@code parameters} that belongs to the address. */
    static String uriOf(Node body) {
        String uri = Yaml.text(body).or(() -> Yaml.text(body, "uri")).orElse("").strip();
        Optional<Node> parameters = Yaml.get(body, "parameters");
        if (uri.contains(":") || parameters.isEmpty()) {
            return uri;
        }
        return switch (uri) {
            case "direct", "seda" ->
                uri + ":" + Yaml.text(parameters.get(), "name").orElse("");
            case "kamelet" ->
                uri + ":"
                        + Yaml.text(parameters.get(), "templateId").orElse("")
                        + Yaml.text(parameters.get(), "routeId")
                                .map(r -> "/" + r)
                                .orElse("");
            default -> uri;
        };
    }

    static List<String> urisOf(StepNode step) {
        return switch (step.eip()) {
            case "to", "toD", "wireTap", "poll" ->
                Stream.of(uriOf(step.body())).filter(u -> !u.isEmpty()).toList();
            case "kamelet" ->
                Yaml.text(step.body()).or(() -> Yaml.text(step.body(), "name")).stream()
                        .map(name -> "kamelet:" + name)
                        .toList();
            case "enrich", "pollEnrich", "recipientList", "routingSlip", "dynamicRouter" ->
                expression(step.body()).stream()
                        .flatMap(e -> Arrays.stream(e.split(",", -1)))
                        .map(String::strip)
                        .filter(u -> !u.isEmpty())
                        .toList();
            default -> List.of();
        };
    }

    /** The text of a constant or simple expression, in each of the forms that the YAML language accepts. */
    static Optional<String> expression(Node body) {
        Node holder = Yaml.get(body, "expression").orElse(body);
        return Stream.of("constant", "simple")
                .flatMap(language -> Yaml.get(holder, language).stream())
                .flatMap(value -> Yaml.text(value).or(() -> Yaml.text(value, "expression")).stream())
                .findFirst();
    }
}
