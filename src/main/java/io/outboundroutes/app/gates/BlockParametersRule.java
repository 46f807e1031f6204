package io.outboundroutes.app.gates;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Uses of blocks: the block exists, the use has an id, required parameters are there, unknown ones are not. */
final class BlockParametersRule implements GateRule {

    private static final String RULE = "block-parameters";

    @Override
    public void check(RouteFiles files, GateContext context, Findings findings) {
        Map<String, BlockTemplate> templates = new HashMap<>(context.templates());
        files.routes().stream().filter(RouteNode::template).forEach(t -> {
            String id = t.id();
            if (id != null) {
                templates.put(id, declared(id, t));
            }
        });
        for (RouteNode route : files.routes()) {
            BlockUse.in(route).forEach(use -> check(use, templates, findings));
        }
    }

    private static BlockTemplate declared(String id, RouteNode route) {
        List<BlockParameter> parameters =
                Yaml.get(route.body(), "parameters").map(Yaml::items).orElse(List.of()).stream()
                        .map(p -> new BlockParameter(
                                Yaml.text(p, "name").orElse(""),
                                Yaml.get(p, "defaultValue").isEmpty()
                                        && !Yaml.text(p, "required")
                                                .orElse("true")
                                                .equals("false"),
                                Set.of(),
                                false))
                        .toList();
        return new BlockTemplate(id, parameters);
    }

    private static void check(BlockUse use, Map<String, BlockTemplate> templates, Findings findings) {
        String name = use.template();
        if (use.id().filter(i -> !i.isBlank()).isEmpty()) {
            findings.add(
                    RULE,
                    use.step(),
                    "block '" + name + "' is used without an id; write 'kamelet:" + name + "/<id>', so that metrics and"
                            + " failures name this use");
        }
        BlockTemplate template = templates.get(name);
        if (template == null) {
            findings.add(
                    RULE,
                    use.step(),
                    "there is no block '" + name + "'" + Hint.of(name, templates.keySet()) + "; blocks are "
                            + templates.keySet().stream().sorted().toList());
            return;
        }
        for (BlockParameter parameter : template.parameters()) {
            if (parameter.required() && !use.parameters().containsKey(parameter.name())) {
                findings.add(
                        RULE,
                        use.step(),
                        "block '" + name + "' needs the parameter '" + parameter.name() + "'; add it below 'parameters'"
                                + (parameter.allowed().isEmpty() ? "" : " (one of " + parameter.allowedText() + ")"));
            }
        }
        use.parameters().forEach((key, value) -> checkParameter(use, template, key, value, findings));
    }

    private static void checkParameter(
            BlockUse use, BlockTemplate template, String key, BlockUse.Parameter given, Findings findings) {
        RouteNode route = use.step().route();
        BlockParameter parameter = template.parameter(key).orElse(null);
        if (parameter == null) {
            findings.add(
                    RULE,
                    route,
                    given.at(),
                    "block '" + template.name() + "' has no parameter '" + key + "' (Camel would ignore it silently)"
                            + Hint.of(key, template.parameterNames()) + "; it takes "
                            + template.parameterNames());
            return;
        }
        String value = given.value();
        boolean computed = value.contains("{{") || value.contains("${");
        if (!parameter.allowed().isEmpty() && !computed && !parameter.allowed().contains(value)) {
            findings.add(
                    RULE,
                    route,
                    given.at(),
                    "parameter '" + key + "' of block '" + template.name() + "' is '" + value + "'; expected one of "
                            + parameter.allowedText() + Hint.of(value, parameter.allowed()));
        }
    }
}
