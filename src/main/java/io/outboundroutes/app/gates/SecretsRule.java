package io.outboundroutes.app.gates;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Secrets do not stand in routes. Its messages never repeat the value. */
final class SecretsRule implements GateRule {

    private static final String RULE = "secrets";
    private static final Set<String> WORDS =
            Set.of("password", "passwd", "passphrase", "secret", "token", "apikey", "authorization");
    private static final Pattern DEFAULTED = Pattern.compile("\\{\\{[^:{}]+:[^{}]+}}");
    private static final Pattern QUERY = Pattern.compile("[?&]([A-Za-z0-9._-]+)=([^&]+)");

    @Override
    public void check(RouteFiles files, GateContext context, Findings findings) {
        for (RouteFile file : files.all()) {
            for (Node item : file.items()) {
                String routeId = RouteNode.of(file, item)
                        .flatMap(r -> Optional.ofNullable(r.id()))
                        .orElse(null);
                for (Yaml.Entry entry : Yaml.deepEntries(item)) {
                    checkEntry(file, routeId, entry, findings);
                }
            }
        }
    }

    private static void checkEntry(RouteFile file, @Nullable String routeId, Yaml.Entry entry, Findings findings) {
        if (isSecretName(entry.name()) && Yaml.plain(entry.value()) instanceof ScalarNode scalar && isText(scalar)) {
            judge(file, routeId, entry.key(), entry.name(), scalar.getValue(), findings);
        }
        for (Node holder : named(entry)) {
            String name = Yaml.text(holder, "name").orElse("");
            if (isSecretName(name)) {
                Endpoints.expression(holder).ifPresent(v -> judge(file, routeId, holder, name, v, findings));
            }
        }
        if (entry.name().equals("uri")) {
            Matcher query = QUERY.matcher(Yaml.text(entry.value()).orElse(""));
            while (query.find()) {
                if (isSecretName(query.group(1))) {
                    judge(file, routeId, entry.value(), query.group(1), query.group(2), findings);
                }
            }
        }
    }

    /** The mappings of a setHeader, setVariable and the like, which have the name beside the value. */
    private static List<Node> named(Yaml.Entry entry) {
        return switch (entry.name()) {
            case "setHeader", "setVariable", "setProperty" -> List.of(entry.value());
            case "headers", "variables" -> Yaml.items(entry.value());
            default -> List.of();
        };
    }

    private static void judge(
            RouteFile file, @Nullable String routeId, Node at, String name, String value, Findings findings) {
        String remedy = "; put it into the environment or a <KEY>_FILE and write '{{<group>.<key>}}' here";
        if (DEFAULTED.matcher(value).find()) {
            findings.add(
                    RULE,
                    file,
                    at,
                    routeId,
                    "'" + name + "' has a placeholder with a literal default; remove the default");
        } else if (!value.isBlank() && !value.contains("{{") && !value.contains("${") && !value.startsWith("#")) {
            findings.add(RULE, file, at, routeId, "'" + name + "' has a literal value (not shown)" + remedy);
        }
    }

    private static boolean isText(ScalarNode scalar) {
        return !Tag.BOOL.equals(scalar.getTag()) && !Tag.NULL.equals(scalar.getTag());
    }

    /** True when the last word of the name says secret: {@code clientSecret}, {@code access-token}, {@code api-key}. */
    private static boolean isSecretName(String name) {
        String[] words = name.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                .toLowerCase(Locale.ROOT)
                .split("[^a-z0-9]+", -1);
        String last = words[words.length - 1];
        String pair = words.length > 1 ? words[words.length - 2] + last : last;
        return WORDS.contains(last) || pair.equals("apikey");
    }
}
