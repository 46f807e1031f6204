package io.outboundroutes.platform.run;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One item of a stored plan and its fate.
 *
 * @param runId the run it belongs to
 * @param seq its place in the plan, from 0
 * @param key see {@link PlannedItem#key()}
 * @param fate what became of it so far
 * @param state where it stands between two visits, in the workflow's own words; {@link #PLANNED_STATE} at first
 * @param sent the operations of which a write left, or was about to leave, since the state was reached
 * @param sentBy the run that sent them, when it is another one whose item this one goes on with; else null
 * @param dueAt when it is to be visited; null: at once
 * @param outcome the outcome as the report names it; null while the item is open
 * @param reason why it is not done, or what is worth knowing; null when there is nothing to say
 * @param fields what the report shows of it besides outcome and reason
 * @param request the canonical body of its write
 * @param latencyMs how long its write took, in milliseconds; null when nothing was answered
 */
public record Item(
        String runId,
        int seq,
        String key,
        Fate fate,
        String state,
        Set<String> sent,
        @Nullable String sentBy,
        @Nullable Instant dueAt,
        @Nullable String outcome,
        @Nullable String reason,
        Map<String, Object> fields,
        Map<String, Object> request,
        @Nullable Long latencyMs) {

    /** The state of an item that was never visited. */
    public static final String PLANNED_STATE = "planned";

    /** The state of an item that the plan refused. */
    public static final String REFUSED_STATE = "refused";

    public Item {
        sent = Set.copyOf(sent);
    }

    /** An item whose writes are its own run's. */
    public Item(
            String runId,
            int seq,
            String key,
            Fate fate,
            String state,
            Set<String> sent,
            @Nullable Instant dueAt,
            @Nullable String outcome,
            @Nullable String reason,
            Map<String, Object> fields,
            Map<String, Object> request,
            @Nullable Long latencyMs) {
        this(runId, seq, key, fate, state, sent, null, dueAt, outcome, reason, fields, request, latencyMs);
    }

    /** The run under whose name its writes are sent: the same write has the same name in every run that repeats it. */
    public String sender() {
        return sentBy == null ? runId : sentBy;
    }

    /** The item as it is once this result is recorded. */
    public Item with(ItemResult result) {
        Map<String, Object> all = new LinkedHashMap<>(fields);
        all.putAll(result.fields());
        return new Item(
                runId,
                seq,
                key,
                result.fate(),
                state,
                sent,
                sentBy,
                null,
                result.outcome(),
                result.reason(),
                all,
                request,
                result.latencyMs());
    }

    /** Whether an advance tells nothing new but when the next visit is. */
    public boolean isWhere(Advance advance) {
        return state.equals(advance.state())
                && fields.entrySet().containsAll(advance.fields().entrySet());
    }

    /**
     * The item as it is once it advanced: its writes so far are answered.
     *
     * @param allFields its fields before and those that were added
     */
    public Item at(String newState, Map<String, Object> allFields, @Nullable Instant nextVisit) {
        return new Item(
                runId,
                seq,
                key,
                Fate.PLANNED,
                newState,
                Set.of(),
                null,
                nextVisit,
                outcome,
                reason,
                allFields,
                request,
                latencyMs);
    }
}
