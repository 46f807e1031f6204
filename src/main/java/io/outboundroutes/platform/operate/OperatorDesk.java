package io.outboundroutes.platform.operate;

import io.outboundroutes.platform.config.Key;
import io.outboundroutes.platform.intake.InputRows;
import io.outboundroutes.platform.run.AuditEntry;
import io.outboundroutes.platform.run.AuditSink;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunRequest;
import io.outboundroutes.platform.store.InputHash;
import io.outboundroutes.platform.store.Orders;
import io.outboundroutes.platform.store.Store;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that an operator may do, whatever it is done through. Each action that changes something is a line of the
 * audit trail, stored in the action's own transaction, and a line of the log; one that changes nothing is neither.
 * Thread-safe.
 */
public final class OperatorDesk {

    /** Actions of the audit trail. */
    public static final String RUN_ASKED = "OPERATOR_RUN_ASKED";

    public static final String RUN_CANCELLED = "OPERATOR_RUN_CANCELLED";
    public static final String PAUSED = "OPERATOR_WORKFLOW_PAUSED";
    public static final String RESUMED = "OPERATOR_WORKFLOW_RESUMED";
    public static final String STOPPED_ALL = "OPERATOR_STOPPED_ALL";
    public static final String RESUMED_ALL = "OPERATOR_RESUMED_ALL";
    public static final String DELIVERY_REPLAYED = "OPERATOR_DELIVERY_REPLAYED";

    private static final Logger LOG = LoggerFactory.getLogger(OperatorDesk.class);
    /** What stands in an audit line that belongs to no run, or to no single workflow. */
    private static final String NONE = "none";

    private static final String EVERY = "all";

    private final Store store;
    private final AuditSink audit;
    private final Workflows workflows;
    private final Runnable noticed;
    private final InstantSource clock;

    /**
     * @param noticed makes this process look for work and for orders at once; the others do so within about a second
     */
    public OperatorDesk(Store store, AuditSink audit, Workflows workflows, Runnable noticed, InstantSource clock) {
        this.store = store;
        this.audit = audit;
        this.workflows = workflows;
        this.noticed = noticed;
        this.clock = clock;
    }

    /** The workflows that there are. */
    public Workflows workflows() {
        return workflows;
    }

    /**
     * Asks for a run. It takes its turn, and waits while its workflow is paused or everything is stopped.
     *
     * @param rows what to work on; null: the workflow's own source. Read only if needed, closed by the caller
     * @return the run, waiting; the one there is when its key was used for the same wish before
     * @throws Refused when there is no such workflow, it is not switched on, it takes no input, or the key was used for
     *     another wish
     * @throws io.outboundroutes.platform.intake.InputProblem when the rows cannot be read; nothing is asked then
     */
    public Run ask(Actor actor, Wish wish, @Nullable InputRows rows) {
        known(wish.workflow());
        refuseCopied();
        if (!workflows.enabled(wish.workflow())) {
            String key = workflows.enablingKey(wish.workflow());
            throw new Refused(
                    Refused.Why.STATE,
                    wish.workflow() + " is not switched on, so this program executes no run of it; it is with " + key
                            + "=true (" + Key.environmentName(key) + "=true)");
        }
        if (rows != null && !workflows.takesInput(wish.workflow())) {
            throw new Refused(Refused.Why.INPUT, wish.workflow() + " takes no input; ask for it without a body");
        }
        InputHash read = rows == null ? null : new InputHash(rows.expecting(workflows.columns(wish.workflow())));
        String key = wish.key() == null ? null : actor.through().label() + ":" + wish.key();
        RunRequest request =
                new RunRequest(wish.workflow(), actor.trigger(), wish.mode(), key, wish.again(), null, Map.of());
        boolean[] isNew = new boolean[1];
        Run run = store.runs().ask(request, read, id -> {
            isNew[0] = true;
            Map<String, Object> details = who(actor);
            details.put("mode", wish.mode().label());
            details.put("again", wish.again());
            details.put("input", read != null);
            return line(id, wish.workflow(), RUN_ASKED, details);
        });
        if (isNew[0]) {
            done("{} asked for run {} of {}", actor, run.id(), wish.workflow());
        } else {
            sameWish(run, wish, read);
        }
        return run;
    }

    private void sameWish(Run run, Wish wish, @Nullable InputHash rows) {
        RunRequest before = run.request();
        String hash = rows == null ? null : rows.ofAll();
        boolean sameInput = store.inputs().hash(run.id()).equals(Optional.ofNullable(hash));
        if (before.mode() != wish.mode() || before.again() != wish.again() || !sameInput) {
            throw new Refused(
                    Refused.Why.OTHER_WISH,
                    "This key was used for another run of " + wish.workflow() + ", with another "
                            + (sameInput ? "mode" : "input") + "; a new wish needs a new key");
        }
    }

