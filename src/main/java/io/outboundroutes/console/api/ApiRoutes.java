package io.outboundroutes.console.api;

import java.util.HashMap;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.Model;
import org.apache.camel.model.ModelLifecycleStrategySupport;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.rest.RestBindingMode;
import org.apache.camel.model.rest.RestDefinition;
import org.apache.camel.model.rest.RestParamType;

/**
 * The REST API. Each operation is one route, with one step that does it.
 */
final class ApiRoutes extends RouteBuilder {

    private static final String JSON = "application/json";
    private static final String RUN = "The run's id";

    private final String servlet;
    private final ApiSteps steps;
    private final ApiViews views;
    /** Of the routes, by id. */
    private final Map<String, String> descriptions = new HashMap<>();

    /** @param servlet the name of the servlet that takes the requests */
    ApiRoutes(String servlet, ApiSteps steps, ApiViews views) {
        this.servlet = servlet;
        this.steps = steps;
        this.views = views;
    }

    @Override
    public void configure() {
        getCamelContext().getRegistry().bind("api", steps);
        getCamelContext().getRegistry().bind("apiViews", views);
        describeRoutes();
        errorHandler(defaultErrorHandler().maximumRedeliveries(0).logExhausted(false));
        onException(Throwable.class).handled(true).bean("api", "problem").id("answer-problem");
        restConfiguration()
                .component("servlet")
                .contextPath(Api.PATH)
                .endpointProperty("servletName", servlet)
                // The body of a request is read once, row by row, and may be larger than what memory should hold.
                .endpointProperty("disableStreamCache", "true")
                .bindingMode(RestBindingMode.off)
                .enableCORS(false);
        workflows(rest("/workflows").tag("workflows"));
        RestDefinition runs = rest("/runs").tag("runs");
        runs(runs);
        replays(runs);
        everything(rest().tag("everything"));
        deliveries(rest("/deliveries").tag("deliveries"));
    }

    /** Camel makes one route of an operation and its steps, and forgets the description meanwhile. */
    private void describeRoutes() {
        getCamelContext()
                .getCamelContextExtension()
                .getContextPlugin(Model.class)
                .addModelLifecycleStrategy(new ModelLifecycleStrategySupport() {
                    @Override
                    public void onAddRouteDefinition(RouteDefinition route) {
                        String description = descriptions.get(String.valueOf(route.getRouteId()));
                        if (description != null) {
                            route.routeDescription(description);
                        }
                    }
                });
    }

    private void workflows(RestDefinition rest) {
        secured(rest);
        rest.get()
                .id("api-list-workflows")
                .description("All workflows: switched on or not, paused, last run, next firing")
                .produces(JSON);
        answers(rest, 200, "What there is");
        view(rest, "api-list-workflows", "Tells of all workflows", "workflows");
        rest.post("/{id}/runs")
                .id("api-ask-run")
                .description(
                        "Asks for a run; the body is its input: a JSON object or array, NDJSON, or CSV with a header")
                .consumes("application/json,application/x-ndjson,text/csv")
                .produces(JSON);
        answers(rest, 202, "Asked for, or asked for before with this key; Location tells where the run is");
        answers(rest, 409, "The workflow is not switched on");
        answers(rest, 413, "The body is larger than api.max-body");
        answers(rest, 415, "The body is of another type");
        answers(rest, 422, "The key was used for another wish, or the workflow takes no input");
        path(rest, "The workflow's id");
        query(rest, "dryRun", "boolean", "Stops after the plan: reads and decides, writes nothing");
        query(rest, "again", "boolean", "Does again what the store knows as done");
        header(
                rest,
                "Idempotency-Key",
                "string",
                "Asking twice with one key is asking once: 1 to 128 visible ASCII characters");
        body(rest, "body", "object", "The input; none: the workflow's own source");
        to(rest, "api-ask-run", "Asks for a run", "askRun");
        rest.post("/{id}/pause")
                .id("api-pause-workflow")
                .description("Pauses a workflow: no run is begun, one under way finishes what it has begun and waits")
                .produces(JSON);
        path(rest, "The workflow's id");
        answers(rest, 200, "Done");
        to(rest, "api-pause-workflow", "Pauses a workflow", "pause");
        rest.post("/{id}/resume")
                .id("api-resume-workflow")
                .description("Takes the pause of a workflow back")
                .produces(JSON);
        path(rest, "The workflow's id");
        answers(rest, 200, "Done");
        to(rest, "api-resume-workflow", "Takes the pause of a workflow back", "resume");
    }

    private void runs(RestDefinition rest) {
        secured(rest);
        rest.get().id("api-list-runs").description("Runs, newest first").produces(JSON);
        query(rest, "workflow", "string", "Only runs of this workflow");
        query(rest, "last", "integer", "At most so many, 1 to 1000; default 20");
        answers(rest, 200, "What there is");
        view(rest, "api-list-runs", "Lists runs, newest first", "runs");
        rest.get("/{id}")
                .id("api-show-run")
                .description("A run's report; of one that has not ended, what is known of it")
                .produces(JSON);
        path(rest, RUN);
        answers(rest, 200, "What there is");
        view(rest, "api-show-run", "Shows a run's report", "run");
        rest.get("/{id}/items")
                .id("api-list-items")
                .description("A run's items in the plan's order, page by page")
                .produces(JSON);
        path(rest, RUN);
        query(rest, "after", "integer", "What the page before told as next; none: from the beginning");
        query(rest, "limit", "integer", "At most so many, 1 to 1000; default 100");
        query(rest, "outcome", "string", "Only items with this outcome");
        answers(rest, 200, "What there is");
        view(rest, "api-list-items", "Lists a run's items, page by page", "items");
        rest.post("/{id}/cancel")
                .id("api-cancel-run")
                .description("Ends a run: one that waits is never begun, one under way sends nothing more")
                .produces(JSON);
        answers(rest, 202, "It is ended, or is to end");
        answers(rest, 409, "It has ended before");
        path(rest, RUN);
        to(rest, "api-cancel-run", "Cancels a run", "cancel");
    }

