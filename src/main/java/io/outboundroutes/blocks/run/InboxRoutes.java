package io.outboundroutes.blocks.run;

import org.apache.camel.builder.RouteBuilder;

/**
 * The inbox: {@code kamelet:take-in/<id>?workflow=<workflow>} behind an {@link InboxComponent inbox:} asks for a run
 * over the file, waits for its end without holding anything but its own consumer, leaves the report in {@code .done} or
 * {@code .failed}, and has the file moved there.
 */
public final class InboxRoutes extends RouteBuilder {

    private static final long LOOK_AGAIN_MILLIS = 500;

    private final InboxSteps steps;
    private final InboxLocks locks;

    /** @param locks which files are being worked on */
    public InboxRoutes(InboxSteps steps, InboxLocks locks) {
        this.steps = steps;
        this.locks = locks;
    }

    @Override
    public void configure() {
        errorHandler(defaultErrorHandler().maximumRedeliveries(0).logExhausted(false));
        getCamelContext().getRegistry().bind("inboxSteps", steps);
        getCamelContext().getRegistry().bind("inboxLocks", locks);
        getCamelContext().getRegistry().bind("inboxFilter", new EmptyFiles());
        getCamelContext().addComponent(InboxComponent.SCHEME, new InboxComponent());
        getCamelContext().getRegistry().bindAsPrototype("inboxScheduler", InboxScheduler.class, InboxScheduler::new);

        routeTemplate("take-in")
                .templateParameter("workflow", null, "The workflow that the files are for")
                .templateParameter("inbox", null, "The directory")
                .from("kamelet:source")
                .setVariable("workflow", constant("{{workflow}}"))
                .bean("inboxSteps", "take")
                .id("take-in")
                .loopDoWhile(method("inboxSteps", "waits"))
                .id("until-ended")
                .delay(LOOK_AGAIN_MILLIS)
                .id("look-again")
                .end()
                .end()
                .bean("inboxSteps", "answer")
                .id("answer-inbox")
                .to(
                        "file:{{inbox}}?fileName=${header.inboxFolder}/${file:name}.report.json&chmod=600&chmodDirectory=700")
                .id("leave-report");
    }
}
