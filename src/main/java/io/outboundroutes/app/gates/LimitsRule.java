package io.outboundroutes.app.gates;

import java.util.List;

/**
 * Limits that keep a route readable on one screen and in one diagram. The shipped files stay below them, so that somebody
 * who adds a step is not refused.
 */
final class LimitsRule implements GateRule {

    static final int STEPS = 15;
    static final int NESTING = 2;
    static final int LINES = 200;
    private static final String RULE = "limits";

    @Override
    public void check(RouteFiles files, GateContext context, Findings findings) {
        for (RouteFile file : files.all()) {
            if (file.workflow() && file.lines() > LINES) {
                findings.add(
                        RULE,
                        file.name(),
                        "has " + file.lines() + " lines, more than " + LINES
                                + "; move a decision into a bean, or what belongs to the vendor into vendors/");
            }
        }
        for (RouteNode route : files.routes()) {
            List<StepNode> steps = route.allSteps();
            if (steps.size() > STEPS) {
                findings.add(
                        RULE,
                        route,
                        route.at(),
                        "has " + steps.size() + " steps (nested ones counted), more than " + STEPS
                                + "; give a part of it a route of its own and call it with 'direct:'");
            }
            steps.stream()
                    .filter(s -> s.depth() == NESTING + 1)
                    .forEach(s -> findings.add(
                            RULE,
                            s,
                            s.label() + " is nested " + s.depth() + " levels deep, more than " + NESTING
                                    + "; give the inner part a route of its own and call it with 'direct:'"));
        }
    }
}
