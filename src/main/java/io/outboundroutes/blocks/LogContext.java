package io.outboundroutes.blocks;

import io.outboundroutes.platform.run.RunContext;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Tells log lines which route they come from, and for which run: in SLF4J's MDC, from the begin of a route to its end, also
 * in the threads of splitters and paged reads. Camel's own ({@code useMDCLogging}) makes a unit of work per exchange dearer,
 * and there is an exchange per record that is read; this costs something per route that is entered. Thread-safe.
 */
public final class LogContext implements RoutePolicyFactory {

    /** The id of the run. */
    public static final String RUN_ID = "runId";

    /** The id of the workflow. */
    public static final String WORKFLOW = "workflow";

    /** The id of the route. */
    public static final String ROUTE = "route";

    private static final String ABOUT = "outbound.logContext";

    private final RoutePolicy policy = new Policy();

    /** In the registry, Camel puts it on every route. */
    public LogContext() {}

    /** What this thread logs is about a run, until the end of the route that it is in. */
    public static void about(String workflow, String runId) {
        MDC.put(WORKFLOW, workflow);
        MDC.put(RUN_ID, runId);
    }

    /** What this thread logs is about no run any more, whichever way its routes ended. */
    public static void aboutNothing() {
        MDC.remove(ROUTE);
        MDC.remove(WORKFLOW);
        MDC.remove(RUN_ID);
    }

    @Override
    public RoutePolicy createRoutePolicy(CamelContext camel, String routeId, NamedNode route) {
        return policy;
    }

    /**
     * What lines are about inside of a route. Immutable, since exchanges that are made of this one share it.
     *
     * @param outer what they are about where the route was entered, and again after its end; null: outside of routes
     */
    private record About(
            @Nullable String route,
            @Nullable String workflow,
            @Nullable String runId,
            @Nullable About outer) {

        static About thisThread() {
            return new About(MDC.get(ROUTE), MDC.get(WORKFLOW), MDC.get(RUN_ID), null);
        }

        static About of(String route, Exchange exchange, About outer) {
            return exchange.getVariable(Variables.RUN) instanceof RunContext run
                    ? new About(route, run.workflow(), run.id(), outer)
                    : new About(route, outer.workflow(), outer.runId(), outer);
        }

        /** In whatever thread: a splitter's caller may go on in the thread of its last item. */
        void tell() {
            put(ROUTE, route);
            put(WORKFLOW, workflow);
            put(RUN_ID, runId);
        }

        private static void put(String key, @Nullable String value) {
            if (value == null) {
                MDC.remove(key);
            } else {
                MDC.put(key, value);
            }
        }
    }

    private static final class Policy extends RoutePolicySupport {

        @Override
        public void onExchangeBegin(Route route, Exchange exchange) {
            About outer = exchange.getProperty(ABOUT, About.class);
            About inner = About.of(route.getRouteId(), exchange, outer == null ? About.thisThread() : outer);
            exchange.setProperty(ABOUT, inner);
            inner.tell();
        }

        @Override
        public void onExchangeDone(Route route, Exchange exchange) {
            About inner = exchange.getProperty(ABOUT, About.class);
            About outer = inner == null ? null : inner.outer();
            if (outer == null) {
                return;
            }
            if (outer.outer() == null) {
                exchange.removeProperty(ABOUT);
            } else {
                exchange.setProperty(ABOUT, outer);
            }
            outer.tell();
        }
    }
}
