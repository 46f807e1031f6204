package io.outboundroutes.sandbox;

import static io.outboundroutes.sandbox.GuideBodies.CONTACTS;
import static io.outboundroutes.sandbox.GuideBodies.CONVERSATIONS;
import static io.outboundroutes.sandbox.GuideBodies.JOB;
import static io.outboundroutes.sandbox.GuideBodies.JOBS;
import static io.outboundroutes.sandbox.GuideBodies.SCHEDULES;
import static io.outboundroutes.sandbox.GuideBodies.contact;
import static io.outboundroutes.sandbox.GuideBodies.conversation;
import static io.outboundroutes.sandbox.GuideBodies.schedule;
import static io.outboundroutes.sandbox.SandboxClient.BASE_QUERY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.outboundroutes.sandbox.query.Matching;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ControlTest {

    private final SandboxServer server = SandboxServer.start(SandboxOptions.defaults());
    private final SandboxClient client = new SandboxClient(server);

    @BeforeEach
    void login() throws Exception {
        client.login();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theJournalShowsWhatArrivedAndWhatItGotButNoSwitches() throws Exception {
        client.query(BASE_QUERY, 1, 1);
        client.send("POST", "/nowhere?a=b", "{}");
        client.send("GET", "/sandbox/faults", "");

        JsonNode requests = json("GET", "/sandbox/requests", "");
        assertThat(requests).hasSize(3);
        assertThat(requests.findValuesAsText("operation")).containsExactly("token", "contacts-query", "unknown");
        assertThat(requests.findValuesAsText("status")).containsExactly("200", "200", "404");
        assertThat(requests.get(1).path("headers").path("authorization").asText())
                .isEqualTo("Bearer " + client.token());
        assertThat(requests.get(1).path("body").asText()).contains("\"size\":1");
        assertThat(requests.get(2).path("query").asText()).isEqualTo("a=b");
        List<RecordedRequest> recorded = server.state().requests();
        assertThat(recorded.get(0).receivedNanos()).isLessThan(recorded.get(1).receivedNanos());
        assertThat(recorded.get(1).toString()).isEqualTo("#2 POST /api/v2/outbound/contacts/query -> 200");
        assertThat(server.state().peak(Duration.ofHours(1))).isEqualTo(3);
        assertThat(server.state().peak(Duration.ofNanos(1))).isEqualTo(1);

        assertThat(client.send("DELETE", "/sandbox/requests", "").statusCode()).isEqualTo(204);
        assertThat(server.state().requests()).isEmpty();
    }

    @Test
    void webhooksAreKeptWithHeadersAndBytes() throws Exception {
        client.send(client.request("/sandbox/webhooks/segmentation?key=CANARY")
                .header("webhook-id", "w1")
                .POST(BodyPublishers.ofString("{ \"a\" : \"ü\" }")));

        JsonNode webhooks = json("GET", "/sandbox/webhooks", "");
        assertThat(webhooks).hasSize(1);
        assertThat(webhooks.get(0).path("path").asText()).isEqualTo("/sandbox/webhooks/segmentation");
        assertThat(webhooks.get(0).path("query").asText()).isEqualTo("key=CANARY");
        assertThat(webhooks.get(0).path("headers").path("webhook-id").asText()).isEqualTo("w1");
        assertThat(webhooks.get(0).path("body").asText()).isEqualTo("{ \"a\" : \"ü\" }");
        assertThat(server.state().webhooks().get(0).header("Webhook-Id")).isEqualTo("w1");
    }

    @Test
    void faultsArePutListedAndEnded() throws Exception {
        assertThat(json("POST", "/sandbox/faults", "[{\"fault\":\"500\",\"times\":1},{\"fault\":\"reset\"}]"))
                .hasSize(2);
        client.query(BASE_QUERY, 1, 1);
        assertThat(json("GET", "/sandbox/faults", "").get(0).path("fired").asInt())
                .isEqualTo(1);
        assertThat(client.send("DELETE", "/sandbox/faults", "").statusCode()).isEqualTo(204);
        assertThat(client.query(BASE_QUERY, 1, 1).statusCode()).isEqualTo(200);

        HttpResponse<String> wrong = client.send("POST", "/sandbox/faults", "{\"fault\":\"oops\"}");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("'oops' is none");
    }

    @Test
    void contactsArePutTouchedAndInserted() throws Exception {
        client.send("PUT", "/sandbox/contacts", """
                [{"id":"old","status":"ready","updatedTimestamp":"2024-01-01T00:00:00Z","customAttributes":null,"n":1.50},
                 {"id":"new","status":"ready","updatedTimestamp":"2025-01-01T00:00:00Z"}]
                """);
        HttpResponse<String> page = client.query("status:ready", 1, 10);
        assertThat(page.body()).contains("\"n\":1.50").contains("\"customAttributes\":null");
        assertThat(ids(page)).containsExactly("new", "old");

        assertThat(json("POST", "/sandbox/contacts/touch", "{\"ids\":[\"old\",\"none\"]}")
                        .path("ids"))
                .hasSize(1);
        assertThat(ids(client.query("status:ready", 1, 10))).containsExactly("old", "new");
        assertThat(json("POST", "/sandbox/contacts/touch", "{\"count\":1,\"query\":\"status:ready\"}")
                        .path("ids")
                        .get(0)
                        .asText())
                .isEqualTo("new");
        String inserted =
                json("POST", "/sandbox/contacts/insert", "").path("id").asText();
        assertThat(ids(client.query("status:ready", 1, 10))).contains(inserted).hasSize(3);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            PUT  | /sandbox/contacts       | {}                           | 400
            PUT  | /sandbox/contacts       | [1]                          | 400
            POST | /sandbox/contacts/touch | {}                           | 400
            POST | /sandbox/contacts/touch | {"count":1,"query":"a:"}     | 400
            POST | /sandbox/contacts/touch | {"counts":1}                 | 400
            POST | /sandbox/faults         | 7                            | 400
            POST | /sandbox/faults         | nothing                      | 400
            GET  | /sandbox/nothing        | {}                           | 404
            """)
    void aSwitchThatCannotBeMeantIsRefused(String method, String path, String body, int status) throws Exception {
        assertThat(client.send(method, path, body).statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"schedules", "jobs", "external-contacts", "conversations", "campaigns"})
    void whatTheStandInHoldsIsListedUntilItIsReset(String what) throws Exception {
        client.send("POST", SCHEDULES, schedule("2026-11-15T09:00:00Z", "2026-11-15T17:00:00Z"));
        client.send("POST", JOBS, JOB);
        client.send("POST", CONTACTS, contact("EXT-1"));
        client.send("POST", CONVERSATIONS, conversation("EXT-1"));
        int before = what.equals("campaigns") ? 14 : 1;
        JsonNode held = json("GET", "/sandbox/" + what, "");
        assertThat(held).hasSize(before);
        assertThat(held.get(0).path("id").asText()).isNotBlank();

        client.send("POST", "/sandbox/reset", "");
        assertThat(json("GET", "/sandbox/" + what, "")).hasSize(what.equals("campaigns") ? 14 : 0);
    }

    @Test
    void resetMakesEverythingNewButKeepsTokens() throws Exception {
        List<String> contacts = server.state().contacts().ids(BASE_QUERY);
        client.createSegment("s", "a:b");
        client.send("POST", "/sandbox/webhooks", "{}");
        client.send("PUT", "/sandbox/contacts", "[]");
        client.send("POST", "/sandbox/faults", "{\"fault\":\"500\"}");
        assertThat(json("GET", "/sandbox/segments", "")
                        .get(0)
                        .path("idempotencyKey")
                        .asText())
                .isEqualTo("key-s");

        assertThat(client.send("POST", "/sandbox/reset", "").statusCode()).isEqualTo(204);
        assertThat(server.state().segments()).isEmpty();
        assertThat(server.state().webhooks()).isEmpty();
        assertThat(server.state().requests()).isEmpty();
        assertThat(client.query(BASE_QUERY, 1, 1).statusCode()).isEqualTo(200);
        assertThat(server.state().contacts().ids(BASE_QUERY)).isEqualTo(contacts);
    }

    @Test
    void theRateLimiterTakesSoManyASecond() throws Exception {
        try (SandboxServer limited =
                SandboxServer.start(SandboxOptions.defaults().withRequestsPerSecond(3))) {
            SandboxClient other = new SandboxClient(limited).login();
            assertThat(other.query(BASE_QUERY, 1, 1).statusCode()).isEqualTo(200);
            assertThat(other.query(BASE_QUERY, 1, 1).statusCode()).isEqualTo(200);
            HttpResponse<String> fourth = other.query(BASE_QUERY, 1, 1);
            assertThat(fourth.statusCode()).isEqualTo(429);
            assertThat(fourth.headers().firstValue("Retry-After")).contains("1");
            assertThat(other.send("POST", "/sandbox/webhooks", "{}").statusCode())
                    .isEqualTo(204);
        }
    }

    @Test
    void theRateLimiterForgetsAfterASecond() {
        RateLimiter limiter = new RateLimiter(2);
        assertThat(limiter.take(0)).isTrue();
        assertThat(limiter.take(400_000_000)).isTrue();
        assertThat(limiter.take(999_999_999)).isFalse();
        assertThat(limiter.take(1_000_000_000)).isTrue();
        assertThat(limiter.take(1_000_000_001)).isFalse();
        assertThat(limiter.take(1_400_000_000)).isTrue();
    }

    @Test
    void latencyHoldsAVendorsAnswerBack() throws Exception {
        try (SandboxServer late = SandboxServer.start(SandboxOptions.defaults().withLatency(Duration.ofMillis(200)))) {
            long start = System.nanoTime();
            assertThat(new SandboxClient(late).login().token()).isNotEmpty();
            assertThat(System.nanoTime() - start)
                    .isGreaterThan(Duration.ofMillis(195).toNanos());
            assertThat(late.state().requests("token")).hasSize(1);
        }
    }

    @Test
    void aStoreThatFoldsCaseFindsEverySpelling() throws Exception {
        try (SandboxServer folding =
                SandboxServer.start(SandboxOptions.defaults().withMatching(new Matching(false, false)))) {
            assertThat(folding.state().contacts().count("region:emea"))
                    .isEqualTo(server.state().contacts().count("region:emea OR region:EMEA OR region:Emea"))
                    .isGreaterThan(server.state().contacts().count("region:emea"));
        }
    }

    @Test
    void aPortInUseIsSaidClearly() {
        assertThatThrownBy(() -> SandboxServer.start(SandboxOptions.defaults().withPort(server.port())))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("127.0.0.1:" + server.port())
                .hasRootCauseInstanceOf(BindException.class);
    }

    @Test
    void optionsThatCannotBeMeantAreRefused() {
        assertThatThrownBy(() -> SandboxOptions.defaults().withPort(70_000)).hasMessageContaining("port: 70000");
        assertThatThrownBy(() -> SandboxOptions.defaults().withContacts(-1)).hasMessageContaining("contacts: -1");
        assertThatThrownBy(() -> SandboxOptions.defaults().withRequestsPerSecond(-1))
                .hasMessageContaining("requestsPerSecond: -1");
        assertThat(SandboxOptions.defaults()).asString().doesNotContain("sandbox-secret");
    }

    private JsonNode json(String method, String path, String body) throws Exception {
        HttpResponse<String> answer = client.send(method, path, body);
        assertThat(answer.statusCode()).isEqualTo(200);
        return SandboxClient.JSON.readTree(answer.body());
    }

    private static List<String> ids(HttpResponse<String> page) throws Exception {
        return SandboxClient.JSON.readTree(page.body()).path("contacts").findValuesAsText("id");
    }
}
