package io.outboundroutes.blocks.run;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;

/**
 * The run envelope around every workflow: plan once, act on each open item, record the outcome whatever happened.
 *
 * <pre>
 * run           try: plan if there is none (direct:&lt;workflow&gt;-plan) → store it → each open item in parallel
 *               catch: record why; finally: conclude → direct:&lt;workflow&gt;-outcome
 * run-item      try: direct:&lt;workflow&gt;-act → settle; catch: record why
 * </pre>
 *
 * <p>Triggers ask by {@code kamelet:ask-run/<id>?workflow=<workflow>}.
 */
public final class RunRoutes extends RouteBuilder {

    /** Takes the wish of a schedule's firing. */
    @FunctionalInterface
    public interface Asking {

        /** Asks for a run; the same firing again is the same wish. */
        void scheduled(String workflow, Instant fireTime);
    }

    private static final long ASK_AGAIN_MILLIS = 5_000;

    private final RunSteps steps;
    private final AskRun askRun;

    /** @param clock tells how late a firing is */
    public RunRoutes(RunSteps steps, Asking asking, InstantSource clock) {
        this.steps = steps;
        this.askRun = new AskRun(asking, clock);
    }

    @Override
    public void configure() {
        errorHandler(defaultErrorHandler().maximumRedeliveries(0).logExhausted(false));
        getCamelContext().getRegistry().bind("runSteps", steps);
        getCamelContext().getRegistry().bind("askRun", askRun);
        run();
        item();
        ask();
        askAgain();
    }

    private void run() {
        from("direct:run")
                .routeId("run")
                .routeDescription("The envelope of a run: plan, act, and record the outcome whatever happened")
                .bean("runSteps", "open")
                .id("open-run")
                .doTry()
                .to("direct:run-work")
                .id("do-run")
                .doCatch(Throwable.class)
                .bean("runSteps", "failRun")
                .id("record-failure")
                .doFinally()
                .bean("runSteps", "conclude")
                .id("conclude-run")
                .toD("direct:${variable.workflow}-outcome?failIfNoConsumers=false")
                .id("tell-outcome")
                .end();

        from("direct:run-work")
                .routeId("run-work")
                .routeDescription("Plans once, then acts on each item that is open")
                .bean("runSteps", "checkTarget")
                .id("check-target")
                .filter(method("runSteps", "needsPlan"))
                .id("if-no-plan")
                .bean("runSteps", "beginPlan")
                .id("begin-plan")
                .toD("direct:${variable.workflow}-plan")
                .id("plan")
                .bean("runSteps", "storePlan")
                .id("store-plan")
                .end()
                .filter(method("runSteps", "acts"))
                .id("if-acting")
                .split(method("runSteps", "openItems"))
                .streaming()
                .parallelProcessing()
                .executorService(pool())
                .id("each-item")
                .to("direct:run-item")
                .id("do-item")
                .end()
                .end();
    }

    private void item() {
        from("direct:run-item")
                .routeId("run-item")
                .routeDescription("Acts on one item and records what became of it")
                .bean("runSteps", "openItem")
                .id("open-item")
                .filter(method("runSteps", "mayAct"))
                .id("may-act")
                .doTry()
                .toD("direct:${variable.workflow}-act")
                .id("act")
                .bean("runSteps", "settleItem")
                .id("settle-item")
                .doCatch(Throwable.class)
                .bean("runSteps", "failItem")
                .id("fail-item")
                .end()
                .end();
    }

    private void ask() {
        routeTemplate("ask-run")
                .templateParameter("workflow", null, "The workflow to ask for")
                .from("kamelet:source")
                .setVariable("workflow", constant("{{workflow}}"))
                .bean("askRun", "ask")
                .id("ask-run");
    }

    private void askAgain() {
        from("timer:missed-firings?delay=" + ASK_AGAIN_MILLIS + "&period=" + ASK_AGAIN_MILLIS)
                .routeId("missed-firings")
                .routeDescription("Asks again, every five seconds and for an hour, for what a schedule asked for while"
                        + " the store did not answer")
                .bean("askRun", "askAgain")
                .id("ask-again");
    }

    /**
     * Threads for the splitter. How many are busy at once is the workflow's choice, which {@link
     * io.outboundroutes.platform.run.Visits} keeps to: an item that it hands out finds a thread.
     */
    private ExecutorService pool() {
        return new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                10,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> getCamelContext().getExecutorServiceManager().newThread("act", task));
    }
}
