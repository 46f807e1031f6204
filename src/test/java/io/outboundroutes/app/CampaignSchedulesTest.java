package io.outboundroutes.app;

import static io.outboundroutes.app.ScheduleRows.flat;
import static io.outboundroutes.app.ScheduleRows.guide;
import static io.outboundroutes.app.ScheduleRows.hour;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outboundroutes.platform.intake.InputRows;
import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.sandbox.RecordedRequest;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.StandingSegment;
import io.outboundroutes.sandbox.campaign.Campaigns;
import io.outboundroutes.sandbox.fault.Fault;
import io.outboundroutes.testing.Contract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Campaign schedules end to end, over real HTTP. */
class CampaignSchedulesTest {

    private static final String C1 = Campaigns.SCHEDULED;
    private static final String C2 = Campaigns.GUIDE;

    @TempDir
    private static Path folder;

    private static SandboxServer sandbox;
    private static TestHouse house;

    @BeforeAll
    static void open() {
        sandbox = SandboxServer.start(SandboxOptions.defaults().withContacts(0));
        house = TestHouse.open(sandbox, folder.resolve("shared"), Map.of());
    }

    @AfterAll
    static void close() {
        house.close();
        sandbox.close();
    }

    @BeforeEach
    void reset() {
        sandbox.state().reset();
    }

    @AfterEach
    void everyRequestKeepsTheContract() {
        assertThat(sandbox.state().requests())
                .filteredOn(request -> !request.operation().equals("webhook"))
                .flatExtracting(Contract::requestViolations)
                .isEmpty();
    }

    @Test
    void sch6_theGuidesCompleteExampleSucceedsAndSendsItsPayloads() throws IOException {
        ScheduleReport report = run(guide());

        assertThat(report.status()).isEqualTo("SUCCEEDED");
        Map<?, ?> item = report.item(0);
        assertThat(item.get("outcome")).isEqualTo("SUCCESS");
        assertThat(item.get("status")).isEqualTo("SUCCESS");
        assertThat(item.get("campaignId")).isEqualTo(C1);
        assertThat(item.get("segmentId")).isEqualTo(StandingSegment.GUIDE);
        assertThat(item.get("priorityScore")).hasToString("52.1");
        assertThat(item.get("rank")).hasToString("1");
        assertThat(item.get("jobId"))
                .isEqualTo(sandbox.state().jobs().get(0).path("id").asText());
        assertThat(item.get("scheduleId"))
                .isEqualTo(sandbox.state().schedules().get(0).id());
        assertThat(item.get("latencyMs")).isInstanceOf(Number.class);
        assertThat(body("jobs-create"))
                .isEqualTo(VendorView.JSON.readTree("{\"name\":\"schedule_campaign-uuid-123\","
                        + "\"type\":\"OUTBOUND_SCHEDULE_CREATE\",\"script\":{\"name\":\"ScheduleProvisioningHandler\","
                        + "\"description\":\"Automated predictive schedule registration\"}}"));
        assertThat(body("schedules-create"))
                .isEqualTo(VendorView.JSON.readTree("{\"segmentId\":\"a1b2c3d4-e5f6-7890-abcd-ef1234567890\","
                        + "\"deliveryWindow\":{\"startTime\":\"09:00:00\",\"endTime\":\"17:00:00\","
                        + "\"timeZone\":\"America/Chicago\"},\"throttleRate\":150,\"scheduleType\":\"PREDICTIVE\","
                        + "\"startDateTime\":\"" + hour(9) + "\",\"endDateTime\":\"" + hour(17)
                        + "\",\"priority\":5}"));
    }

    @Test
    void sch1_theGuidesExampleOf2024NeedsAllowPast() {
        Map<String, Object> row = guide();
        Map<String, Object> schedule = ScheduleRows.schedule(row);
        schedule.put("start_date_time", "2024-11-15T09:00:00+00:00");
        schedule.put("end_date_time", "2024-11-15T17:00:00+00:00");

        assertThat(run(row).item(0).get("reason")).isEqualTo("validation_failed: endDateTime");
        try (TestHouse lenient =
                TestHouse.open(sandbox, folder.resolve("past"), Map.of("schedules.allow-past", "true"))) {
            assertThat(ScheduleReport.run(lenient, row).status()).isEqualTo("SUCCEEDED");
        }
        assertThat(sandbox.state().schedules().get(0).text("startDateTime")).isEqualTo("2024-11-15T09:00:00Z");
    }

