package io.outboundroutes.blocks;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.app.TestBlocks;
import io.outboundroutes.app.TestHouse;
import io.outboundroutes.platform.http.CallFailed;
import io.outboundroutes.sandbox.RecordedRequest;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.fault.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens over real HTTP: asked for once, renewed in time, and never more often than a vendor bears. */
class CallTokensTest {

    private static final String QUERY = "direct:genesys-query-contacts";
    private static final SandboxOptions FEW = SandboxOptions.defaults().withContacts(50);

    @Test
    void all2_tokensOfOneSecondServeSixtyPagesAtTwentyRequestsASecond() {
        try (SandboxServer sandbox = SandboxServer.start(
                        SandboxOptions.defaults().withContacts(600).withTokenLifetime(Duration.ofSeconds(1)));
                TestBlocks blocks = TestBlocks.towards(sandbox)
                        .with("genesys.rate-limit", "20/1s")
                        .routes(new ReadAll())
                        .start()) {
            int size = sandbox.state().contacts().count("status:ready") / 60;
            assertThat(size).isPositive();

            Exchange done = blocks.send("direct:read-all", Bodies.query(size));

            assertThat(done.getException()).isNull();
            List<RecordedRequest> pages = sandbox.state().requests("contacts-query");
            assertThat(pages).hasSizeGreaterThanOrEqualTo(60);
            assertThat(pages).as("no page was ever refused").allMatch(page -> page.status() == 200);
            assertThat(sandbox.state().requests("token")).hasSizeBetween(3, 8);
        }
    }

    @Test
    void all2_eightCallersAtOnceAskForOneToken() throws Exception {
        try (SandboxServer sandbox = SandboxServer.start(FEW);
                TestBlocks blocks = TestBlocks.towards(sandbox).start()) {
            sandbox.fault(Fault.named("slow").path("token").with("delayMs", 300));
            ExecutorService callers = Executors.newFixedThreadPool(8);
            List<Callable<Exchange>> calls = new ArrayList<>(
                    Collections.nCopies(8, (Callable<Exchange>) () -> blocks.send(QUERY, Bodies.query())));

            for (Future<Exchange> done : callers.invokeAll(calls)) {
                assertThat(done.get().getException()).isNull();
            }

            callers.shutdown();
            assertThat(sandbox.state().requests("contacts-query")).hasSize(8);
            assertThat(sandbox.state().requests("token")).hasSize(1);
        }
    }

    @Test
    void all3_aRevokedTokenCostsOneRenewalAndOneRepetition() {
        try (SandboxServer sandbox = SandboxServer.start(FEW);
                TestBlocks blocks = TestBlocks.towards(sandbox).start()) {
            blocks.send(QUERY, Bodies.query());
            sandbox.state().revokeTokens();

            Exchange done = blocks.send(QUERY, Bodies.query());

            assertThat(done.getException()).isNull();
            assertThat(sandbox.state().requests("contacts-query"))
                    .extracting(RecordedRequest::status)
                    .containsExactly(200, 401, 200);
            assertThat(sandbox.state().requests("token")).hasSize(2);
        }
    }

    @Test
    void all3_aSecond401FailsWithTheAdvice() {
        try (SandboxServer sandbox = SandboxServer.start(FEW);
                TestBlocks blocks = TestBlocks.towards(sandbox).start()) {
            sandbox.fault(Fault.named("revoked-token").path("contacts-query"));

            CallFailed failure = failure(blocks.send(QUERY, Bodies.query()));

            assertThat(failure.kind()).isEqualTo(CallFailed.Kind.REFUSED);
            assertThat(failure)
                    .hasMessageContaining("query-contacts: HTTP 401, also with a new token")
                    .hasMessageContaining("outbound:contact:read");
            assertThat(sandbox.state().requests("contacts-query")).hasSize(2);
            assertThat(sandbox.state().requests("token")).hasSize(2);
        }
    }

