package io.outboundroutes.blocks;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.app.TestBlocks;
import io.outboundroutes.sandbox.RecordedRequest;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.fault.Fault;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How often a call is sent depends on its answers alone, never on where somebody places it. */
class CallPlacementTest {

    private static final List<String> PLACES =
            List.of("plain", "in-try", "in-breaker", "in-split", "under-redelivery", "sub-route-under-redelivery");

    private static SandboxServer sandbox;
    private static TestBlocks blocks;

    @BeforeAll
    static void start() {
        sandbox = SandboxServer.start(SandboxOptions.defaults());
        blocks = TestBlocks.towards(sandbox)
                .routes(new Placements())
                .routes(new Redelivering())
                .start();
    }

    @AfterAll
    static void stop() {
        blocks.close();
        sandbox.close();
    }

    @BeforeEach
    void reset() {
        sandbox.state().reset();
    }

    /**
     * @param faults what happens to the sends, in their order
     * @param sends how many there must be
     * @param succeeds whether the caller gets an answer
     */
    private record Case(String name, List<Fault> faults, int sends, boolean succeeds) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Arguments> matrix() {
        List<Case> cases = List.of(
                new Case("200", List.of(), 1, true),
                new Case("500-500-200", List.of(Fault.named("500").first(2)), 3, true),
                new Case("429 with Retry-After", List.of(Fault.named("429").with("retryAfter", "0.02")), 5, false),
                new Case("429 without Retry-After", List.of(Fault.named("429").with("retryAfter", "absent")), 5, false),
                new Case("404", List.of(Fault.named("404")), 1, false),
                new Case("reset", List.of(Fault.named("reset")), 5, false));
        return cases.stream()
                .flatMap(answers -> PLACES.stream()
                        .flatMap(place -> Stream.of("contacts-query", "segments-create")
                                .map(operation -> Arguments.of(answers, place, operation))));
    }

    @ParameterizedTest(name = "{0}, {1}, {2}")
    @MethodSource("matrix")
    void all5_theNumberOfSendsIsTheSameWhereverTheCallIsPlaced(Case answers, String place, String operation) {
        answers.faults().forEach(fault -> sandbox.fault(fault.path(operation)));

        Exchange done = blocks.send("direct:" + place + "-" + operation, body(operation));

        List<RecordedRequest> sent = sandbox.state().requests(operation);
        assertThat(sent).hasSize(answers.sends());
        assertThat(done.getException() == null).isEqualTo(answers.succeeds());
        if (operation.equals("segments-create")) {
            assertThat(sent.stream().map(request -> request.header("Idempotency-Key")))
                    .as("one key for all attempts")
                    .doesNotContainNull()
                    .containsOnly(sent.get(0).header("Idempotency-Key"));
        }
    }

    private static Map<String, Object> body(String operation) {
        return operation.equals("contacts-query") ? Bodies.query() : Bodies.segment("Placed_" + UUID.randomUUID());
    }

    private static String call(String place, String operation) {
        String options = operation.equals("contacts-query")
                ? "?method=POST&path=/api/v2/outbound/contacts/query&effect=read&pager=page-number&records=contacts"
                : "?method=POST&path=/api/v2/outbound/segments&effect=write&afterAmbiguity=repeat&dataStatuses=409";
        return "kamelet:genesys-call/" + place + "-call-" + operation + options;
    }

    /** The placements, each failing as the call does: a caught exception is thrown again. */
    private static final class Placements extends RouteBuilder {
        @Override
        public void configure() {
            for (String operation : List.of("contacts-query", "segments-create")) {
                from("direct:plain-" + operation).to(call("plain", operation));

                from("direct:in-try-" + operation)
                        .doTry()
                        .to(call("in-try", operation))
                        .doCatch(Exception.class)
                        .throwException(new IllegalStateException("caught"))
                        .end();

                from("direct:in-breaker-" + operation)
                        .circuitBreaker()
                        .resilience4jConfiguration()
                        .minimumNumberOfCalls(100)
                        .end()
                        .to(call("in-breaker", operation))
                        .onFallback()
                        .throwException(new IllegalStateException("fell back"))
                        .end();

                from("direct:in-split-" + operation)
                        .setProperty("request", body())
                        .split(constant(List.of(1)))
                        .stopOnException()
                        .setBody(exchangeProperty("request"))
                        .to(call("in-split", operation))
                        .end();

                from("direct:ordinary-" + operation).to(call("ordinary", operation));
            }
        }
    }

    /** A caller whose error handler redelivers. */
    private static final class Redelivering extends RouteBuilder {
        @Override
        public void configure() {
            errorHandler(defaultErrorHandler().maximumRedeliveries(3).redeliveryDelay(0));
            for (String operation : List.of("contacts-query", "segments-create")) {
                from("direct:under-redelivery-" + operation).to(call("under-redelivery", operation));
                from("direct:sub-route-under-redelivery-" + operation).to("direct:ordinary-" + operation);
            }
        }
    }
}
