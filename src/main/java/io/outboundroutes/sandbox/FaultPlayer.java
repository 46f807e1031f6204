package io.outboundroutes.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outboundroutes.sandbox.fault.Fault;
import io.outboundroutes.sandbox.fault.FaultKind;
import io.outboundroutes.sandbox.fault.Faults.Strike;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Plays the faults that strike a call: answers in the vendor's place, or spoils the vendor's answer. */
final class FaultPlayer {

    private static final int MEGABYTE = 1_000_000;

    private final VendorApi api;
    private final SandboxState state;
    private final Clock clock;

    FaultPlayer(VendorApi api, SandboxState state, Clock clock) {
        this.api = api;
        this.state = state;
        this.clock = clock;
    }

    Answer play(List<Strike> strikes, Operation operation, Call call) {
        Strike shaping = shaping(strikes);
        if (strikes.stream().anyMatch(strike -> strike.fault().kind() == FaultKind.REVOKE_TOKENS)) {
            state.revokeTokens();
        }
        Answer answer = shaping == null ? api.answer(operation, call) : shaped(shaping, operation, call);
        if (answer.status() == 200 && operation == Operation.LIST_CONTACTS) {
            strikes.forEach(strike -> changeList(strike.fault(), ContactListsEndpoint.list(call)));
        } else if (answer.status() == 200 && operation == Operation.CONTACTS_QUERY) {
            moveContacts(strikes, call);
        }
        return answer;
    }

    private void changeList(Fault fault, String list) {
        if (fault.kind() == FaultKind.INSERT_DURING_READ) {
            state.lists().insertFirst(list, number(fault, "count", 1));
        } else if (fault.kind() == FaultKind.REMOVE_DURING_READ) {
            state.lists().removeFirst(list, number(fault, "count", 1));
        }
    }

    private void moveContacts(List<Strike> strikes, Call call) {
        for (Strike strike : strikes) {
            Fault fault = strike.fault();
            if (fault.kind() == FaultKind.TOUCH_DURING_READ) {
                String query = Json.readObject(call.body()).path("query").asText();
                state.contacts().touchLast(query, number(fault, "count", 3), clock.instant());
            } else if (fault.kind() == FaultKind.INSERT_DURING_READ) {
                for (int i = 0; i < number(fault, "count", 1); i++) {
                    state.contacts().insertNewest(clock.instant());
                }
            }
        }
    }

    /** The fault that shapes the answer; null when there are only side effects. */
    static @Nullable Strike shaping(List<Strike> strikes) {
        return strikes.stream()
                .filter(strike -> !strike.fault().kind().isSideEffect())
                .findFirst()
                .orElse(null);
    }

    private Answer shaped(Strike strike, Operation operation, Call call) {
        Fault fault = strike.fault();
        return switch (fault.kind()) {
            case STATUS -> FaultAnswers.status(fault, operation, call, clock);
            case STATUS_AFTER -> {
                api.answer(operation, call);
                yield FaultAnswers.status(fault, operation, call, clock);
            }
            case RESET -> Answer.none(new Delivery.Reset());
            case RESET_AFTER -> {
                api.answer(operation, call);
                yield Answer.none(new Delivery.Reset());
            }
            case TIMEOUT -> Answer.none(silence(fault));
            case TIMEOUT_AFTER -> {
                api.answer(operation, call);
                yield Answer.none(silence(fault));
            }
            case WRONG_CONTENT_TYPE -> Answer.text(200, "text/html", "<html><body>Maintenance</body></html>");
            case EMPTY_OBJECT -> Answer.json(200, Json.object());
            case ERROR_OBJECT -> Answer.json(200, Json.object().put("error", "something went wrong"));
            case ANSWER -> FaultAnswers.any(fault);
            case REVOKED_TOKEN -> VendorApi.unauthorized();
            case HUGE -> FaultAnswers.huge(number(fault, "megabytes", 64) * MEGABYTE);
            case DEEP -> FaultAnswers.deep(number(fault, "depth", 10_000));
            case REDIRECT ->
                Answer.empty(302)
                        .withHeader("Location", fault.parameter("location").asText(call.path()));
            case NO_ACCESS_TOKEN ->
                Answer.json(200, Json.object().put("token_type", "Bearer").put("expires_in", 3600));
            case TOKEN_RATE_LIMIT -> Errors.oauth(400, "invalid_request", "rate limit exceeded");
            case REPEATED_PAGE -> repeatedPage(fault, operation, call);
            case SLOW, DRIP, TRUNCATED, CUT_JSON, EMPTY_PAGE, CHANGING_PAGE_COUNT, CHANGING_TOTAL ->
                spoilt(strike, operation, api.answer(operation, call));
            case REVOKE_TOKENS, TOUCH_DURING_READ, INSERT_DURING_READ, REMOVE_DURING_READ ->
                throw new IllegalStateException(fault.kind() + " shapes no answer");
        };
    }

    private static Answer spoilt(Strike strike, Operation operation, Answer right) {
        Fault fault = strike.fault();
        return switch (fault.kind()) {
            case SLOW -> right.with(new Delivery.Late(millis(fault, "delayMs", 1000)));
            case DRIP -> right.with(new Delivery.Drip(millis(fault, "delayMs", 10), number(fault, "bytes", 1)));
            case TRUNCATED -> right.with(new Delivery.Half());
            case CUT_JSON ->
                right.withBody(right.body().substring(0, right.body().length() / 2));
            case EMPTY_PAGE ->
                changed(right, page -> page.putArray(paged(operation).records()));
            case CHANGING_PAGE_COUNT -> changed(right, page -> grow(page, "pageCount", strike));
            default -> changed(right, page -> grow(page, "total", strike));
        };
    }

    /** A page that does not have the field stays as it is. */
    private static void grow(ObjectNode page, String field, Strike strike) {
        if (page.has(field)) {
            page.put(field, page.path(field).asInt() + strike.time() * number(strike.fault(), "delta", 1));
        }
    }

    private static PagedCall paged(Operation operation) {
        return Objects.requireNonNull(PagedCall.of(operation), "only operations with pages get such a fault");
    }

    private Answer repeatedPage(Fault fault, Operation operation, Call call) {
        PagedCall paged = paged(operation);
        Answer right = api.answer(operation, call);
        if (right.status() != 200) {
            return right;
        }
        Answer before = api.answer(operation, paged.before(call));
        return fault.parameter("honest").asBoolean()
                ? before
                : changed(before, page -> paged.pretend(page, Json.readObject(right.body())));
    }

    /** Changes the body of a page; errors stay as they are. */
    private static Answer changed(Answer answer, Consumer<ObjectNode> change) {
        if (answer.status() != 200) {
            return answer;
        }
        ObjectNode page = Json.readObject(answer.body());
        change.accept(page);
        return answer.withBody(Json.write(page));
    }

    private static Delivery silence(Fault fault) {
        return new Delivery.Silence(millis(fault, "delayMs", 120_000));
    }

    private static Duration millis(Fault fault, String name, int otherwise) {
        return Duration.ofMillis(number(fault, name, otherwise));
    }

    private static int number(Fault fault, String name, int otherwise) {
        return fault.parameter(name).asInt(otherwise);
    }
}
