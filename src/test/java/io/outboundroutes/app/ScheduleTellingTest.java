package io.outboundroutes.app;

import static io.outboundroutes.app.ScheduleRows.flat;
import static io.outboundroutes.app.ScheduleRows.guide;
import static io.outboundroutes.app.ScheduleRows.hour;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outboundroutes.platform.audit.AuditFile;
import io.outboundroutes.platform.audit.Verification;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.platform.run.WebhookState;
import io.outboundroutes.sandbox.ReceivedWebhook;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.StandingSegment;
import io.outboundroutes.sandbox.campaign.Campaigns;
import io.outboundroutes.sandbox.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What webhook, audit trail and report tell of campaign schedules. */
class ScheduleTellingTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String[] SIX = {"campaign_id", "segment_id", "priority_score", "job_id", "status", "latency_ms"
    };

    @TempDir
    Path folder;

    @Test
    void sch7_everyOutcomeIsToldWithTheGuidesSixFieldsByWebhookAndAudit() throws IOException {
        try (SandboxServer sandbox =
                        SandboxServer.start(SandboxOptions.defaults().withContacts(0));
                TestHouse house = TestHouse.open(sandbox, folder, Map.of())) {
            ObjectNode inTheWay = VendorView.JSON.createObjectNode();
            inTheWay.put("segmentId", StandingSegment.GUIDE).put("startDateTime", hour(0));
            sandbox.state().scheduleStore().put(Campaigns.GUIDE, inTheWay);
            sandbox.fault(Fault.named("400").path("schedules-create").first(1));

            ScheduleReport report = ScheduleReport.run(
                    house,
                    flat(Campaigns.SCHEDULED, StandingSegment.LARGE, 9, 0, 1),
                    guide(),
                    flat(Campaigns.GUIDE, StandingSegment.GUIDE, 2, 1, 2),
                    flat(Campaigns.SCHEDULED, StandingSegment.GUIDE, 0, 1, 2));

            assertThat(report.counts(
                            "attempted", "succeeded", "conflicts", "validationFailures", "failed", "successRate"))
                    .isEqualTo("4 1 1 1 1 25");
            assertThat(((Map<?, ?>) report.json().get("counts")).keySet().toString())
                    .isEqualTo("[attempted, succeeded, conflicts, validationFailures, failed, averageLatencyMs,"
                            + " successRate]");
            // A sandbox on the same machine may answer within the millisecond.
            assertThat(new java.math.BigDecimal(report.counts("averageLatencyMs")))
                    .isNotNegative();
            await().atMost(SOON)
                    .until(() ->
                            house.house().store().history().webhookState(report.runId()) == WebhookState.DELIVERED);
            List<JsonNode> events = new ArrayList<>();
            for (ReceivedWebhook webhook : sandbox.state().webhooks()) {
                events.add(VendorView.JSON.readTree(webhook.body()));
                assertThat(webhook.header("webhook-id")).isNotBlank();
            }
            List<JsonNode> lines = audited("SCHEDULE_PROVISIONING");
            String job1 = sandbox.state().jobs().get(0).path("id").asText();
            String job2 = sandbox.state().jobs().get(1).path("id").asText();
            String guide = "\"segment_id\":\"" + StandingSegment.GUIDE + "\"";
            String c1 = "{\"campaign_id\":\"" + Campaigns.SCHEDULED + "\",";
            String c2 = "{\"campaign_id\":\"" + Campaigns.GUIDE + "\",";
            List<JsonNode> expected = List.of(
                    json(c1 + "\"segment_id\":\"" + StandingSegment.LARGE
                            + "\",\"priority_score\":95,\"job_id\":\"" + job1
                            + "\",\"status\":\"FAILED\",\"latency_ms\":0}"),
                    json(c1 + guide + ",\"priority_score\":52.1,\"job_id\":\"" + job2
                            + "\",\"status\":\"SUCCESS\",\"latency_ms\":0}"),
                    json(c2 + guide
                            + ",\"priority_score\":22.1,\"job_id\":null,\"status\":\"CONFLICT\",\"latency_ms\":0}"),
                    json(c1 + guide
                            + ",\"priority_score\":null,\"job_id\":null,\"status\":\"FAILED\",\"latency_ms\":0}"));
            assertThat(events).map(ScheduleTellingTest::normalised).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(lines).map(ScheduleTellingTest::normalised).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(events)
                    .allSatisfy(
                            event -> assertThat(event.fieldNames()).toIterable().containsExactly(SIX));
            assertThat(events)
                    .filteredOn(event -> event.path("status").asText().equals("SUCCESS"))
                    .allSatisfy(event -> assertThat(event.path("latency_ms").asLong())
                            .isEqualTo(((Number) report.item("SUCCESS").get("latencyMs")).longValue()));
            assertThat(new AuditFile(folder.resolve("audit.jsonl")).verify()).isInstanceOf(Verification.Intact.class);
        }
    }

    @Test
    void all14_anUnknownOutcomeIsToldToo() throws IOException {
        try (SandboxServer sandbox =
                        SandboxServer.start(SandboxOptions.defaults().withContacts(0));
                TestHouse house = TestHouse.open(sandbox, folder, Map.of("schedules.job", "required"))) {
            sandbox.fault(Fault.named("reset-after").path("jobs-create"));

            ScheduleReport report = ScheduleReport.run(house, guide());

            assertThat(report.item(0).get("outcome")).isEqualTo("unknown");
            assertThat(audited("SCHEDULE_PROVISIONING"))
                    .extracting(line -> line.path("status").asText())
                    .containsExactly("unknown");
            await().atMost(SOON).until(() -> sandbox.state().webhooks().size() == 1);
        }
    }

    @Test
    void all14_requestsThatAreToldAlikeHaveALineEach() throws IOException {
        try (SandboxServer sandbox =
                        SandboxServer.start(SandboxOptions.defaults().withContacts(0));
                TestHouse house = TestHouse.open(sandbox, folder, Map.of())) {
            // A file with other names for its columns: of none of its rows anything can be told but that it failed.
            Object[] rows = Stream.generate(() -> Map.of("campaign", "c-1", "segment", "s-1"))
                    .limit(600)
                    .toArray();

            ScheduleReport report = ScheduleReport.run(house, rows);

            assertThat(report.counts("validationFailures")).isEqualTo("600");
            assertThat(audited("SCHEDULE_PROVISIONING")).hasSize(600);
            assertThat(new AuditFile(folder.resolve("audit.jsonl")).verify()).isInstanceOf(Verification.Intact.class);
        }
    }

    @Test
    void all15_eventsGoToTheWorkflowsOwnAddress() {
        try (SandboxServer sandbox =
                        SandboxServer.start(SandboxOptions.defaults().withContacts(0));
                TestHouse house = TestHouse.open(
                        sandbox, folder, Map.of("schedules.webhook-url", sandbox.webhookUri() + "/own"))) {
            ScheduleReport report = ScheduleReport.run(house, guide());

            assertThat(report.json().get("webhook")).isEqualTo("pending");
            await().atMost(SOON).until(() -> sandbox.state().webhooks().size() == 1);
            assertThat(sandbox.state().webhooks().get(0).path()).endsWith("/own");
        }
    }

    @Test
    void all15_withoutAReceiverThereIsOneWarningAndNoEvent() {
        try (SandboxServer sandbox =
                        SandboxServer.start(SandboxOptions.defaults().withContacts(0));
                TestHouse house = TestHouse.open(sandbox, folder, Map.of("webhook.url", ""))) {
            ScheduleReport report = ScheduleReport.run(house, guide(), Map.of());

            assertThat(report.warningCodes()).containsExactly("no-webhook");
            assertThat(report.json().get("webhook")).isEqualTo("none");
            assertThat(house.house().store().outbox().claim(10, Duration.ofSeconds(1), null))
                    .isEmpty();
        }
    }

    @Test
    void all13_aDryRunTellsNobody() {
        try (SandboxServer sandbox =
                        SandboxServer.start(SandboxOptions.defaults().withContacts(0));
                TestHouse house = TestHouse.open(sandbox, folder, Map.of())) {
            house.run(SchedulesSteps.WORKFLOW, Mode.DRY_RUN, false, ScheduleRows.rows(guide(), Map.of()));

            assertThat(house.house().store().outbox().claim(10, Duration.ofSeconds(1), null))
                    .isEmpty();
            assertThat(folder.resolve("audit.jsonl"))
                    .satisfiesAnyOf(
                            file -> assertThat(file).doesNotExist(),
                            file -> assertThat(file).isEmptyFile());
        }
    }

    private List<JsonNode> audited(String action) throws IOException {
        List<JsonNode> details = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("audit.jsonl"))) {
            JsonNode parsed = VendorView.JSON.readTree(line);
            if (parsed.path("action").asText().equals(action)) {
                details.add(parsed.path("details"));
            }
        }
        return details;
    }

    private static JsonNode normalised(JsonNode told) {
        ObjectNode copy = told.deepCopy();
        return copy.put("latency_ms", 0);
    }

    private static JsonNode json(String text) {
        try {
            return VendorView.JSON.readTree(text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
