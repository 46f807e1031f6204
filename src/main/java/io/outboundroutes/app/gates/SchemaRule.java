package io.outboundroutes.app.gates;

import com.networknt.schema.JsonNodePath;
import com.networknt.schema.ValidationMessage;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Each file against Camel's own schema. One mistake makes the validator report a dozen failed alternatives; this keeps the one
 * that names the mistake, at each place.
 */
final class SchemaRule implements GateRule {

    private static final String RULE = "schema";

    /** Most telling first; what is not listed comes last. */
    private static final List<String> TELLING =
            List.of("additionalProperties", "enum", "type", "required", "maxProperties");

    @Override
    public void check(RouteFiles files, GateContext context, Findings findings) {
        for (RouteFile file : files.all()) {
            Node root = file.root();
            if (root != null) {
                check(file, root, findings);
            }
        }
    }

    private static void check(RouteFile file, Node root, Findings findings) {
        Map<JsonNodePath, List<ValidationMessage>> byPlace = CamelSchema.instance().validate(YamlJson.of(root)).stream()
                .filter(m -> !isPlaceholder(root, m))
                .collect(Collectors.groupingBy(
                        ValidationMessage::getInstanceLocation, LinkedHashMap::new, Collectors.toList()));
        byPlace.forEach((place, messages) -> {
            boolean deeper = byPlace.keySet().stream().anyMatch(p -> !p.equals(place) && p.startsWith(place));
            for (ValidationMessage message : best(messages, deeper)) {
                Node at = at(root, place, message.getProperty());
                findings.add(RULE, file, at, routeId(file, place), text(root, place, message));
            }
        });
    }

    private static Collection<ValidationMessage> best(List<ValidationMessage> messages, boolean deeper) {
        String kind = messages.stream()
                .map(ValidationMessage::getType)
                .filter(t -> TELLING.contains(t))
                .min((a, b) -> Integer.compare(TELLING.indexOf(a), TELLING.indexOf(b)))
                .orElse("");
        List<ValidationMessage> alternatives = messages.stream()
                .filter(m -> m.getType().equals("oneOf") && m.getMessage().contains("are valid with"))
                .limit(1)
                .toList();
        if (kind.equals("additionalProperties") || kind.equals("enum")) {
            return distinct(messages, kind);
        }
        if (!alternatives.isEmpty()) {
            return alternatives;
        }
        List<ValidationMessage> missing =
                messages.stream().filter(SchemaRule::isPlainRequired).toList();
        if (!missing.isEmpty() || deeper) {
            return missing;
        }
        return kind.isEmpty()
                ? messages.subList(0, 1)
                : distinct(messages, kind).subList(0, 1);
    }

    /** True when the key is missing for good, not merely in one of several alternatives. */
    private static boolean isPlainRequired(ValidationMessage message) {
        String path = message.getEvaluationPath().toString();
        return message.getType().equals("required")
                && !path.substring(Math.max(0, path.lastIndexOf("$ref"))).contains("Of[");
    }

    private static List<ValidationMessage> distinct(List<ValidationMessage> messages, String kind) {
        Set<String> seen = new LinkedHashSet<>();
        return messages.stream()
                .filter(m -> m.getType().equals(kind))
                .filter(m -> seen.add(String.valueOf(m.getProperty())))
                .toList();
    }

    private static String text(Node root, JsonNodePath place, ValidationMessage message) {
        String where = name(place);
        String property = message.getProperty();
        return switch (message.getType()) {
            case "additionalProperties" -> {
                List<String> allowed = CamelSchema.instance().allowedKeys(message);
                yield "Camel knows no '" + property + "' in " + where + Hint.of(property, allowed)
                        + (allowed.size() > 15 ? "" : "; it takes " + allowed);
            }
            case "enum" -> {
                String value = Yaml.text(at(root, place, null)).orElse("");
                yield where + " is '" + value + "'; expected one of " + message.getSchemaNode();
            }
            case "required" -> where + " lacks '" + property + "'; add it";
            case "oneOf" -> where + " has two expressions, or two forms, at once; keep one";
            default -> {
                String raw = message.getMessage();
                String detail = raw.substring(raw.indexOf(": ") + 1).strip();
                yield where + ": " + detail + "; correct the value or its indentation";
            }
        };
    }

    /** Numbers and booleans may come from properties; the schema does not know that. */
    private static boolean isPlaceholder(Node root, ValidationMessage message) {
        String value = Yaml.text(at(root, message.getInstanceLocation(), null)).orElse("");
        return value.contains("{{") || value.contains("${");
    }

    /** The node at the place, or that of the key below it when one is named and there. */
    private static Node at(Node root, JsonNodePath place, @Nullable String key) {
        Node value = root;
        Node at = root;
        for (int i = 0; i < place.getNameCount(); i++) {
            Object element = place.getElement(i);
            if (element instanceof Integer index) {
                value = Yaml.items(value).get(index);
                at = value;
            } else {
                Yaml.Entry entry = entry(value, element.toString());
                if (entry == null) {
                    return at;
                }
                value = entry.value();
                at = i == place.getNameCount() - 1 && !Yaml.text(value).isPresent() ? entry.key() : value;
            }
        }
        Yaml.Entry named = key == null ? null : entry(value, key);
        return named == null ? at : named.key();
    }

    private static Yaml.@Nullable Entry entry(Node node, String name) {
        return Yaml.entries(node).stream()
                .filter(e -> e.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** The nearest name on the way to the place: {@code split} for the second step of a split. */
    private static String name(JsonNodePath place) {
        for (int i = place.getNameCount() - 1; i >= 0; i--) {
            if (place.getElement(i) instanceof String name) {
                return "'" + name + "'";
            }
        }
        return "the list at the top of the file";
    }

    private static @Nullable String routeId(RouteFile file, JsonNodePath place) {
        return place.getNameCount() > 0 && place.getElement(0) instanceof Integer index
                ? RouteNode.of(file, file.items().get(index)).map(RouteNode::id).orElse(null)
                : null;
    }
}
