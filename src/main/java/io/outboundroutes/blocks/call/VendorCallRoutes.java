package io.outboundroutes.blocks.call;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.outboundroutes.blocks.Variables;
import io.outboundroutes.platform.auth.Token;
import io.outboundroutes.platform.http.Operation;
import io.outboundroutes.platform.http.VendorConnection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;

/**
 * The vendor call, once per vendor: a loop of attempts, each an enrichment on a copy of the exchange.
 *
 * <pre>
 * genesys-call      loop while pending: wait → enrich from genesys-attempt → decide → (look up); settle
 * genesys-attempt   enrich the token → throttle → circuit breaker around HTTP
 * </pre>
 *
 * <p>YAML uses it as {@code kamelet:genesys-call/<operation id>} with the parameters of {@link OperationParameters}.
 * The number of sends does not depend on where a route places the call: its error handler never redelivers, and it
 * decides by answers, not by exceptions.
 */
public final class VendorCallRoutes extends RouteBuilder {

    /** The shortest period over which the Throttle smooths. */
    private static final Duration SMOOTHING = Duration.ofMillis(20);

    private final VendorConnection vendor;
    private final HttpTarget target;
    private final TokenSteps tokens;
    private final CircuitBreaker breaker;
    private final String httpOptions;
    private final Duration interval;
    private final ConcurrentMap<String, Operation> operations = new ConcurrentHashMap<>();

    /**
     * @param interval the time between two calls at the vendor's rate limit
     * @param httpOptions further options of the camel-http endpoint, as a query string
     */
    public VendorCallRoutes(
            VendorConnection vendor,
            HttpTarget target,
            TokenSteps tokens,
            CircuitBreaker breaker,
            Duration interval,
            String httpOptions) {
        this.vendor = vendor;
        this.target = target;
        this.tokens = tokens;
        this.breaker = breaker;
        this.interval = interval;
        this.httpOptions = httpOptions;
    }

    /** The operations that the loaded routes use, by id. */
    public Map<String, Operation> operations() {
        return Map.copyOf(operations);
    }

    /** The circuit breaker around the vendor's HTTP. */
    public CircuitBreaker breaker() {
        return breaker;
    }

    /**
     * Gets a token as a call would, outside of any run: to see whether the credentials are good.
     *
     * @throws io.outboundroutes.platform.http.CallFailed when there is none to be had
     */
    public Token requestToken(CamelContext camel) {
        return tokens.current(camel);
    }

    @Override
    public void configure() {
        // Not noErrorHandler: without one, a caller's redelivery would repeat the call's inner steps (CAMEL-FACTS 14).
        errorHandler(defaultErrorHandler().maximumRedeliveries(0).logExhausted(false));
        String name = vendor.vendor();
        String steps = name + "CallSteps";
        getCamelContext().getRegistry().bind(steps, new VendorCallSteps(target));
        getCamelContext().getRegistry().bind(name + "TokenSteps", tokens);
        getCamelContext().getRegistry().bind(name + "Breaker", breaker);
        getCamelContext().getRegistry().bind(name + "TokenTimeout", new TokenTimeout(target));

        template(name);
        call(name, steps);
        attempt(name, steps);
        token(name);
    }

    private void template(String name) {
        routeTemplate(name + "-call")
                .templateParameter("method", null, "GET, POST, PUT, PATCH or DELETE")
                .templateParameter("path", null, "Path below the base URL; {field} is filled from the request")
                .templateParameter("effect", null, "read or write")
                .templateParameter("query", "", "Request fields that travel in the query string, by comma")
                .templateParameter("afterAmbiguity", "", "What follows a write of unknown fate: repeat, lookup or none")
                .templateParameter("lookup", "", "The direct: route that looks such a write up")
                .templateParameter("dataStatuses", "", "Statuses besides 2xx that are an answer, e.g. 409")
                .templateParameter("scope", "", "The OAuth scope that it needs")
                .templateParameter("budget", "", "A rate limit on top of the vendor's")
                .templateParameter("pager", "", "Page style: page-number, cursor or offset")
                .templateParameter("records", "", "The answer's field that holds a page's records")
                .templateBean("opener", OpenCall.class, context -> {
                    Operation operation =
                            OperationParameters.read(String.valueOf(context.getProperty("routeId")), parameter ->
                                    (String) context.getProperty(parameter));
                    operations.put(operation.id(), operation);
                    return new OpenCall(vendor, operation);
                })
                .from("kamelet:source")
                .bean("{{opener}}", "open")
                .id("open-call")
                .to("direct:" + name + "-call")
                .id("call-vendor");
    }

