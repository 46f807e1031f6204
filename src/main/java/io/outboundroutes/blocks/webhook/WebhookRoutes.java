package io.outboundroutes.blocks.webhook;

import org.apache.camel.builder.RouteBuilder;

/**
 * Delivers events from the outbox. {@code direct:webhook-delivery} is what each workflow's Wire Tap wakes; a timer wakes
 * it too, so that a lost tap costs only delay.
 */
public final class WebhookRoutes extends RouteBuilder {

    private static final long SWEEP_MILLIS = 1_000;

    private final WebhookSteps steps;
    private final String httpOptions;
    private final WebhookConnections connections;

    /**
     * @param httpOptions options of the camel-http endpoint, as a query string
     * @param connections decides whom a delivery connects to
     */
    public WebhookRoutes(WebhookSteps steps, String httpOptions, WebhookConnections connections) {
        this.steps = steps;
        this.httpOptions = httpOptions;
        this.connections = connections;
    }

    @Override
    public void configure() {
        errorHandler(defaultErrorHandler().maximumRedeliveries(0).logExhausted(false));
        getCamelContext().getRegistry().bind("webhookSteps", steps);
        getCamelContext().getRegistry().bind("webhookConnections", connections);

        from("timer:webhook-sweep?delay=" + SWEEP_MILLIS + "&period=" + SWEEP_MILLIS)
                .routeId("webhook-sweep")
                .routeDescription("Wakes the delivery once a second, for events that are due again")
                .to("direct:webhook-delivery")
                .id("wake-delivery");

        from("direct:webhook-delivery")
                .routeId("webhook-delivery")
                .routeDescription("Claims events that are due and delivers each")
                .split(method("webhookSteps", "claim"))
                .id("each-event")
                .to("direct:webhook-attempt")
                .id("deliver-event")
                .end();

        from("direct:webhook-attempt")
                .routeId("webhook-attempt")
                .routeDescription("Delivers one event, signed; notes a failure for later")
                // Camel would else copy the receiver's whole answer, unbounded in size and time.
                .streamCache("false")
                .doTry()
                .bean("webhookSteps", "prepare")
                .id("prepare-event")
                .to("http://webhook?httpClientConfigurer=#webhookConnections&" + httpOptions)
                .id("webhook-http")
                .bean("webhookSteps", "delivered")
                .id("event-delivered")
                .doCatch(Exception.class)
                .bean("webhookSteps", "failed")
                .id("event-failed")
                .end();
    }
}
