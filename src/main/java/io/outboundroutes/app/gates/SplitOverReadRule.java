package io.outboundroutes.app.gates;

import java.util.List;
import java.util.Optional;

/**
 * A split that consumes a paged read streams, and stops when a record fails. Without {@code stopOnException} it goes on over
 * an incomplete read; without {@code streaming} it holds every record in memory.
 */
final class SplitOverReadRule implements GateRule {

    private static final String RULE = "split-over-read";
    private static final String READ = "paged-read";

    @Override
    public void check(RouteFiles files, GateContext context, Findings findings) {
        for (RouteNode route : files.routes()) {
            boolean afterRead = false;
            for (StepNode step : route.allSteps()) {
                if (afterRead && step.eip().equals("split")) {
                    check(step, findings);
                }
                List<BlockUse> uses = BlockUse.in(step);
                afterRead |= uses.stream().anyMatch(u -> u.template().equals(READ));
            }
        }
    }

    private static void check(StepNode split, Findings findings) {
        requireTrue(
                split,
                "stopOnException",
                "a failed record must end the read, else the rest is acted upon as if it" + " were complete",
                findings);
        requireTrue(split, "streaming", "else every record of the read is held in memory at once", findings);
        Optional<String> expression = Endpoints.expression(split.body());
        if (expression.filter(e -> e.equals("${body}")).isEmpty()) {
            findings.add(
                    RULE,
                    split,
                    split.label() + " follows a paged read but splits "
                            + expression.map(e -> "'" + e + "'").orElse("something else")
                            + "; expected 'simple: \"${body}\"', the records that the read hands over");
        }
    }

    private static void requireTrue(StepNode split, String option, String why, Findings findings) {
        String written = Yaml.text(split.body(), option).orElse("");
        if (!written.equals("true")) {
            findings.add(
                    RULE,
                    split,
                    split.label() + " follows a paged read "
                            + (written.isEmpty()
                                    ? "without '" + option + "'"
                                    : "with '" + option + ": " + written + "'")
                            + "; write '" + option + ": true' (" + why + ")");
        }
    }
}
