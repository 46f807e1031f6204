package io.outboundroutes.app.gates;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Ids and descriptions. Route ids are what operators see, count and override; ids of steps keep metrics continuous from one
 * edit to the next.
 */
final class IdsRule implements GateRule {

    private static final String RULE = "ids";
    private static final Pattern KEBAB = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final String KEBAB_TEXT = "expected lower-case words joined by hyphens, as in 'read-contacts'";

    /** Steps that leave the process, or call something that can fail. */
    private static final Set<String> CALLING = Set.of(
            "to",
            "toD",
            "enrich",
            "pollEnrich",
            "poll",
            "wireTap",
            "bean",
            "process",
            "recipientList",
            "routingSlip",
            "dynamicRouter");

    @Override
    public void check(RouteFiles files, GateContext context, Findings findings) {
        files.routes().forEach(route -> checkRoute(route, findings));
        Map<String, String> loaded = new HashMap<>();
        context.javaRoutes().forEach(r -> loaded.put(r, "a Java route"));
        files.loadedRoutes().forEach(r -> remember(r, loaded));
        for (RouteFile file : files.all()) {
            Map<String, String> seen = file.selected() ? loaded : new HashMap<>();
            files.routes().stream()
                    .filter(r -> r.file().equals(file))
                    .flatMap(r -> r.allSteps().stream())
                    .forEach(s -> checkStep(s, seen, findings));
        }
        checkUnique(files.loadedRoutes(), findings);
    }

    private static void checkRoute(RouteNode route, Findings findings) {
        String id = route.id();
        if (id == null) {
            findings.add(
                    RULE,
                    route,
                    route.at(),
                    "has no id; add 'id: <workflow>-<verb>-<noun>' and keep it: ids are public");
        } else if (!KEBAB.matcher(id).matches()) {
            findings.add(RULE, route, route.idNode(), "id '" + id + "' is not kebab-case; " + KEBAB_TEXT);
        }
        String description = Yaml.text(route.body(), "description").orElse("");
        if (description.isBlank()) {
            findings.add(
                    RULE, route, route.at(), "has no description; add one sentence that says what the route is for");
        } else if (!isOneSentence(description)) {
            findings.add(
                    RULE,
                    route,
                    Yaml.get(route.body(), "description").orElse(route.at()),
                    "description is more than one sentence; keep the first and move the rest into a comment");
        }
        String from = route.fromUri();
        if (id != null && from.startsWith("direct:") && !route.template()) {
            String name = address(from);
            if (!name.equals(id)) {
                findings.add(
                        RULE,
                        route,
                        route.from(),
                        "starts from 'direct:" + name + "' but its id is '" + id + "'; expected 'direct:" + id + "'");
            }
        }
    }

    private static void checkStep(StepNode step, Map<String, String> seen, Findings findings) {
        String id = step.id().orElse(null);
        if (id == null) {
            if (step.eip().equals("kamelet")) {
                findings.add(
                        RULE,
                        step,
                        "step kamelet can have no id; write 'to' with an id and 'uri: kamelet:<block>/<id of this use>'");
            } else if (CALLING.contains(step.eip())) {
                findings.add(
                        RULE,
                        step,
                        "step " + step.eip() + " has no id; write the long form with an id that says the act, as in"
                                + " 'id: fetch-contacts'");
            }
            return;
        }
        if (!KEBAB.matcher(id).matches()) {
            findings.add(RULE, step, "step id '" + id + "' is not kebab-case; " + KEBAB_TEXT);
        }
        String first = seen.putIfAbsent(id, place(step.route(), step.key()));
        if (first != null) {
            findings.add(
                    RULE,
                    step,
                    "step id '" + id + "' is already used at " + first
                            + "; Camel wants the ids of all routes and steps to differ, so rename one");
        }
    }

    private static void remember(RouteNode route, Map<String, String> seen) {
        String id = route.id();
        if (id != null) {
            seen.putIfAbsent(id, place(route, route.idNode()));
        }
    }

    private static String place(RouteNode route, Node at) {
        return route.file().name() + ":" + Yaml.line(at);
    }

    private static void checkUnique(List<RouteNode> routes, Findings findings) {
        Map<String, String> seen = new HashMap<>();
        for (RouteNode route : routes) {
            checkUnique(route, route.idNode(), route.id(), "route id", seen, findings);
        }
        for (RouteNode route : routes) {
            for (BlockUse use : BlockUse.in(route)) {
                checkUnique(
                        route,
                        use.step().key(),
                        use.id().orElse(null),
                        "the use of block '" + use.template() + "' becomes a route of its own, and its id",
                        seen,
                        findings);
            }
        }
    }

    private static void checkUnique(
            RouteNode route, Node at, @Nullable String id, String what, Map<String, String> seen, Findings findings) {
        if (id == null) {
            return;
        }
        String first = seen.putIfAbsent(id, place(route, at));
        if (first != null) {
            findings.add(
                    RULE, route, at, what + " '" + id + "' is already used at " + first + "; rename one of the two");
        }
    }

    private static boolean isOneSentence(String description) {
        return !description.strip().matches("(?s).*[.!?]\\s+\\p{Lu}.*");
    }

    private static String address(String uri) {
        int query = uri.indexOf('?');
        return uri.substring("direct:".length(), query < 0 ? uri.length() : query);
    }
}
