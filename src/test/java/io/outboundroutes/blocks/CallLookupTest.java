package io.outboundroutes.blocks;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.app.TestBlocks;
import io.outboundroutes.platform.http.CallFailed;
import io.outboundroutes.platform.http.VendorAnswer;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.fault.Fault;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What follows a write of which nobody knows whether it arrived. */
class CallLookupTest {

    private static SandboxServer sandbox;
    private static TestBlocks blocks;

    @BeforeAll
    static void start() {
        sandbox = SandboxServer.start(SandboxOptions.defaults().withContacts(0));
        blocks = TestBlocks.towards(sandbox)
                .with("http.call-timeout", "500ms")
                .routes(new Routes())
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

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"500-after", "reset-after", "timeout-after", "truncated"})
    void all5_aWriteThatTheLookUpFindsIsAcceptedWithoutASecondSend(String fault) {
        once(fault);

        Exchange done = blocks.send("direct:create-found", Bodies.segment("Found"));

        assertThat(done.getException()).isNull();
        VendorAnswer answer = done.getMessage().getBody(VendorAnswer.class);
        assertThat(answer.afterAmbiguity()).isTrue();
        assertThat(answer.field("id")).isEqualTo("found-id");
        assertThat(sandbox.state().requests("segments-create")).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"500", "reset", "timeout"})
    void all5_aWriteThatTheLookUpDoesNotFindIsSentAgain(String fault) {
        once(fault);

        Exchange done = blocks.send("direct:create-absent", Bodies.segment("Absent"));

        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody(VendorAnswer.class).status()).isEqualTo(201);
        assertThat(sandbox.state().requests("segments-create")).hasSize(2);
        assertThat(sandbox.state().requests("segments-get"))
                .as("the look-up is a vendor call of its own")
                .hasSize(1);
    }

    @Test
    void all5_aWriteThatNeverArrivesIsLookedUpAfterEachSendAndFailsWithoutBeingUnknown() {
        sandbox.fault(Fault.named("reset").path("segments-create"));

        CallFailed failure = failure(blocks.send("direct:create-absent", Bodies.segment("Absent")));

        assertThat(failure.kind()).isEqualTo(CallFailed.Kind.UNAVAILABLE);
        assertThat(sandbox.state().requests("segments-create")).hasSize(5);
        assertThat(sandbox.state().requests("segments-get")).hasSize(5);
    }

    @Test
    void all5_aLookUpThatFailsLeavesTheFateUnknownAndNothingIsSentAgain() {
        once("reset-after");
        sandbox.fault(Fault.named("403").path("segments-get"));

        CallFailed failure = failure(blocks.send("direct:create-absent", Bodies.segment("Absent")));

        assertThat(failure.kind()).isEqualTo(CallFailed.Kind.UNKNOWN_FATE);
        assertThat(failure).hasMessageContaining("the look-up failed").hasMessageContaining("look-up-absent: HTTP 403");
        assertThat(failure.operation()).isEqualTo("create-absent");
        assertThat(sandbox.state().requests("segments-create")).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"500", "502-after", "reset", "reset-after", "truncated"})
    void all5_withoutALookUpAnAmbiguousWriteIsOfUnknownFateAndSentOnce(String fault) {
        once(fault);

        CallFailed failure = failure(blocks.send("direct:create-none", Bodies.segment("None")));

        assertThat(failure.kind()).isEqualTo(CallFailed.Kind.UNKNOWN_FATE);
        assertThat(failure).hasMessageContaining("nobody can tell whether it arrived");
        assertThat(sandbox.state().requests("segments-create")).hasSize(1);
    }

    @Test
    void all5_withoutALookUpA503WithRetryAfterIsRepeatedForItDidNotArrive() {
        sandbox.fault(Fault.named("503").path("segments-create").first(1).with("retryAfter", "0.01"));

        assertThat(blocks.send("direct:create-none", Bodies.segment("None")).getException())
                .isNull();

        assertThat(sandbox.state().requests("segments-create")).hasSize(2);
    }

    private static void once(String fault) {
        sandbox.fault(Fault.named(fault).path("segments-create").first(1));
    }

    private static CallFailed failure(Exchange done) {
        assertThat(done.getException()).isInstanceOf(CallFailed.class);
        return (CallFailed) done.getException();
    }

    private static final class Routes extends RouteBuilder {
        @Override
        public void configure() {
            String create = "?method=POST&path=/api/v2/outbound/segments&effect=write&afterAmbiguity=";
            from("direct:create-none").to("kamelet:genesys-call/create-none" + create + "none");
            from("direct:create-found")
                    .to("kamelet:genesys-call/create-found" + create + "lookup&lookup=find-in-a-list");
            from("direct:create-absent")
                    .to("kamelet:genesys-call/create-absent" + create + "lookup&lookup=find-by-get");

            from("direct:find-in-a-list").setBody(constant(new VendorAnswer(200, Map.of("id", "found-id"), 1, false)));
            from("direct:find-by-get")
                    .setBody(constant(Map.of("segmentId", "nobody")))
                    .to("kamelet:genesys-call/look-up-absent?method=GET&path=/api/v2/outbound/segments/{segmentId}"
                            + "&effect=read&dataStatuses=404")
                    .filter(simple("${body.status} == 404"))
                    .process(exchange -> exchange.getMessage().setBody(null))
                    .end();
        }
    }
}
