package io.outboundroutes.app.gates;

import io.outboundroutes.platform.run.WorkflowProfile;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The word of {@code outcome.done('…')} is one that means done; no dry run would meet another one. */
final class OutcomeRule implements GateRule {

    private static final String RULE = "outcome";
    private static final Pattern DONE = Pattern.compile("^\\s*done\\(\\s*'([^']*)'");

    @Override
    public void check(RouteFiles files, GateContext context, Findings findings) {
        for (RouteNode route : files.routes()) {
            for (StepNode step : route.allSteps()) {
                if (Yaml.text(step.body(), "ref").filter("outcome"::equals).isPresent()) {
                    Matcher word = DONE.matcher(Yaml.text(step.body(), "method").orElse(""));
                    if (word.find() && !WorkflowProfile.DONE.contains(word.group(1))) {
                        findings.add(
                                RULE,
                                step,
                                step.label() + " says done('" + word.group(1) + "'); expected one of "
                                        + String.join(", ", new TreeSet<>(WorkflowProfile.DONE)));
                    }
                }
            }
        }
    }
}
