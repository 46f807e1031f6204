package io.outboundroutes.blocks.run;

import io.outboundroutes.blocks.Variables;
import io.outboundroutes.platform.http.CallFailed;
import io.outboundroutes.platform.http.VendorAnswer;
import io.outboundroutes.platform.run.Advance;
import io.outboundroutes.platform.run.AuditSink;
import io.outboundroutes.platform.run.Fate;
import io.outboundroutes.platform.run.Item;
import io.outboundroutes.platform.run.ItemResult;
import io.outboundroutes.platform.run.OtherTarget;
import io.outboundroutes.platform.run.Plan;
import io.outboundroutes.platform.run.PlannedItem;
import io.outboundroutes.platform.run.Problem;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunContext;
import io.outboundroutes.platform.run.Visits;
import io.outboundroutes.platform.store.PlanToStore;
import io.outboundroutes.platform.store.Settlement;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.platform.store.Telling;
import io.outboundroutes.platform.store.TxWork;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of the run envelope, by the names that Hawtio shows. Thread-safe. */
public final class RunSteps {

    private static final Logger LOG = LoggerFactory.getLogger(RunSteps.class);

    private final Store store;
    private final RunFacts facts;
    private final Outcomes outcomes;
    private final RunsUnderWay underWay;

    public RunSteps(Store store, AuditSink auditFile, RunFacts facts, RunsUnderWay underWay) {
        this.store = store;
        this.facts = facts;
        this.underWay = underWay;
        this.outcomes = new Outcomes(store, auditFile, facts);
    }

    /** Begins or goes on with the run in the body. */
    public void open(Exchange exchange) {
        Run stored = exchange.getMessage().getBody(Run.class);
        RunContext run = new RunContext(stored, facts.clock().instant(), facts.listener());
        underWay.add(run);
        // It may have been ordered since the run was taken; from here on somebody looks regularly.
        store.orders().of(List.of(run.id())).values().forEach(order -> order.give(run));
        exchange.setVariable(Variables.RUN, run);
        exchange.setVariable("workflow", run.workflow());
        exchange.getMessage().setBody(null);
    }

    /**
     * Makes sure that the run talks to whom it was begun for: a stored plan is carried out nowhere else.
     *
     * @throws OtherTarget when the settings have changed since
     */
    public void checkTarget(@Variable(Variables.RUN) RunContext run) {
        String now = facts.target(run.workflow()).identity();
        String begunFor = store.runs().bindTarget(run.id(), now);
        if (!begunFor.equals(now)) {
            throw new OtherTarget(begunFor, now);
        }
    }

    /** Whether the plan is still to be made. */
    public boolean needsPlan(@Variable(Variables.RUN) RunContext run) {
        return !run.run().planned();
    }

    /** Makes room for the plan: what an interrupted planning left behind is dropped. */
    public void beginPlan(@Variable(Variables.RUN) RunContext run) {
        store.plans().begin(run.id());
    }

    /** Stores what the plan route decided, in one transaction. A dry run stores it as done. */
    public void storePlan(Exchange exchange, @Variable(Variables.RUN) RunContext run) {
        PlanToStore decided = PlanBodies.toPlan(exchange.getMessage().getBody(), run);
        Map<String, Long> counts = new HashMap<>(run.counts());
        counts.putAll(decided.plan().counts());
        Iterable<PlannedItem> items = decided.plan().items();
        Plan plan = new Plan(
                run.dryRun() ? PlannedOnly.of(items) : items,
                counts,
                decided.plan().warnings());
        boolean told = !run.dryRun() && facts.traits(run.workflow()).tellsOfPlanned();
        store.plans()
                .store(
                        run.id(),
                        plan,
                        told ? outcomes.telling(run) : Telling.NOTHING,
                        run.dryRun() ? TxWork.NONE : decided.extra());
        exchange.getMessage().setBody(null);
    }

    /** Whether there is something to act upon. */
    public boolean acts(@Variable(Variables.RUN) RunContext run) {
        run.doing("acting on " + store.items().countOpen(run.id()) + " items");
        return !run.dryRun() && run.beginActing();
    }

    /** The items to act upon, in the plan's order, and again when they are due. */
    public Iterator<Item> openItems(@Variable(Variables.RUN) RunContext run) {
        Visits opened = new Visits(
                store.items().openItems(run.id()),
                seq -> store.items().item(run.id(), seq),
                facts.traits(run.workflow()).parallel(),
                facts.clock(),
                run::takesNoMore);
        underWay.visiting(run, opened);
        return opened;
    }

