package io.outboundroutes.app.cli;

import io.outboundroutes.app.House;
import io.outboundroutes.platform.run.Item;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunRequest;
import io.outboundroutes.platform.run.WebhookState;
import io.outboundroutes.platform.store.Delivery;
import io.outboundroutes.platform.store.StoreUnavailable;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One run in the foreground, from the asking to its report. Used by one thread. */
final class Foreground {

    private static final Duration WEBHOOK_PATIENCE = Duration.ofSeconds(10);

    private final House house;
    private final PrintStream err;

    Foreground(House house, PrintStream err) {
        this.house = house;
        this.err = err;
    }

    /**
     * Asks for the run, waits its turn, executes it, and waits up to 10 s for its webhooks.
     *
     * @return the report, with how far the webhooks are
     */
    Report run(RunRequest request) {
        return run(request, null);
    }

    /**
     * The same with rows to work on. A live run over just the same rows as before is recognised, unless {@code --again} is
     * wanted: one under way is gone on with or waited for, one that SUCCEEDED is answered as it was.
     *
     * @param rows as JSON texts; null: none
     * @throws io.outboundroutes.platform.intake.InputProblem when they cannot be read; then nothing is run
     */
    Report run(RunRequest request, @Nullable Iterator<String> rows) {
        return execute(() -> ask(request, rows), !request.again());
    }

    private Run ask(RunRequest request, @Nullable Iterator<String> rows) {
        if (rows == null) {
            return house.store().runs().ask(request);
        }
        // A dry run marks no input as seen (all13).
        if (request.again() || request.mode() == Mode.DRY_RUN) {
            return house.store().runs().ask(request, rows);
        }
        Run run = house.askOnce(request, rows);
        if (run.status().isFinal() || !isOwn(run)) {
            err.println(request.workflow() + ": just this input was handed in before, at " + run.askedAt() + ", as run "
                    + run.id() + ", which "
                    + (run.status().isFinal()
                            ? run.status() + ": this is its report, and nothing was done now; --again does it again"
                            : "has not ended: it is gone on with, or waited for"));
        }
        return run;
    }

    /** Waits the turn of a run that is asked for now, executes it, and waits up to 10 s for its webhooks. */
    Report execute(Supplier<Run> asking, boolean adopt) {
        Run ended;
        Run asked = asking.get();
        try (Progress progress = Progress.start(house, err)) {
            ended = execute(asked, adopt, progress);
            if (!ended.id().equals(asked.id())) {
                progress.say("went on with the interrupted run " + ended.id());
            }
        }
        Report report = Report.of(reportOf(ended));
        // Whoever ends the process now does not want to wait for somebody else's server.
        return report.withWebhook(
                report.hasError("stopped")
                        ? house.store().history().webhookState(ended.id())
                        : awaitWebhooks(ended.id()));
    }

    private Run execute(Run asked, boolean adopt, Progress progress) {
        try {
            house.bindTarget(asked);
            return house.engine()
                    .executeOwn(
                            asked,
                            adopt,
                            house.execution(),
                            (run, holder, soFar) -> progress.waits(waits(run, holder), soFar));
        } catch (StoreUnavailable e) {
            if (!e.isPassing()) {
                throw e;
            }
            throw new RunLeft("Run " + asked.id() + " has not ended, because the store did not answer any more: "
                    + e.getMessage()
                    + ". Nothing of it is lost: once the store answers, the same command line, or serve,"
                    + " goes on with it");
        }
    }

    private boolean isOwn(Run run) {
        return house.store().owner().equals(run.request().reservedFor());
    }

    /** Why a run waits: an operator wants it to, or others are ahead. */
    private String waits(Run run, Optional<String> holder) {
        String workflow = run.request().workflow();
        return house.store()
                .orders()
                .haltOf(workflow)
                .map(halt ->
                        workflow + ": waiting. " + halt.order().reason() + "; " + halt.remedy() + ", Ctrl-C gives up")
                .orElseGet(() -> workflow + ": waiting its turn behind " + holder.orElse("another run"));
    }

    /** A run that is still waiting its turn when the process ends is withdrawn: nobody is there to want it any more. */
    private String reportOf(Run run) {
        if (run.report() == null && isOwn(run)) {
            house.store().runs().cancel(run.id(), "the command line that asked for it was told to end before its turn");
        }
        return house.store()
                .history()
                .run(run.id())
                .map(Run::report)
                .orElseThrow(() -> new IllegalStateException(
                        "Run " + run.id() + " has not ended; the next run or serve goes on with it"));
    }

    private WebhookState awaitWebhooks(String runId) {
        return await(() -> house.store().history().webhookState(runId), state -> state != WebhookState.PENDING);
    }

    /** Waits up to 10 s for a delivery; answers how far it is. */
    Delivery await(Delivery delivery) {
        return await(
                () -> house.store().outbox().delivery(delivery.eventId()).orElse(delivery),
                now -> now.isDelivered() || now.isParked());
    }

    private static <T> T await(Supplier<T> look, Predicate<T> done) {
        long deadline = System.nanoTime() + WEBHOOK_PATIENCE.toNanos();
        T seen = look.get();
        try {
            while (!done.test(seen) && System.nanoTime() < deadline) {
                // Nothing signals a delivery by another process, so look again now and then.
                boolean ignored = new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
                seen = look.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return seen;
    }

    /** The items of a run, in the plan's order. */
    Iterator<Item> items(String runId) {
        return house.store().items().items(runId);
    }
}