    @Test
    void sch1_aWrongRequestFailsWithAllViolationsAndTheOthersGoOn() {
        Map<String, Object> wrong = flat("no/such", StandingSegment.GUIDE, 11, 9, 8);

        ScheduleReport report = run(wrong, guide());

        assertThat(report.status()).isEqualTo("PARTIAL");
        Map<?, ?> failed = report.item("FAILED");
        assertThat((List<?>) failed.get("violations"))
                .extracting(violation -> String.valueOf(((Map<?, ?>) violation).get("field")))
                .containsExactly("campaignId", "endDateTime", "priority");
        assertThat(failed.get("reason")).isEqualTo("validation_failed: campaignId, endDateTime, priority");
        assertThat(failed.get("status")).isEqualTo("FAILED");
        assertThat(failed.containsKey("campaignId")).isFalse();
        assertThat(report.counts("attempted", "succeeded", "validationFailures", "failed", "successRate"))
                .isEqualTo("2 1 1 0 50");
    }

    @Test
    void sch1_aRunOfWrongRequestsAsksTheVendorNothing() {
        ScheduleReport report = run(Map.of(), "no object", List.of());

        assertThat(report.status()).isEqualTo("FAILED");
        assertThat(report.counts("attempted", "validationFailures", "successRate"))
                .isEqualTo("3 3 0");
        assertThat(sandbox.state().requests().stream()
                        .filter(one -> !one.operation().equals("webhook")))
                .isEmpty();
    }

    @Test
    void sch2_requestsAreProvisionedInTheOrderOfTheirScores() {
        ScheduleReport report = run(
                flat(C1, StandingSegment.EMPTY, 5, 0, 1),
                flat(C1, StandingSegment.GUIDE, 5, 4, 5),
                flat(C2, StandingSegment.GUIDE, 5, 2, 3),
                flat(C1, StandingSegment.LARGE, 5, 6, 7),
                flat(C2, StandingSegment.FULL, 5, 8, 9),
                flat(C2, StandingSegment.UNCOUNTED, 9, 10, 11));

        assertThat(report.status()).isEqualTo("SUCCEEDED");
        assertThat(sandbox.state().schedules())
                .extracting(schedule -> schedule.text("startDateTime"))
                .containsExactly(hour(10), hour(6), hour(8), hour(2), hour(4), hour(0));
        assertThat(report.items())
                .extracting(item -> item.get("rank") + " " + item.get("priorityScore"))
                .containsExactlyInAnyOrder("1 90", "2 55", "3 55", "4 52.1", "5 52.1", "6 50");
        assertThat(report.warningCodes()).containsExactly("segment-size-unknown");
        assertThat(sandbox.state().requests("segments-get"))
                .as("each segment once")
                .hasSize(5);
    }

    @Test
    void sch2_anUnknownSegmentFailsItsRequestWithoutJobAndSchedule() {
        ScheduleReport report = run(flat(C1, "no-such-segment", 9, 0, 1), guide());

        assertThat(report.status()).isEqualTo("PARTIAL");
        assertThat(report.item("FAILED").get("reason"))
                .isEqualTo("segment_not_found: There is no such segment; check segmentId");
        assertThat(report.counts("succeeded", "validationFailures", "failed")).isEqualTo("1 0 1");
        assertThat(sandbox.state().jobs()).hasSize(1);
    }

    @Test
    void sch2_eachOneProvisionedCountsForTheNext() {
        ScheduleReport report = run(
                flat(C1, StandingSegment.GUIDE, 5, 10, 14),
                flat(C1, StandingSegment.GUIDE, 9, 12, 16),
                flat(C1, StandingSegment.GUIDE, 4, 16, 18),
                flat(C2, StandingSegment.GUIDE, 3, 12, 16),
                flat(C1, StandingSegment.FULL, 2, 12, 16));

        assertThat(report.status()).isEqualTo("PARTIAL");
        assertThat(report.counts("attempted", "succeeded", "conflicts", "successRate"))
                .isEqualTo("5 4 1 80");
        Map<?, ?> conflict = report.item("CONFLICT");
        assertThat(conflict.get("rank")).hasToString("2");
        assertThat(conflict.get("reason")).isEqualTo("overlap_detected");
        assertThat(conflict.get("conflictingScheduleId"))
                .isEqualTo(sandbox.state().schedules().get(0).id());
        assertThat(conflict.containsKey("jobId")).isFalse();
        assertThat(sandbox.state().requests("schedules-create")).hasSize(4);
        assertThat(sandbox.state().jobs()).hasSize(4);
    }