    /** Makes the item in the body the one that is acted upon, until this exchange is done, however that ends. */
    public void openItem(Exchange exchange, @Variable(Variables.RUN) RunContext run) {
        Item item = exchange.getMessage().getBody(Item.class);
        exchange.setVariable(Variables.ITEM, item);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                underWay.visits(run).ifPresent(opened -> opened.closed(item));
            }
        });
    }

    /** Whether the item may be begun; not when the run is being stopped: it stays open. */
    public boolean mayAct(@Variable(Variables.RUN) RunContext run, @Variable(Variables.ITEM) Item item) {
        if (run.takesNoMore()) {
            return false;
        }
        Duration maxAge = facts.traits(run.workflow()).maxAge().orElse(null);
        if (maxAge != null && run.run().wantedAt().plus(maxAge).isBefore(run.now())) {
            outcomes.park(run, item, maxAge);
            return false;
        }
        return true;
    }

    /** Records what the act route says became of the item. */
    public void settleItem(
            Exchange exchange, @Variable(Variables.RUN) RunContext run, @Variable(Variables.ITEM) Item item) {
        Object body = exchange.getMessage().getBody();
        OptionalInt refusal = run.takeRefusal(item.key());
        if (body instanceof Advance advance) {
            Instant dueAt = facts.clock().instant().plus(advance.after());
            Item advanced = outcomes.advance(item, advance, dueAt);
            underWay.visits(run).ifPresent(opened -> opened.again(advanced, dueAt));
        } else if (body instanceof Settlement given) {
            outcomes.settle(run, item, given);
        } else if (body instanceof ItemResult result) {
            outcomes.settle(run, item, Settlement.of(result));
        } else if (refusal.isPresent()) {
            outcomes.unjudged(run, item, refusal.getAsInt());
        } else if (body instanceof VendorAnswer answer && answer.status() / 100 != 2) {
            outcomes.unjudged(run, item, answer.status());
        } else {
            // A route written in YAML alone says nothing about outcomes: that it came to its end is the outcome.
            outcomes.settle(run, item, Settlement.of(new ItemResult(Fate.DONE, "done", null, Map.of(), null)));
        }
    }

    /** Records what an exception means for the item. */
    public void failItem(
            Exchange exchange, @Variable(Variables.RUN) RunContext run, @Variable(Variables.ITEM) Item item) {
        Throwable caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        outcomes.failed(run, item, Causes.ours(caught));
    }

    /** Records what kept the run from planning or acting. */
    public void failRun(Exchange exchange, @Variable(Variables.RUN) RunContext run) {
        Throwable caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        fail(run, caught);
    }

    private void fail(RunContext run, Throwable caught) {
        RunContext.Stop stop = run.stopped();
        if (stop != null && stop.interrupted()) {
            // What fails now, fails because of the stop; that is told when the run is concluded.
            LOG.debug("Run {} was cut short", run.id(), caught);
            return;
        }
        Throwable cause = Causes.ours(caught);
        if (StoreTrouble.leaves(run, cause)) {
            return;
        }
        run.failed(Outcomes.asFailure(cause));
        if (cause instanceof CallFailed failure && failure.stopsTheRun()) {
            run.stop(new RunContext.Stop(String.valueOf(failure.getMessage()), false, failure.until()));
        }
    }

    /** Ends the run, whatever happened. */
    public void conclude(@Variable(Variables.RUN) RunContext run) {
        conclude(run, null);
    }

    /**
     * Ends a run whose route did not: {@code stop}, an {@code Error} or a missing route leave no run open.
     *
     * @param caught what ended the route; null when nothing is known
     */
    void conclude(RunContext run, @Nullable Throwable caught) {
        if (caught != null) {
            fail(run, caught);
        }
        RunContext.Stop stop = run.stopped();
        if (stop != null && stop.interrupted()) {
            run.failed(new RunContext.Failure(new Problem(stop.code(), stop.reason()), null, null));
        }
        Instant startedAt =
                run.run().startedAt() == null ? run.now() : run.run().startedAt();
        try {
            if (run.left() || (run.resting() && store.items().countOpen(run.id()) > 0)) {
                LOG.info(
                        "Run {} of {} is left as it is; the next start, or who resumes it, goes on with it",
                        run.id(),
                        run.workflow());
            } else {
                outcomes.conclude(run, startedAt);
            }
        } finally {
            underWay.remove(run);
        }
    }
}
