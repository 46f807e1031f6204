package io.outboundroutes.blocks;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.app.TestBlocks;
import io.outboundroutes.platform.http.CallFailed;
import io.outboundroutes.platform.http.VendorAnswer;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.fault.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What leaves, and how answers that are slow, huge, cut or odd end. */
class CallTransportTest {

    private static final String QUERY = "direct:genesys-query-contacts";
    private static final String CREATE = "direct:genesys-create-segment";
    private static final SandboxOptions FEW = SandboxOptions.defaults().withContacts(50);
    private static final String GET_SEGMENT = """
            - route:
                id: genesys-show-segment
                description: Reads one segment
                from:
                  uri: direct:genesys-show-segment
                  steps:
                    - to:
                        id: call-show-segment
                        uri: kamelet:genesys-call/show-segment
                        parameters:
                          method: GET
                          path: /api/v2/outbound/segments/{segmentId}
                          query: expand
                          effect: read
            """;

    @ParameterizedTest(name = "of the {0}")
    @CsvSource({"contacts-query, 1", "token, 0"})
    void all19_redirectsAreNotFollowed(String operation, int queries) {
        try (SandboxServer sandbox = SandboxServer.start(FEW);
                TestBlocks blocks = TestBlocks.towards(sandbox).start()) {
            sandbox.fault(
                    Fault.named("redirect").path(operation).with("location", "/api/v2/outbound/segments/elsewhere"));

            CallFailed failure = failure(blocks.send(QUERY, Bodies.query()));

            assertThat(failure).hasMessageContaining("HTTP 302");
            assertThat(sandbox.state().requests("token")).hasSize(1);
            assertThat(sandbox.state().requests("contacts-query")).hasSize(queries);
            assertThat(sandbox.state().requests("segments-get")).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0} after {1} ms each")
    @CsvSource({"slow, 20000", "timeout, 20000", "drip, 50", "drip, 20000"})
    void all19_slowAnswersEndByTheCallTimeout(String fault, int delayMs) {
        try (SandboxServer sandbox = SandboxServer.start(FEW);
                TestBlocks blocks = TestBlocks.towards(sandbox)
                        .with("http.call-timeout", "400ms")
                        .with("retry.max-attempts", "2")
                        .start()) {
            sandbox.fault(Fault.named(fault).path("contacts-query").with("delayMs", delayMs));
            long began = System.nanoTime();

            CallFailed failure = failure(blocks.send(QUERY, Bodies.query()));

            assertThat(failure.kind()).isEqualTo(CallFailed.Kind.UNAVAILABLE);
            assertThat(sandbox.state().requests("contacts-query")).hasSize(2);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(8));
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"slow", "timeout"})
    void all19_slowTokensEndByTheTokenTimeout(String fault) {
        try (SandboxServer sandbox = SandboxServer.start(FEW);
                TestBlocks blocks = TestBlocks.towards(sandbox)
                        .with("http.token-timeout", "400ms")
                        .with("retry.max-attempts", "2")
                        .start()) {
            sandbox.fault(Fault.named(fault).path("token").with("delayMs", 20_000));
            long began = System.nanoTime();

            CallFailed failure = failure(blocks.send(QUERY, Bodies.query()));

            assertThat(failure).hasMessageContaining("genesys token");
            assertThat(sandbox.state().requests("token")).hasSize(2);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(8));
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "huge, UNAVAILABLE, http.max-body=1048576",
        "deep, UNUSABLE_ANSWER, unreadable body",
        "wrong-content-type, UNUSABLE_ANSWER, content type is not JSON",
        "truncated, UNAVAILABLE, genesys query-contacts",
        "cut-json, UNUSABLE_ANSWER, unreadable body"
    })
    void all10_unreadableAnswersOfReadsAreAskedForAgainAndThenFail(String fault, CallFailed.Kind kind, String told) {
        try (SandboxServer sandbox = SandboxServer.start(FEW);
                TestBlocks blocks = TestBlocks.towards(sandbox)
                        .with("http.max-body", "1MB")
                        .with("retry.max-attempts", "3")
                        .start()) {
            sandbox.fault(Fault.named(fault).path("contacts-query").first(2));
            assertThat(blocks.send(QUERY, Bodies.query()).getException()).isNull();
            assertThat(sandbox.state().requests("contacts-query")).hasSize(3);

            sandbox.state().reset();
            sandbox.fault(Fault.named(fault).path("contacts-query"));
            CallFailed failure = failure(blocks.send(QUERY, Bodies.query()));

            assertThat(failure.kind()).isEqualTo(kind);
            assertThat(failure).hasMessageContaining(told);
            assertThat(sandbox.state().requests("contacts-query")).hasSize(3);
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"empty-object", "error-object"})
    void all9_aPageWithoutItsArrayFailsTheCall(String fault) {
        try (SandboxServer sandbox = SandboxServer.start(FEW);
                TestBlocks blocks = TestBlocks.towards(sandbox).start()) {
            sandbox.fault(Fault.named(fault).path("contacts-query"));

            CallFailed failure = failure(blocks.send(QUERY, Bodies.query()));

            assertThat(failure.kind()).isEqualTo(CallFailed.Kind.UNUSABLE_ANSWER);
            assertThat(failure).hasMessageContaining("no array 'contacts'");
        }
    }

    @Test
    void all10_any2xxOfAWriteIsSuccessWhateverComesWithIt() {
        try (Peer peer = new Peer(exchange -> {
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
                TestBlocks blocks = TestBlocks.towards(peer.base()).start()) {
            Exchange done = blocks.send(CREATE, Bodies.segment("Empty"));

            assertThat(done.getMessage().getBody(VendorAnswer.class).status()).isEqualTo(204);
            assertThat(peer.calls()).hasSize(1);
        }
    }

    @Test
    void all19_gzipIsAskedForAndUnderstood() {
        try (Peer peer = new Peer(exchange -> {
                    exchange.getResponseHeaders().set("Content-Encoding", "gzip");
                    Peer.bytes(exchange, gzip("{\"contacts\":[{\"id\":\"1\"}],\"pageCount\":1,\"total\":1}"));
                });
                TestBlocks blocks = TestBlocks.towards(peer.base()).start()) {
            Exchange done = blocks.send(QUERY, Bodies.query());

            assertThat(done.getException()).isNull();
            assertThat(done.getMessage().getBody().toString()).contains("id=1");
            assertThat(peer.calls().get(0).headers().get("accept-encoding").toString())
                    .contains("gzip");
        }
    }

    @Test
    void all10_aSmallAnswerThatUnpacksHugeEndsByMaxBody() {
        try (Peer peer = new Peer(exchange -> {
                    exchange.getResponseHeaders().set("Content-Encoding", "gzip");
                    Peer.bytes(exchange, gzip("{\"contacts\":\"" + "x".repeat(20_000_000) + "\"}"));
                });
                TestBlocks blocks = TestBlocks.towards(peer.base())
                        .with("http.max-body", "1MB")
                        .with("retry.max-attempts", "1")
                        .start()) {
            CallFailed failure = failure(blocks.send(QUERY, Bodies.query()));

            assertThat(failure).hasMessageContaining("http.max-body=1048576");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({QUERY + ", false", CREATE + ", true"})
    void all11_exactlyTheWantedHeadersLeave(String uri, boolean write) {
        try (Peer peer = new Peer(
                        exchange -> Peer.json(exchange, "{\"id\":\"1\",\"contacts\":[],\"pageCount\":0,\"total\":0}"));
                TestBlocks blocks = TestBlocks.towards(peer.base()).start()) {
            Exchange done = blocks.send(uri, blocks.run(), write ? Bodies.segment("S") : Bodies.query(), exchange -> {
                exchange.getMessage().setHeader("X-Secret", "leak");
                exchange.getMessage().setHeader("Authorization", "Bearer of-somebody-else");
                exchange.getMessage().setHeader("Cookie", "session=leak");
                exchange.getMessage().setHeader("Idempotency-Key", "leak");
                exchange.getMessage().setHeader(Exchange.HTTP_METHOD, "DELETE");
                exchange.getMessage().setHeader(Exchange.HTTP_URI, "http://127.0.0.1:1");
                exchange.getMessage().setHeader(Exchange.HTTP_QUERY, "leak=1");
                exchange.getMessage().setHeader(Exchange.HTTP_PATH, "/leak");
            });

            assertThat(done.getException()).isNull();
            Peer.Seen seen = peer.calls().get(0);
            Set<String> transport = Set.of("host", "connection", "user-agent", "accept-encoding", "content-length");
            assertThat(seen.headers().keySet().stream().filter(name -> !transport.contains(name)))
                    .containsExactlyInAnyOrderElementsOf(
                            write
                                    ? List.of("accept", "content-type", "authorization", "idempotency-key")
                                    : List.of("accept", "content-type", "authorization"));
            assertThat(seen.headers().get("accept")).containsExactly("application/json");
            assertThat(seen.headers().get("content-type")).containsExactly("application/json");
            assertThat(seen.headers().get("authorization")).containsExactly("Bearer good-token");
            assertThat(seen.method()).isEqualTo("POST");
            assertThat(seen.target()).doesNotContain("leak");
            assertThat(seen.toString()).doesNotContain("leak");
        }
    }

    @Test
    void all11_hostileIdsAreEncodedInPathAndQuery(@TempDir Path folder) {
        try (Peer peer = new Peer(exchange -> Peer.json(exchange, "{\"id\":\"1\"}"));
                TestBlocks blocks = TestBlocks.towards(peer.base())
                        .yaml(folder, GET_SEGMENT)
                        .start()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("segmentId", "a/b?c#d é %2F");
            fields.put("expand", "x&y=z +#%");

            Exchange done = blocks.send("direct:genesys-show-segment", fields);

            assertThat(done.getException()).isNull();
            Peer.Seen seen = peer.calls().get(0);
            assertThat(seen.target())
                    .isEqualTo("/api/v2/outbound/segments/a%2Fb%3Fc%23d%20%C3%A9%20%252F?expand=x%26y%3Dz%20%2B%23%25");
            assertThat(seen.method()).isEqualTo("GET");
            assertThat(seen.body()).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"..", ".", "../../admin"})
    void all11_anIdNeverLeavesItsPlaceInThePath(String id, @TempDir Path folder) {
        try (Peer peer = new Peer(exchange -> Peer.json(exchange, "{\"id\":\"1\"}"));
                TestBlocks blocks = TestBlocks.towards(peer.base())
                        .yaml(folder, GET_SEGMENT)
                        .start()) {
            blocks.send("direct:genesys-show-segment", Map.of("segmentId", id));

            assertThat(peer.calls())
                    .allSatisfy(seen -> assertThat(java.net
                                    .URI
                                    .create(seen.target())
                                    .normalize()
                                    .getRawPath())
                            .startsWith("/api/v2/outbound/segments/")
                            .isNotEqualTo("/api/v2/outbound/segments/"));
        }
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }

    private static CallFailed failure(Exchange done) {
        assertThat(done.getException()).isInstanceOf(CallFailed.class);
        return (CallFailed) done.getException();
    }
}
