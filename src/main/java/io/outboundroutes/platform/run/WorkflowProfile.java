package io.outboundroutes.platform.run;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How a workflow's report is told. Workflows without one (those that exist as YAML only) are told by
 * {@link #generic}.
 *
 * @param id the workflow's id
 * @param counts the counts that its report shows, in order; empty: all that were counted
 * @param outcomes the outcomes that its report counts, in order, also when none occurred
 * @param done the outcomes that mean an item is done (all12)
 * @param neutral outcomes that neither succeed nor fail, because nothing was wanted for the item
 * @param eventPerRun whether one event tells of a run; otherwise each item has its own
 * @param failed the outcome of an item that the vendor refused or did not answer, e.g. {@code failed}
 * @param parked the outcome of an item that waits for a person, e.g. {@code held}
 * @param eventWithItems whether the event of a run lists the items
 */
public record WorkflowProfile(
        String id,
        List<String> counts,
        List<String> outcomes,
        Set<String> done,
        Set<String> neutral,
        boolean eventPerRun,
        String failed,
        String parked,
        boolean eventWithItems) {

    /** Outcomes that mean done, of all workflows. */
    public static final Set<String> DONE = Set.of(
            "created",
            "unchanged",
            "exists",
            "differs",
            "contacted",
            "blocked",
            "SUCCESS",
            "fetched",
            "synced",
            "planned",
            "done");

    /** With the outcomes {@code failed} and {@code held}, and items in the event of a run. */
    public WorkflowProfile(
            String id,
            List<String> counts,
            List<String> outcomes,
            Set<String> done,
            Set<String> neutral,
            boolean eventPerRun) {
        this(id, counts, outcomes, done, neutral, eventPerRun, "failed", "held", true);
    }

    public WorkflowProfile {
        counts = List.copyOf(counts);
        outcomes = List.copyOf(outcomes);
        done = Set.copyOf(done);
        neutral = Set.copyOf(neutral);
    }

    /** For a workflow that brings no profile of its own. */
    public static WorkflowProfile generic(String id) {
        return new WorkflowProfile(id, List.of(), List.of(), DONE, Set.of(), true);
    }

    /** Whether an item with this outcome is left as it should be: done, or nothing was wanted for it. */
    public boolean isDone(String outcome) {
        return done.contains(outcome) || neutral.contains(outcome);
    }

    /** The name of the event that tells of a run, e.g. {@code contact_segmentation_completed}. */
    public String eventName() {
        return id.replace('-', '_') + "_completed";
    }

    /** The action of the audit line that tells of a run, e.g. {@code CONTACT_SEGMENTATION}. */
    public String auditAction() {
        return id.replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
