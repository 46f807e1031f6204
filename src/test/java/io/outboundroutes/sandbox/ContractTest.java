package io.outboundroutes.sandbox;

import static io.outboundroutes.sandbox.GuideBodies.CAMPAIGNS;
import static io.outboundroutes.sandbox.GuideBodies.CONTACT;
import static io.outboundroutes.sandbox.GuideBodies.CONTACTS;
import static io.outboundroutes.sandbox.GuideBodies.CONVERSATIONS;
import static io.outboundroutes.sandbox.GuideBodies.JOB;
import static io.outboundroutes.sandbox.GuideBodies.JOBS;
import static io.outboundroutes.sandbox.GuideBodies.SCHEDULES;
import static io.outboundroutes.sandbox.GuideBodies.STATISTICS;
import static io.outboundroutes.sandbox.GuideBodies.contact;
import static io.outboundroutes.sandbox.GuideBodies.conversation;
import static io.outboundroutes.sandbox.GuideBodies.schedule;
import static io.outboundroutes.sandbox.SandboxClient.BASE_QUERY;
import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.sandbox.campaign.Campaign;
import io.outboundroutes.sandbox.campaign.Campaigns;
import io.outboundroutes.testing.Contract;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ContractTest {

    private static final String SEGMENTS = "/api/v2/outbound/segments";

    private static final String WINDOW = "?startDateTime=2026-03-01T11:00:00.000Z&endDateTime=2026-03-02T12:00:00.000Z"
            + "&metrics=callsAttempted,callsConnected,avgCallDuration,conversionRate&includeZeroMetrics=true";

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
    void everyHonestExchangeOfTheOtherWorkflowsFollowsTheContract() throws Exception {
        for (StandingSegment segment : server.state().standingSegments()) {
            client.get(SEGMENTS + "/" + segment.id());
        }
        for (int hour = 10; hour < 13; hour++) {
            write(SCHEDULES, schedule("2030-11-15T" + hour + ":00:00Z", "2030-11-15T" + (hour + 1) + ":00:00Z"));
        }
        write(SCHEDULES, schedule("2030-11-15T10:00:00Z", "2030-11-15T11:00:00.5Z"));
        write(SCHEDULES.replace("uuid-123", "none"), schedule("2030-11-15T10:00:00Z", "2030-11-15T11:00:00Z"));
        String cursor = SandboxClient.JSON
                .readTree(client.get(SCHEDULES + "?pageSize=2").body())
                .path("nextPageCursor")
                .asText();
        client.get(SCHEDULES + "?pageSize=2&cursor=" + cursor);
        client.get(SCHEDULES.replace("uuid-123", "none"));
        write(JOBS, JOB);
        for (String id : List.of("EXT-1", "EXT-2-failed-dnc", "EXT-3-nochannels-optout-sms", "EXT-4-unvalidated")) {
            write(CONTACTS, contact(id));
            client.get(CONTACTS + "/" + id);
        }
        write(CONTACTS, contact("EXT-1"));
        client.get(CONTACTS + "/none");
        write(CONVERSATIONS, conversation("EXT-1"));
        write(CONVERSATIONS, conversation("none"));
        client.get(CAMPAIGNS + "?pageNumber=1&pageSize=5");
        client.get(CAMPAIGNS + "?pageNumber=9&pageSize=5");
        for (Campaign campaign : server.state().campaigns().all()) {
            client.get(STATISTICS.replace(Campaigns.GUIDE, campaign.id()) + WINDOW);
        }
        client.get(STATISTICS.replace(Campaigns.GUIDE, "none") + WINDOW);

        List<RecordedRequest> requests = server.state().requests();
        assertThat(requests).extracting(RecordedRequest::operation).doesNotContain("unknown");
        assertThat(requests).extracting(RecordedRequest::status).containsOnly(200, 201, 404, 409);
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
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
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

    /** One wrong request per operation and rule of guides 001 to 003. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            schedule in snake case      | schedule     | "segmentId"           | "segment_id"
            schedule without priority   | schedule     | ,"priority":5         |
            priority 11                 | schedule     | "priority":5          | "priority":11
            throttle zero               | schedule     | 150                   | 0
            another schedule type       | schedule     | PREDICTIVE            | PREVIEW
            window of hour and minute   | schedule     | 09:00:00"             | 09:00"
            hour 24                     | schedule     | 17:00:00"             | 24:00:00"
            window without a zone       | schedule     | "timeZone"            | "zone"
            start with an offset        | schedule     | 2030-11-15T09:00:00Z  | 2030-11-15T09:00:00+01:00
            another job type            | job          | OUTBOUND_SCHEDULE_CREATE | OTHER
            another job script          | job          | ScheduleProvisioningHandler | Other
            job with a status           | job          | "type"                | "status":"x","type"
            contact in snake case       | contact      | "externalContactId"   | "external_contact_id"
            contact id with a space     | contact      | EXT-9928374           | EXT 9928374
            national number             | contact      | +15551234567          | 5551234567
            no e-mail address           | contact      | support@acme.com      | acme.com
            unknown channel             | contact      | "email"               | "fax"
            interaction too long        | contact      | 600                   | 7201
            metadata no text            | contact      | "us-east"             | 7
            message null                | contact      | "Testing automated contact interaction workflow" | null
            conversation in snake case  | conversation | "contactId"           | "contact_id"
            unknown conversation type   | conversation | "voice"               | "fax"
            another source              | conversation | external_contact_api  | me
            timestamp without a zone    | conversation | 12:00:00.123Z         | 12:00:00.123
            """)
    void aWrongBodyOfTheOtherWorkflowsIsRefusedToo(String rule, String which, String right, String wrong)
            throws Exception {
        write(CONTACTS, contact("EXT-1"));
        Map<String, List<String>> calls = Map.of(
                "schedule", List.of(SCHEDULES, schedule("2030-11-15T09:00:00Z", "2030-11-15T17:00:00Z")),
                "job", List.of(JOBS, JOB),
                "contact", List.of(CONTACTS, CONTACT),
                "conversation", List.of(CONVERSATIONS, conversation("EXT-1")));
        String good = calls.get(which).get(1).replace("\n ", "");
        assertThat(good).contains(right);
        write(calls.get(which).get(0), good.replace(right, wrong == null ? "" : wrong));

        RecordedRequest last = last();
        assertThat(Contract.requestViolations(last)).as(rule).isNotEmpty();
        assertThat(last.status()).as(rule).isEqualTo(400);
        assertThat(Contract.answerViolations(last)).as(rule).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                CAMPAIGNS + "?pageNumber=0",
                CAMPAIGNS + "?pageSize=101",
                CAMPAIGNS + "?page=1",
                SCHEDULES + "?pageSize=0",
                SCHEDULES + "?cursor=",
                SCHEDULES + "?pageNumber=1",
                CONTACTS + "/a%20b",
                CONTACTS + "/EXT-1?expand=channels",
                STATISTICS,
                STATISTICS + "?endDateTime=2026-03-01T12:00:00.000Z&metrics=conversions&includeZeroMetrics=true",
                STATISTICS
                        + "?startDateTime=2026-03-01T11:00:00Z&endDateTime=2026-03-01T12:00:00.000Z&metrics=conversions&includeZeroMetrics=true",
                STATISTICS
                        + "?startDateTime=2026-03-01T11:00:00.000Z&endDateTime=2026-03-01T12:00:00.000Z&metrics=conversions&includeZeroMetrics=True",
                SEGMENTS + "/a1b2c3d4-e5f6-7890-abcd-ef1234567890?expand=count",
            })
    void aWrongAddressIsRefusedByContractAndStandIn(String address) throws Exception {
        client.get(address);
        assertThat(Contract.requestViolations(last())).isNotEmpty();
        assertThat(last().status()).isEqualTo(400);
        assertThat(Contract.answerViolations(last())).isEmpty();
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

    private void write(String path, String body) throws Exception {
        client.send(client.api(path).header("Idempotency-Key", "k").POST(BodyPublishers.ofString(body)));
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
