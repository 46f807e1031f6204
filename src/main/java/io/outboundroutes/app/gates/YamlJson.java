package io.outboundroutes.app.gates;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A YAML tree as JSON, for the schema. */
final class YamlJson {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Camel reads these as text whatever they look like, so {@code constant: 5} is as good as {@code constant: "5"}. */
    private static final Set<String> TEXT = Set.of(
            "constant",
            "simple",
            "expression",
            "header",
            "variable",
            "exchangeProperty",
            "jsonpath",
            "id",
            "name",
            "description",
            "message");

    private YamlJson() {}

    static JsonNode of(Node node) {
        return of(node, false);
    }

    private static JsonNode of(Node node, boolean text) {
        Node plain = Yaml.plain(node);
        if (plain instanceof MappingNode) {
            ObjectNode object = JSON.objectNode();
            Yaml.entries(plain).forEach(e -> object.set(e.name(), of(e.value(), TEXT.contains(e.name()))));
            return object;
        }
        if (plain instanceof SequenceNode) {
            ArrayNode array = JSON.arrayNode();
            Yaml.items(plain).forEach(i -> array.add(of(i, false)));
            return array;
        }
        return scalar((ScalarNode) plain, text);
    }

    private static JsonNode scalar(ScalarNode scalar, boolean text) {
        String value = scalar.getValue();
        Tag tag = scalar.getTag();
        if (Tag.NULL.equals(tag)) {
            return JSON.nullNode();
        }
        if (!text && Tag.BOOL.equals(tag)) {
            return JSON.booleanNode(Boolean.parseBoolean(value));
        }
        try {
            if (!text && Tag.INT.equals(tag)) {
                return JSON.numberNode(new BigInteger(value));
            }
            if (!text && Tag.FLOAT.equals(tag)) {
                return JSON.numberNode(new BigDecimal(value));
            }
        } catch (NumberFormatException e) {
            return JSON.textNode(value);
        }
        return JSON.textNode(value);
    }
}
