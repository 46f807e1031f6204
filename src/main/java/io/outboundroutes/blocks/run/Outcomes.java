package io.outboundroutes.blocks.run;

import io.outboundroutes.platform.config.ConfigException;
import io.outboundroutes.platform.http.CallFailed;
import io.outboundroutes.platform.json.Json;
import io.outboundroutes.platform.paging.ReadFailed;
import io.outboundroutes.platform.run.Advance;
import io.outboundroutes.platform.run.AuditEntry;
import io.outboundroutes.platform.run.AuditSink;
import io.outboundroutes.platform.run.CeilingExceeded;
import io.outboundroutes.platform.run.Fate;
import io.outboundroutes.platform.run.Item;
import io.outboundroutes.platform.run.ItemResult;
import io.outboundroutes.platform.run.OtherTarget;
import io.outboundroutes.platform.run.Problem;
import io.outboundroutes.platform.run.ReportBuilder;
import io.outboundroutes.platform.run.RunContext;
import io.outboundroutes.platform.run.RunStatus;
import io.outboundroutes.platform.run.Status;
import io.outboundroutes.platform.run.Trigger;
import io.outboundroutes.platform.run.WebhookEvent;
import io.outboundroutes.platform.run.WebhookState;
import io.outboundroutes.platform.run.WorkflowProfile;
import io.outboundroutes.platform.run.WorkflowTraits;
import io.outboundroutes.platform.store.PlanFacts;
import io.outboundroutes.platform.store.Settlement;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.platform.store.Telling;
import io.outboundroutes.platform.store.TxWork;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Records what became of items and of runs: store, audit and events in one transaction each. Thread-safe. */
final class Outcomes {

    private static final Logger LOG = LoggerFactory.getLogger(Outcomes.class);
    private static final String UNKNOWN = "unknown";

    private final Store store;
    private final AuditSink auditFile;
    private final RunFacts facts;

    Outcomes(Store store, AuditSink auditFile, RunFacts facts) {
        this.store = store;
        this.auditFile = auditFile;
        this.facts = facts;
    }

    /** Records an item's result. */
    void settle(RunContext run, Item item, Settlement settlement) {
        Item settled = item.with(settlement.result());
        Telling telling = telling(run);
        List<WebhookEvent> events = new ArrayList<>(settlement.events());
        events.addAll(telling.events(settled));
        store.ledger()
                .settle(run.id(), item.key(), settlement.result(), telling.audit(settled), events, settlement.extra());
        run.count("settled", 1);
        facts.listener().settled(run, settled);
    }

    private void settle(RunContext run, Item item, Fate fate, String outcome, String reason) {
        Map<String, Object> fields = facts.traits(run.workflow()).outcomeFields(outcome);
        settle(run, item, Settlement.of(new ItemResult(fate, outcome, reason, fields, null)));
    }

    /** What is told of the items of a run as they are settled. */
    Telling telling(RunContext run) {
        return new ItemTelling(facts, run);
    }

    /** Records how far an item came; returns the item as it is then. */
    Item advance(Item item, Advance advance, Instant dueAt) {
        return store.ledger().advance(item, advance, advance.after().isZero() ? null : dueAt);
    }

    /** A data status that nobody judged is no success, whatever the route meant to do about it (all12). */
    void unjudged(RunContext run, Item item, int status) {
        String reason = "the vendor answered HTTP " + status + " and the route " + run.workflow()
                + "-act did not say what that means";
        settle(run, item, Fate.REJECTED, facts.traits(run.workflow()).profile().failed(), reason);
    }

    /** Puts an item aside that is too old to be acted upon by itself (all23). */
    void park(RunContext run, Item item, Duration maxAge) {
        WorkflowProfile profile = facts.traits(run.workflow()).profile();
        if (!item.sent().isEmpty()) {
            String sent = "sent before (" + String.join(", ", item.sent())
                    + ") without a recorded answer, and asked for" + " longer ago than the workflow's max-age of "
                    + maxAge + ": a person looks whether it arrived (replay --any-age, --unknown)";
            settle(run, item, Fate.UNKNOWN, UNKNOWN, sent);
            return;
        }
        String reason = "asked for at " + run.run().wantedAt() + ", longer ago than the workflow's max-age of " + maxAge
                + ": a person decides whether it still is to be done (replay --any-age)";
        settle(run, item, Fate.PARKED, profile.parked(), reason);
    }

