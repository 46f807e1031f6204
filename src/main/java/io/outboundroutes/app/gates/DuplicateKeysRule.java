package io.outboundroutes.app.gates;

import java.util.HashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.Node;

/** A key written twice in one mapping: the second silently wins, or the load fails without saying which. */
final class DuplicateKeysRule implements GateRule {

    @Override
    public void check(RouteFiles files, GateContext context, Findings findings) {
        for (RouteFile file : files.all()) {
            file.items().forEach(item -> check(file, item, findings));
        }
    }

    private static void check(RouteFile file, Node node, Findings findings) {
        Map<String, Integer> lines = new HashMap<>();
        for (Yaml.Entry entry : Yaml.entries(node)) {
            Integer first = lines.putIfAbsent(entry.name(), Yaml.line(entry.key()));
            if (first != null) {
                findings.add(
                        "yaml",
                        file,
                        entry.key(),
                        null,
                        "key '" + entry.name() + "' stands here a second time (first in line " + first
                                + "); keep one of the two");
            }
            check(file, entry.value(), findings);
        }
        Yaml.items(node).forEach(i -> check(file, i, findings));
    }
}
