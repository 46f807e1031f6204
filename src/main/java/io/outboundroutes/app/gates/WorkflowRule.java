package io.outboundroutes.app.gates;

import java.util.List;

/**
 * A workflow file holds one workflow: it starts from Quartz, its routes carry its name, and nothing starts by itself that
 * a setting does not switch on.
 */
final class WorkflowRule implements GateRule {

    private static final String RULE = "workflow";

    @Override
    public void check(RouteFiles files, GateContext context, Findings findings) {
        for (RouteFile file : files.all()) {
            if (!file.workflow() || file.root() == null) {
                continue;
            }
            String workflow = file.baseName();
            List<RouteNode> routes =
                    files.routes().stream().filter(r -> r.file().equals(file)).toList();
            if (routes.stream().noneMatch(r -> r.fromUri().startsWith("quartz:"))) {
                findings.add(
                        RULE,
                        file.name(),
                        "has no route that starts from 'quartz:'; add the trigger, as in 'uri: quartz:" + workflow
                                + "' with the parameter 'cron'");
            }
            for (RouteNode route : routes) {
                String starts = Yaml.text(route.body(), "autoStartup").orElse("");
                if (route.fromUri().startsWith("quartz:") && !starts.contains("{{")) {
                    findings.add(
                            RULE,
                            route,
                            route.at(),
                            "fires whether or not somebody switched the workflow on; write 'autoStartup:"
                                    + " \"{{<group>.enabled}}\"'");
                }
                String id = route.id();
                if (id != null && !id.equals(workflow) && !id.startsWith(workflow + "-")) {
                    findings.add(
                            RULE,
                            route,
                            route.idNode(),
                            "stands in the file of workflow '" + workflow + "'; expected an id that begins with '"
                                    + workflow + "-'");
                }
            }
        }
    }
}
