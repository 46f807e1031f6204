package io.outboundroutes.app.gates;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/** Every {@code direct:} target exists. Camel starts happily with a target that nobody serves, and fails at the first message. */
final class TargetsRule implements GateRule {

    private static final String RULE = "targets";
    private static final String NAME = "[A-Za-z0-9._-]+";
    /** A fixed name: neither computed ({@code direct:${…}}) nor from a property. */
    private static final Pattern TARGET = Pattern.compile("^direct:(" + NAME + ")(?![A-Za-z0-9._{$-])");

    @Override
    public void check(RouteFiles files, GateContext context, Findings findings) {
        Set<String> known = new TreeSet<>(context.javaRoutes());
        files.loadedRoutes().stream()
                .map(RouteNode::fromUri)
                .map(TARGET::matcher)
                .filter(Matcher::find)
                .forEach(m -> known.add(m.group(1)));
        for (RouteNode route : files.loadedRoutes()) {
            for (StepNode step : route.allSteps()) {
                step.uris().forEach(uri -> check(route, step.key(), step.label(), uri, known, findings));
                for (BlockUse use : BlockUse.in(step)) {
                    checkParameters(route, use, context, known, findings);
                }
            }
        }
    }

    private static void checkParameters(
            RouteNode route, BlockUse use, GateContext context, Set<String> known, Findings findings) {
        BlockTemplate template = context.templates().get(use.template());
        if (template == null) {
            return;
        }
        use.parameters().forEach((name, parameter) -> {
            if (template.parameter(name).filter(BlockParameter::namesRoute).isPresent()
                    && !parameter.value().isBlank()) {
                check(
                        route,
                        parameter.at(),
                        "parameter '" + name + "'",
                        "direct:" + GateContext.withoutPrefix(parameter.value()),
                        known,
                        findings);
            }
        });
    }

    private static void check(RouteNode route, Node at, String what, String uri, Set<String> known, Findings findings) {
        Matcher target = TARGET.matcher(uri);
        if (target.find() && !known.contains(target.group(1))) {
            findings.add(
                    RULE,
                    route,
                    at,
                    what + " calls 'direct:" + target.group(1) + "', which no loaded file and no Java route serves"
                            + Hint.of(target.group(1), known) + " (else add the route, or select its dialect)");
        }
    }
}
