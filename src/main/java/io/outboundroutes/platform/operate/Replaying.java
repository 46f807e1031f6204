package io.outboundroutes.platform.operate;

import io.outboundroutes.platform.run.AuditSink;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.UnknownFate;
import io.outboundroutes.platform.run.WorkflowTraits;
import io.outboundroutes.platform.store.ReplayRefused;
import io.outboundroutes.platform.store.ReplayWish;
import io.outboundroutes.platform.store.Store;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes on with what did not succeed, because a person wants it, whatever that is done through. Each replay is a line of the
 * audit trail with that person's name. Thread-safe.
 */
public final class Replaying {

    private static final Logger LOG = LoggerFactory.getLogger(Replaying.class);

    private final Store store;
    private final AuditSink audit;
    private final Function<String, WorkflowTraits> traits;
    private final Runnable noticed;

    /** @param noticed makes this process look for work at once; the others do so within about a second */
    public Replaying(Store store, AuditSink audit, Function<String, WorkflowTraits> traits, Runnable noticed) {
        this.store = store;
        this.audit = audit;
        this.traits = traits;
        this.noticed = noticed;
    }

    /**
     * How a replay is done.
     *
     * @param unknown what is done about writes that nobody can tell of
     * @param anyAge whether what is older than {@code <group>.max-age} is done all the same
     * @param reservedFor the process that alone may execute it; null: any node
     */
    public record Options(
            UnknownFate unknown, boolean anyAge, @Nullable String reservedFor) {

        /** Nothing that a person would have to decide: for a node to execute. */
        public static final Options CAREFUL = new Options(UnknownFate.LOOK_UP, false, null);
    }

    /**
     * Goes on with what a run, or one item, left undone; returns at once.
     *
     * @param what a run's id, or {@code <run's id>/<item's key>}
     * @return the replay, waiting its turn like every other run; or a run that has not ended and is gone on with
     * @throws Refused when there is no such thing, or nothing to go on with
     */
    public Run replay(Actor actor, String what, Options options) {
        ReplayWish wish = wish(actor, what, options);
        return asked(
                actor,
                () -> store.replays()
                        .items(wish, (workflow, item) -> traits.apply(workflow).triedAgain(item)));
    }

    /**
     * Offers the rows that a run's plan refused again, as a run that plans them anew; returns at once.
     *
     * @param rows edited ones as JSON texts, read once; null: as they were
     * @throws Refused when there is no such thing, or the plan refused nothing
     */
    public Run offerRejected(Actor actor, String what, Options options, @Nullable Iterator<String> rows) {
        ReplayWish wish = wish(actor, what, options);
        return asked(actor, () -> store.replays().rows(wish, rows));
    }

    private static ReplayWish wish(Actor actor, String what, Options options) {
        int slash = what.indexOf('/');
        Map<String, Object> who = new LinkedHashMap<>();
        who.put("user", actor.name());
        who.put("through", actor.through().label());
        return new ReplayWish(
                slash < 0 ? what : what.substring(0, slash),
                slash < 0 ? null : what.substring(slash + 1),
                options.unknown(),
                options.anyAge(),
                actor.trigger(),
                options.reservedFor(),
                who);
    }

    private Run asked(Actor actor, Supplier<Run> asking) {
        Run run;
        try {
            run = asking.get();
        } catch (ReplayRefused e) {
            throw new Refused(e.isUnknown() ? Refused.Why.UNKNOWN : Refused.Why.STATE, String.valueOf(e.getMessage()));
        }
        LOG.info(
                "{} replays: run {} of {} goes on",
                actor,
                run.id(),
                run.request().workflow());
        noticed.run();
        store.audit().tryFlush(audit);
        return run;
    }
}
