package io.outboundroutes.app.gates;

import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Steps that hold steps say which. Without {@code steps}, or with an empty list, Camel takes the following siblings as
 * children: three messages where one was meant.
 */
final class StepsRule implements GateRule {

    private static final String RULE = "steps";
    private static final Set<String> HOLDERS = Set.of(
            "aggregate",
            "circuitBreaker",
            "doTry",
            "filter",
            "idempotentConsumer",
            "loadBalance",
            "loop",
            "multicast",
            "pipeline",
            "policy",
            "resequence",
            "saga",
            "split",
            "step",
            "transacted");

    @Override
    public void check(RouteFiles files, GateContext context, Findings findings) {
        for (RouteNode route : files.routes()) {
            requireSteps(route, route.at(), route.from(), "from", findings);
            route.allSteps().forEach(step -> check(step, findings));
        }
    }

    private static void check(StepNode step, Findings findings) {
        if (HOLDERS.contains(step.eip())) {
            requireSteps(step.route(), step.key(), step.body(), step.label(), findings);
        }
        if (step.eip().equals("choice") && Yaml.get(step.body(), "when").isEmpty()) {
            findings.add(RULE, step, step.label() + " has no 'when'; add a branch with its condition and steps");
        }
        for (Yaml.Entry entry : Yaml.entries(step.body())) {
            if (StepNode.BRANCHES.contains(entry.name())) {
                for (Node branch : StepNode.branches(entry.value())) {
                    Node at = branch.equals(entry.value()) ? entry.key() : branch;
                    requireSteps(step.route(), at, branch, "'" + entry.name() + "' of " + step.label(), findings);
                }
            }
        }
    }

    private static void requireSteps(RouteNode route, Node at, Node holder, String what, Findings findings) {
        Optional<Node> steps = Yaml.get(holder, "steps");
        if (steps.isEmpty()) {
            findings.add(
                    RULE,
                    route,
                    at,
                    what
                            + " has no 'steps'; Camel would take the steps that follow it as its own: write them, indented,"
                            + " below 'steps:'");
        } else if (Yaml.isEmpty(steps.get())) {
            findings.add(
                    RULE,
                    route,
                    steps.get(),
                    what
                            + " has empty 'steps'; Camel would take the steps that follow it as its own: write at least one,"
                            + " or remove " + what);
        }
    }
}
