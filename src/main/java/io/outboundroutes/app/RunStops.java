package io.outboundroutes.app;

import io.outboundroutes.blocks.run.RunsUnderWay;
import io.outboundroutes.platform.engine.RunEngine;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.hc.core5.io.CloseMode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the runs of this process before their time. First nothing more is sent and waits are cut; sends that are still
 * without an answer then lose their connections; threads are interrupted only when that did not help either. The house
 * can make no vendor call afterwards: it is to be closed. Thread-safe.
 */
final class RunStops {

    private static final Logger LOG = LoggerFactory.getLogger(RunStops.class);

    /** The endpoint that delivers events has connections of its own; they belong to no run. */
    private static final String WEBHOOK = "http://webhook";

    /** How long answers may still come. */
    private static final Duration ANSWERS = Duration.ofMillis(1500);
    /** How long it may take to record what came of the runs. */
    private static final Duration RECORDING = Duration.ofSeconds(2);

    private final RunsUnderWay underWay;
    private final RunEngine engine;
    private final Supplier<CamelContext> camel;

    RunStops(RunsUnderWay underWay, RunEngine engine, Supplier<CamelContext> camel) {
        this.underWay = underWay;
        this.engine = engine;
        this.camel = camel;
    }

    /** Ends each run as far as it came; answers whether all had ended in time. */
    boolean stop(String reason) {
        engine.takeNoMore();
        underWay.stopAll(reason);
        return end();
    }

    /** Lets the runs be gone on with at the next start; answers whether all had stopped in time. */
    boolean leave(String reason) {
        engine.takeNoMore();
        underWay.leaveAll(reason);
        return end();
    }

    private boolean end() {
        boolean ended = underWay.awaitNone(ANSWERS);
        if (!ended) {
            cutConnections();
            ended = underWay.awaitNone(RECORDING);
        }
        engine.stop(ended ? RECORDING : Duration.ZERO);
        return ended;
    }

    /** The blocking HTTP client knows no other way to end a call: interrupting its thread does not. */
    private void cutConnections() {
        for (Endpoint endpoint : camel.get().getEndpoints()) {
            if (endpoint instanceof HttpEndpoint http && !http.getEndpointUri().startsWith(WEBHOOK)) {
                LOG.info("Cutting calls without an answer");
                http.getClientConnectionManager().close(CloseMode.IMMEDIATE);
            }
        }
    }
}