    /**
     * Records what an exception means for an item: refused, of unknown fate, or left open because the run stops.
     */
    void failed(RunContext run, Item item, Throwable caught) {
        if (run.left()) {
            // Whoever goes on with the run finds the item as it is: not sent, or sent without an answer.
            return;
        }
        if (caught instanceof CallFailed failure) {
            if (failure.kind() != CallFailed.Kind.STOPPED) {
                run.failed(asFailure(failure));
            }
            if (failure.stopsTheRun()) {
                run.stop(new RunContext.Stop(String.valueOf(failure.getMessage()), false, failure.until()));
                return;
            }
            boolean unknown = failure.kind() == CallFailed.Kind.UNKNOWN_FATE;
            String reason = String.valueOf(failure.getMessage());
            Fate fate = unknown ? Fate.UNKNOWN : Fate.REJECTED;
            String failed = facts.traits(run.workflow()).profile().failed();
            settle(run, item, fate, unknown ? UNKNOWN : failed, reason);
            return;
        }
        if (StoreTrouble.leaves(run, caught)) {
            return;
        }
        LOG.error("Run {}: acting on item {} failed", run.id(), item.key(), Causes.withoutTexts(caught));
        run.failed(asFailure(caught));
        run.stop(new RunContext.Stop("an error of ours; the remaining items are left for a later run", false, null));
    }

    /** Ends a run: status, report, last audit line and event. Ending it again changes nothing. */
    void conclude(RunContext run, Instant startedAt) {
        WorkflowTraits traits = facts.traits(run.workflow());
        WorkflowProfile profile = traits.profile();
        Optional<PlanFacts> plan = store.items().plan(run.id());
        plan.ifPresent(stored -> stored.warnings().forEach(run::warn));
        Map<String, Long> outcomes = store.items().countsByOutcome(run.id());
        Map<String, Number> counted = new TreeMap<>(run.counts());
        if (plan.isPresent()) {
            counted.putAll(plan.get().counts());
            counted.putAll(traits.tally(store.items().items(run.id())));
        } else {
            counted.putAll(traits.countsWithoutPlan(run.counts()));
        }
        long open = store.items().countOpen(run.id());
        RunStatus status = Status.of(profile, outcomes, open, plan.isPresent());
        // What was not begun, or not finished, is still planned: the outcomes add up to the items.
        Map<String, Long> shown = new TreeMap<>(outcomes);
        long sent = open == 0 ? 0 : store.items().countSent(run.id());
        if (sent > 0) {
            shown.put(ReportBuilder.SENT, sent);
        }
        if (open > sent) {
            shown.merge(ReportBuilder.PLANNED, open - sent, Long::sum);
        }
        Map<String, Number> counts = ReportBuilder.counts(profile, counted, shown);
        List<Item> items = store.items().forReport(run.id(), profile.done(), ReportBuilder.MAX_ITEMS);
        Instant finishedAt = facts.clock().instant();
        List<WebhookEvent> events = events(run, profile, status, counts, items);
        flushAudit(run);
        String report = ReportBuilder.json(new ReportBuilder.Facts(
                run,
                facts.version(),
                store.owner(),
                run.resumedFrom(),
                facts.target(run.workflow()),
                status,
                startedAt,
                finishedAt,
                counts,
                items,
                plan.map(PlanFacts::items).orElse(0L),
                events.isEmpty() ? store.history().webhookState(run.id()) : WebhookState.PENDING));
        List<AuditEntry> audit = run.dryRun() ? List.of() : List.of(line(run, profile, status, counts));
        boolean recorded = store.runs().finish(run.id(), status, report, audit, events, TxWork.NONE);
        if (recorded) {
            flushAudit(run);
            facts.listener().ended(run, status, Duration.between(startedAt, finishedAt), counts, shown);
            log(run, status, counts);
        }
    }

