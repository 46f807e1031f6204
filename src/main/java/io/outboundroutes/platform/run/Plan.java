package io.outboundroutes.platform.run;

import java.util.List;
import java.util.Map;

/**
 * What a run wants to do, decided before anything is written. Stored in one transaction; acting works from the stored
 * plan only, so that a run can stop after it (dry run), go on after a crash, and be shown.
 *
 * @param items in the order in which they are to be acted upon; iterated once, may be lazy
 * @param counts what the reading counted, by the names of DESIGN 5.3
 * @param warnings what a person should know; they never change a status
 */
public record Plan(Iterable<PlannedItem> items, Map<String, Long> counts, List<Problem> warnings) {

    public Plan {
        counts = Map.copyOf(counts);
        warnings = List.copyOf(warnings);
    }
}
