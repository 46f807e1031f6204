package io.outboundroutes.app.gates;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.RouteTemplateParameterDefinition;

/**
 * What YAML may call that lives in Java, read from a context's model, so that no second list has to be kept. The context
 * needs its Java routes, but need not be started, and should not have loaded any YAML.
 *
 * @param routes names of the {@code direct:} routes
 * @param templates the blocks; a parameter without default is required
 */
public record JavaBlocks(Set<String> routes, List<BlockTemplate> templates) {

    private static final String DIRECT = "direct:";

    public JavaBlocks {
        routes = Set.copyOf(routes);
        templates = List.copyOf(templates);
    }

    public static JavaBlocks of(ModelCamelContext context) {
        Set<String> routes = context.getRouteDefinitions().stream()
                .map(r -> Objects.toString(r.getInput().getEndpointUri(), "").replace("://", ":"))
                .filter(u -> u.startsWith(DIRECT))
                .map(u -> u.substring(DIRECT.length()).split("\\?", 2)[0])
                .collect(Collectors.toSet());
        return new JavaBlocks(
                routes,
                context.getRouteTemplateDefinitions().stream()
                        .map(JavaBlocks::template)
                        .toList());
    }

    /**
     * The same, knowing more of one parameter than Camel does: the values it may have, or that it names a route. Whether it is
     * required stays as the template says.
     *
     * @throws IllegalArgumentException if there is no such block or parameter: a restriction of nothing would pass everything
     */
    public JavaBlocks knowing(String template, BlockParameter detail) {
        List<BlockTemplate> changed = new ArrayList<>();
        boolean found = false;
        for (BlockTemplate block : templates) {
            if (block.name().equals(template) && block.parameter(detail.name()).isPresent()) {
                found = true;
                changed.add(new BlockTemplate(
                        template,
                        block.parameters().stream()
                                .map(p -> p.name().equals(detail.name()) ? refined(p, detail) : p)
                                .toList()));
            } else {
                changed.add(block);
            }
        }
        if (!found) {
            throw new IllegalArgumentException("no block '" + template + "' with a parameter '" + detail.name()
                    + "'; blocks are "
                    + templates.stream().map(BlockTemplate::name).sorted().toList());
        }
        return new JavaBlocks(routes, changed);
    }

    private static BlockParameter refined(BlockParameter parameter, BlockParameter detail) {
        return new BlockParameter(parameter.name(), parameter.required(), detail.allowed(), detail.namesRoute());
    }

    private static BlockTemplate template(RouteTemplateDefinition template) {
        return new BlockTemplate(
                template.getId(),
                template.getTemplateParameters().stream()
                        .map(JavaBlocks::parameter)
                        .toList());
    }

    private static BlockParameter parameter(RouteTemplateParameterDefinition parameter) {
        // Camel: required unless it says otherwise or has a default; no value set means required.
        boolean optional = Boolean.FALSE.equals(parameter.getRequired()) || parameter.getDefaultValue() != null;
        return new BlockParameter(parameter.getName(), !optional, Set.of(), false);
    }
}
