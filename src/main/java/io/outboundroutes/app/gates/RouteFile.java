package io.outboundroutes.app.gates;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * One file of the routes directory.
 *
 * @param name path relative to the routes directory
 * @param baseName the file's name without folder and suffix: the workflow, or {@code <vendor>-<dialect>}
 * @param workflow true for a workflow file, false for a vendor file
 * @param dialect for a vendor file whose vendor is known
 * @param lines number of lines
 * @param root the composed tree; null when the file is no YAML list
 */
record RouteFile(
        String name,
        String baseName,
        boolean workflow,
        Optional<GateContext.Dialect> dialect,
        int lines,
        @Nullable Node root) {

    /** True when the application would load it: workflow files and the selected dialects' files. */
    boolean selected() {
        return workflow || dialect.map(GateContext.Dialect::selected).orElse(false);
    }

    /** The list items at the top: routes, templates, beans, whatever the file holds. */
    List<Node> items() {
        return root == null ? List.of() : Yaml.items(root);
    }
}
