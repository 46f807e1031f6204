package io.outboundroutes.blocks.call;

import io.outboundroutes.blocks.Variables;
import io.outboundroutes.platform.auth.Token;
import io.outboundroutes.platform.http.AfterAmbiguity;
import io.outboundroutes.platform.http.CallFailed;
import io.outboundroutes.platform.http.Effect;
import io.outboundroutes.platform.http.Operation;
import io.outboundroutes.platform.http.TokenRequest;
import io.outboundroutes.platform.http.VendorAnswer;
import io.outboundroutes.platform.http.VendorCall;
import io.outboundroutes.platform.http.VendorConnection;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunContext;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Variable;

/**
 * Gives a call its token, asking for a new one where none is fresh. A token request is a vendor call like any other,
 * with the same attempts, pace and breaker, but without a token (all2). Thread-safe.
 */
public final class TokenSteps {

    /** The rate limit that token requests are under besides the vendor's. */
    public static final String BUDGET = "token";

    private static final Duration LIFETIME_WHEN_NOT_TOLD = Duration.ofMinutes(5);

    private final VendorConnection vendor;
    private final Supplier<TokenRequest> credentials;
    private final BiConsumer<RunContext, Token> granted;
    private final Operation operation;

    /**
     * @param credentials builds the token request anew each time, so that its secret is not kept
     * @param granted sees every new token: to check its scopes, and to keep its value out of every text
     */
    public TokenSteps(
            VendorConnection vendor, Supplier<TokenRequest> credentials, BiConsumer<RunContext, Token> granted) {
        this.vendor = vendor;
        this.credentials = credentials;
        this.granted = granted;
        this.operation = new Operation(
                CallFailed.TOKEN,
                "POST",
                "/oauth/token",
                Set.of(),
                Effect.READ,
                AfterAmbiguity.REPEAT,
                null,
                Set.of(),
                false,
                "",
                BUDGET,
                null);
    }

    /** Gives the call a fresh token. */
    public void provide(Exchange exchange, @Variable(Variables.CALL) VendorCall call) throws InterruptedException {
        if (!call.needsToken()) {
            return;
        }
        try {
            call.use(fresh(exchange.getContext(), call.run()));
        } catch (CallFailed e) {
            // A write that may have arrived does not become a refused one because the token for its repetition is.
            throw call.endedBy(e);
        }
    }

    /** A fresh token outside of any run. */
    Token current(CamelContext camel) {
        Run nobody = Run.none(operation.id(), vendor.clock().instant());
        try {
            return fresh(camel, new RunContext(nobody, vendor.clock().instant()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for a token", e);
        }
    }

    private Token fresh(CamelContext camel, RunContext run) throws InterruptedException {
        // The renewal runs on an exchange of its own: whoever waits for it must not see its state.
        try (ProducerTemplate template = camel.createProducerTemplate()) {
            return vendor.tokens().fresh(() -> renew(template, run));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private Token renew(ProducerTemplate template, RunContext run) {
        Instant issued = vendor.clock().instant();
        Exchange renewal = template.request("direct:" + vendor.vendor() + "-token-renewal", exchange -> {
            exchange.setVariable(Variables.RUN, run);
            exchange.setVariable(Variables.CALL, VendorCall.forToken(vendor, operation, run, credentials.get()));
        });
        if (renewal.getException() instanceof RuntimeException failure) {
            throw failure;
        }
        if (renewal.getException() != null) {
            throw new IllegalStateException("Asking for a token failed", renewal.getException());
        }
        Token token = token(renewal.getMessage().getBody(VendorAnswer.class), issued);
        granted.accept(run, token);
        return token;
    }

    private Token token(VendorAnswer answer, Instant issued) {
        if (!(answer.field("access_token") instanceof String value) || value.isBlank()) {
            throw new CallFailed(
                    CallFailed.Kind.UNUSABLE_ANSWER,
                    operation.id(),
                    answer.status(),
                    null,
                    vendor.vendor() + " token: HTTP " + answer.status()
                            + ", but without an access_token; check the token URL");
        }
        Duration lifetime = answer.field("expires_in") instanceof Number seconds && seconds.longValue() > 0
                ? Duration.ofSeconds(seconds.longValue())
                : LIFETIME_WHEN_NOT_TOLD;
        Set<String> scopes = answer.field("scope") instanceof String scope
                ? Arrays.stream(scope.trim().split("\\s+"))
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.toSet())
                : Set.of();
        return new Token(value, issued, lifetime, scopes);
    }
}
