package io.outboundroutes.console.api;

import io.outboundroutes.platform.intake.InputProblem;
import io.outboundroutes.platform.intake.InputRows;
import io.outboundroutes.platform.json.Json;
import io.outboundroutes.platform.operate.OperatorDesk;
import io.outboundroutes.platform.operate.Refused;
import io.outboundroutes.platform.operate.RunView;
import io.outboundroutes.platform.operate.Wish;
import io.outboundroutes.platform.operate.Workflows;
import io.outboundroutes.platform.run.Item;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.platform.run.ReportBuilder;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.store.Delivery;
import io.outboundroutes.platform.store.Orders;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.platform.store.StoreUnavailable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of the REST API, by the names that Hawtio shows. Each takes a request and leaves its answer. Thread-safe. */
public final class ApiSteps {

    private static final Logger LOG = LoggerFactory.getLogger(ApiSteps.class);
    private static final String JSON = "application/json";
    private static final int MOST = 1000;
    private static final int RUNS = 20;
    private static final int PAGE = 100;
    private static final Set<String> STATES = Set.of("pending", "delivered", "parked");

    private final OperatorDesk desk;
    private final Store store;

    ApiSteps(Api api) {
        this.desk = api.desk();
        this.store = api.store();
    }

    /** All workflows. */
    public void workflows(Exchange exchange) {
        Map<String, Orders.Halt> halts = new LinkedHashMap<>();
        desk.halts().forEach(halt -> halts.put(halt.scope(), halt));
        List<Map<String, Object>> all = new ArrayList<>();
        Workflows workflows = desk.workflows();
        for (String id : workflows.ids()) {
            Map<String, Object> told = new LinkedHashMap<>();
            told.put("id", id);
            told.put("enabled", workflows.enabled(id));
            told.put("paused", halts.containsKey(id));
            told.put("pause", halt(halts.get(id)));
            told.put(
                    "lastRun",
                    store.history().summaries(id, 1).stream()
                            .findFirst()
                            .map(RunView::summary)
                            .orElse(null));
            told.put("nextFiring", text(workflows.nextFiring(id)));
            all.add(told);
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("stopped", halts.containsKey(Orders.ALL));
        answer.put("stop", halt(halts.get(Orders.ALL)));
        answer.put("workflows", all);
        answer(exchange, HttpStatus.OK_200, answer);
    }

    private static @Nullable Map<String, Object> halt(Orders.@Nullable Halt halt) {
        return halt == null
                ? null
                : Map.of("since", halt.since().toString(), "by", halt.by(), "through", halt.through());
    }

    private static @Nullable String text(Optional<Instant> time) {
        return time.map(Instant::toString).orElse(null);
    }

    /** Asks for a run. */
    public void askRun(Exchange exchange) throws IOException {
        ApiRequest request = ApiRequest.of(exchange);
        Mode mode = request.flag("dryRun") ? Mode.DRY_RUN : Mode.LIVE;
        Wish wish = new Wish(request.id(), mode, request.flag("again"), request.key());
        Run run;
        try (InputRows rows = request.rows()) {
            run = desk.ask(request.actor(), wish, rows);
        }
        Map<String, Object> answer = new LinkedHashMap<>(RunView.summary(run));
        answer(exchange, HttpStatus.ACCEPTED_202, answer);
        exchange.getMessage().setHeader("Location", Api.PATH + "/runs/" + run.id());
    }

    /** Pauses a workflow. */
    public void pause(Exchange exchange) {
        ApiRequest request = ApiRequest.of(exchange);
        boolean changed = desk.pause(request.actor(), request.id());
        answer(exchange, HttpStatus.OK_200, Map.of("workflow", request.id(), "paused", true, "changed", changed));
    }

    /** Takes the pause of a workflow back. */
    public void resume(Exchange exchange) {
        ApiRequest request = ApiRequest.of(exchange);
        boolean changed = desk.resume(request.actor(), request.id());
        answer(exchange, HttpStatus.OK_200, Map.of("workflow", request.id(), "paused", false, "changed", changed));
    }

    /** Stops everything. */
    public void stopAll(Exchange exchange) {
        boolean changed = desk.stopAll(ApiRequest.of(exchange).actor());
        answer(exchange, HttpStatus.OK_200, Map.of("stopped", true, "changed", changed));
    }

    /** Takes the stop of everything back. */
    public void resumeAll(Exchange exchange) {
        boolean changed = desk.resumeAll(ApiRequest.of(exchange).actor());
        answer(exchange, HttpStatus.OK_200, Map.of("stopped", false, "changed", changed));
    }

    /** Runs, newest first. */
    public void runs(Exchange exchange) {
        ApiRequest request = ApiRequest.of(exchange);
        int last = (int) request.number("last", RUNS, 1, MOST);
        List<Map<String, Object>> runs = store.history().summaries(request.word("workflow"), last).stream()
                .map(RunView::summary)
                .toList();
        answer(exchange, HttpStatus.OK_200, Map.of("runs", runs));
    }

    /** A run's report. */
    public void run(Exchange exchange) {
        answer(
                exchange,
                HttpStatus.OK_200,
                RunView.of(store, known(ApiRequest.of(exchange).id())));
    }

    private Run known(String id) {
        return store.history().run(id).orElseThrow(() -> new Refused(Refused.Why.UNKNOWN, "There is no such run"));
    }

    /** A page of a run's items. */
    public void items(Exchange exchange) {
        ApiRequest request = ApiRequest.of(exchange);
        String run = known(request.id()).id();
        int after = (int) request.number("after", -1, 0, Integer.MAX_VALUE);
        int limit = (int) request.number("limit", PAGE, 1, MOST);
        String outcome = request.word("outcome");
        List<Item> page = outcome == null
                ? store.items().page(run, false, after, limit)
                : store.items().page(run, outcome, after, limit);
        List<Map<String, Object>> items = page.stream()
                .map(item -> {
                    Map<String, Object> told = new LinkedHashMap<>();
                    told.put("seq", item.seq());
                    told.putAll(ReportBuilder.item(item));
                    return told;
                })
                .toList();
        page(
                exchange,
                "items",
                items,
                limit,
                page.isEmpty() ? 0 : page.get(page.size() - 1).seq());
    }

    /** Cancels a run. */
    public void cancel(Exchange exchange) {
        ApiRequest request = ApiRequest.of(exchange);
        boolean withdrawn = desk.cancel(request.actor(), request.id()) == Orders.Cancelled.WITHDRAWN;
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("runId", request.id());
        answer.put("cancelled", withdrawn ? "withdrawn" : "ending");
        answer(exchange, HttpStatus.ACCEPTED_202, answer);
    }

    /** A page of events. */
    public void deliveries(Exchange exchange) {
        ApiRequest request = ApiRequest.of(exchange);
        String state = request.word("state");
        if (state != null && !STATES.contains(state)) {
            throw new BadRequest(
                    HttpStatus.BAD_REQUEST_400, "bad-parameter", "state: expected pending, delivered or parked.");
        }
        long after = request.number("after", -1, 0, Long.MAX_VALUE);
        int limit = (int) request.number("limit", PAGE, 1, MOST);
        List<Delivery> page = store.outbox().deliveries(state, after, limit);
        List<Map<String, Object>> told = page.stream().map(ApiSteps::delivery).toList();
        page(
                exchange,
                "deliveries",
                told,
                limit,
                page.isEmpty() ? 0 : page.get(page.size() - 1).place());
    }

    private static Map<String, Object> delivery(Delivery event) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("eventId", event.eventId());
        told.put("runId", event.runId());
        told.put("workflow", event.workflow());
        told.put("item", event.itemKey());
        told.put("state", event.state());
        told.put("attempts", event.attempts());
        told.put("createdAt", event.createdAt().toString());
        told.put("nextAt", event.state().equals("pending") ? event.nextAt().toString() : null);
        told.put("finishedAt", text(Optional.ofNullable(event.finishedAt())));
        return told;
    }

