package io.outboundroutes.app;

import static io.outboundroutes.app.ScheduleRows.flat;
import static io.outboundroutes.app.ScheduleRows.guide;
import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.sandbox.RecordedRequest;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.StandingSegment;
import io.outboundroutes.sandbox.campaign.Campaigns;
import io.outboundroutes.sandbox.fault.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Campaign schedules against a vendor that misbehaves: never two schedules, never two jobs, never a false success. */
class ScheduleFaultsTest {

    private static final Map<String, String> QUICK = Map.of("http.call-timeout", "1s", "genesys.breaker.minimum", "20");

    @TempDir
    private static Path folder;

    private static SandboxServer sandbox;
    private static TestHouse house;
    private static TestHouse strict;

    private static final LaterClock CLOCK = new LaterClock();

    @BeforeAll
    static void open() {
        sandbox = SandboxServer.start(SandboxOptions.defaults().withContacts(0));
        house = TestHouse.open(sandbox, folder.resolve("best-effort"), QUICK, CLOCK.surroundings());
        strict = TestHouse.open(
                sandbox,
                folder.resolve("required"),
                Map.of("http.call-timeout", "1s", "schedules.job", "required", "genesys.breaker.minimum", "20"));
    }

    @AfterAll
    static void close() {
        strict.close();
        house.close();
        sandbox.close();
    }

    @BeforeEach
    void reset() {
        sandbox.state().reset();
    }

    @ParameterizedTest(name = "{0}: sent {1} times")
    @CsvSource({"reset-after, 1", "500-after, 1", "truncated, 1", "timeout-after, 1", "reset, 2", "500, 2"})
    void sch4_anAmbiguousCreateIsLookedUpAndEndsAsOneSchedule(String fault, int sends) {
        sandbox.fault(Fault.named(fault).path("schedules-create").first(1));

        ScheduleReport report = ScheduleReport.run(house, guide());

        assertThat(report.status()).as(report.toString()).isEqualTo("SUCCEEDED");
        assertThat(sandbox.state().requests("schedules-create"))
                .hasSize(sends)
                .extracting(request -> request.header("Idempotency-Key"))
                .doesNotContainNull()
                .containsOnly(
                        sandbox.state().requests("schedules-create").get(0).header("Idempotency-Key"));
        assertThat(sandbox.state().schedules()).hasSize(1);
        assertThat(sandbox.state().jobs()).hasSize(1);
        assertThat(report.item(0).get("scheduleId"))
                .isEqualTo(sandbox.state().schedules().get(0).id());
    }

    @Test
    void sch4_aConflictWithTheScheduleThatAnEarlierAttemptMadeIsASuccess() {
        sandbox.fault(Fault.named("reset-after").path("schedules-create").first(1));
        // The plan reads, the act looks; the look-up after the lost answer does not see the schedule yet.
        sandbox.fault(Fault.named("answer")
                .path("schedules-list")
                .after(2)
                .first(1)
                .with("body", VendorView.JSON.createObjectNode().set("entities", VendorView.JSON.createArrayNode())));

        ScheduleReport report = ScheduleReport.run(house, guide());

        assertThat(sandbox.state().requests("schedules-create"))
                .extracting(RecordedRequest::status)
                .endsWith(409)
                .hasSize(2);
        assertThat(report.status()).as(report.toString()).isEqualTo("SUCCEEDED");
        assertThat(report.item(0).get("scheduleId"))
                .isEqualTo(sandbox.state().schedules().get(0).id());
    }

    @Test
    void sch4_aConflictThatNobodyCanReadAboutIsUnknownAfterAnAmbiguousCreate() {
        sandbox.fault(Fault.named("reset-after").path("schedules-create").first(1));
        sandbox.fault(Fault.named("answer")
                .path("schedules-list")
                .after(2)
                .first(1)
                .with("body", VendorView.JSON.createObjectNode().set("entities", VendorView.JSON.createArrayNode())));
        sandbox.fault(Fault.named("empty-object").path("schedules-list").after(2));

        ScheduleReport report = ScheduleReport.run(house, guide());

        assertThat(report.item(0).get("outcome")).isEqualTo("unknown");
        assertThat(report.item(0).get("reason")).asString().contains("nobody can tell");
        assertThat(report.counts("attempted", "succeeded", "conflicts", "failed"))
                .isEqualTo("1 0 0 0");
    }

