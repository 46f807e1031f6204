package io.outboundroutes.platform.http;

import io.outboundroutes.platform.http.Answer.Answered;
import io.outboundroutes.platform.http.Answer.NoAnswer;
import io.outboundroutes.platform.http.Answer.NotPermitted;
import io.outboundroutes.platform.http.Answer.Postponed;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Decides what follows from an attempt's answer (all3, all4, all5, all10). The one place where a status means
 * something. Thread-safe as its random generator is.
 */
public final class AnswerPolicy {

    /** Statuses after which a read is sent again. */
    private static final Set<Integer> READ_AGAIN = Set.of(429, 500, 502, 503, 504);

    /**
     * How much longer than {@code retry.max-wait} all callers of a vendor are kept from it. A header may say a year, by
     * mistake; whoever calls after an hour learns whether it still holds.
     */
    private static final Duration LONGEST_PAUSE_BEYOND = Duration.ofHours(1);

    /** Why the fate of a write is unknown although its last attempt was answered. */
    static final String EARLIER = "nobody can tell whether an earlier sending arrived";

    /** What follows for a write that was sent before, by a process that died or a run that stopped; null: it is repeated. */
    static @Nullable Decision sentBefore(AfterAmbiguity after) {
        String why = "it was sent before, and its answer was not recorded";
        return switch (after) {
            case REPEAT -> null;
            case LOOKUP -> new Decision.LookUp(why);
            case NONE ->
                new Decision.Fail(
                        CallFailed.Kind.UNKNOWN_FATE,
                        why + ": nobody can tell whether it arrived, so it is not sent again by itself");
        };
    }

    private final RetryPolicy retry;
    private final InstantSource clock;
    private final RandomGenerator random;

    public AnswerPolicy(RetryPolicy retry, InstantSource clock, RandomGenerator random) {
        this.retry = retry;
        this.clock = clock;
        this.random = random;
    }

    /**
     * What an attempt's history means for the next step.
     *
     * @param attempt the number of the attempt that was just made, from 1
     * @param tokenRenewed whether a 401 has already cost a token in this call
     * @param mayHaveArrived whether an earlier attempt, or an earlier process, may have had its effect and nobody has
     *     looked since
     */
    public record History(int attempt, boolean tokenRenewed, boolean mayHaveArrived) {}

    /**
     * Decides about an answer of an operation.
     *
     * <p>A write that may have arrived never ends as refused or unavailable, however clean its last answer is: that
     * answer is about the last sending only. When the run stops, its item stays open and keeps that it was sent.
     */
    public Decision decide(Operation operation, Answer answer, History history) {
        Decision decision = ofAnswer(operation, answer, history);
        if (decision instanceof Decision.Fail fail && operation.isWrite() && history.mayHaveArrived()) {
            return switch (fail.kind()) {
                case REFUSED, UNAVAILABLE, UNUSABLE_ANSWER ->
                    new Decision.Fail(
                            CallFailed.Kind.UNKNOWN_FATE,
                            fail.message() + ", and " + EARLIER,
                            fail.retryAfter(),
                            fail.pauseVendor());
                case BREAKER_OPEN, RATE_LIMITED, STOPPED, TOO_LATE, UNKNOWN_FATE -> fail;
            };
        }
        return decision;
    }

    private Decision ofAnswer(Operation operation, Answer answer, History history) {
        if (answer instanceof Answered answered) {
            return answered(operation, answered, history);
        }
        if (answer instanceof NoAnswer none) {
            return noAnswer(operation, none, history);
        }
        if (answer instanceof NotPermitted) {
            return new Decision.Fail(
                    CallFailed.Kind.BREAKER_OPEN,
                    "not sent: the circuit breaker is open after repeated failures of the vendor");
        }
        if (answer instanceof Postponed postponed) {
            return postponed(postponed.pauseLeft());
        }
        throw new IllegalStateException("No rule for " + answer);
    }

