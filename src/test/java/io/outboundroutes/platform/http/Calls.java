package io.outboundroutes.platform.http;

import io.outboundroutes.platform.auth.Token;
import io.outboundroutes.platform.auth.Tokens;
import io.outboundroutes.platform.budget.Pace;
import io.outboundroutes.platform.budget.Pacer;
import io.outboundroutes.platform.budget.VendorBudget;
import io.outboundroutes.platform.http.Answer.Answered;
import io.outboundroutes.platform.paging.PageStyle;
import io.outboundroutes.platform.run.Fate;
import io.outboundroutes.platform.run.Item;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunContext;
import io.outboundroutes.platform.run.RunRequest;
import io.outboundroutes.platform.run.RunStatus;
import io.outboundroutes.platform.run.SendLedger;
import io.outboundroutes.platform.run.Trigger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A vendor connection on a clock that is turned by hand, and short ways to say what a peer answers. */
final class Calls {

    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    Instant now = START;
    final List<String> log = new ArrayList<>();
    final RunContext run = run();
    final Tokens tokens = new Tokens(() -> now);
    final VendorConnection vendor = connection();

    private VendorConnection connection() {
        return connection(
                new Pacer(100, Duration.ofSeconds(1), this::nanos), new Pacer(1, Duration.ofSeconds(10), this::nanos));
    }

    /** A vendor with these rate limits: its own, and that of the operations under the budget {@code contacts}. */
    VendorConnection connection(Pace pace, Pace extra) {
        return new VendorConnection(
                "genesys",
                new AnswerPolicy(RetryPolicy.DEFAULT, () -> now, new Random(7)),
                new VendorBudget(pace, () -> now),
                Map.of("contacts", extra),
                tokens,
                (body, sent) -> body,
                new SendLedger() {
                    @Override
                    public void markSent(String runId, String item, String operation) {
                        log.add("sent " + item);
                    }

                    @Override
                    public void clearSent(String runId, String item, String operation) {
                        log.add("not sent " + item);
                    }
                },
                name -> log.add(name),
                new CallListener() {
                    @Override
                    public void attempted(
                            String vendor, Operation operation, int attempt, String outcome, RunContext run) {
                        log.add("attempt " + attempt + " " + outcome);
                    }

                    @Override
                    public void waiting(String vendor, Operation operation, Duration how, String why, RunContext run) {
                        log.add("wait " + why);
                    }
                },
                () -> now);
    }

    private long nanos() {
        return Duration.between(START, now).toNanos();
    }

    static RunContext run() {
        RunRequest request =
                new RunRequest("contact-segmentation", Trigger.CLI, Mode.LIVE, null, false, null, Map.of());
        Run stored = new Run("run-1", request, RunStatus.RUNNING, "me", true, null, START, START, null, null);
        return new RunContext(stored, START);
    }

    static Item item(Fate fate) {
        Set<String> sent = fate == Fate.SENT ? Set.of("some-call") : Set.of();
        return new Item(
                "run-1", 0, "item-1", fate, Item.PLANNED_STATE, sent, null, null, null, Map.of(), Map.of(), null);
    }

    static Operation read() {
        return operation(Effect.READ, AfterAmbiguity.REPEAT, null);
    }

    static Operation write(AfterAmbiguity after) {
        return operation(Effect.WRITE, after, null);
    }

    static Operation operation(Effect effect, AfterAmbiguity after, @Nullable PageStyle pager) {
        return named("some-call", effect, after, pager, true, "");
    }

    static Operation named(
            String id, Effect effect, AfterAmbiguity after, @Nullable PageStyle pager, boolean bearer, String budget) {
        return new Operation(
                id,
                "POST",
                "/things",
                Set.of(),
                effect,
                after,
                after == AfterAmbiguity.LOOKUP ? "find-thing" : null,
                effect == Effect.WRITE ? Set.of(409) : Set.of(404),
                bearer,
                "a:scope",
                budget,
                pager);
    }

    VendorCall open(Operation operation) {
        return open(operation, Fate.PLANNED);
    }

    VendorCall open(Operation operation, Fate fate) {
        return new VendorCall(vendor, operation, run, operation.isWrite() ? item(fate) : null, Map.of("a", "b"), null);
    }

    /** One turn of the route's loop, without a look-up: wait, attempt, decide. */
    void turn(VendorCall call, Answer answer) {
        now = now.plusMillis(call.waitMillis());
        if (call.mayGo()) {
            if (call.needsToken() && call.authorization() == null) {
                call.use(new Token("t", now, Duration.ofHours(1), Set.of()));
            }
            call.sending();
            call.answered(answer);
        }
        call.decide();
    }

    /** Turns until the call ends; the last answer is repeated. */
    Object all(VendorCall call, Answer... answers) {
        int turn = 0;
        while (call.isPending()) {
            turn(call, answers[Math.min(turn++, answers.length - 1)]);
        }
        return call.settle();
    }

    static Answered http(int status) {
        return http(status, "{}");
    }

    static Answered http(int status, String body, String... headers) {
        Map<String, String> all = new java.util.HashMap<>(Map.of("content-type", "application/json"));
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], headers[i + 1]);
        }
        return new Answered(status, all, body.getBytes(StandardCharsets.UTF_8), 5);
    }

    static final Answer RESET = new Answer.NoAnswer("connection reset", true);
    static final Answer NO_CONNECTION = new Answer.NoAnswer("no connection", false);
}
