package io.outboundroutes.platform.http;

import io.outboundroutes.platform.auth.Tokens;
import io.outboundroutes.platform.budget.Pacer;
import io.outboundroutes.platform.budget.VendorBudget;
import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.platform.run.SendLedger;
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
        Map<String, Pacer> extraBudgets,
        Tokens tokens,
        ErrorText errorText,
        SendLedger ledger,
        Checkpoint checkpoint,
        CallListener listener,
        InstantSource clock) {

    public VendorConnection {
        extraBudgets = Map.copyOf(extraBudgets);
    }
}
