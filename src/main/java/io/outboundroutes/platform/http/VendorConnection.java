package io.outboundroutes.platform.http;

import io.outboundroutes.platform.auth.Tokens;
import io.outboundroutes.platform.budget.Pace;
import io.outboundroutes.platform.budget.VendorBudget;
import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.platform.run.RunContext;
import io.outboundroutes.platform.run.SendLedger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/**
 * What all calls of one vendor share: its tokens, its budget, its rules. One per vendor and process. Thread-safe.
 *
 * @param vendor {@code genesys} or {@code cxone}
 * @param policy what follows from an answer
 * @param budget the vendor's rate limit and pause
 * @param extraBudgets further rate limits by name, for operations that name one
 * @param tokens the current access token
 * @param errorText what of the vendor's error answers may be shown
 * @param ledger remembers that a write leaves
 * @param checkpoint where kill tests halt
 * @param listener sees every attempt and wait
 * @param clock for Retry-After and token ages
 */
public record VendorConnection(
        String vendor,
        AnswerPolicy policy,
        VendorBudget budget,
        Map<String, Pace> extraBudgets,
        Tokens tokens,
        ErrorText errorText,
        SendLedger ledger,
        Checkpoint checkpoint,
        CallListener listener,
        InstantSource clock) {

    public VendorConnection {
        extraBudgets = Map.copyOf(extraBudgets);
    }

    /** @throws IllegalStateException when the operation names a budget that there is not */
    void requireBudget(Operation operation) {
        if (!operation.budget().isEmpty() && !extraBudgets.containsKey(operation.budget())) {
            throw new IllegalStateException("Operation " + operation.id() + ": there is no budget '"
                    + operation.budget() + "'; known are " + extraBudgets.keySet());
        }
    }

    /** How long the vendor is still paused; zero when it is not. */
    Duration pauseLeft() {
        Instant now = clock.instant();
        return Duration.between(now, budget.pausedUntil().orElse(now));
    }

    /** Asks for a permit of the budget that an operation is under besides the vendor's; granted at once when there is none. */
    Pace.Turn askExtra(Operation operation, Duration least) {
        Pace extra = extraBudgets.get(operation.budget());
        return extra == null ? new Pace.Turn(least, true) : extra.ask(least);
    }

    /** Asks for a permit of the vendor's budget: its rate is the one that a 429 answers, so it comes last. */
    Pace.Turn ask(Operation operation, RunContext run, Duration least) {
        Duration pause = pauseLeft();
        if (pause.compareTo(least) > 0) {
            listener.waiting(vendor, operation, pause, "the vendor is paused", run);
        }
        return budget.ask(least);
    }
}