    private void replays(RestDefinition rest) {
        secured(rest);
        rest.post("/{id}/replay")
                .id("api-replay-run")
                .description("Goes on with what a run left undone, as a run that refers to it")
                .consumes("application/json,application/x-ndjson,text/csv")
                .produces(JSON);
        answers(rest, 202, "Asked for; Location tells where the replay is");
        answers(rest, 409, "There is nothing to go on with");
        answers(rest, 413, "The body is larger than api.max-body");
        answers(rest, 415, "The body is of another type");
        answers(rest, 422, "A body came without rejected=true");
        path(rest, RUN);
        query(rest, "item", "string", "Only the item with this key");
        query(
                rest,
                "unknown",
                "string",
                "resend or settled: what is done about writes that nobody can tell of; none: they are looked up");
        query(rest, "anyAge", "boolean", "Also does what is older than the workflow's max-age");
        query(rest, "rejected", "boolean", "Offers the rows that the plan refused again, to be planned anew");
        body(rest, "body", "object", "With rejected=true: the edited rows; none: the rows as they were");
        to(rest, "api-replay-run", "Goes on with what a run left undone", "replay");
    }

    private void everything(RestDefinition rest) {
        secured(rest);
        rest.post("/stop")
                .id("api-stop-all")
                .description("Stops everything at once: no run is begun, waits are cut, nothing more is sent")
                .produces(JSON);
        answers(rest, 200, "Done");
        to(rest, "api-stop-all", "Stops everything", "stopAll");
        rest.post("/resume")
                .id("api-resume-all")
                .description("Takes the stop of everything back; workflows that are paused stay so")
                .produces(JSON);
        answers(rest, 200, "Done");
        to(rest, "api-resume-all", "Takes the stop of everything back", "resumeAll");
        rest.get("/openapi.json").id("api-openapi").description("This document").produces(JSON);
        answers(rest, 200, "What there is");
        view(rest, "api-openapi", "Tells as an OpenAPI document what the REST API offers", "document");
    }

    private void deliveries(RestDefinition rest) {
        secured(rest);
        rest.get()
                .id("api-list-deliveries")
                .description("Webhook events, oldest first, without what they tell")
                .produces(JSON);
        query(rest, "state", "string", "Only events of this state: pending, delivered or parked");
        query(rest, "after", "integer", "What the page before told as next; none: from the beginning");
        query(rest, "limit", "integer", "At most so many, 1 to 1000; default 100");
        answers(rest, 200, "What there is");
        view(rest, "api-list-deliveries", "Lists webhook events", "deliveries");
        rest.post("/{id}/replay")
                .id("api-replay-delivery")
                .description("Sends a parked event again")
                .produces(JSON);
        answers(rest, 202, "It is due again");
        answers(rest, 409, "It is not parked");
        path(rest, "The event's id");
        to(rest, "api-replay-delivery", "Sends a parked event again", "replayDelivery");
    }

    private static void path(RestDefinition rest, String description) {
        rest.param()
                .name("id")
                .type(RestParamType.path)
                .description(description)
                .endParam();
    }

    private static void query(RestDefinition rest, String name, String type, String description) {
        optional(rest, RestParamType.query, name, type, description);
    }

    private static void header(RestDefinition rest, String name, String type, String description) {
        optional(rest, RestParamType.header, name, type, description);
    }

    private static void body(RestDefinition rest, String name, String type, String description) {
        optional(rest, RestParamType.body, name, type, description);
    }

    private static void optional(
            RestDefinition rest, RestParamType where, String name, String type, String description) {
        rest.param()
                .name(name)
                .type(where)
                .dataType(type)
                .required(false)
                .description(description)
                .endParam();
    }

    private static void answers(RestDefinition rest, int code, String when) {
        rest.responseMessage().code(code).message(when).endResponseMessage();
    }

    private static void secured(RestDefinition rest) {
        rest.securityDefinitions()
                .bearerToken("token", "A viewer's token reads, an operator's acts")
                .end();
    }

    private void to(RestDefinition rest, String id, String description, String method) {
        to(rest, id, description, "api", method);
    }

    private void view(RestDefinition rest, String id, String description, String method) {
        to(rest, id, description, "apiViews", method);
    }

    /** The operation's route: one step, which does it. */
    private void to(RestDefinition rest, String id, String description, String bean, String method) {
        descriptions.put(id, description);
        rest.security("token");
        rest.to("direct:" + id);
        from("direct:" + id).routeId(id).streamCache("false").bean(bean, method).id("do-" + id);
    }
}