    /** Sends a parked event again. */
    public void replayDelivery(Exchange exchange) {
        ApiRequest request = ApiRequest.of(exchange);
        desk.replayDelivery(request.actor(), request.id());
        answer(exchange, HttpStatus.ACCEPTED_202, Map.of("eventId", request.id(), "state", "pending"));
    }

    /** Answers what kept a request from being done. */
    public void problem(Exchange exchange) {
        Throwable caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        Problem problem = ApiRequest.of(exchange).isTooLarge() ? Problem.TOO_LARGE : problem(caught);
        if (problem.equals(Problem.INTERNAL)) {
            LOG.error("A request to the REST API failed", caught);
        }
        answer(exchange, problem.status(), Problem.TYPE, problem.json());
        if (problem.equals(Problem.TOO_LARGE)) {
            // The rest of the body is not read.
            exchange.getMessage().setHeader("Connection", "close");
        }
    }

    private static Problem problem(@Nullable Throwable caught) {
        if (caught instanceof BadRequest bad) {
            return bad.problem();
        }
        if (caught instanceof InputProblem input) {
            return new Problem(HttpStatus.BAD_REQUEST_400, "unreadable-input", String.valueOf(input.getMessage()));
        }
        if (caught instanceof Refused refused) {
            String detail = String.valueOf(refused.getMessage());
            return switch (refused.why()) {
                case UNKNOWN -> new Problem(HttpStatus.NOT_FOUND_404, "not-found", detail);
                case STATE -> new Problem(HttpStatus.CONFLICT_409, "conflict", detail);
                case OTHER_WISH -> new Problem(HttpStatus.UNPROCESSABLE_ENTITY_422, "key-used", detail);
                case INPUT -> new Problem(HttpStatus.UNPROCESSABLE_ENTITY_422, "no-input-taken", detail);
            };
        }
        return caught instanceof StoreUnavailable ? Problem.of(HttpStatus.SERVICE_UNAVAILABLE_503) : Problem.INTERNAL;
    }

    /** What the API offers. */
    public void document(Exchange exchange) {
        answer(exchange, HttpStatus.OK_200, JSON, ApiDocument.of(exchange.getContext()));
    }

    private static void page(Exchange exchange, String name, List<Map<String, Object>> entries, int limit, long last) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(name, entries);
        answer.put("next", entries.size() < limit ? null : last);
        answer(exchange, HttpStatus.OK_200, answer);
    }

    private static void answer(Exchange exchange, int status, Map<String, ?> body) {
        answer(exchange, status, JSON, Json.write(body));
    }

    /** Nothing of the request stays on the message: Camel would send its headers back. */
    private static void answer(Exchange exchange, int status, String type, String body) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        message.setHeader(Exchange.CONTENT_TYPE, type);
        message.setBody(body);
    }
}
