package io.outboundroutes.blocks;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.app.TestBlocks;
import io.outboundroutes.platform.http.CallFailed;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.fault.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The breaker opens on the vendor's failures only, and while it is open nothing leaves. */
class CallBreakerTest {

    private static final String QUERY = "direct:genesys-query-contacts";
    private static final String CREATE = "direct:genesys-create-segment";
    private static final SandboxOptions FEW = SandboxOptions.defaults().withContacts(50);

    private final List<String> marked = new CopyOnWriteArrayList<>();

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"500", "503", "reset", "truncated", "timeout"})
    void all7_failuresOfTheVendorOpenItAndThenNothingIsSent(String fault) {
        try (SandboxServer sandbox = SandboxServer.start(FEW);
                TestBlocks blocks = start(sandbox)) {
            blocks.send(QUERY, Bodies.query());
            Fault failing = Fault.named(fault).path("contacts-query");
            sandbox.fault(fault.equals("timeout") ? failing.with("delayMs", 5000) : failing);
            // Token and first query went well: 8 failures are missing to the minimum of 10 at over 50 %.
            blocks.send(QUERY, Bodies.query());
            blocks.send(QUERY, Bodies.query());
            int sent = sandbox.state().requests().size();

            Exchange read = blocks.send(QUERY, Bodies.query());
            Exchange write = blocks.send(CREATE, Bodies.segment("Never_sent"));

            for (Exchange done : List.of(read, write)) {
                assertThat(done.getException()).isInstanceOfSatisfying(CallFailed.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(CallFailed.Kind.BREAKER_OPEN);
                    assertThat(failure.stopsTheRun()).isTrue();
                    assertThat(failure).hasMessageContaining("not sent: the circuit breaker is open");
                });
            }
            assertThat(sandbox.state().requests()).hasSize(sent);
            assertThat(sent).as("2 good ones, then failures until it opens").isBetween(10, 12);
            assertThat(marked).as("a write that did not leave is not marked").isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"400", "401", "403", "404", "409", "429"})
    void all7_refusalsNeverOpenIt(String status) {
        try (SandboxServer sandbox = SandboxServer.start(FEW);
                TestBlocks blocks = start(sandbox)) {
            Fault refusal = Fault.named(status).path("contacts-query").first(30);
            sandbox.fault(status.equals("429") ? refusal.with("retryAfter", "0.01") : refusal);
            for (int i = 0; sandbox.state().requests("contacts-query").size() < 30 && i < 30; i++) {
                blocks.send(QUERY, Bodies.query());
            }

            assertThat(blocks.send(QUERY, Bodies.query()).getException()).isNull();
        }
    }

    @Test
    void all7_aWriteIsMarkedBeforeEachSendThatLeaves() {
        try (SandboxServer sandbox = SandboxServer.start(FEW);
                TestBlocks blocks = start(sandbox)) {
            sandbox.fault(Fault.named("503").path("segments-create").first(1).with("retryAfter", "0.01"));

            assertThat(blocks.send(CREATE, Bodies.segment("Marked")).getException())
                    .isNull();

            assertThat(sandbox.state().requests("segments-create")).hasSize(2);
            assertThat(marked).containsExactly("item-1", "item-1");
        }
    }

    /** The second one looks like a failure of the network, and is none. */
    @ParameterizedTest(name = "caused by I/O: {0}")
    @ValueSource(booleans = {false, true})
    void all5_aWriteThatCannotBeMarkedIsNotSentAndNotRepeated(boolean causedByIo) {
        RuntimeException broken = causedByIo
                ? new UncheckedIOException("the store is gone", new IOException("disk full"))
                : new IllegalStateException("the store is gone");
        try (SandboxServer sandbox = SandboxServer.start(FEW);
                TestBlocks blocks = TestBlocks.towards(sandbox)
                        .ledger((run, item, operation) -> {
                            marked.add(item);
                            throw broken;
                        })
                        .start()) {
            Exchange done = blocks.send(CREATE, Bodies.segment("Never_sent"));

            assertThat(done.getException()).isSameAs(broken);
            assertThat(marked).hasSize(1);
            assertThat(sandbox.state().requests("segments-create")).isEmpty();
            assertThat(done.getVariable(Variables.CALL)).isNull();
        }
    }

    @Test
    void all7_failuresOfOurOwnStoreDoNotOpenIt() {
        boolean[] broken = {true};
        try (SandboxServer sandbox = SandboxServer.start(FEW);
                TestBlocks blocks = TestBlocks.towards(sandbox)
                        .with("genesys.breaker.window", "20")
                        .with("genesys.breaker.minimum", "10")
                        .ledger((run, item, operation) -> {
                            if (broken[0]) {
                                throw new IllegalStateException("the store is gone");
                            }
                        })
                        .start()) {
            for (int i = 0; i < 15; i++) {
                blocks.send(CREATE, Bodies.segment("Never_sent"));
            }
            broken[0] = false;

            assertThat(blocks.send(CREATE, Bodies.segment("Sent")).getException())
                    .isNull();
            assertThat(sandbox.state().requests("segments-create")).hasSize(1);
        }
    }

    private TestBlocks start(SandboxServer sandbox) {
        return TestBlocks.towards(sandbox)
                .with("genesys.breaker.window", "20")
                .with("genesys.breaker.minimum", "10")
                .with("http.call-timeout", "200ms")
                .ledger((run, item, operation) -> marked.add(item))
                .start();
    }
}