    @Test
    void sch2_aRequestThatFailedDoesNotCountForTheNext() {
        sandbox.fault(Fault.named("400").path("schedules-create").first(1));

        ScheduleReport report =
                run(flat(C1, StandingSegment.GUIDE, 9, 10, 14), flat(C1, StandingSegment.GUIDE, 5, 12, 16));

        assertThat(report.status()).isEqualTo("PARTIAL");
        assertThat(report.item("FAILED").get("rank")).hasToString("1");
        assertThat(report.item("FAILED").get("status")).isEqualTo("FAILED");
        assertThat(report.item("SUCCESS").get("rank")).hasToString("2");
        assertThat(sandbox.state().schedules())
                .extracting(schedule -> schedule.text("startDateTime"))
                .containsExactly(hour(12));
    }

    @Test
    void sch3_anOverlapOnTheThirdPageIsAConflictAndNothingIsPosted() {
        for (int i = 0; i < 50; i++) {
            put(C1, StandingSegment.GUIDE, "SCHEDULED", hour(24 + i), hour(25 + i));
        }
        String inTheWay = put(C1, StandingSegment.GUIDE, "RUNNING", hour(16), null);

        ScheduleReport report = run(guide());

        assertThat(report.status()).isEqualTo("FAILED");
        assertThat(report.item(0).get("outcome")).isEqualTo("CONFLICT");
        assertThat(report.item(0).get("reason")).isEqualTo("overlap_detected");
        assertThat(report.item(0).get("conflictingScheduleId")).isEqualTo(inTheWay);
        assertThat(report.item(0).get("priorityScore")).hasToString("52.1");
        assertThat(sandbox.state().requests("schedules-list")).hasSize(3);
        assertThat(sandbox.state().requests("schedules-create")).isEmpty();
        assertThat(sandbox.state().requests("jobs-create")).isEmpty();
    }

    @Test
    void sch3_whatIsCancelledElsewhereOrBesideIsNotInTheWay() {
        put(C1, StandingSegment.GUIDE, "Cancelled", hour(0), null);
        put(C1, StandingSegment.GUIDE, "COMPLETED", hour(9), hour(17));
        put(C1, StandingSegment.FULL, "RUNNING", hour(9), hour(17));
        put(C2, StandingSegment.GUIDE, "RUNNING", hour(9), hour(17));
        put(C1, StandingSegment.GUIDE, "SCHEDULED", hour(8), hour(9));
        put(C1, StandingSegment.GUIDE, "SCHEDULED", hour(17), hour(18));

        assertThat(run(guide()).status()).isEqualTo("SUCCEEDED");
    }

    @Test
    void sch3_aScheduleThatCannotBeReadIsNotPassedOver() {
        put(C1, StandingSegment.GUIDE, "RUNNING", "soon", hour(17));

        ScheduleReport report = run(guide());

        assertThat(report.item(0).get("outcome")).isEqualTo("FAILED");
        assertThat(report.item(0).get("reason"))
                .asString()
                .startsWith("overlap_undecidable: ")
                .contains("startDateTime");
        assertThat(sandbox.state().requests("schedules-create")).isEmpty();
    }

    @Test
    void sch3_anUnknownCampaignFailsItsRequestsOnly() {
        ScheduleReport report = run(flat("no-such-campaign", StandingSegment.GUIDE, 9, 0, 1), guide());

        assertThat(report.status()).isEqualTo("PARTIAL");
        assertThat(report.item("FAILED").get("reason")).asString().contains("list-schedules", "404");
        assertThat(report.item("SUCCESS").get("rank")).hasToString("2");
    }

    @Test
    void all12_aRunWithoutInputPlansNothingAndWarns() {
        ScheduleReport report = new ScheduleReport(house.run(SchedulesSteps.WORKFLOW, Mode.LIVE, false));

        assertThat(report.status()).isEqualTo("SUCCEEDED");
        assertThat(report.items()).isEmpty();
        assertThat(report.warningCodes()).containsExactly("no-requests");
        assertThat(sandbox.state().requests()).isEmpty();
    }

