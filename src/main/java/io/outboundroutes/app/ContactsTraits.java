package io.outboundroutes.app;

import io.outboundroutes.platform.run.Advance;
import io.outboundroutes.platform.run.Item;
import io.outboundroutes.platform.run.PlannedWrite;
import io.outboundroutes.platform.run.WorkflowProfile;
import io.outboundroutes.platform.run.WorkflowTraits;
import io.outboundroutes.workflow.contacts.ContactEvents;
import io.outboundroutes.workflow.contacts.ContactFields;
import io.outboundroutes.workflow.contacts.ContactRequest;
import io.outboundroutes.workflow.contacts.Outcome;
import io.outboundroutes.workflow.contacts.RowReader;
import io.outboundroutes.workflow.contacts.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How external-contacts is told of and acted upon.
 *
 * @param parallel how many contacts are acted upon at once
 * @param oldest how old a run may be for its contacts still to be acted upon
 */
record ContactsTraits(int parallel, Duration oldest) implements WorkflowTraits {

    private static final WorkflowProfile PROFILE = new WorkflowProfile(
            ContactsSteps.WORKFLOW,
            Stream.concat(new Tally().counts().keySet().stream(), Stream.of(Tally.SUCCESS_RATE))
                    .toList(),
            List.of(),
            WorkflowProfile.DONE,
            Set.of(),
            false,
            Outcome.FAILED.word(),
            Outcome.HELD.word(),
            false);

    @Override
    public WorkflowProfile profile() {
        return PROFILE;
    }

    @Override
    public Optional<Duration> maxAge() {
        return Optional.of(oldest);
    }

    /** From its registration on, unless the vendor's id is known: what was seen of a contact is looked at again. */
    @Override
    public Advance triedAgain(Item item) {
        Map<String, Object> fields = new LinkedHashMap<>(item.fields());
        fields.keySet().retainAll(Set.of(ContactFields.EXTERNAL_ID, ContactFields.CONTACT_ID));
        return new Advance(Item.PLANNED_STATE, fields, Duration.ZERO);
    }

    /** Rows that break a rule, and wishes met again, are told of too: somebody waits for each of them. */
    @Override
    public boolean tellsOfPlanned() {
        return true;
    }

    /** On which channel a contact is called is known only when the vendor has registered it. */
    @Override
    public List<PlannedWrite> writes(Item item) {
        ContactRequest request =
                new RowReader(RowReader.ID).read(item.request()).request();
        return request == null ? List.of() : List.of(new PlannedWrite("register-contact", request.registerBody()));
    }

    @Override
    public Optional<Map<String, Object>> event(Item item, Instant at) {
        return outcome(item)
                .map(outcome -> ContactEvents.payload(outcome, item.fields(), item.reason(), item.latencyMs(), at));
    }

    @Override
    public String auditItemAction() {
        return ContactEvents.ACTION;
    }

    @Override
    public Map<String, Object> auditDetails(Item item) {
        return outcome(item)
                .map(outcome -> ContactEvents.auditDetails(outcome, item.fields(), item.reason(), item.latencyMs()))
                .orElseGet(() -> WorkflowTraits.super.auditDetails(item));
    }

    @Override
    public Map<String, Number> tally(Iterator<Item> items) {
        Tally tally = new Tally();
        items.forEachRemaining(
                item -> outcome(item).ifPresent(outcome -> tally.add(outcome, item.fields(), item.latencyMs())));
        return tally.counts();
    }

    /** Empty while the item is open, and in a dry run. */
    private static Optional<Outcome> outcome(Item item) {
        return Outcome.find(item.outcome());
    }
}
