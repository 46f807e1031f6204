package io.outboundroutes.sandbox;

import static io.outboundroutes.sandbox.SandboxClient.BASE_QUERY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.outboundroutes.sandbox.fault.Fault;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a caller sees of each fault. */
final class FaultOverHttpTest {

    private final TestClock clock = new TestClock();
    private final SandboxServer server =
            SandboxServer.start(SandboxOptions.defaults().withClock(clock));
    private final SandboxClient client = new SandboxClient(server);

    @BeforeEach
    void login() throws Exception {
        client.login();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 409, 429, 500, 502, 503, 504})
    void aStatusIsAnsweredOnceAndNothingIsDone(int status) throws Exception {
        server.fault(Fault.named(Integer.toString(status)).first(1));
        HttpResponse<String> struck = client.createSegment("s", "a:b");

        assertThat(struck.statusCode()).isEqualTo(status);
        assertThat(SandboxClient.JSON.readTree(struck.body()).path("status").asInt())
                .isEqualTo(status);
        assertThat(server.state().segments()).isEmpty();
        assertThat(client.createSegment("s", "a:b").statusCode()).isEqualTo(201);
        assertThat(server.state().requests("segments-create"))
                .extracting(RecordedRequest::fault)
                .containsExactly(Integer.toString(status), null);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"fault":"429"}                                             | 1
            {"fault":"429","retryAfter":7}                              | 7
            {"fault":"429","retryAfter":0.25}                           | 0.25
            {"fault":"429","retryAfter":"zero"}                         | 0
            {"fault":"429","retryAfter":-3}                             | -3
            {"fault":"429","retryAfter":"in a while"}                   | in a while
            {"fault":"429","retryAfter":"date","retryAfterSeconds":90}  | Sun, 1 Mar 2026 12:01:30 GMT
            {"fault":"429","retryAfter":"absent"}                       | none
            {"fault":"503"}                                             | none
            {"fault":"503","retryAfter":2}                              | 2
            """)
    void retryAfterIsSentAsAsked(String fault, String expected) throws Exception {
        assertThat(client.send("POST", "/sandbox/faults", fault).statusCode()).isEqualTo(200);
        HttpResponse<String> answer = client.query(BASE_QUERY, 1, 1);
        assertThat(answer.headers().firstValue("Retry-After").orElse("none")).isEqualTo(expected);
    }

    @Test
    void a400RepeatsTokenAndBody() throws Exception {
        server.fault(Fault.named("400"));
        String message = SandboxClient.JSON
                .readTree(client.createSegment("secret name", "a:b").body())
                .path("message")
                .asText();
        assertThat(message).contains("Bearer " + client.token()).contains("secret name");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"reset, 0", "reset-after, 1", "truncated, 1"})
    void aCutConnectionIsAnIoErrorWithOrWithoutTheEffect(String fault, int segments) throws Exception {
        server.fault(Fault.named(fault).path("segments-create").first(1));
        assertThatThrownBy(() -> client.createSegment("s", "a:b")).isInstanceOf(IOException.class);
        assertThat(server.state().segments()).hasSize(segments);
        assertThat(client.query(BASE_QUERY, 1, 1).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"500-after, 500", "503-after, 503"})
    void anErrorAfterTheEffectLeavesTheEffect(String fault, int status) throws Exception {
        server.fault(Fault.named(fault).first(1));
        assertThat(client.createSegment("s", "a:b").statusCode()).isEqualTo(status);
        assertThat(server.state().segments()).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"timeout, 0", "timeout-after, 1"})
    void aTimeOutAnswersNothingWithOrWithoutTheEffect(String fault, int segments) {
        server.fault(Fault.named(fault).first(1));
        assertThatThrownBy(() -> client.send(client.api("/api/v2/outbound/segments")
                        .timeout(Duration.ofMillis(300))
                        .header("Idempotency-Key", "k")
                        .POST(BodyPublishers.ofString(
                                SandboxClient.segment("s", "a:b").toString()))))
                .isInstanceOf(HttpTimeoutException.class);
        assertThat(server.state().segments()).hasSize(segments);
    }

    @Test
    void aTimeOutEndsInACutWhenItsTimeIsOver() {
        server.fault(Fault.named("timeout").with("delayMs", 50));
        assertThatThrownBy(() -> client.query(BASE_QUERY, 1, 1))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void aSlowAnswerIsRightAndLate() throws Exception {
        server.fault(Fault.named("slow").with("delayMs", 300));
        long start = System.nanoTime();
        assertThat(client.query(BASE_QUERY, 1, 1).statusCode()).isEqualTo(200);
        assertThat(System.nanoTime() - start)
                .isGreaterThan(Duration.ofMillis(290).toNanos());
    }

    @Test
    void aDrippingAnswerIsRightAndTakesItsTime() throws Exception {
        String whole = client.query(BASE_QUERY, 1, 1).body();
        server.fault(Fault.named("drip").with("delayMs", 5).with("bytes", 10));
        long start = System.nanoTime();
        assertThat(client.query(BASE_QUERY, 1, 1).body()).isEqualTo(whole);
        assertThat(System.nanoTime() - start)
                .isGreaterThan(Duration.ofMillis(5L * (whole.length() / 10 - 1)).toNanos());
    }

    @Test
    void cutJsonIsAProperAnswerThatCannotBeRead() throws Exception {
        server.fault(Fault.named("cut-json"));
        HttpResponse<String> answer = client.query(BASE_QUERY, 1, 10);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> SandboxClient.JSON.readTree(answer.body())).isInstanceOf(IOException.class);
    }

    @Test
    void oddBodiesComeWithA200() throws Exception {
        server.fault(Fault.named("wrong-content-type").first(1));
        server.fault(Fault.named("empty-object").first(1));
        server.fault(Fault.named("error-object").first(1));
        server.fault(Fault.named("answer").first(1).with("body", "null"));
        server.fault(Fault.named("answer")
                .first(1)
                .with("status", 202)
                .with("contentType", "application/problem+json")
                .with("body", SandboxClient.JSON.readTree("{\"contacts\":null}")));

        HttpResponse<String> html = client.query(BASE_QUERY, 1, 1);
        assertThat(html.statusCode()).isEqualTo(200);
        assertThat(html.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        assertThat(html.body()).startsWith("<html>");
        assertThat(client.query(BASE_QUERY, 1, 1).body()).isEqualTo("{}");
        assertThat(client.page(BASE_QUERY, 1, 1).path("error").asText()).isNotEmpty();
        assertThat(client.query(BASE_QUERY, 1, 1).body()).isEqualTo("null");
        HttpResponse<String> any = client.query(BASE_QUERY, 1, 1);
        assertThat(any.statusCode()).isEqualTo(202);
        assertThat(any.body()).isEqualTo("{\"contacts\":null}");
    }

    @Test
    void aRepeatedPageHasTheContactsOfThePageBefore() throws Exception {
        JsonNode first = client.page(BASE_QUERY, 1, 10);
        server.fault(Fault.named("repeated-page").page(2).first(1));
        server.fault(Fault.named("repeated-page").page(2).first(1).with("honest", SandboxClient.JSON.readTree("true")));

        JsonNode secret = client.page(BASE_QUERY, 2, 10);
        assertThat(secret.path("contacts")).isEqualTo(first.path("contacts"));
        assertThat(secret.path("pageNumber").asInt()).isEqualTo(2);
        assertThat(client.page(BASE_QUERY, 2, 10)).isEqualTo(first);
        assertThat(client.page(BASE_QUERY, 2, 10).path("contacts")).isNotEqualTo(first.path("contacts"));
    }

    @Test
    void anEmptyPageStillAnnouncesTheOthers() throws Exception {
        server.fault(Fault.named("empty-page").page(2).first(1));
        JsonNode page = client.page(BASE_QUERY, 2, 10);
        assertThat(page.path("contacts")).isEmpty();
        assertThat(page.path("pageCount").asInt()).isGreaterThan(2);
        assertThat(client.page(BASE_QUERY, 2, 10).path("contacts")).hasSize(10);
    }

    @Test
    void aChangingPageCountChangesWithEachAnswer() throws Exception {
        int pages = client.page(BASE_QUERY, 1, 10).path("pageCount").asInt();
        server.fault(Fault.named("changing-page-count"));
        assertThat(client.page(BASE_QUERY, 1, 10).path("pageCount").asInt()).isEqualTo(pages + 1);
        assertThat(client.page(BASE_QUERY, 2, 10).path("pageCount").asInt()).isEqualTo(pages + 2);
    }

    @Test
    void aRevokedTokenIsSaidOrReal() throws Exception {
        server.fault(Fault.named("revoked-token").path("contacts-query").first(1));
        assertThat(client.query(BASE_QUERY, 1, 1).statusCode()).isEqualTo(401);
        assertThat(client.query(BASE_QUERY, 1, 1).statusCode()).isEqualTo(200);

        server.fault(Fault.named("revoke-tokens").path("contacts-query").first(1));
        assertThat(client.query(BASE_QUERY, 1, 1).statusCode()).isEqualTo(401);
        assertThat(client.query(BASE_QUERY, 1, 1).statusCode()).isEqualTo(401);
        assertThat(client.login().query(BASE_QUERY, 1, 1).statusCode()).isEqualTo(200);
    }

    @Test
    void hugeAndDeepBodiesAreWhatTheySay() throws Exception {
        server.fault(Fault.named("huge").with("megabytes", 3).first(1));
        server.fault(Fault.named("deep").with("depth", 5000).first(1));
        assertThat(client.query(BASE_QUERY, 1, 1).body()).hasSizeGreaterThan(3_000_000);
        assertThat(client.query(BASE_QUERY, 1, 1).body()).contains("[".repeat(5000));
    }

    @Test
    void aRedirectPointsWhereItIsTold() throws Exception {
        server.fault(Fault.named("redirect").with("location", "http://127.0.0.1:1/elsewhere"));
        HttpResponse<String> answer = client.query(BASE_QUERY, 1, 1);
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).contains("http://127.0.0.1:1/elsewhere");
    }

    @Test
    void theTokenEndpointHasFaultsOfItsOwn() throws Exception {
        server.fault(Fault.named("no-access-token").path("token").first(1));
        server.fault(Fault.named("token-rate-limit").path("token").first(1));
        server.fault(Fault.named("503").path("token").first(1));
        String form = "grant_type=client_credentials&client_id=sandbox-client&client_secret=sandbox-secret";

        HttpResponse<String> without = client.form(form);
        assertThat(without.statusCode()).isEqualTo(200);
        assertThat(without.body()).doesNotContain("access_token");
        HttpResponse<String> limited = client.form(form);
        assertThat(limited.statusCode()).isEqualTo(400);
        assertThat(limited.body()).contains("rate limit exceeded");
        assertThat(client.form(form).statusCode()).isEqualTo(503);
        assertThat(client.form(form).statusCode()).isEqualTo(200);
    }

    @Test
    void contactsThatMoveDuringTheReadGoToTheFront() throws Exception {
        List<String> before = server.state().contacts().ids(BASE_QUERY);
        server.fault(Fault.named("touch-during-read").page(1).first(1).with("count", 2));
        server.fault(Fault.named("insert-during-read").page(2).first(1));

        JsonNode first = client.page(BASE_QUERY, 1, 10);
        assertThat(first.path("contacts").get(0).path("id").asText()).isEqualTo(before.get(0));
        JsonNode second = client.page(BASE_QUERY, 2, 10);
        assertThat(second.path("contacts").get(0).path("id").asText()).isEqualTo(before.get(8));
        assertThat(second.path("total").asInt()).isEqualTo(before.size());
        JsonNode third = client.page(BASE_QUERY, 3, 10);
        assertThat(third.path("contacts").get(0).path("id").asText()).isEqualTo(before.get(17));
        assertThat(third.path("total").asInt()).isEqualTo(before.size() + 1);
        assertThat(server.state().contacts().ids(BASE_QUERY).subList(0, 3))
                .containsAll(before.subList(before.size() - 2, before.size()))
                .doesNotContain(before.get(0));
    }

    @Test
    void aQueryThatIsRefusedMovesNothing() throws Exception {
        List<String> before = server.state().contacts().ids(BASE_QUERY);
        server.fault(Fault.named("touch-during-read"));
        server.fault(Fault.named("insert-during-read"));
        assertThat(client.query("region:", 1, 10).statusCode()).isEqualTo(400);
        assertThat(server.state().contacts().ids(BASE_QUERY)).isEqualTo(before);
    }

    @Test
    void webhooksCanFailToo() throws Exception {
        server.fault(Fault.named("500").path("webhook").first(1));
        assertThat(client.send("POST", "/sandbox/webhooks/segmentation", "{}").statusCode())
                .isEqualTo(500);
        assertThat(server.state().webhooks()).isEmpty();
        assertThat(client.send("POST", "/sandbox/webhooks/segmentation", "{}").statusCode())
                .isEqualTo(204);
        assertThat(server.state().webhooks()).hasSize(1);
        assertThat(server.state().requests("webhook")).hasSize(2);
    }
}
