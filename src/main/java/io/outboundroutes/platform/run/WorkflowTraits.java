package io.outboundroutes.platform.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the run envelope must know of a workflow: how its report, events and audit lines are told, and how it may be acted
 * upon. The defaults serve a workflow that exists in YAML alone. Implementations are thread-safe and have no effects.
 */
public interface WorkflowTraits {

    /** The items of a workflow that does not say are acted upon eight at a time. */
    int DEFAULT_PARALLEL = 8;

    /** How the report is told. */
    WorkflowProfile profile();

    /**
     * The writes that a live run would send for an item of a dry run, in their order, as far as they are known before the
     * first is answered: what {@code --plan} writes.
     *
     * @param item planned, and not settled by the plan
     */
    default List<PlannedWrite> writes(Item item) {
        return item.request().isEmpty() ? List.of() : List.of(new PlannedWrite(null, item.request()));
    }

    /** How many items are acted upon at once; 1: strictly in the plan's order. */
    default int parallel() {
        return DEFAULT_PARALLEL;
    }

    /**
     * How old a run may be, counted from its asking, for its items still to be acted upon; older ones wait for a person
     * (all23). Empty: of any age.
     */
    default Optional<Duration> maxAge() {
        return Optional.empty();
    }

    /**
     * Where an item that did not succeed begins when it is tried again, and the fields that it keeps; not for one of which
     * a write may have arrived: that goes on where it stands.
     *
     * @param item as it ended
     */
    default Advance triedAgain(Item item) {
        return new Advance(item.state(), item.fields(), Duration.ZERO);
    }

    /**
     * Fields that the report shows of an item which the envelope settled, because a call failed or the run is too old: a
     * workflow that repeats its outcome under a name of its own does so for these items too.
     *
     * @param outcome the profile's {@code failed} or {@code parked} word, or {@code unknown}
     */
    default Map<String, Object> outcomeFields(String outcome) {
        return Map.of();
    }

    /**
     * The event that tells of an item, for workflows with one event per item.
     *
     * @param item settled, its outcome and all its fields known
     * @param at when it was settled
     * @return the payload; empty when nobody is to be told
     */
    default Optional<Map<String, Object>> event(Item item, Instant at) {
        return Optional.empty();
    }

    /** The action of the audit line that tells of an item. */
    default String auditItemAction() {
        return profile().auditAction() + "_ITEM";
    }

    /**
     * What the audit line of an item tells: its fields, outcome, reason and latency.
     *
     * @param item settled
     */
    default Map<String, Object> auditDetails(Item item) {
        Map<String, Object> details = new LinkedHashMap<>(item.fields());
        details.put("outcome", item.outcome());
        if (item.reason() != null) {
            details.put("reason", item.reason());
        }
        if (item.latencyMs() != null) {
            details.put("latencyMs", item.latencyMs());
        }
        return details;
    }

    /**
     * Whether items that the plan itself settles are told of, by an audit line and an event each, like those that were
     * acted upon. Not when nobody is to hear of such items.
     */
    default boolean tellsOfPlanned() {
        return false;
    }

    /**
     * Counts of the report that follow from the run's items. They win over those that the plan counted.
     *
     * @param items all of the run, read while they are consumed
     */
    default Map<String, Number> tally(Iterator<Item> items) {
        return Map.of();
    }

    /**
     * Counts of the report of a run that ended before it had a plan: what had been read until then.
     *
     * @param counted what the run counted, {@code pages} and {@code records} among it
     */
    default Map<String, Number> countsWithoutPlan(Map<String, Long> counted) {
        return Map.of();
    }

    /**
     * What is known once an event was delivered, as a further audit line.
     *
     * @param event what was delivered
     * @param status what the receiver answered
     * @return the line's details; empty when there is nothing more to say than that it was delivered
     */
    default Optional<Map<String, Object>> auditDelivered(WebhookEvent event, int status) {
        return Optional.empty();
    }

    /** Of a workflow that brings none of its own. */
    static WorkflowTraits generic(String workflow) {
        WorkflowProfile profile = WorkflowProfile.generic(workflow);
        return () -> profile;
    }
}