    @Test
    void all2_anAnswerWithoutATokenFailsAtOnce() {
        try (SandboxServer sandbox = SandboxServer.start(FEW);
                TestBlocks blocks = TestBlocks.towards(sandbox).start()) {
            sandbox.fault(Fault.named("no-access-token").path("token"));

            CallFailed failure = failure(blocks.send(QUERY, Bodies.query()));

            assertThat(failure.kind()).isEqualTo(CallFailed.Kind.UNUSABLE_ANSWER);
            assertThat(failure).hasMessageContaining("without an access_token");
            assertThat(sandbox.state().requests("token")).hasSize(1);
            assertThat(sandbox.state().requests("contacts-query")).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"token-rate-limit", "429", "500", "reset"})
    void all2_tokenRequestsObeyTheRetryRules(String fault) {
        try (SandboxServer sandbox = SandboxServer.start(FEW);
                TestBlocks blocks = TestBlocks.towards(sandbox).start()) {
            Fault once = Fault.named(fault).path("token").first(1);
            sandbox.fault(fault.equals("429") ? once.with("retryAfter", "0.02") : once);

            assertThat(blocks.send(QUERY, Bodies.query()).getException()).isNull();

            assertThat(sandbox.state().requests("token")).hasSize(2);
            assertThat(sandbox.state().requests("contacts-query")).hasSize(1);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            form  | application/x-www-form-urlencoded | false
            basic | application/x-www-form-urlencoded | true
            json  | application/json                  | false
            """)
    void all1_everyTokenStyleReachesTheVendorWithItsOddCharacters(String style, String type, boolean inHeader) {
        String secret = "p%+& =\"ö:/secret";
        try (SandboxServer sandbox = SandboxServer.start(FEW.withClient("client", secret));
                TestBlocks blocks = TestBlocks.towards(sandbox)
                        .with("genesys.token-style", style)
                        .start()) {
            assertThat(blocks.send(QUERY, Bodies.query()).getException()).isNull();

            RecordedRequest token = sandbox.state().requests("token").get(0);
            assertThat(token.header("content-type")).startsWith(type);
            assertThat(token.header("authorization") != null).isEqualTo(inHeader);
            assertThat(token.body().contains("client_secret")).isEqualTo(!inHeader);
        }
    }

    @Test
    void all22_aWrongSecretNamesTheVariableAndNeverTheSecret() {
        try (SandboxServer sandbox = SandboxServer.start(FEW);
                TestBlocks blocks =
                        TestBlocks.towards(sandbox).secret("wr0ng-s3cret").start()) {
            CallFailed failure = failure(blocks.send(QUERY, Bodies.query()));

            assertThat(failure)
                    .hasMessageContaining("genesys token: HTTP 401")
                    .hasMessageContaining("GENESYS_CLIENT_SECRET")
                    .hasMessageNotContaining("wr0ng");
            assertThat(sandbox.state().requests("token")).hasSize(1);
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"warn, true, true", "fail, false, false", "off, false, true"})
    void all3_missingScopesAreNamedAsTheSettingSays(String mode, boolean warned, boolean read, @TempDir Path folder) {
        try (SandboxServer sandbox = SandboxServer.start(FEW.withScopes(List.of("outbound:contact:read")));
                TestHouse house = TestHouse.open(sandbox, folder, Map.of("oauth.scope-check", mode))) {
            Map<?, ?> report = house.segment();

            boolean named = report.get("warnings").toString().contains("outbound:segment:write");
            assertThat(named).isEqualTo(warned);
            assertThat(report.get("warnings").toString())
                    .as("what only workflows need that nobody switched on")
                    .doesNotContain("job:write");
            assertThat(sandbox.state().requests("contacts-query").isEmpty()).isEqualTo(!read);
            if (mode.equals("fail")) {
                assertThat(report.get("status")).isEqualTo("FAILED");
                assertThat(report.get("errors").toString())
                        .contains("lacks the scopes outbound:segment:write")
                        .contains("oauth.scope-check=fail");
            }
        }
    }

    private static CallFailed failure(Exchange done) {
        assertThat(done.getException()).isInstanceOf(CallFailed.class);
        return (CallFailed) done.getException();
    }

    /** Reads all contacts, and does nothing with them. */
    private static final class ReadAll extends RouteBuilder {
        @Override
        public void configure() {
            from("direct:read-all")
                    .to("kamelet:paged-read/read-all?operation=genesys-query-contacts&newestFirst=true")
                    .split(body())
                    .streaming()
                    .stopOnException()
                    .log(org.apache.camel.LoggingLevel.TRACE, "${body}")
                    .end();
        }
    }
}
