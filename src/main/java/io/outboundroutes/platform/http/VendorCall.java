package io.outboundroutes.platform.http;

import io.outboundroutes.platform.auth.Token;
import io.outboundroutes.platform.budget.Pacer;
import io.outboundroutes.platform.http.Answer.Answered;
import io.outboundroutes.platform.http.Answer.NoAnswer;
import io.outboundroutes.platform.http.Answer.Postponed;
import io.outboundroutes.platform.json.Json;
import io.outboundroutes.platform.json.JsonProblem;
import io.outboundroutes.platform.paging.PageStyle;
import io.outboundroutes.platform.run.Item;
import io.outboundroutes.platform.run.RunContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One call of a vendor operation over all its attempts: what to send, how long to wait, what an answer means. The call
 * route asks it step by step; it never sleeps and never sends. Used by one thread at a time.
 */
public final class VendorCall {

    private final VendorConnection vendor;
    private final Operation operation;
    private final RunContext run;
    private final @Nullable Item item;
    private final Map<String, ?> fields;
    private final @Nullable Object next;
    private final CallRequest request;

    private int attempt;
    private boolean tokenRenewed;
    private boolean ambiguous;
    private Instant notBefore = Instant.MIN;
    private @Nullable Token token;
    private @Nullable String authorization;
    private @Nullable Answer answer;
    private @Nullable Decision decision;
    private @Nullable Object result;

    /**
     * @param fields the request's fields in canonical names
     * @param next for a page after the first: what the page before it named; else null
     * @param item the planned item that a write is for; null for reads
     */
    public VendorCall(
            VendorConnection vendor,
            Operation operation,
            RunContext run,
            @Nullable Item item,
            Map<String, ?> fields,
            @Nullable Object next) {
        if (operation.isWrite() && item == null) {
            throw new IllegalStateException("Operation " + operation.id()
                    + " writes, so it must be called while acting on a planned item (from a route <workflow>-act)");
        }
        this.vendor = vendor;
        this.operation = operation;
        this.run = run;
        this.item = item;
        this.next = next;
        PageStyle pager = operation.pager();
        Map<String, Object> all = new LinkedHashMap<>(fields);
        if (pager != null) {
            all.putAll(pager.fields(next, fields));
        }
        this.fields = all;
        this.request = CallRequest.of(operation, all);
    }

    private VendorCall(
            VendorConnection vendor,
            Operation operation,
            RunContext run,
            CallRequest request,
            @Nullable String authorization) {
        this.vendor = vendor;
        this.operation = operation;
        this.run = run;
        this.item = null;
        this.fields = Map.of();
        this.next = null;
        this.request = request;
        this.authorization = authorization;
    }

    /** A call that asks for a token: it carries credentials of its own and no field of it is ever shown. */
    public static VendorCall forToken(
            VendorConnection vendor, Operation operation, RunContext run, TokenRequest credentials) {
        return new VendorCall(vendor, operation, run, credentials.request(), credentials.authorization());
    }

    /** Whether another attempt, or a look-up, is to be made. */
    public boolean isPending() {
        return decision == null
                || decision instanceof Decision.Repeat
                || decision instanceof Decision.RenewToken
                || decision instanceof Decision.Wait
                || decision instanceof Decision.LookUp;
    }

    /** How long to wait before the next attempt: the longest of back-off, Retry-After, vendor-wide pause and budget. */
    public long waitMillis() {
        Instant now = vendor.clock().instant();
        Duration least = notBefore.isAfter(now) ? Duration.between(now, notBefore) : Duration.ZERO;
        Duration wait = vendor.budget().reserve(least);
        Pacer extra = vendor.extraBudgets().get(operation.budget());
        if (extra != null) {
            Duration more = Duration.ofNanos(extra.reserve(least));
            wait = more.compareTo(wait) > 0 ? more : wait;
        }
        return (wait.toNanos() + 999_999) / 1_000_000;
    }

    /** Whether the attempt may be made now; otherwise it is postponed and does not count. */
    public boolean mayGo() {
        if (run.stopped() != null || vendor.budget().isPaused()) {
            answer = new Postponed();
            return false;
        }
        return true;
    }

    /** Whether the call carries an access token. */
    public boolean needsToken() {
        return operation.bearer();
    }

    /** Gives the call the token for its next attempt. */
    public void use(Token fresh) {
        token = fresh;
        authorization = "Bearer " + fresh.reveal();
    }

    /** Called right before the request leaves: a write is recorded as sent first. */
    public void sending() {
        attempt++;
        run.count("requests", 1);
        if (operation.isWrite() && item != null) {
            vendor.ledger().markSent(run.id(), item.key());
            vendor.checkpoint().reached("before-send");
        }
    }

    /** Called with what came of the attempt. */
    public void answered(Answer what) {
        if (operation.isWrite() && !(what instanceof Answer.NotPermitted)) {
            vendor.checkpoint().reached("after-send");
        }
        answer = what;
    }

