package io.outboundroutes.blocks.run;

import io.outboundroutes.platform.json.Json;
import io.outboundroutes.platform.run.AuditEntry;
import io.outboundroutes.platform.run.Item;
import io.outboundroutes.platform.run.RunContext;
import io.outboundroutes.platform.run.WebhookEvent;
import io.outboundroutes.platform.run.WorkflowTraits;
import io.outboundroutes.platform.store.Telling;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/** Tells of a run's items in the words of its workflow. Thread-safe. */
final class ItemTelling implements Telling {

    private final RunFacts facts;
    private final RunContext run;
    private final WorkflowTraits traits;
    private final boolean toldToSomebody;

    ItemTelling(RunFacts facts, RunContext run) {
        this.facts = facts;
        this.run = run;
        this.traits = facts.traits(run.workflow());
        this.toldToSomebody = !traits.profile().eventPerRun()
                && facts.noWebhook(run.workflow()).isEmpty();
    }

    @Override
    public List<AuditEntry> audit(Item item) {
        return List.of(
                new AuditEntry(now(), run.id(), run.workflow(), traits.auditItemAction(), traits.auditDetails(item)));
    }

    @Override
    public List<WebhookEvent> events(Item item) {
        if (!toldToSomebody) {
            return List.of();
        }
        return traits.event(item, now())
                .map(payload -> List.of(new WebhookEvent(
                        eventId(run.id(), item.key()), run.id(), run.workflow(), item.key(), Json.write(payload))))
                .orElse(List.of());
    }

    /** The same thing told of the same run has the same id, however often it is recorded. */
    static String eventId(String runId, String what) {
        return UUID.nameUUIDFromBytes((runId + "\n" + what).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    private Instant now() {
        return facts.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
