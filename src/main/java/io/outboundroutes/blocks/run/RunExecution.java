package io.outboundroutes.blocks.run;

import io.outboundroutes.blocks.LogContext;
import io.outboundroutes.platform.engine.RunExecutor;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunContext;
import io.outboundroutes.platform.store.Store;
import java.io.IOException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;

/**
 * Sends a run through the envelope, with a try/finally in Java around the one in the route: {@code stop}, an {@code
 * Error} or a missing route skip the route's (CAMEL-FACTS 14), and must not leave a run open. Thread-safe.
 */
public final class RunExecution implements RunExecutor {

    private final CamelContext camel;
    private final RunSteps steps;
    private final RunsUnderWay underWay;
    private final Store store;

    public RunExecution(CamelContext camel, RunSteps steps, RunsUnderWay underWay, Store store) {
        this.camel = camel;
        this.steps = steps;
        this.underWay = underWay;
        this.store = store;
    }

    @Override
    public void execute(Run run) {
        Throwable ended = null;
        LogContext.about(run.request().workflow(), run.id());
        try (ProducerTemplate template = camel.createProducerTemplate()) {
            Exchange exchange = template.request(
                    "direct:run", request -> request.getMessage().setBody(run));
            ended = exchange.getException();
        } catch (IOException e) {
            ended = e;
        } catch (RuntimeException | Error e) {
            ended = e;
            throw e;
        } finally {
            RunContext open = underWay.find(run.id());
            if (open != null && !isFinal(run.id())) {
                steps.conclude(
                        open,
                        ended == null ? new IllegalStateException("The run's route ended without an outcome") : ended);
            }
            LogContext.aboutNothing();
        }
    }

    private boolean isFinal(String runId) {
        return store.history()
                .run(runId)
                .map(stored -> stored.status().isFinal())
                .orElse(true);
    }
}
