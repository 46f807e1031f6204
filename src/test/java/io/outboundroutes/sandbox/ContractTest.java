package io.outboundroutes.sandbox;

import static io.outboundroutes.sandbox.SandboxClient.BASE_QUERY;
import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.testing.Contract;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ContractTest {

    private static final String SEGMENTS = "/api/v2/outbound/segments";

    private SandboxServer server;
    private SandboxClient client;

    @BeforeEach
    void start() throws Exception {
        server = SandboxServer.start(SandboxOptions.defaults());
        client = new SandboxClient(server).login();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void everyHonestExchangeFollowsTheContract() throws Exception {
        client.query(BASE_QUERY, 1, 250);
        client.query(BASE_QUERY, 99, 250);
        client.query("NOT id:x", 1, 250);
        client.createSegment("a", "region:emea");
        client.createSegment("a", "region:emea");
        client.createSegment("bad query", "region:");
        client.get(SEGMENTS + "/" + server.state().segments().get(0).id());
        client.get(SEGMENTS + "/none");
        client.query("region:", 1, 250);
        client.form("grant_type=client_credentials&client_id=x&client_secret=y");
        client.send(
                client.request("/oauth/token")
                        .header("Content-Type", "application/json")
                        .POST(
                                BodyPublishers.ofString(
                                        "{\"grant_type\":\"client_credentials\",\"client_id\":\"sandbox-client\",\"client_secret\":\"sandbox-secret\"}")));
        server.state().revokeTokens();
        client.query(BASE_QUERY, 1, 250);

        List<RecordedRequest> requests = server.state().requests();
        assertThat(requests)
                .extracting(RecordedRequest::status)
                .containsExactly(200, 200, 200, 200, 201, 409, 400, 200, 404, 400, 401, 200, 401);
        assertThat(Contract.violations(requests)).isEmpty();
    }

    @Test
    void aWithheldScopeIsForbiddenInTheContractsWay() throws Exception {
        try (SandboxServer strict =
                SandboxServer.start(SandboxOptions.defaults().withScopes(List.of("outbound:segment:read")))) {
            SandboxClient other = new SandboxClient(strict).login();
            assertThat(other.query(BASE_QUERY, 1, 1).statusCode()).isEqualTo(403);
            assertThat(other.createSegment("a", BASE_QUERY).statusCode()).isEqualTo(403);
            assertThat(other.get(SEGMENTS + "/x").statusCode()).isEqualTo(404);
            assertThat(Contract.violations(strict.state().requests())).isEmpty();
        }
    }

    /** One wrong request per operation and rule; the stand-in refuses what the contract refuses. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
            page size above 250       | /api/v2/outbound/contacts/query | {"query":"a:b","pageNumber":1,"size":251,"sortBy":"updatedTimestamp","sortOrder":"desc"}
            page number zero          | /api/v2/outbound/contacts/query | {"query":"a:b","pageNumber":0,"size":250,"sortBy":"updatedTimestamp","sortOrder":"desc"}
            page number as text       | /api/v2/outbound/contacts/query | {"query":"a:b","pageNumber":"1","size":250,"sortBy":"updatedTimestamp","sortOrder":"desc"}
            no query                  | /api/v2/outbound/contacts/query | {"pageNumber":1,"size":250,"sortBy":"updatedTimestamp","sortOrder":"desc"}
            empty query               | /api/v2/outbound/contacts/query | {"query":"","pageNumber":1,"size":250,"sortBy":"updatedTimestamp","sortOrder":"desc"}
            unknown field             | /api/v2/outbound/contacts/query | {"query":"a:b","page":1,"pageNumber":1,"size":250,"sortBy":"updatedTimestamp","sortOrder":"desc"}
            other sort                | /api/v2/outbound/contacts/query | {"query":"a:b","pageNumber":1,"size":250,"sortBy":"phone","sortOrder":"desc"}
            static segment            | /api/v2/outbound/segments | {"name":"a","type":"static","definition":{"query":"a:b"},"refreshInterval":"PT1H","status":"active"}
            other status              | /api/v2/outbound/segments | {"name":"a","type":"dynamic","definition":{"query":"a:b"},"refreshInterval":"PT1H","status":"on"}
            interval in words         | /api/v2/outbound/segments | {"name":"a","type":"dynamic","definition":{"query":"a:b"},"refreshInterval":"hourly","status":"active"}
            interval without a number | /api/v2/outbound/segments | {"name":"a","type":"dynamic","definition":{"query":"a:b"},"refreshInterval":"PT","status":"active"}
            no name                   | /api/v2/outbound/segments | {"type":"dynamic","definition":{"query":"a:b"},"refreshInterval":"PT1H","status":"active"}
            no definition             | /api/v2/outbound/segments | {"name":"a","type":"dynamic","refreshInterval":"PT1H","status":"active"}
            query outside definition  | /api/v2/outbound/segments | {"name":"a","type":"dynamic","query":"a:b","definition":{"query":"a:b"},"refreshInterval":"PT1H","status":"active"}
            extra in definition       | /api/v2/outbound/segments | {"name":"a","type":"dynamic","definition":{"query":"a:b","sort":"x"},"refreshInterval":"PT1H","status":"active"}
            name too long             | /api/v2/outbound/segments | {"name":"LONG","type":"dynamic","definition":{"query":"a:b"},"refreshInterval":"PT1H","status":"active"}
            token for another grant   | /oauth/token | {"grant_type":"password","client_id":"sandbox-client","client_secret":"sandbox-secret"}
            token without secret      | /oauth/token | {"grant_type":"client_credentials","client_id":"sandbox-client"}
            token in camel case       | /oauth/token | {"grantType":"client_credentials","client_id":"sandbox-client","client_secret":"sandbox-secret"}
            """)
    void aWrongBodyIsRefusedByContractAndStandIn(String rule, String path, String body) throws Exception {
        client.send(client.api(path)
                .header("Idempotency-Key", "k")
                .POST(BodyPublishers.ofString(body.replace("LONG", "x".repeat(257)))));

        RecordedRequest last = last();
        assertThat(Contract.requestViolations(last)).as(rule).isNotEmpty();
        assertThat(last.status()).as(rule).isBetween(400, 401);
        assertThat(Contract.answerViolations(last)).as(rule).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"grant_type=password", "client_id=a&client_secret=b", "grant_type=client_credentials&x=1"})
    void aWrongTokenFormIsRefusedByContractAndStandIn(String form) throws Exception {
        client.form(form);
        assertThat(Contract.requestViolations(last())).isNotEmpty();
        assertThat(last().status()).isEqualTo(400);
        assertThat(Contract.answerViolations(last())).isEmpty();
    }

    @Test
    void aCallWithoutTokenOrIdempotencyKeyOrOnAnUnknownPathViolatesTheContract() throws Exception {
        client.send(client.request(SEGMENTS + "/x").GET());
        assertThat(Contract.requestViolations(last())).isNotEmpty();

        client.send(client.api(SEGMENTS)
                .POST(BodyPublishers.ofString(SandboxClient.segment("n", "a:b").toString())));
        assertThat(Contract.requestViolations(last())).anyMatch(line -> line.contains("Idempotency-Key"));

        client.send("POST", "/api/v2/outbound/segments/x", "{}");
        assertThat(last().operation()).isEqualTo("unknown");
        assertThat(Contract.requestViolations(last())).isNotEmpty();
    }

    @Test
    void anAnswerThatBreaksTheContractIsSeen() throws Exception {
        RecordedRequest good = query();
        assertThat(Contract.answerViolations(good)).isEmpty();
        assertThat(Contract.answerViolations(answered(good, "{\"contacts\":[{}],\"pageNumber\":1,\"pageCount\":1}")))
                .isNotEmpty();
        assertThat(Contract.answerViolations(answered(good, "{\"contacts\":[],\"pageNumber\":1,\"page_count\":1}")))
                .isNotEmpty();
    }

    private RecordedRequest query() throws Exception {
        client.query(BASE_QUERY, 1, 10);
        return last();
    }

    private static RecordedRequest answered(RecordedRequest request, String body) {
        return request.answered(null, Answer.text(200, "application/json", body));
    }

    private RecordedRequest last() {
        List<RecordedRequest> requests = server.state().requests();
        return requests.get(requests.size() - 1);
    }
}
