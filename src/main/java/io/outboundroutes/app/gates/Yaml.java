package io.outboundroutes.app.gates;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.AnchorNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reading of a composed YAML tree. Its nodes remember where they stand, which parsed maps and lists do not. */
final class Yaml {

    /** Below these keys stand names that belong to endpoints and beans, not to the route language. */
    private static final Set<String> FREE = Set.of("parameters", "properties", "constructors", "metadata");

    private Yaml() {}

    /**
     * A key with its value.
     *
     * @param free true when the key stands below {@code parameters}, {@code properties} and the like
     */
    record Entry(Node key, String name, Node value, boolean free) {}

    /** @throws org.snakeyaml.engine.v2.exceptions.YamlEngineException when the text is no single YAML document */
    static Optional<Node> compose(String text) {
        return new Compose(LoadSettings.builder().setUseMarks(true).build()).composeString(text);
    }

    static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(-1) + 1;
    }

    static int column(Node node) {
        return node.getStartMark().map(Mark::getColumn).orElse(0) + 1;
    }

    /** The text of a scalar, or nothing for null, a mapping or a sequence. */
    static Optional<String> text(Node node) {
        return plain(node) instanceof ScalarNode scalar && !Tag.NULL.equals(scalar.getTag())
                ? Optional.of(scalar.getValue())
                : Optional.empty();
    }

    static Optional<Node> get(Node node, String key) {
        return entries(node).stream()
                .filter(e -> e.name().equals(key))
                .map(Entry::value)
                .findFirst();
    }

    static Optional<String> text(Node node, String key) {
        return get(node, key).flatMap(Yaml::text);
    }

    /** The entries of a mapping; none for anything else. */
    static List<Entry> entries(Node node) {
        return entries(node, false);
    }

    /** The items of a sequence; none for anything else. */
    static List<Node> items(Node node) {
        return plain(node) instanceof SequenceNode sequence ? sequence.getValue() : List.of();
    }

    static boolean isEmpty(Node node) {
        Node plain = plain(node);
        if (plain instanceof SequenceNode sequence) {
            return sequence.getValue().isEmpty();
        }
        if (plain instanceof MappingNode mapping) {
            return mapping.getValue().isEmpty();
        }
        return text(plain).orElse("").isBlank();
    }

    /** Every entry of every mapping below the node, in document order. */
    static List<Entry> deepEntries(Node node) {
        List<Entry> found = new ArrayList<>();
        collect(node, false, found);
        return found;
    }

    /** Every scalar below the node that is a value or an item, in document order. */
    static List<ScalarNode> deepScalars(Node node) {
        Node plain = plain(node);
        if (plain instanceof ScalarNode scalar) {
            return List.of(scalar);
        }
        List<ScalarNode> found = new ArrayList<>();
        entries(plain).forEach(e -> found.addAll(deepScalars(e.value())));
        items(plain).forEach(i -> found.addAll(deepScalars(i)));
        return found;
    }

    /** The node itself, or what an alias stands for. */
    static Node plain(Node node) {
        return node instanceof AnchorNode anchor ? anchor.getRealNode() : node;
    }

    private static void collect(Node node, boolean free, List<Entry> found) {
        for (Entry entry : entries(node, free)) {
            found.add(entry);
            collect(entry.value(), free || FREE.contains(entry.name()), found);
        }
        items(node).forEach(i -> collect(i, free, found));
    }

    private static List<Entry> entries(Node node, boolean free) {
        if (!(plain(node) instanceof MappingNode mapping)) {
            return List.of();
        }
        return mapping.getValue().stream()
                .map(t -> new Entry(t.getKeyNode(), text(t.getKeyNode()).orElse(""), t.getValueNode(), free))
                .toList();
    }
}
