package io.outboundroutes.app;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.outboundroutes.blocks.call.HttpTarget;
import io.outboundroutes.blocks.call.TokenSteps;
import io.outboundroutes.blocks.call.VendorCallRoutes;
import io.outboundroutes.blocks.call.VendorCallSteps;
import io.outboundroutes.platform.auth.Token;
import io.outboundroutes.platform.auth.Tokens;
import io.outboundroutes.platform.budget.Pace;
import io.outboundroutes.platform.budget.VendorBudget;
import io.outboundroutes.platform.config.CallKeys;
import io.outboundroutes.platform.config.ContactsKeys;
import io.outboundroutes.platform.config.Rate;
import io.outboundroutes.platform.config.Settings;
import io.outboundroutes.platform.config.Vendor;
import io.outboundroutes.platform.config.VendorKeys;
import io.outboundroutes.platform.http.AnswerPolicy;
import io.outboundroutes.platform.http.CallListener;
import io.outboundroutes.platform.http.ErrorText;
import io.outboundroutes.platform.http.RetryPolicy;
import io.outboundroutes.platform.http.TokenRequest;
import io.outboundroutes.platform.http.VendorConnection;
import io.outboundroutes.platform.run.RunContext;
import io.outboundroutes.platform.run.SendLedger;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.camel.Exchange;

/** Builds the call block of a vendor from the settings. Stateless. */
final class VendorBlocks {

    private static final int SERVER_ERROR = 500;
    /**
     * Requests for tokens, of all processes together. A process needs one for a token's life; this bounds what they all ask
     * when a vendor keeps refusing tokens that it has just given.
     */
    private static final Rate TOKENS = new Rate(10, Duration.ofSeconds(1));

    /** Makes rate limits, by names that are the same in every process. */
    @FunctionalInterface
    interface Paces {
        Pace of(String budget, int permits, Duration period);
    }

    private VendorBlocks() {}

    /** What all calls of a vendor share. */
    static VendorConnection connection(
            VendorLink link,
            Settings settings,
            Surroundings around,
            ErrorText errorText,
            SendLedger ledger,
            CallListener listener,
            Paces paces) {
        RetryPolicy retry = new RetryPolicy(
                settings.get(CallKeys.RETRY_MAX_ATTEMPTS),
                settings.get(CallKeys.RETRY_BASE),
                settings.get(CallKeys.RETRY_CAP),
                settings.get(CallKeys.RETRY_MAX_WAIT));
        String name = link.vendor().id() + " " + link.address().host();
        return new VendorConnection(
                link.vendor().id(),
                new AnswerPolicy(retry, around.clock(), around.random()),
                new VendorBudget(
                        pace(paces, name, settings.get(link.vendor().keys().rateLimit())), around.clock()),
                extraBudgets(link.vendor(), name, settings, paces),
                new Tokens(around.clock()),
                errorText,
                ledger,
                around.checkpoint(),
                listener,
                around.clock());
    }

    /** Rate limits on top of the vendor's, by the names under which operations take part in them. */
    private static Map<String, Pace> extraBudgets(Vendor vendor, String name, Settings settings, Paces paces) {
        Map<String, Pace> budgets = new HashMap<>();
        budgets.put(TokenSteps.BUDGET, pace(paces, name + " " + TokenSteps.BUDGET, TOKENS));
        if (vendor == Vendor.GENESYS) {
            budgets.put("contacts", pace(paces, name + " contacts", settings.get(ContactsKeys.RATE_LIMIT)));
        }
        return budgets;
    }

    private static Pace pace(Paces paces, String budget, Rate rate) {
        return paces.of(budget, rate.permits(), rate.period());
    }

    /** The vendor's call routes. */
    static VendorCallRoutes routes(
            VendorLink link, VendorConnection connection, Settings settings, BiConsumer<RunContext, Token> granted) {
        VendorKeys keys = link.vendor().keys();
        HttpTarget target = new HttpTarget(
                link.address().base(),
                link.address().token(),
                settings.get(CallKeys.HTTP_CALL_TIMEOUT),
                settings.get(CallKeys.HTTP_TOKEN_TIMEOUT),
                Math.toIntExact(settings.get(CallKeys.HTTP_MAX_BODY)));
        TokenRequest.Style style =
                TokenRequest.Style.valueOf(settings.get(keys.tokenStyle()).toUpperCase(Locale.ROOT));
        TokenSteps tokens = new TokenSteps(
                connection,
                () -> TokenRequest.of(
                        style, link.clientId(), link.clientSecret().reveal()),
                granted);
        Rate rate = settings.get(keys.rateLimit());
        return new VendorCallRoutes(
                connection,
                target,
                tokens,
                breaker(link.vendor().id(), keys, settings),
                rate.period().dividedBy(rate.permits()),
                HttpOptions.of(settings, link.address().base(), settings.get(CallKeys.HTTP_CALL_TIMEOUT)));
    }

    /** Opens on failures of the vendor's making only: 5xx and I/O, never a 4xx (all7). */
    private static CircuitBreaker breaker(String name, VendorKeys keys, Settings settings) {
        int window = settings.get(keys.breakerWindow());
        CircuitBreakerConfig config = CircuitBreakerConfig.custom()
                .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(window)
                .minimumNumberOfCalls(Math.min(window, settings.get(keys.breakerMinimum())))
                .failureRateThreshold(settings.get(keys.breakerFailurePercent()))
                .waitDurationInOpenState(settings.get(keys.breakerOpen()))
                .recordResult(VendorBlocks::isServerError)
                .ignoreException(caught -> VendorCallSteps.connectionFailure(caught) == null)
                .build();
        return CircuitBreaker.of(name, config);
    }

    private static boolean isServerError(Object result) {
        return result instanceof Exchange exchange
                && exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class) >= SERVER_ERROR;
    }
}
