package io.outboundroutes.app.gates;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Words that silently end, repeat or hide something, and languages in which nobody tests. */
final class BannedRule implements GateRule {

    private static final String RULE = "banned";
    private static final String ENDS_CALLER =
            "silently ends the caller's route as well; catch with doTry/doCatch in this route instead";
    private static final String REPEATS =
            "repeats sends depending on where the block stands; retries belong to the vendor call, so remove it";

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("handled", ENDS_CALLER),
            Map.entry("continued", ENDS_CALLER),
            Map.entry("onException", "hides failures from the run's envelope; catch with doTry/doCatch or let it fail"),
            Map.entry("redeliveryPolicy", REPEATS),
            Map.entry("redeliveryPolicyRef", REPEATS),
            Map.entry("maximumRedeliveries", REPEATS),
            Map.entry("retryWhile", REPEATS),
            Map.entry(
                    "noErrorHandler",
                    "makes a caller's redelivery run through this route again; remove it, the application sets the"
                            + " error handler"));

    private static final Set<String> SCRIPTS =
            Set.of("groovy", "js", "javascript", "ognl", "mvel", "python", "joor", "java", "csimple", "spel", "wasm");

    private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"");
    private static final Pattern SCRIPT_FUNCTION =
            Pattern.compile("\\$\\{(groovy|js|javascript|ognl|mvel|python|joor|java|spel):");

    @Override
    public void check(RouteFiles files, GateContext context, Findings findings) {
        for (RouteFile file : files.all()) {
            for (Node item : file.items()) {
                String routeId = RouteNode.of(file, item).map(RouteNode::id).orElse(null);
                Yaml.deepEntries(item).stream().filter(e -> !e.free()).forEach(e -> check(file, routeId, e, findings));
            }
        }
        files.routes().stream()
                .flatMap(r -> r.allSteps().stream())
                .filter(s -> s.eip().equals("stop"))
                .forEach(s -> findings.add(
                        RULE,
                        s,
                        "'stop' silently ends the caller's route as well and skips doFinally; let the branch run out, or"
                                + " put the rest into 'otherwise'"));
    }

    private static void check(RouteFile file, @Nullable String routeId, Yaml.Entry entry, Findings findings) {
        String word = entry.name();
        String why = WORDS.get(word);
        if (why != null) {
            findings.add(RULE, file, entry.key(), routeId, "'" + word + "' is not allowed: it " + why);
        }
        if (SCRIPTS.contains(word) || word.equals("script")) {
            findings.add(RULE, file, entry.key(), routeId, script(word));
        }
        if (word.equals("language")) {
            Yaml.text(entry.value(), "language")
                    .filter(SCRIPTS::contains)
                    .ifPresent(l -> findings.add(RULE, file, entry.key(), routeId, script(l)));
        }
        simpleText(entry).ifPresent(text -> checkSimple(file, routeId, entry, text, findings));
    }

    private static String script(String language) {
        return "'" + language
                + "' is not allowed: nobody can unit-test it here; move the decision into a named bean and"
                + " call it with 'bean: {id: …, ref: …, method: …}' or 'method:'";
    }

    private static Optional<String> simpleText(Yaml.Entry entry) {
        boolean named = entry.name().equals("language")
                && Yaml.text(entry.value(), "language").filter("simple"::equals).isPresent();
        boolean simple = named || entry.name().equals("simple");
        return simple ? Yaml.text(entry.value()).or(() -> Yaml.text(entry.value(), "expression")) : Optional.empty();
    }

    private static void checkSimple(
            RouteFile file, @Nullable String routeId, Yaml.Entry entry, String text, Findings findings) {
        String bare = QUOTED.matcher(text).replaceAll("");
        for (String operator : new String[] {"&&", "||"}) {
            if (bare.contains(operator)) {
                findings.add(
                        RULE,
                        file,
                        entry.value(),
                        routeId,
                        "simple expression with '" + operator + "' is not allowed: logic in a string has no test; one"
                                + " comparison only, or a bean's method");
            }
        }
        if (SCRIPT_FUNCTION.matcher(text).find()) {
            findings.add(
                    RULE,
                    file,
                    entry.value(),
                    routeId,
                    "simple expression calls a script language; move the decision into a named bean");
        }
    }
}
