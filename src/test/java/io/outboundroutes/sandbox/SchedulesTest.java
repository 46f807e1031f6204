package io.outboundroutes.sandbox;

import static io.outboundroutes.sandbox.GuideBodies.JOB;
import static io.outboundroutes.sandbox.GuideBodies.JOBS;
import static io.outboundroutes.sandbox.GuideBodies.SCHEDULES;
import static io.outboundroutes.sandbox.GuideBodies.schedule;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outboundroutes.sandbox.campaign.Campaigns;
import io.outboundroutes.sandbox.fault.Fault;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SchedulesTest {

    private static final String NINE = "2026-11-15T09:00:00Z";
    private static final String NOON = "2026-11-15T12:00:00Z";
    private static final String FIVE = "2026-11-15T17:00:00Z";

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
    void aScheduleIsCreatedWithAnIdAndTheBodysFields() throws Exception {
        HttpResponse<String> answer = client.send("POST", SCHEDULES, schedule(NINE, FIVE));

        assertThat(answer.statusCode()).isEqualTo(201);
        ObjectNode created = (ObjectNode) SandboxClient.JSON.readTree(answer.body());
        assertThat(created.remove("id").asText())
                .isNotBlank()
                .isEqualTo(server.state().schedules().get(0).id());
        assertThat(created.remove("status").asText()).isEqualTo("SCHEDULED");
        assertThat(created).isEqualTo(SandboxClient.JSON.readTree(schedule(NINE, FIVE)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "the same times,      a1b2c3d4-e5f6-7890-abcd-ef1234567890, 09:00, 17:00, 409",
        "within,              a1b2c3d4-e5f6-7890-abcd-ef1234567890, 10:00, 11:00, 409",
        "around,              a1b2c3d4-e5f6-7890-abcd-ef1234567890, 08:00, 18:00, 409",
        "one second in,       a1b2c3d4-e5f6-7890-abcd-ef1234567890, 16:59, 18:00, 409",
        "from the end on,     a1b2c3d4-e5f6-7890-abcd-ef1234567890, 17:00, 18:00, 201",
        "until the beginning, a1b2c3d4-e5f6-7890-abcd-ef1234567890, 08:00, 09:00, 201",
        "another segment,     b2c3d4e5-f6a7-4901-8cde-f12345678901, 09:00, 17:00, 201",
    })
    void anOverlapOnTheSameSegmentIsAConflict(String rule, String segment, String start, String end, int status)
            throws Exception {
        client.send("POST", SCHEDULES, schedule(NINE, FIVE));
        String second = schedule(segment, "2026-11-15T" + start + ":00Z", "2026-11-15T" + end + ":00Z");
        assertThat(client.send("POST", SCHEDULES, second).statusCode()).as(rule).isEqualTo(status);
        assertThat(server.state().schedules()).as(rule).hasSize(status == 201 ? 2 : 1);
    }

    @Test
    void anotherCampaignIsNotInTheWay() throws Exception {
        client.send("POST", SCHEDULES, schedule(NINE, FIVE));
        String other = "/api/v2/outbound/campaigns/" + Campaigns.GUIDE + "/schedules";
        assertThat(client.send("POST", other, schedule(NINE, FIVE)).statusCode())
                .isEqualTo(201);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            cancelled        | 201 | {"startDateTime":"2026-11-15T09:00:00Z","endDateTime":"2026-11-15T17:00:00Z","status":"Cancelled"}
            completed        | 201 | {"startDateTime":"2026-11-15T09:00:00Z","endDateTime":"2026-11-15T17:00:00Z","status":"COMPLETED"}
            active           | 409 | {"startDateTime":"2026-11-15T09:00:00Z","endDateTime":"2026-11-15T17:00:00Z","status":"ACTIVE"}
            without an end   | 409 | {"startDateTime":"2026-11-01T09:00:00Z","endDateTime":null}
            without a zone   | 409 | {"startDateTime":"2026-11-15T09:00:00","endDateTime":"2026-11-15T17:00:00"}
            another offset   | 201 | {"startDateTime":"2026-11-15T09:00:00-09:00","endDateTime":"2026-11-15T17:00:00-09:00"}
            unreadable times | 201 | {"startDateTime":"soon"}
            """)
    void whatATestPutThereIsServedAsItIsAndMayBeInTheWay(String rule, int status, String fields) throws Exception {
        ObjectNode odd = (ObjectNode) SandboxClient.JSON.readTree(fields);
        server.state().scheduleStore().put(Campaigns.SCHEDULED, odd.put("segmentId", StandingSegment.GUIDE));
        JsonNode listed = page("").path("entities").get(0);
        assertThat(listed.path("startDateTime")).isEqualTo(odd.path("startDateTime"));
        assertThat(listed.path("id").asText()).isNotBlank();
        assertThat(client.send("POST", SCHEDULES, schedule(NINE, FIVE)).statusCode())
                .as(rule)
                .isEqualTo(status);
    }

    @Test
    void ofManyOverlappingAtOnceOneIsCreated() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> calls = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                calls.add(() ->
                        client.send("POST", SCHEDULES, schedule(NINE, FIVE)).statusCode());
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> answered : callers.invokeAll(calls)) {
                statuses.add(answered.get());
            }
            assertThat(statuses).containsOnly(201, 409).containsOnlyOnce(201);
            assertThat(server.state().schedules()).hasSize(1);
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void schedulesAreListedByCursorTwentyAPage() throws Exception {
        for (int hour = 0; hour < 45; hour++) {
            ObjectNode one = SandboxClient.JSON.createObjectNode().put("id", "s" + hour);
            server.state().scheduleStore().put(Campaigns.SCHEDULED, one);
        }
        List<String> ids = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        JsonNode page = page("");
        while (true) {
            sizes.add(page.path("entities").size());
            ids.addAll(page.findValuesAsText("id"));
            if (!page.has("nextPageCursor")) {
                break;
            }
            page = page("?cursor=" + page.path("nextPageCursor").asText());
        }
        assertThat(sizes).containsExactly(20, 20, 5);
        assertThat(ids).doesNotHaveDuplicates().hasSize(45);
        assertThat(page("?pageSize=100").path("entities")).hasSize(45);
        assertThat(page("?pageSize=45").has("nextPageCursor")).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "unknown campaign,  404, /api/v2/outbound/campaigns/none/schedules",
        "page size zero,    400, /api/v2/outbound/campaigns/campaign-uuid-123/schedules?pageSize=0",
        "page size 101,     400, /api/v2/outbound/campaigns/campaign-uuid-123/schedules?pageSize=101",
        "page size in words,400, /api/v2/outbound/campaigns/campaign-uuid-123/schedules?pageSize=ten",
        "made-up cursor,    400, /api/v2/outbound/campaigns/campaign-uuid-123/schedules?cursor=abc",
        "cursor no base64,  400, /api/v2/outbound/campaigns/campaign-uuid-123/schedules?cursor=%3F",
        "unknown parameter, 400, /api/v2/outbound/campaigns/campaign-uuid-123/schedules?page=1",
        "parameter twice,   400, /api/v2/outbound/campaigns/campaign-uuid-123/schedules?pageSize=1&pageSize=2",
    })
    void aListThatCannotBeMeantIsRefused(String rule, int status, String path) throws Exception {
        assertThat(client.get(path).statusCode()).as(rule).isEqualTo(status);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            snake case          | unexpected.field       | "segmentId":"a1b2c3d4-e5f6-7890-abcd-ef1234567890" | "segment_id":"a1b2c3d4-e5f6-7890-abcd-ef1234567890"
            unknown segment     | unknown.segmentId      | a1b2c3d4-e5f6-7890-abcd-ef1234567890 | none
            no such time        | invalid.startTime      | 09:00:00"      | 25:00:00"
            hour and minute     | invalid.endTime        | "17:00:00"     | "17:00"
            window of no length | invalid.deliveryWindow | "17:00:00"     | "09:00:00"
            no such zone        | invalid.timeZone       | America/Chicago | America/Gotham
            throttle zero       | invalid.throttleRate   | 150            | 0
            throttle 10001      | invalid.throttleRate   | 150            | 10001
            throttle as text    | invalid.throttleRate   | 150            | "150"
            another type        | invalid.scheduleType   | PREDICTIVE     | PREVIEW
            start with offset   | invalid.startDateTime  | 2026-11-15T09:00:00Z | 2026-11-15T09:00:00+00:00
            no such day         | invalid.startDateTime  | 2026-11-15T09:00:00Z | 2026-11-31T09:00:00Z
            end is the start    | invalid.endDateTime    | 2026-11-15T17:00:00Z | 2026-11-15T09:00:00Z
            priority 11         | invalid.priority       | "priority":5   | "priority":11
            no priority         | invalid.priority       | ,"priority":5  |
            """)
    void whatIsWrongWithAScheduleIsNamed(String rule, String code, String right, String wrong) throws Exception {
        String good = schedule(NINE, FIVE).replace("\n ", "");
        String body = good.replace(right, wrong == null ? "" : wrong);
        assertThat(body).isNotEqualTo(good);
        HttpResponse<String> answer = client.send("POST", SCHEDULES, body);
        assertThat(answer.statusCode()).as(rule).isEqualTo(400);
        assertThat(SandboxClient.JSON.readTree(answer.body()).path("code").asText())
                .as(rule)
                .isEqualTo(code);
        assertThat(server.state().schedules()).isEmpty();
    }

    @Test
    void aCampaignThatDoesNotExistHasNoSchedules() throws Exception {
        String unknown = "/api/v2/outbound/campaigns/none/schedules";
        assertThat(client.send("POST", unknown, schedule(NINE, FIVE)).statusCode())
                .isEqualTo(404);
    }

    @Test
    void aScheduleForACreatedSegmentIsTaken() throws Exception {
        client.createSegment("s", "a:b");
        String id = server.state().segments().get(0).id();
        assertThat(client.send("POST", SCHEDULES, schedule(id, NINE, NOON)).statusCode())
                .isEqualTo(201);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a1b2c3d4-e5f6-7890-abcd-ef1234567890, 4200",
        "b2c3d4e5-f6a7-4901-8cde-f12345678901, 10000",
        "c3d4e5f6-a7b8-4012-8def-123456789012, 25000",
        "d4e5f6a7-b8c9-4123-8ef0-234567890123, 0",
        "e5f6a7b8-c9d0-4234-8f01-345678901234, -1",
    })
    void segmentsOfTheBeginningTellTheirSize(String id, int contacts) throws Exception {
        HttpResponse<String> answer = client.get("/api/v2/outbound/segments/" + id);
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode segment = SandboxClient.JSON.readTree(answer.body());
        assertThat(segment.path("id").asText()).isEqualTo(id);
        assertThat(segment.path("contactCount").asInt(-1)).isEqualTo(contacts);
        assertThat(server.state().segments()).isEmpty();
        assertThat(server.state().standingSegments())
                .extracting(StandingSegment::id)
                .contains(id);
    }

    @Test
    void aJobIsRegistered() throws Exception {
        HttpResponse<String> answer = client.send("POST", JOBS, JOB);
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(server.state().jobs()).containsExactly((ObjectNode) SandboxClient.JSON.readTree(answer.body()));
        assertThat(server.state().jobs().get(0).path("name").asText()).isEqualTo("schedule_campaign-uuid-123");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            no name             | "name":"schedule_campaign-uuid-123" | "name":""
            another type        | OUTBOUND_SCHEDULE_CREATE    | JOB
            another script      | ScheduleProvisioningHandler | Handler
            another description | Automated predictive schedule registration | x
            unexpected field    | "type"                      | "owner":"me","type"
            """)
    void aJobThatIsNotTheGuidesIsRefused(String rule, String right, String wrong) throws Exception {
        assertThat(client.send("POST", JOBS, JOB.replace(right, wrong)).statusCode())
                .as(rule)
                .isEqualTo(400);
        assertThat(server.state().jobs()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"reset, 0", "reset-after, 1", "503-after, 1", "503, 0"})
    void aScheduleOfUnknownFateIsThereOrNot(String fault, int schedules) throws Exception {
        server.fault(Fault.named(fault).path("schedules-create").first(1));
        try {
            assertThat(client.send("POST", SCHEDULES, schedule(NINE, FIVE)).statusCode())
                    .isEqualTo(503);
        } catch (IOException e) {
            assertThat(fault).startsWith("reset");
        }
        assertThat(server.state().schedules()).hasSize(schedules);
    }

    private JsonNode page(String query) throws Exception {
        HttpResponse<String> answer = client.get(SCHEDULES + query);
        assertThat(answer.statusCode()).isEqualTo(200);
        return SandboxClient.JSON.readTree(answer.body());
    }
}
