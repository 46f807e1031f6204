package io.outboundroutes.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.CollectionNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * How the shipped workflows and the example of a sixth are written, as {@code routes/README.md} says: on one line, in flow style, what fits there and
 * holds at most one step; everything else in block style.
 */
class WorkflowStyleTest {

    private static final int COLUMNS = 150;
    private static final Set<String> HOLDING = Set.of("steps", "when", "otherwise", "doCatch", "doFinally");

    static Stream<Path> files() throws IOException {
        try (Stream<Path> list = Files.list(Path.of("routes"))) {
            return Stream.concat(
                    list.filter(file -> file.toString().endsWith(".camel.yaml")).sorted().toList().stream(),
                    Stream.of(Path.of("src/test/resources/workflows/recycle.camel.yaml")));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void whatFitsOnALineAndHoldsOneStepAtMostIsOnALine(Path file) throws IOException {
        assertThat(astray(Files.readString(file))).as(file.toString()).isEmpty();
    }

    @Test
    void eachWayToWriteItOtherwiseIsSeen() {
        String leafInBlock =
                "- route:\n    from:\n      uri: direct:a\n      steps:\n        - bean:\n            id: one\n";
        String oneStepInBlock =
                "- route:\n    from:\n      uri: direct:a\n      steps:\n        - filter:\n            steps:\n              - bean: { id: one }\n";
        String twoStepsInFlow =
                "- route:\n    from:\n      uri: direct:a\n      steps:\n        - filter:\n            steps: [{ bean: { id: one } }, { bean: { id: two } }]\n";
        String routeInFlow = "- route:\n    from:\n      uri: direct:a\n      steps: [{ bean: { id: one } }]\n";

        assertThat(Stream.of(leafInBlock, oneStepInBlock, twoStepsInFlow, routeInFlow)
                        .map(WorkflowStyleTest::astray))
                .containsExactly(
                        List.of("line 5: belongs on one line"),
                        List.of("line 6: belongs on one line"),
                        List.of("line 6: belongs below each other"),
                        List.of("line 4: belongs below each other"));
    }

    private static List<String> astray(String text) {
        List<String> found = new ArrayList<>();
        Node root = new Compose(LoadSettings.builder().setUseMarks(true).build())
                .composeString(text)
                .orElseThrow();
        look(root, found);
        return found;
    }

    private static void look(Node node, List<String> found) {
        if (node instanceof SequenceNode list) {
            list.getValue().forEach(item -> {
                if (item instanceof MappingNode step && step.getFlowStyle() == FlowStyle.BLOCK && isLeaf(step)) {
                    NodeTuple only = step.getValue().get(0);
                    judge(only.getKeyNode(), (CollectionNode<?>) only.getValueNode(), true, found);
                }
                look(item, found);
            });
        } else if (node instanceof MappingNode fields) {
            boolean start =
                    fields.getValue().stream().anyMatch(field -> name(field).equals("uri"));
            for (NodeTuple field : fields.getValue()) {
                if (field.getValueNode() instanceof CollectionNode<?> value) {
                    switch (name(field)) {
                        // The steps of a route itself stand below each other.
                        case "steps" -> judge(field.getKeyNode(), value, !start && isOneLeaf(value), found);
                        case "expression", "parameters" -> judge(field.getKeyNode(), value, true, found);
                        default -> {}
                    }
                }
                look(field.getValueNode(), found);
            }
        }
    }

    /** @param at where the line would begin on which all of it stands */
    private static void judge(Node at, CollectionNode<?> value, boolean oneLine, List<String> found) {
        int begin = at.getStartMark().orElseThrow().getColumn();
        String before = ((ScalarNode) at).getValue() + ": ";
        boolean flow = value.getFlowStyle() == FlowStyle.FLOW;
        boolean fits = begin + (before + flow(value)).length() <= COLUMNS;
        if (flow != (oneLine && fits)) {
            found.add("line " + (at.getStartMark().orElseThrow().getLine() + 1)
                    + (flow ? ": belongs below each other" : ": belongs on one line"));
        }
    }

    /** A step that holds no others: {@code - bean: …}. */
    private static boolean isLeaf(MappingNode step) {
        return step.getValue().size() == 1
                && !name(step.getValue().get(0)).equals("route")
                && step.getValue().get(0).getValueNode() instanceof MappingNode fields
                && fields.getValue().stream().noneMatch(field -> HOLDING.contains(name(field)));
    }

    private static boolean isOneLeaf(CollectionNode<?> steps) {
        return steps instanceof SequenceNode list
                && list.getValue().size() == 1
                && list.getValue().get(0) instanceof MappingNode step
                && isLeaf(step);
    }

    private static String name(NodeTuple field) {
        return ((ScalarNode) field.getKeyNode()).getValue();
    }

    private static String flow(Node node) {
        if (node instanceof MappingNode fields) {
            return fields.getValue().stream()
                    .map(field -> name(field) + ": " + flow(field.getValueNode()))
                    .collect(Collectors.joining(", ", "{ ", " }"));
        }
        if (node instanceof SequenceNode list) {
            return list.getValue().stream().map(WorkflowStyleTest::flow).collect(Collectors.joining(", ", "[", "]"));
        }
        ScalarNode scalar = (ScalarNode) node;
        return scalar.getScalarStyle() == ScalarStyle.PLAIN ? scalar.getValue() : '"' + scalar.getValue() + '"';
    }
}
