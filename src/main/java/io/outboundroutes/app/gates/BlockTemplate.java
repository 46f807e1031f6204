package io.outboundroutes.app.gates;

import java.util.List;
import java.util.Optional;

/**
 * A block that YAML uses as {@code kamelet:<name>/<id of this use>}.
 *
 * @param name the route template's id
 * @param parameters everything it takes; anything else in YAML is refused, because Camel ignores it silently
 */
public record BlockTemplate(String name, List<BlockParameter> parameters) {

    public BlockTemplate {
        parameters = List.copyOf(parameters);
    }

    public static BlockTemplate of(String name, BlockParameter... parameters) {
        return new BlockTemplate(name, List.of(parameters));
    }

    Optional<BlockParameter> parameter(String wanted) {
        return parameters.stream().filter(p -> p.name().equals(wanted)).findFirst();
    }

    List<String> parameterNames() {
        return parameters.stream().map(BlockParameter::name).sorted().toList();
    }
}
