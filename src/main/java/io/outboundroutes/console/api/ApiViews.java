package io.outboundroutes.console.api;

import static io.outboundroutes.console.api.ApiAnswer.answer;
import static io.outboundroutes.console.api.ApiAnswer.page;

import io.outboundroutes.platform.operate.OperatorDesk;
import io.outboundroutes.platform.operate.Refused;
import io.outboundroutes.platform.operate.RunView;
import io.outboundroutes.platform.operate.Workflows;
import io.outboundroutes.platform.run.Item;
import io.outboundroutes.platform.run.ReportBuilder;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.store.Delivery;
import io.outboundroutes.platform.store.Orders;
import io.outboundroutes.platform.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/** The steps of the REST API that only tell. Each takes a request and leaves its answer. Thread-safe. */
public final class ApiViews {

    private static final int MOST = 1000;
    private static final int RUNS = 20;
    private static final int PAGE = 100;
    private static final Set<String> STATES = Set.of("pending", "delivered", "parked");

    private final OperatorDesk desk;
    private final Store store;

    ApiViews(Api api) {
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
        List<Map<String, Object>> told = page.stream().map(ApiViews::delivery).toList();
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

    /** What the API offers. */
    public void document(Exchange exchange) {
        answer(exchange, HttpStatus.OK_200, ApiAnswer.JSON, ApiDocument.of(exchange.getContext()));
    }
}