    /** Nobody waits out a pause that the one who was told did not wait out either. */
    private Decision postponed(Duration pauseLeft) {
        return beyond(pauseLeft)
                ? new Decision.Fail(
                        CallFailed.Kind.RATE_LIMITED,
                        "not sent: the vendor told an earlier call to wait, and " + pauseLeft.toSeconds()
                                + " s of that are left, beyond retry.max-wait=" + retry.maxWait(),
                        pauseLeft,
                        null)
                : new Decision.Wait();
    }

    /** Whether a wait is longer than anybody is made to wait. */
    boolean beyond(Duration wait) {
        return wait.compareTo(retry.maxWait()) > 0;
    }

    private Decision answered(Operation operation, Answered answer, History history) {
        int status = answer.status();
        if (operation.isData(status)) {
            return new Decision.Accept();
        }
        if (status == 401 && operation.bearer()) {
            return history.tokenRenewed()
                    ? new Decision.Fail(CallFailed.Kind.REFUSED, "HTTP 401, also with a new token")
                    : new Decision.RenewToken();
        }
        Optional<Duration> retryAfter =
                answer.header("retry-after").flatMap(value -> RetryAfter.parse(value, clock.instant()));
        if (status == 429) {
            return again(retryAfter, history, true, false, "HTTP 429");
        }
        if (status == 503 && operation.isWrite() && retryAfter.isPresent()) {
            return again(retryAfter, history, false, false, "HTTP 503");
        }
        if (operation.isWrite()) {
            return status >= 500 ? ambiguous(operation, "HTTP " + status, history) : refused(status);
        }
        return READ_AGAIN.contains(status)
                ? again(retryAfter, history, false, false, "HTTP " + status)
                : refused(status);
    }

    private static Decision refused(int status) {
        CallFailed.Kind kind = status >= 500 ? CallFailed.Kind.UNAVAILABLE : CallFailed.Kind.REFUSED;
        return new Decision.Fail(kind, "HTTP " + status);
    }

    private Decision noAnswer(Operation operation, NoAnswer none, History history) {
        if (operation.isWrite() && none.mayHaveArrived()) {
            return ambiguous(operation, none.cause(), history);
        }
        return again(Optional.empty(), history, false, false, none.cause());
    }

    private Decision ambiguous(Operation operation, String why, History history) {
        return switch (operation.afterAmbiguity()) {
            case REPEAT -> again(Optional.empty(), history, false, true, why);
            case LOOKUP -> new Decision.LookUp(why);
            case NONE ->
                new Decision.Fail(
                        CallFailed.Kind.UNKNOWN_FATE,
                        why + ": nobody can tell whether it arrived, so it is not sent again by itself");
        };
    }

    private Decision again(
            Optional<Duration> retryAfter, History history, boolean pauseVendor, boolean ambiguous, String why) {
        if (retryAfter.isPresent() && beyond(retryAfter.get())) {
            Duration longestPause = retry.maxWait().plus(LONGEST_PAUSE_BEYOND);
            return new Decision.Fail(
                    CallFailed.Kind.RATE_LIMITED,
                    why + ", with a Retry-After of " + retryAfter.get().toSeconds() + " s, beyond retry.max-wait="
                            + retry.maxWait(),
                    retryAfter.get(),
                    retryAfter.get().compareTo(longestPause) < 0 ? retryAfter.get() : longestPause);
        }
        Duration after = retryAfter.orElseGet(() -> retry.backOff(history.attempt(), random));
        if (history.attempt() >= retry.maxAttempts()) {
            // Renewing a token costs one attempt more than the policy allows.
            int allowed = Math.max(history.attempt(), retry.maxAttempts());
            return new Decision.Fail(
                    ambiguous ? CallFailed.Kind.UNKNOWN_FATE : CallFailed.Kind.UNAVAILABLE,
                    why + " (attempt " + history.attempt() + " of " + allowed + ")",
                    null,
                    pauseVendor ? after : null);
        }
        return new Decision.Repeat(after, pauseVendor, ambiguous, why);
    }
}
