package io.outboundroutes.blocks.run;

import org.apache.camel.builder.RouteBuilder;

/** Looks every second whether an operator wants something of the runs under way, through whichever process. */
public final class OrdersRoutes extends RouteBuilder {

    private static final long PERIOD_MILLIS = 1000;

    private final StandingOrders orders;

    public OrdersRoutes(StandingOrders orders) {
        this.orders = orders;
    }

    @Override
    public void configure() {
        errorHandler(defaultErrorHandler().maximumRedeliveries(0));
        getCamelContext().getRegistry().bind("standingOrders", orders);
        from("timer:operator-orders?period=" + PERIOD_MILLIS)
                .routeId("operator-orders")
                .routeDescription("Looks every second whether an operator paused a workflow, stopped everything or"
                        + " cancelled a run, and makes the runs of this process obey")
                .bean("standingOrders", "look")
                .id("look-for-orders");
    }
}
