package io.outboundroutes.platform.http;

import io.outboundroutes.platform.auth.Token;
import io.outboundroutes.platform.http.Answer.Answered;
import io.outboundroutes.platform.http.Answer.NoAnswer;
import io.outboundroutes.platform.http.Answer.Postponed;
import io.outboundroutes.platform.json.JsonProblem;
import io.outboundroutes.platform.paging.PageStyle;
import io.outboundroutes.platform.run.Item;
import io.outboundroutes.platform.run.RunContext;
import io.outboundroutes.platform.run.UnknownFate;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
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

    private final Permits permits;
    private final WriteFate fate;

    private int attempt;
    private boolean tokenRenewed;
    private Instant notAfter = Instant.MAX;
    private @Nullable Long waitsUntil;
    private @Nullable Token token;
    private @Nullable String authorization;
    private @Nullable Answer answer;
    private @Nullable Decision decision;
    private @Nullable Object result;
    private @Nullable RuntimeException aborted;

    /**
     * @param fields the request's fields in canonical names
     * @param next for a page after the first: what the page before it named; else null
     * @param item the planned item that a write is for; null for reads. A write for an item that was sent before, by a
     *     process that died or a run that stopped, begins as one that may have arrived
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
        vendor.requireBudget(operation);
        this.permits = new Permits(vendor, operation, run);
        this.fate = new WriteFate(vendor, operation, run, item);
        UnknownFate before = fate.sentBefore();
        if (before == UnknownFate.LOOK_UP) {
            decision = AnswerPolicy.sentBefore(operation.afterAmbiguity());
        } else if (before == UnknownFate.SETTLED) {
            lookedUp(VendorAnswer.ASSUMED);
        }
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
        this.permits = new Permits(vendor, operation, run);
        this.fate = new WriteFate(vendor, operation, run, null);
        this.authorization = authorization;
    }

    /** From this moment on no attempt is begun; a look-up may be. */
    public void notAfter(Instant moment) {
        notAfter = moment;
    }

    /** A call that asks for a token: it carries credentials of its own and no field of it is ever shown. */
    public static VendorCall forToken(
            VendorConnection vendor, Operation operation, RunContext run, TokenRequest credentials) {
        return new VendorCall(vendor, operation, run, credentials.request(), credentials.authorization());
    }

    /** Whether another attempt, or a look-up, is to be made. */
    public boolean isPending() {
        return aborted == null
                && (decision == null
                        || decision instanceof Decision.Repeat
                        || decision instanceof Decision.RenewToken
                        || decision instanceof Decision.Wait
                        || decision instanceof Decision.LookUp);
    }

    /** Called when an attempt ended in an error of ours, such as a store that cannot note a send: nothing more is sent. */
    public void abort(Exception why) {
        aborted = why instanceof RuntimeException own ? own : new IllegalStateException(why);
    }

    /**
     * How long to wait before the next attempt, or before asking again when there is no permit yet: the longest of
     * back-off, Retry-After, vendor-wide pause and budget. Zero when there will be no attempt, for the run stops or the
     * vendor is paused for longer than anybody waits.
     */
    public long waitMillis() {
        if (lookup() != null || run.stopped() != null || vendor.policy().beyond(vendor.pauseLeft())) {
            permits.none();
            return 0;
        }
        return millis(permits.ask());
    }

    private static long millis(Duration wait) {
        return (wait.toNanos() + 999_999) / 1_000_000;
    }

    /** Whether the attempt may be made now; otherwise it is postponed and does not count. Not while a look-up is due. */
    public boolean mayGo() {
        if (lookup() != null) {
            return false;
        }
        if (run.stopped() != null || vendor.budget().isPaused() || fate.tooLate(notAfter) != null) {
            permits.drop();
            postpone();
            return false;
        }
        if (!permits.use()) {
            postpone();
            return false;
        }
        return true;
    }

    /** When a wait under way ends, by {@link System#nanoTime()}; null when none is. */
    public @Nullable Long waitsUntil() {
        return waitsUntil;
    }

    /** Notes when a wait that comes in slices ends; null when it is over. */
    public void waitUntil(@Nullable Long nanoTime) {
        waitsUntil = nanoTime;
    }

    /** Says that the attempt is not made now; it does not count. */
    public void postpone() {
        answer = new Postponed(vendor.pauseLeft());
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

    /**
     * Called right before the request leaves: a write is recorded as sent first.
     *
     * @throws CallFailed when it is too late, or the run is being stopped
     */
    public void sending() {
        Decision.Fail late = fate.tooLate(notAfter);
        if (late != null) {
            // Asked once more: token and throttle may have taken their time since mayGo.
            throw CallFailures.of(vendor, operation, late, null, secrets());
        }
        if (!fate.mark()) {
            throw CallFailures.of(vendor, operation, fate.stopped(), null, secrets());
        }
        attempt++;
        run.count("requests", 1);
        fate.reached("before-send");
    }

    /** Called with what came of the attempt. */
    public void answered(Answer what) {
        if (!(what instanceof Answer.NotPermitted)) {
            fate.reached("after-send");
        }
        answer = what;
    }

    /** Decides what follows from the last answer. Leaves a look-up that is due, unless the run is being stopped. */
    public void decide() {
        if (aborted != null) {
            return;
        }
        Answer last = answer == null ? new NoAnswer("nothing came back from the attempt", true) : answer;
        answer = null;
        if (lookup() != null) {
            decision = run.stopped() == null ? decision : fate.stopped();
            return;
        }
        if (last instanceof Postponed) {
            Decision late = fate.tooLate(notAfter);
            decision = run.stopped() != null
                    ? fate.stopped()
                    : late == null ? vendor.policy().decide(operation, last, history()) : late;
            return;
        }
        Answer read = operation.bearer() ? last : CallFailures.tokenRateLimit(last);
        vendor.listener().attempted(vendor.vendor(), operation, attempt, label(read), run);
        if (read instanceof Answered got) {
            vendor.listener().answered(vendor.vendor(), operation, Duration.ofMillis(got.latencyMs()));
        }
        if (read instanceof Answered answered && operation.isData(answered.status())) {
            accepted(answered);
        } else {
            apply(vendor.policy().decide(operation, read, history()), read);
        }
    }

    private void accepted(Answered answered) {
        try {
            result = AnswerReader.read(operation, answered, next, fields, fate.isAmbiguous());
            decision = new Decision.Accept();
        } catch (JsonProblem e) {
            unreadable("HTTP " + answered.status() + " with an unreadable body: " + e.getMessage());
        } catch (PageStyle.UnusablePage e) {
            decision = new Decision.Fail(
                    CallFailed.Kind.UNUSABLE_ANSWER, "HTTP " + answered.status() + ", but " + e.getMessage());
        }
    }

    /** A body that was cut may come whole the next time. */
    private void unreadable(String why) {
        Answer none = new NoAnswer(why, true);
        apply(vendor.policy().decide(operation, none, history()), none);
        if (decision instanceof Decision.Fail fail && !operation.isWrite()) {
            decision = new Decision.Fail(CallFailed.Kind.UNUSABLE_ANSWER, fail.message());
        }
    }

    private AnswerPolicy.History history() {
        return new AnswerPolicy.History(attempt, tokenRenewed, fate.isUnsettled());
    }

    private void apply(Decision next, Answer read) {
        decision = next;
        if (next instanceof Decision.Repeat repeat) {
            if (repeat.ambiguous()) {
                fate.inDoubt();
            }
            permits.backOff(repeat.after());
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
            fate.inDoubt();
            decision = run.stopped() == null ? next : fate.stopped();
        } else if (next instanceof Decision.Fail fail) {
            if (fail.pauseVendor() != null) {
                vendor.budget().pauseFor(fail.pauseVendor());
            }
            result = read instanceof Answered ? read : null;
        }
        fate.clearMark(next, attempt);
    }

    /** The route that looks an ambiguous write up, when that is the next thing to do; else null. */
    public @Nullable String lookup() {
        return aborted == null && decision instanceof Decision.LookUp ? operation.lookup() : null;
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
        fate.settled();
        if (attempt == 0) {
            // Sent by an earlier process, and it did not arrive: all attempts are left.
            decision = null;
            return;
        }
        Answer last = new NoAnswer("the write did not arrive, as the look-up found", false);
        apply(vendor.policy().decide(operation, last, history()), last);
    }

    /**
     * What a call ends with when another one that it needs (a token, a look-up) failed: a write that may have arrived is
     * of unknown fate then, except when the run stops and its item stays open.
     */
    public CallFailed endedBy(CallFailed other) {
        return fate.endedBy(other);
    }

    /**
     * Called when the look-up came to no answer: nobody can tell whether the write happened.
     *
     * @param why what the look-up failed of; safe to show
     */
    public void lookupFailed(String why) {
        decision = new Decision.Fail(
                CallFailed.Kind.UNKNOWN_FATE, "nobody can tell whether it arrived, for the look-up failed: " + why);
    }

    /**
     * The call's end: the answer, or the one typed exception.
     *
     * @return a {@link VendorAnswer}, or a {@link io.outboundroutes.platform.paging.Page} when the operation pages
     */
    public Object settle() {
        if (aborted != null) {
            throw aborted;
        }
        if (decision instanceof Decision.Accept && result != null) {
            if (result instanceof VendorAnswer answered) {
                fate.answered(answered);
            }
            return result;
        }
        if (decision instanceof Decision.Fail fail) {
            throw CallFailures.of(
                    vendor, operation, fail, result instanceof Answered answered ? answered : null, secrets());
        }
        throw new IllegalStateException("Operation " + operation.id() + " was settled while " + decision);
    }

    /** What a vendor may echo and nobody may see: the fields that were sent, and those of the item they were made of. */
    private Map<String, ?> secrets() {
        if (item == null) {
            return fields;
        }
        Map<String, Object> all = new LinkedHashMap<>(item.request());
        all.putAll(fields);
        return all;
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

    /** The value of the header {@code Idempotency-Key}; null for reads. */
    public @Nullable String idempotencyKey() {
        return fate.idempotencyKey(request);
    }
}