    @Test
    void all5_aCreateWhoseLookUpFailsIsUnknownAndNeverRepeated() {
        sandbox.fault(Fault.named("reset-after").path("schedules-create").first(1));
        sandbox.fault(Fault.named("404").path("schedules-list").after(2));

        ScheduleReport report = ScheduleReport.run(house, guide());

        assertThat(report.status()).isEqualTo("FAILED");
        assertThat(report.item(0).get("outcome")).isEqualTo("unknown");
        assertThat(sandbox.state().requests("schedules-create")).hasSize(1);
    }

    @Test
    void sch3_aConflictThatOnlyTheServerSawIsAConflict() {
        sandbox.fault(Fault.named("409").path("schedules-create"));

        ScheduleReport report = ScheduleReport.run(house, guide());

        assertThat(report.item(0).get("outcome")).isEqualTo("CONFLICT");
        assertThat(report.item(0).get("reason")).isEqualTo("overlap_detected");
        assertThat(sandbox.state().requests("schedules-create")).hasSize(1);
        assertThat(report.counts("attempted", "conflicts", "failed")).isEqualTo("1 1 0");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"400", "500", "500-after", "reset", "reset-after", "timeout-after"})
    void sch5_aJobThatFailsIsAWarningAndNeverSentTwice(String fault) {
        sandbox.fault(Fault.named(fault).path("jobs-create"));

        ScheduleReport report = ScheduleReport.run(house, guide());

        assertThat(report.status()).as(report.toString()).isEqualTo("SUCCEEDED");
        assertThat(report.warningCodes()).containsExactly("job-not-registered");
        assertThat(report.item(0).containsKey("jobId")).isFalse();
        assertThat(sandbox.state().requests("jobs-create")).hasSize(1);
        assertThat(sandbox.state().schedules()).hasSize(1);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"400, FAILED", "reset-after, unknown"})
    void sch5_aRequiredJobThatFailsFailsItsItemAndNoOther(String fault, String outcome) {
        sandbox.fault(Fault.named(fault).path("jobs-create").first(1));

        ScheduleReport report =
                ScheduleReport.run(strict, guide(), flat(Campaigns.GUIDE, StandingSegment.GUIDE, 1, 0, 1));

        assertThat(report.status()).isEqualTo("PARTIAL");
        assertThat(report.item(outcome).get("rank")).hasToString("1");
        assertThat(report.item("SUCCESS").get("rank")).hasToString("2");
        assertThat(sandbox.state().requests("schedules-create")).hasSize(1);
        assertThat(sandbox.state().requests("jobs-create")).hasSize(2);
    }

    @Test
    void sch5_theJobIsRegisteredAfterTheChecksAndBeforeTheCreate() {
        ScheduleReport.run(house, guide());

        assertThat(sandbox.state().requests())
                .extracting(RecordedRequest::operation)
                .filteredOn(operation -> !operation.equals("token") && !operation.equals("webhook"))
                .containsExactly("segments-get", "schedules-list", "schedules-list", "jobs-create", "schedules-create");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"repeated-page", "empty-object", "error-object", "cut-json", "wrong-content-type"})
    void all6_schedulesThatCannotBeReadWholeAreNeverTakenForAll(String fault) {
        for (int i = 0; i < 25; i++) {
            sandbox.state()
                    .scheduleStore()
                    .put(Campaigns.SCHEDULED, VendorView.JSON.createObjectNode().put("segmentId", "x" + i));
        }
        sandbox.fault(Fault.named(fault).path("schedules-list").page(2));

        ScheduleReport report =
                ScheduleReport.run(house, guide(), flat(Campaigns.GUIDE, StandingSegment.GUIDE, 1, 0, 1));

        assertThat(report.status()).as(report.toString()).isEqualTo("PARTIAL");
        assertThat(report.item("FAILED").get("campaignId")).isEqualTo(Campaigns.SCHEDULED);
        assertThat(sandbox.state().schedules())
                .filteredOn(schedule -> schedule.campaignId().equals(Campaigns.SCHEDULED))
                .hasSize(25);
    }

    @Test
    void all7_aVendorThatIsDownWhileActingLeavesTheRestForLater() {
        sandbox.fault(Fault.named("429").path("schedules-create").with("retryAfter", "3600"));

        ScheduleReport report =
                ScheduleReport.run(house, guide(), flat(Campaigns.GUIDE, StandingSegment.GUIDE, 1, 0, 1));

        assertThat(report.status()).isEqualTo("FAILED");
        assertThat(report.items())
                .extracting(item -> String.valueOf(item.get("outcome")))
                .doesNotContain("FAILED", "SUCCESS");
        assertThat(sandbox.state().requests("jobs-create")).hasSize(1);
        CLOCK.later(Duration.ofHours(1));
    }
}