    /** Whoever asked on a command line reads the report; of all other runs the log is what an operator sees first. */
    private static void log(RunContext run, RunStatus status, Map<String, Number> counts) {
        boolean seen = run.run().request().trigger() == Trigger.CLI;
        Level level = switch (status) {
            case FAILED -> Level.ERROR;
            case PARTIAL -> Level.WARN;
            default -> Level.INFO;
        };
        String why = run.errors().isEmpty()
                ? ""
                : ": " + run.errors().get(0).problem().message();
        LOG.atLevel(seen ? Level.INFO : level)
                .log("Run {} of {} ended {}{} {}", run.id(), run.workflow(), status, why, counts);
    }

    private AuditEntry line(RunContext run, WorkflowProfile profile, RunStatus status, Map<String, Number> counts) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("status", status.name());
        details.put("trigger", run.run().request().trigger().label());
        details.put("target", facts.target(run.workflow()).toMap());
        details.put("counts", counts);
        List<String> codes =
                run.errors().stream().map(error -> error.problem().message()).toList();
        if (!codes.isEmpty()) {
            details.put("errors", codes);
        }
        return new AuditEntry(now(), run.id(), run.workflow(), profile.auditAction(), details);
    }

    private List<WebhookEvent> events(
            RunContext run, WorkflowProfile profile, RunStatus status, Map<String, Number> counts, List<Item> items) {
        if (run.dryRun()) {
            return List.of();
        }
        Optional<Problem> nobody = facts.noWebhook(run.workflow());
        nobody.ifPresent(run::warn);
        if (nobody.isPresent() || !profile.eventPerRun()) {
            return List.of();
        }
        // The same run tells the same event, however often it is concluded.
        String eventId = ItemTelling.eventId(run.id(), profile.eventName());
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("event", profile.eventName());
        payload.put("eventId", eventId);
        payload.put("runId", run.id());
        payload.put("status", status.name());
        payload.put("counts", counts);
        if (profile.eventWithItems()) {
            payload.put("items", items.stream().map(ReportBuilder::item).toList());
        }
        payload.put("timestamp", now().toString());
        return List.of(new WebhookEvent(eventId, run.id(), run.workflow(), null, Json.write(payload)));
    }

    /** Carries audit lines to the file. What cannot be carried now stays in the store and is carried later. */
    private void flushAudit(RunContext run) {
        store.audit()
                .tryFlush(auditFile)
                .ifPresent(why -> run.warn(new Problem(
                        "audit-pending",
                        "Audit lines could not be written to the file and wait in the store: " + why)));
    }

    private Instant now() {
        return facts.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** An exception as a report shows it. */
    static RunContext.Failure asFailure(Throwable caught) {
        if (caught instanceof CallFailed failure) {
            String code = failure.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
            return new RunContext.Failure(
                    new Problem(code, String.valueOf(failure.getMessage())), failure.operation(), failure.status());
        }
        if (caught instanceof ReadFailed failure) {
            return new RunContext.Failure(
                    new Problem("incomplete-read", String.valueOf(failure.getMessage())), null, null);
        }
        if (caught instanceof CeilingExceeded ceiling) {
            return new RunContext.Failure(
                    new Problem("ceiling-exceeded", String.valueOf(ceiling.getMessage())), null, null);
        }
        if (caught instanceof OtherTarget other) {
            return new RunContext.Failure(new Problem("other-target", String.valueOf(other.getMessage())), null, null);
        }
        if (caught instanceof ConfigException configuration) {
            return new RunContext.Failure(
                    new Problem("configuration", String.valueOf(configuration.getMessage())), null, null);
        }
        return new RunContext.Failure(new Problem("internal-error", Causes.told(caught)), null, null);
    }
}
