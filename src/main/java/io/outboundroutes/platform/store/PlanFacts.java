package io.outboundroutes.platform.store;

import io.outboundroutes.platform.run.Problem;
import java.util.List;
import java.util.Map;

/**
 * What is stored of a plan besides its items.
 *
 * @param counts what the reading counted
 * @param warnings what a person should know
 * @param items how many items it has
 */
public record PlanFacts(Map<String, Long> counts, List<Problem> warnings, long items) {

    public PlanFacts {
        counts = Map.copyOf(counts);
        warnings = List.copyOf(warnings);
    }
}