    private void call(String name, String steps) {
        from("direct:" + name + "-call")
                .routeId(name + "-call")
                .routeDescription("Repeats attempts of one call until there is an answer or a reason to give up")
                .loopDoWhile(method(steps, "isPending"))
                .id(name + "-attempts")
                .delay(method(steps, "waitMillis"))
                .syncDelayed()
                .id(name + "-wait")
                .enrich()
                .constant("direct:" + name + "-attempt")
                .aggregationStrategy(new KeepRequest())
                .aggregateOnException(true)
                .id(name + "-enrich")
                .bean(steps, "decide")
                .id(name + "-decide")
                .filter(method(steps, "wantsLookup"))
                .id(name + "-if-fate-unknown")
                .enrich()
                .constant("direct:" + name + "-lookup")
                .aggregationStrategy(new KeepLookup())
                .aggregateOnException(true)
                .id(name + "-look-up")
                .end()
                .end()
                .end()
                .bean(steps, "settle")
                .id(name + "-settle");

        from("direct:" + name + "-lookup")
                .routeId(name + "-lookup")
                .routeDescription("Asks the vendor whether a write of unknown fate happened")
                .setVariable("ambiguous", variable(Variables.CALL))
                .toD("direct:${variable.call.lookup}")
                .id(name + "-lookup-operation")
                .setVariable(Variables.CALL, variable("ambiguous"))
                .bean(steps, "lookedUp")
                .id(name + "-looked-up");
    }

    private void attempt(String name, String steps) {
        long periodMillis = Math.max(SMOOTHING.toMillis(), interval.toMillis());
        long permits = Math.max(1, (periodMillis * 1_000_000 + interval.toNanos() - 1) / interval.toNanos());
        from("direct:" + name + "-attempt")
                .routeId(name + "-attempt")
                // Camel would else copy the whole body before we read it, unbounded in size and time.
                .streamCache("false")
                .routeDescription("One attempt of a call: token, throttle, circuit breaker, HTTP")
                .filter(method(steps, "mayGo"))
                .id(name + "-may-go")
                .enrich()
                .constant("direct:" + name + "-token")
                .aggregationStrategy(new KeepRequest()) // an exception must end the attempt: never send without a token
                .id(name + "-add-token")
                .throttle(permits)
                .timePeriodMillis(periodMillis)
                .id(name + "-throttle")
                .circuitBreaker()
                .id(name + "-breaker")
                .resilience4jConfiguration()
                .circuitBreaker(name + "Breaker")
                .throwExceptionWhenHalfOpenOrOpenState(true)
                .end()
                .bean(steps, "prepare")
                .id(name + "-prepare")
                .to(target.base() + "?httpClientConfigurer=#" + name + "TokenTimeout&" + httpOptions)
                .id(name + "-http")
                .bean(steps, "read")
                .id(name + "-read")
                .onFallback()
                .bean(steps, "noAnswer")
                .id(name + "-no-answer")
                .end()
                .end();
    }

    private void token(String name) {
        from("direct:" + name + "-token")
                .routeId(name + "-token")
                .routeDescription("Gives a call its access token, a new one when the current one is not fresh")
                .bean(name + "TokenSteps", "provide")
                .id(name + "-provide-token");

        from("direct:" + name + "-token-renewal")
                .routeId(name + "-token-renewal")
                .routeDescription("Asks for a new access token; one caller at a time")
                .to("direct:" + name + "-call")
                .id(name + "-request-token");
    }
}
