package io.outboundroutes.blocks.run;

import org.apache.camel.builder.RouteBuilder;

/**
 * House-keeping: by a Quartz trigger, hence in a process that serves only, what need not be remembered any longer is
 * forgotten, a batch at a time with a pause between. Several nodes on one store may do so at once.
 */
public final class HousekeepingRoutes extends RouteBuilder {

    private static final long PAUSE_MILLIS = 100;

    private final HousekeepingSteps steps;
    private final String cron;

    /** @param cron a Quartz cron expression, in UTC */
    public HousekeepingRoutes(HousekeepingSteps steps, String cron) {
        this.steps = steps;
        this.cron = cron;
    }

    @Override
    public void configure() {
        errorHandler(defaultErrorHandler().maximumRedeliveries(0));
        getCamelContext().getRegistry().bind("housekeeping", steps);

        from("quartz:outbound/housekeeping?stateful=true&cron=RAW(" + cron
                        + ")&trigger.timeZone=UTC&trigger.misfireInstruction=2")
                .routeId("housekeeping-schedule")
                .routeDescription("Looks regularly for what need not be remembered any longer")
                .to("direct:housekeeping")
                .id("keep-house");

        from("direct:housekeeping")
                .routeId("housekeeping")
                .routeDescription("Forgets what is older than it need be, a batch at a time")
                .loopDoWhile(method("housekeeping", "more"))
                .id("while-more")
                .bean("housekeeping", "forget")
                .id("forget-batch")
                .delay(PAUSE_MILLIS)
                .id("let-others-in")
                .end()
                .end();
    }
}
