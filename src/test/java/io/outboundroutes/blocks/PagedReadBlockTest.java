package io.outboundroutes.blocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.outboundroutes.app.TestBlocks;
import io.outboundroutes.platform.http.CallFailed;
import io.outboundroutes.platform.paging.ReadFailed;
import io.outboundroutes.platform.run.RunContext;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.fault.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The paged read between two routes, over real HTTP: everything, in order, or an error before anything follows. */
class PagedReadBlockTest {

    private static final String AFTER = "whatFollows";

    private static SandboxServer sandbox;
    private static TestBlocks blocks;
    private static final Consumer CONSUMER = new Consumer();
    private static int all;

    /** Takes the records; a test may hold it or let it fail. */
    public static final class Consumer {
        private final List<String> ids = new CopyOnWriteArrayList<>();
        private volatile CountDownLatch gate = new CountDownLatch(0);
        private volatile int failAt = Integer.MAX_VALUE;

        public void take(Map<?, ?> contact) throws InterruptedException {
            gate.await();
            if (ids.size() + 1 == failAt) {
                throw new IllegalStateException("the consumer failed");
            }
            ids.add(String.valueOf(contact.get("id")));
        }
    }

    @BeforeAll
    static void start() {
        sandbox = SandboxServer.start(SandboxOptions.defaults().withContacts(600));
        all = sandbox.state().contacts().count("status:ready");
        blocks = TestBlocks.towards(sandbox).routes(new Routes()).start();
    }

    @AfterAll
    static void stop() {
        blocks.close();
        sandbox.close();
    }

    @BeforeEach
    void reset() {
        sandbox.state().reset();
        CONSUMER.ids.clear();
        CONSUMER.gate = new CountDownLatch(0);
        CONSUMER.failAt = Integer.MAX_VALUE;
    }

    @Test
    void all9_everyRecordComesOnceAndInOrderAndTheRunCounts() {
        RunContext run = blocks.run();

        Exchange done = blocks.send("direct:read", run, Bodies.query(20), exchange -> {});

        assertThat(done.getException()).isNull();
        assertThat(CONSUMER.ids).hasSize(all).doesNotHaveDuplicates();
        int pages = (all + 19) / 20;
        assertThat(sandbox.state().requests("contacts-query"))
                .as("each page, and the first one again")
                .hasSize(pages + 1);
        assertThat(run.counted("pages")).isEqualTo(pages + 1L);
        assertThat(run.counted("records")).isEqualTo(all);
        assertThat(run.counted("duplicates")).isZero();
        assertThat(done.getVariable(AFTER)).isEqualTo("reached");
    }

    @Test
    void all9_withASlowConsumerOnlyAFewPagesAreReadAhead() {
        CONSUMER.gate = new CountDownLatch(1);
        CompletableFuture<Exchange> reading =
                CompletableFuture.supplyAsync(() -> blocks.send("direct:read", Bodies.query(20)));
        // One is being consumed, two wait, one waits to be handed over.
        await().atMost(Duration.ofSeconds(10))
                .until(() -> sandbox.state().requests("contacts-query").size() >= 4);
        await().during(Duration.ofMillis(400))
                .atMost(Duration.ofSeconds(5))
                .until(() -> sandbox.state().requests("contacts-query").size() == 4);

        CONSUMER.gate.countDown();

        assertThat(reading.join().getException()).isNull();
        assertThat(CONSUMER.ids).hasSize(all);
    }

    @Test
    void all9_aConsumerThatFailsStopsTheReader() {
        CONSUMER.failAt = 5;

        Exchange done = blocks.send("direct:read", Bodies.query(10));

        assertThat(done.getException()).hasRootCauseMessage("the consumer failed");
        assertThat(done.getVariable(AFTER)).isNull();
        assertThat(CONSUMER.ids).hasSize(4);
        int sent = sandbox.state().requests("contacts-query").size();
        await().during(Duration.ofMillis(400))
                .atMost(Duration.ofSeconds(5))
                .until(() -> sandbox.state().requests("contacts-query").size() <= sent + 1);
        assertThat(sent).isLessThan(all / 10);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"500", "429", "404", "empty-object", "error-object", "repeated-page", "empty-page"})
    void all6_aReadThatFailsHalfWayLetsNothingFollow(String fault) {
        Fault onPage3 = Fault.named(fault).path("contacts-query").page(3);
        sandbox.fault(fault.equals("429") ? onPage3.with("retryAfter", "0.01") : onPage3);

        Exchange done = blocks.send("direct:read", Bodies.query(20));

        assertThat(done.getException()).isNotNull();
        assertThat(causes(done.getException()))
                .anyMatch(ours -> ours instanceof CallFailed || ours instanceof ReadFailed);
        assertThat(done.getVariable(AFTER)).isNull();
        assertThat(CONSUMER.ids.size()).isLessThanOrEqualTo(40);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "500",
        "reset",
        "truncated",
        "cut-json",
        "empty-page",
        "touch-during-read",
        "insert-during-read",
        "changing-page-count"
    })
    void all9_whatHappensOnceLosesNoRecord(String fault) {
        sandbox.fault(Fault.named(fault).path("contacts-query").page(3).first(1));
        Set<String> before = new HashSet<>();
        blocks.send("direct:read", Bodies.query(20));
        before.addAll(CONSUMER.ids);

        assertThat(before).as("every contact that was there all the time").hasSizeGreaterThanOrEqualTo(all);
        assertThat(CONSUMER.ids).doesNotHaveDuplicates();
    }

    @Test
    void theExchangeDiffersOnlyInItsBody() {
        Exchange done = blocks.send("direct:read", blocks.run(), Bodies.query(20), exchange -> {
            exchange.getMessage().setHeader("X-Mine", "kept");
            exchange.setVariable("mine", "kept");
        });

        assertThat(done.getMessage().getHeaders()).containsOnlyKeys("X-Mine");
        assertThat(done.getVariables()).containsOnlyKeys(Variables.RUN, Variables.ITEM, "mine", AFTER);
    }

    private static List<Throwable> causes(Throwable caught) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable cause = caught; cause != null; cause = cause.getCause()) {
            causes.add(cause);
        }
        return causes;
    }

    private static final class Routes extends RouteBuilder {
        @Override
        public void configure() {
            from("direct:read")
                    .to("kamelet:paged-read/read-some?operation=genesys-query-contacts&newestFirst=true")
                    .split(body())
                    .streaming()
                    .stopOnException()
                    .bean(CONSUMER, "take")
                    .end()
                    .setVariable(AFTER, constant("reached"));
        }
    }
}