    /** Decides what follows from the last answer. */
    public void decide() {
        Answer last = answer == null ? new NoAnswer("nothing came back from the attempt", true) : answer;
        answer = null;
        if (last instanceof Postponed) {
            decision = run.stopped() == null ? new Decision.Wait() : stopped();
            return;
        }
        Answer read = readable(last);
        if (decision instanceof Decision.Fail) {
            return;
        }
        Decision next = vendor.policy().decide(operation, read, new AnswerPolicy.History(attempt, tokenRenewed));
        vendor.listener().attempted(vendor.vendor(), operation, attempt, label(read), run);
        apply(next, read);
    }

    private void apply(Decision next, Answer read) {
        decision = next;
        if (next instanceof Decision.Repeat repeat) {
            ambiguous |= repeat.ambiguous();
            notBefore = vendor.clock().instant().plus(repeat.after());
            if (repeat.pauseVendor()) {
                vendor.budget().pauseFor(repeat.after());
            }
            vendor.listener().waiting(vendor.vendor(), operation, repeat.after(), repeat.why(), run);
        } else if (next instanceof Decision.RenewToken) {
            tokenRenewed = true;
            if (token != null) {
                vendor.tokens().drop(token);
            }
        } else if (next instanceof Decision.LookUp) {
            ambiguous = true;
        } else if (next instanceof Decision.Fail && read instanceof Answered answered) {
            result = answered;
        }
    }

    /** The route that looks an ambiguous write up, when that is the next thing to do; else null. */
    public @Nullable String lookup() {
        return decision instanceof Decision.LookUp ? operation.lookup() : null;
    }

    /**
     * Called with what the look-up found.
     *
     * @param found the answer that stands for the write; null when the write did not happen
     */
    public void lookedUp(@Nullable VendorAnswer found) {
        if (found != null) {
            result = new VendorAnswer(found.status(), found.body(), found.latencyMs(), true);
            decision = new Decision.Accept();
            return;
        }
        Answer last = new NoAnswer("the write did not arrive, as the look-up found", false);
        apply(vendor.policy().decide(operation, last, new AnswerPolicy.History(attempt, tokenRenewed)), last);
    }

    /**
     * The call's end: the answer, or the one typed exception.
     *
     * @return a {@link VendorAnswer}, or a {@link io.outboundroutes.platform.paging.Page} when the operation pages
     */
    public Object settle() {
        if (decision instanceof Decision.Accept && result != null) {
            return result;
        }
        if (decision instanceof Decision.Fail fail) {
            throw CallFailures.of(
                    vendor, operation, fail, result instanceof Answered answered ? answered : null, fields);
        }
        throw new IllegalStateException("Operation " + operation.id() + " was settled while " + decision);
    }

    private Answer readable(Answer last) {
        if (!(last instanceof Answered answered)) {
            return last;
        }
        if (!operation.isData(answered.status())) {
            return operation.bearer() ? answered : CallFailures.tokenRateLimit(answered);
        }
        Object body;
        try {
            body = parsed(answered);
        } catch (JsonProblem e) {
            if (!operation.isWrite()) {
                return new NoAnswer("HTTP " + answered.status() + " with an unreadable body: " + e.getMessage(), true);
            }
            // A 2xx says that the write was accepted, whatever came with it.
            body = Map.of();
        }
        return page(answered, body);
    }

    private Answer page(Answered answered, Object body) {
        PageStyle pager = operation.pager();
        if (pager == null) {
            result = new VendorAnswer(answered.status(), body, answered.latencyMs(), ambiguous);
            return answered;
        }
        try {
            result = pager.page(next, fields, body);
        } catch (PageStyle.UnusablePage e) {
            decision = new Decision.Fail(
                    CallFailed.Kind.UNUSABLE_ANSWER, "HTTP " + answered.status() + ", but " + e.getMessage(), null);
        }
        return answered;
    }

    private static Object parsed(Answered answered) {
        if (answered.body().length == 0) {
            return Map.of();
        }
        String type = answered.header("content-type").orElse("").toLowerCase(Locale.ROOT);
        if (answered.status() / 100 == 2 && !type.contains("json")) {
            throw new JsonProblem("its content type is not JSON");
        }
        Object body = Json.parse(answered.body());
        return body == null ? Map.of() : body;
    }

    private static Decision stopped() {
        return new Decision.Fail(CallFailed.Kind.STOPPED, "not sent: the run is being stopped", null);
    }

    private static String label(Answer answer) {
        if (answer instanceof Answered answered) {
            return String.valueOf(answered.status());
        }
        return answer instanceof Answer.NotPermitted ? "not-permitted" : "io-error";
    }

    /** The operation. */
    public Operation operation() {
        return operation;
    }

    /** The run that the call belongs to. */
    public RunContext run() {
        return run;
    }

    /** The request, the same for every attempt. */
    public CallRequest request() {
        return request;
    }

    /** The value of the header {@code Authorization}; null when the call carries none. */
    public @Nullable String authorization() {
        return authorization;
    }

    /** The value of the header {@code Idempotency-Key}: the same for every attempt and resumption; null for reads. */
    public @Nullable String idempotencyKey() {
        if (!operation.isWrite() || item == null) {
            return null;
        }
        String name = run.id() + '\n' + item.key() + '\n' + operation.id();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
