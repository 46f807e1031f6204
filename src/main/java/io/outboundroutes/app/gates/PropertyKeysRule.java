package io.outboundroutes.app.gates;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Keys of our own groups that a route uses are declared. A key of any other group is somebody's own and declared by being
 * used; within our groups it is a misspelling that would only show when the default, or nothing, is taken.
 */
final class PropertyKeysRule implements GateRule {

    /** {@code {{key}}}, {@code {{?key}}}, {@code {{key:default}}}, {@code ${properties:key}}. */
    private static final Pattern KEY =
            Pattern.compile("\\{\\{\\??!?([^:{}]+?)(?::[^{}]*)?}}|\\$\\{properties:([^:{}]+?)(?::[^{}]*)?}");

    /** Camel's own placeholder functions, written {@code {{env:NAME}}}. */
    private static final Set<String> FUNCTIONS =
            Set.of("env", "sys", "service", "service.name", "service.host", "service.port", "bean");

    @Override
    public void check(RouteFiles files, GateContext context, Findings findings) {
        for (RouteFile file : files.all()) {
            for (Node item : file.items()) {
                RouteNode route = RouteNode.of(file, item).orElse(null);
                Set<String> own = new HashSet<>(route == null ? Set.of() : route.templateParameters());
                String routeId = route == null ? null : route.id();
                for (ScalarNode scalar : Yaml.deepScalars(item)) {
                    check(file, routeId, scalar, own, context, findings);
                }
            }
        }
    }

    private static void check(
            RouteFile file,
            @Nullable String routeId,
            ScalarNode scalar,
            Set<String> own,
            GateContext context,
            Findings findings) {
        Matcher match = KEY.matcher(scalar.getValue());
        while (match.find()) {
            String key = (match.group(1) == null ? match.group(2) : match.group(1)).strip();
            if (!FUNCTIONS.contains(key) && !own.contains(key) && context.owns(key) && !context.declares(key)) {
                findings.add(
                        "property-keys",
                        file,
                        scalar,
                        routeId,
                        "property key '" + key + "' is not declared" + Hint.of(key, context.propertyKeys())
                                + " (see application.properties; a key of your own needs a group of its own)");
            }
        }
    }
}