    @Test
    void all13_aDryRunReadsAndDecidesAndWritesNothing() {
        String inTheWay = put(C2, StandingSegment.GUIDE, "RUNNING", hour(0), null);

        ScheduleReport report = new ScheduleReport(house.run(
                SchedulesSteps.WORKFLOW,
                Mode.DRY_RUN,
                false,
                ScheduleRows.rows(
                        guide(),
                        flat(C1, StandingSegment.GUIDE, 3, 16, 20),
                        flat(C2, StandingSegment.GUIDE, 4, 1, 2),
                        Map.of())));

        Map<?, ?> planned = report.item("planned");
        assertThat(planned.get("rank")).hasToString("1");
        assertThat(((Map<?, ?>) planned.get("body")).get("throttleRate")).hasToString("150");
        assertThat(((Map<?, ?>) planned.get("job")).get("name")).isEqualTo("schedule_" + C1);
        assertThat(report.items())
                .extracting(item -> item.get("outcome") + " " + item.get("conflictingScheduleId"))
                .containsExactlyInAnyOrder("planned null", "CONFLICT " + inTheWay, "CONFLICT null", "FAILED null");
        assertThat(sandbox.state().requests())
                .extracting(RecordedRequest::operation)
                .doesNotContain("schedules-create", "jobs-create", "webhook");
        assertThat(report.json().get("webhook")).isEqualTo("none");
    }

    @Test
    void all23_moreThanTheCeilingFailsBeforeTheFirstWrite() {
        try (TestHouse small = TestHouse.open(sandbox, folder.resolve("small"), Map.of("schedules.max-per-run", "1"))) {
            ScheduleReport report =
                    ScheduleReport.run(small, guide(), Map.of(), flat(C2, StandingSegment.GUIDE, 1, 0, 1));

            assertThat(report.status()).isEqualTo("FAILED");
            assertThat(report.json().get("errors")).asString().contains("ceiling-exceeded", "schedules.max-per-run=1");
            assertThat(sandbox.state().requests("schedules-create")).isEmpty();
            assertThat(sandbox.state().requests("jobs-create")).isEmpty();

            assertThat(ScheduleReport.run(small, guide(), Map.of()).status()).isEqualTo("PARTIAL");
        }
    }

    @Test
    void all23_whatWasAskedForLongerAgoThanMaxAgeWaitsForAPerson() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
        Surroundings around = new Surroundings(now::get, new Random(), Checkpoint.NONE);
        try (TestHouse late =
                TestHouse.open(sandbox, folder.resolve("late"), Map.of("schedules.max-age", "PT48H"), around)) {
            Run asked = late.house()
                    .store()
                    .runs()
                    .ask(late.request(SchedulesSteps.WORKFLOW, Mode.LIVE, false), ScheduleRows.rows(guide()));
            now.updateAndGet(then -> then.plus(Duration.ofHours(49)));

            ScheduleReport report = new ScheduleReport(late.execute(asked));

            assertThat(report.status()).isEqualTo("FAILED");
            assertThat(report.item(0).get("outcome")).isEqualTo("parked");
            assertThat(report.item(0).get("reason")).asString().contains("a person decides");
            assertThat(report.counts("attempted", "succeeded", "failed")).isEqualTo("0 0 0");
            assertThat(sandbox.state().requests("jobs-create")).isEmpty();
            assertThat(sandbox.state().requests("schedules-create")).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"campaign-schedules.json, 2 2 0 0 0", "campaign-schedules-mixed.ndjson, 4 1 1 1 1"})
    void theShippedSamplesDoWhatTheReadmeSays(String file, String counts) throws IOException {
        // Lenient, so that the samples outlive their dates.
        try (TestHouse lenient = TestHouse.open(sandbox, folder.resolve(file), Map.of("schedules.allow-past", "true"));
                InputRows rows = InputRows.of(Files.newInputStream(Path.of("examples", file)), file)) {
            ScheduleReport report = new ScheduleReport(lenient.run(SchedulesSteps.WORKFLOW, Mode.LIVE, false, rows));

            assertThat(report.counts("attempted", "succeeded", "conflicts", "validationFailures", "failed"))
                    .isEqualTo(counts);
        }
    }

    private static ScheduleReport run(Object... rows) {
        return ScheduleReport.run(house, rows);
    }

    private static JsonNode body(String operation) throws IOException {
        List<RecordedRequest> requests = sandbox.state().requests(operation);
        assertThat(requests).hasSize(1);
        return VendorView.JSON.readTree(requests.get(0).body());
    }

    private static String put(String campaign, String segment, String status, String start, String end) {
        ObjectNode json = VendorView.JSON.createObjectNode();
        json.put("segmentId", segment);
        json.put("status", status);
        json.put("startDateTime", start);
        if (end != null) {
            json.put("endDateTime", end);
        }
        return sandbox.state().scheduleStore().put(campaign, json).id();
    }
}
