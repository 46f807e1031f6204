package io.outboundroutes.console.api;

import static io.outboundroutes.console.api.ApiAnswer.answer;

import io.outboundroutes.platform.intake.InputProblem;
import io.outboundroutes.platform.intake.InputRows;
import io.outboundroutes.platform.operate.OperatorDesk;
import io.outboundroutes.platform.operate.Refused;
import io.outboundroutes.platform.operate.Replaying;
import io.outboundroutes.platform.operate.RunView;
import io.outboundroutes.platform.operate.Wish;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.UnknownFate;
import io.outboundroutes.platform.store.Orders;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.platform.store.StoreUnavailable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of the REST API that do something, and the one that tells why not. Each takes a request and leaves its answer. Thread-safe. */
public final class ApiSteps {

    private static final Logger LOG = LoggerFactory.getLogger(ApiSteps.class);

    private static final Map<String, UnknownFate> UNKNOWN =
            Map.of("resend", UnknownFate.RESEND, "settled", UnknownFate.SETTLED);

    private final OperatorDesk desk;
    private final Replaying replays;
    private final Store store;

    ApiSteps(Api api) {
        this.desk = api.desk();
        this.replays = api.replays();
        this.store = api.store();
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

    private Run known(String id) {
        return store.history().run(id).orElseThrow(() -> new Refused(Refused.Why.UNKNOWN, "There is no such run"));
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

    /** Goes on with what a run, or one of its items, left undone. */
    public void replay(Exchange exchange) throws IOException {
        ApiRequest request = ApiRequest.of(exchange);
        String word = request.word("unknown");
        UnknownFate unknown = word == null ? UnknownFate.LOOK_UP : UNKNOWN.get(word);
        if (unknown == null) {
            throw new BadRequest(HttpStatus.BAD_REQUEST_400, "bad-parameter", "unknown: expected resend or settled.");
        }
        String item = request.text("item");
        String what = known(request.id()).id() + (item == null ? "" : "/" + item);
        Replaying.Options how = new Replaying.Options(unknown, request.flag("anyAge"), null);
        boolean rejected = request.flag("rejected");
        Run run;
        try (InputRows rows = request.rows()) {
            if (rows != null && !rejected) {
                throw new BadRequest(
                        HttpStatus.UNPROCESSABLE_ENTITY_422,
                        "input-not-taken",
                        "A body goes with rejected=true: it holds the rows that were refused, edited.");
            }
            run = rejected
                    ? replays.offerRejected(request.actor(), what, how, rows)
                    : replays.replay(request.actor(), what, how);
        }
        answer(exchange, HttpStatus.ACCEPTED_202, new LinkedHashMap<>(RunView.summary(run)));
        exchange.getMessage().setHeader("Location", Api.PATH + "/runs/" + run.id());
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
        ApiRequest request = ApiRequest.of(exchange);
        Problem problem = request.isTooLarge() ? Problem.TOO_LARGE : problem(caught);
        if (caught instanceof BadRequest || problem.equals(Problem.TOO_LARGE)) {
            request.refused(problem);
        }
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
}