    /**
     * Cancels a run: one that waits ends as SKIPPED without being begun; one under way sends nothing more and ends with
     * the error {@code cancelled}.
     *
     * @return {@link Orders.Cancelled#WITHDRAWN} or {@link Orders.Cancelled#ENDING}
     * @throws Refused when there is no such run, or it has ended
     */
    public Orders.Cancelled cancel(Actor actor, String runId) {
        String reason = "The run was cancelled by " + actor;
        Orders.Cancelled how = store.orders()
                .cancel(runId, reason, run -> line(run.id(), run.request().workflow(), RUN_CANCELLED, who(actor)));
        switch (how) {
            case UNKNOWN -> throw new Refused(Refused.Why.UNKNOWN, "There is no such run");
            case ENDED_BEFORE -> throw new Refused(Refused.Why.STATE, "The run has ended; there is nothing to cancel");
            case WITHDRAWN, ENDING -> done("{} cancelled run {}", actor, runId);
        }
        return how;
    }

    /**
     * Pauses a workflow: no run of it is begun, what a run under way has begun is finished, and the rest waits.
     *
     * @return false when it was paused before
     * @throws Refused when there is no such workflow
     */
    public boolean pause(Actor actor, String workflow) {
        known(workflow);
        return halt(actor, workflow, PAUSED, "{} paused {}", workflow);
    }

    /**
     * Takes the pause of a workflow back.
     *
     * @return false when it was not paused
     * @throws Refused when there is no such workflow
     */
    public boolean resume(Actor actor, String workflow) {
        if (store.orders().halts().stream().noneMatch(halt -> halt.scope().equals(workflow))) {
            known(workflow);
        }
        return lift(actor, workflow, RESUMED, "{} resumed {}", workflow);
    }

    /**
     * Stops everything: no run is begun, waits are cut, no write is sent by any process, and runs under way wait.
     *
     * @return false when everything was stopped before
     */
    public boolean stopAll(Actor actor) {
        return halt(actor, Orders.ALL, STOPPED_ALL, "{} stopped {}", "all workflows");
    }

    /**
     * Takes the stop of everything back; workflows that are paused stay so.
     *
     * @return false when nothing was stopped
     * @throws Refused when the store was copied elsewhere: two of them would do everything twice
     */
    public boolean resumeAll(Actor actor) {
        refuseCopied();
        return resumeAllEvenIfCopied(actor);
    }

    private void refuseCopied() {
        store.orders()
                .haltOf(Orders.ALL)
                .filter(halt -> halt.copiedTo() != null)
                .ifPresent(halt -> {
                    throw new Refused(
                            Refused.Why.STATE, halt.order().reason() + "; " + halt.remedy() + ". Nothing was changed");
                });
    }

    /** As {@link #resumeAll}, also in a store that was copied elsewhere, for when the copy was given up. */
    public boolean resumeAllEvenIfCopied(Actor actor) {
        return lift(actor, Orders.ALL, RESUMED_ALL, "{} resumed {}", "all workflows that are not paused");
    }

    private boolean halt(Actor actor, String scope, String action, String said, String what) {
        boolean changed = store.orders()
                .halt(
                        scope,
                        actor.name(),
                        actor.through().label(),
                        line(NONE, scope.equals(Orders.ALL) ? EVERY : scope, action, who(actor)));
        if (changed) {
            done(said, actor, what);
        }
        return changed;
    }

    private boolean lift(Actor actor, String scope, String action, String said, String what) {
        boolean changed =
                store.orders().lift(scope, line(NONE, scope.equals(Orders.ALL) ? EVERY : scope, action, who(actor)));
        if (changed) {
            done(said, actor, what);
        }
        return changed;
    }

    /**
     * Makes a parked event due again.
     *
     * @throws Refused when there is no such event, or it is not parked
     */
    public void replayDelivery(Actor actor, String eventId) {
        switch (store.outbox().replay(eventId, event -> {
            Map<String, Object> details = who(actor);
            details.put("eventId", event.eventId());
            return line(event.runId(), event.workflow(), DELIVERY_REPLAYED, details);
        })) {
            case UNKNOWN -> throw new Refused(Refused.Why.UNKNOWN, "There is no such delivery");
            case NOT_PARKED ->
                throw new Refused(
                        Refused.Why.STATE, "The delivery is not parked; only one that was given up is sent again");
            case DUE -> done("{} replays the delivery of event {}", actor, eventId);
        }
    }

    /** The pauses, and the stop of everything, by scope. */
    public List<Orders.Halt> halts() {
        return store.orders().halts();
    }

    private void known(String workflow) {
        if (!workflows.ids().contains(workflow)) {
            throw new Refused(
                    Refused.Why.UNKNOWN, "There is no such workflow; there are " + String.join(", ", workflows.ids()));
        }
    }

    private static Map<String, Object> who(Actor actor) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("user", actor.name());
        details.put("through", actor.through().label());
        return details;
    }

    private AuditEntry line(String runId, String workflow, String action, Map<String, Object> details) {
        return new AuditEntry(clock.instant().truncatedTo(ChronoUnit.MILLIS), runId, workflow, action, details);
    }

    /** Tells of an action, and lets this process act upon it at once. */
    private void done(String said, Object... of) {
        LOG.info(said, of);
        noticed.run();
        store.audit().tryFlush(audit);
    }
}
