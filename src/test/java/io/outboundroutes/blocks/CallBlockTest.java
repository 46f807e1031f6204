package io.outboundroutes.blocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outboundroutes.app.TestBlocks;
import io.outboundroutes.platform.http.VendorAnswer;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.fault.Fault;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The call block takes its parameters and leaves nothing but its answer. */
class CallBlockTest {

    private static SandboxServer sandbox;
    private static TestBlocks blocks;

    @BeforeAll
    static void start() {
        sandbox = SandboxServer.start(SandboxOptions.defaults().withContacts(50));
        blocks = TestBlocks.towards(sandbox)
                .routes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:nothing").setBody(constant("answered"));
                        from("direct:caught")
                                .doTry()
                                .to("direct:genesys-create-segment")
                                .doCatch(Exception.class)
                                .setBody(constant("failed"))
                                .end();
                    }
                })
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

    /** Also after renewals and repetitions. */
    @ParameterizedTest(name = "{0} first")
    @CsvSource({"no fault", "500", "revoked-token", "reset"})
    void theExchangeDiffersOnlyInItsBody(String fault) {
        if (!fault.equals("no fault")) {
            sandbox.fault(Fault.named(fault).path("segments-create").first(1));
        }
        Exchange untouched = send("direct:nothing");

        Exchange done = send("direct:genesys-create-segment");

        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody()).isInstanceOf(VendorAnswer.class);
        assertThat(state(done)).isEqualTo(state(untouched));
    }

    @Test
    void aFailedCallLeavesNothingOfItsOwnEither() {
        sandbox.fault(Fault.named("403").path("segments-create"));

        Exchange done = send("direct:caught");

        assertThat(done.getMessage().getBody()).isEqualTo("failed");
        assertThat(done.getVariables()).containsOnlyKeys(Variables.RUN, Variables.ITEM, "mine");
        assertThat(done.getMessage().getHeaders()).containsOnlyKeys("X-Mine", Exchange.HTTP_METHOD);
    }

    private static Exchange send(String uri) {
        return blocks.send(uri, blocks.run(), Bodies.segment("Hygiene"), exchange -> {
            exchange.getMessage().setHeader("X-Mine", "kept");
            exchange.getMessage().setHeader(Exchange.HTTP_METHOD, "PUT");
            exchange.setVariable("mine", "kept");
            exchange.setProperty("mine", "kept");
        });
    }

    /** Headers, properties and variables, less what names the endpoint and the run that differ anyway. */
    private static Map<String, Object> state(Exchange exchange) {
        Map<String, Object> state = new TreeMap<>();
        exchange.getMessage().getHeaders().forEach((name, value) -> state.put("header " + name, value));
        exchange.getProperties().forEach((name, value) -> state.put("property " + name, value));
        exchange.getVariables().forEach((name, value) -> state.put("variable " + name, value));
        List.of("property " + Exchange.TO_ENDPOINT, "variable run", "variable item")
                .forEach(name -> state.computeIfPresent(name, (key, value) -> "differs"));
        state.remove("property " + Exchange.TO_ENDPOINT);
        return state;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            missing method       | path=/x&effect=read                                                | method
            missing path         | method=GET&effect=read                                             | path
            missing effect       | method=GET&path=/x                                                 | effect
            effect               | method=GET&path=/x&effect=reads                                    | parameter effect='reads' is not known; expected one of read, write
            method               | method=FETCH&path=/x&effect=read                                   | parameter method='FETCH' is not usable; expected one of GET, POST, PUT, PATCH, DELETE
            path                 | method=GET&path=x&effect=read                                      | parameter path='x' is not usable
            write without policy | method=POST&path=/x&effect=write                                   | parameter afterAmbiguity='' is not known; expected one of repeat, lookup, none
            look-up by nobody    | method=POST&path=/x&effect=write&afterAmbiguity=lookup             | parameter lookup='null' is not usable; expected the look-up's route
            look-up unasked      | method=POST&path=/x&effect=write&afterAmbiguity=none&lookup=y      | parameter lookup='y' is not usable
            data statuses        | method=GET&path=/x&effect=read&dataStatuses=4xx                    | parameter dataStatuses holds '4xx'
            page style           | method=GET&path=/x&effect=read&pager=pages&records=r               | pager='pages' is not a page style
            pager without field  | method=GET&path=/x&effect=read&pager=offset                        | the parameters pager and records go together
            """)
    void aParameterThatCannotBeMeantFailsAtStart(String name, String parameters, String told) {
        assertThatThrownBy(() -> {
                    try (TestBlocks never = TestBlocks.towards(sandbox)
                            .routes(new RouteBuilder() {
                                @Override
                                public void configure() {
                                    from("direct:x").to("kamelet:genesys-call/odd-call?" + parameters);
                                }
                            })
                            .start()) {
                        assertThat(never).isNull();
                    }
                })
                .isNotInstanceOf(AssertionError.class)
                .hasStackTraceContaining(told);
    }

    @Test
    void aCallOutsideARunIsRefused() {
        Exchange done = blocks.camel()
                .createFluentProducerTemplate()
                .to("direct:genesys-query-contacts")
                .withBody(Bodies.query())
                .send();

        assertThat(done.getException()).hasMessageContaining("query-contacts was called outside a run");
        assertThat(sandbox.state().requests()).isEmpty();
    }
}
