package io.outboundroutes.app.cli;

import io.outboundroutes.app.House;
import io.outboundroutes.platform.run.Item;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunRequest;
import io.outboundroutes.platform.run.WebhookState;
import io.outboundroutes.platform.store.Delivery;
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
     * The same with rows to work on.
     *
     * @param rows as JSON texts; null: none
     * @throws io.outboundroutes.platform.intake.InputProblem when they cannot be read; then nothing is run
     */
    Report run(RunRequest request, @Nullable Iterator<String> rows) {
        return execute(
                () -> rows == null
                        ? house.store().runs().ask(request)
                        : house.store().runs().ask(request, rows),
                !request.again());
    }

    /** Waits the turn of a run that is asked for now, executes it, and waits up to 10 s for its webhooks. */
    Report execute(Supplier<Run> asking, boolean adopt) {
        Run ended;
        try (Progress progress = Progress.start(house, err)) {
            Run asked = asking.get();
            house.bindTarget(asked);
            ended = house.engine()
                    .executeOwn(
                            asked,
                            adopt,
                            house.execution(),
                            (run, holder, soFar) ->
                                    progress.say(waits(run, holder) + ", " + soFar.toSeconds() + " s so far"));
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

    /** Why a run waits: an operator wants it to, or others are ahead. */
    private String waits(Run run, Optional<String> holder) {
        String workflow = run.request().workflow();
        return house.store()
                .orders()
                .haltOf(workflow)
                .map(halt -> workflow + ": waiting. " + halt.order().reason() + "; 'outbound runs resume "
                        + (halt.stopsAll() ? "--all" : workflow) + "' takes it back, Ctrl-C gives up")
                .orElseGet(() -> workflow + ": waiting its turn behind " + holder.orElse("another run"));
    }

    /** A run that is still waiting its turn when the process ends is withdrawn: nobody is there to want it any more. */
    private String reportOf(Run run) {
        if (run.report() == null) {
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
