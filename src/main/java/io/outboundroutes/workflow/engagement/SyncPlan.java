package io.outboundroutes.workflow.engagement;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done about the destination list.
 *
 * @param toAdd the ids to post
 * @param toRemove the ids to take off; empty unless that was asked for
 * @param counts the report's counts that the plan knows, by name
 * @param warnings what an operator should know
 * @param refusal why nothing may be written; null when the plan may be carried out
 */
public record SyncPlan(
        ContactIds toAdd,
        ContactIds toRemove,
        Map<String, Long> counts,
        List<PlanWarning> warnings,
        @Nullable String refusal) {

    public SyncPlan {
        counts = Map.copyOf(counts);
        warnings = List.copyOf(warnings);
    }

    /**
     * Something an operator should know about a plan; it never changes a status.
     *
     * @param code stable, kebab-case, for programs
     * @param message for people; names keys and counts, never a contact's values
     */
    public record PlanWarning(String code, String message) {}
}
