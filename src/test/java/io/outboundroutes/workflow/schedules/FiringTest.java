package io.outboundroutes.workflow.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FiringTest {

    private final Firing firing = new Firing(Make.reader());

    @Test
    void sch2_theHighestScoreComesFirstThenTheEarlierStartThenTheInput() {
        take("c1", "small", 5, "2026-11-20T00:00:00Z");
        take("c2", "large", 5, "2026-11-20T00:00:00Z");
        take("c3", "small", 9, "2026-11-20T00:00:00Z");
        take("c4", "small", 5, "2026-11-19T00:00:00Z");
        take("c5", "small", 5, "2026-11-20T00:00:00Z");
        firing.size("small", SegmentSize.of(100));
        firing.size("large", SegmentSize.of(20_000));

        assertThat(firing.plan(false))
                .extracting(PlannedSchedule::campaignId, PlannedSchedule::rank, PlannedSchedule::priorityScore)
                .containsExactly(
                        tuple("c3", 1, new BigDecimal("90.05")),
                        tuple("c2", 2, new BigDecimal("55")),
                        tuple("c4", 3, new BigDecimal("50.05")),
                        tuple("c1", 4, new BigDecimal("50.05")),
                        tuple("c5", 5, new BigDecimal("50.05")));
        assertThat(firing.warnings()).isEmpty();
    }

    @Test
    void sch2_aSegmentOfUnknownSizeCountsAsEmptyWithAWarning() {
        take("c1", "told-nothing", 5, "2026-11-20T00:00:00Z");
        take("c2", "told-nonsense", 5, "2026-11-20T00:00:00Z");
        take("c3", "told-nonsense", 5, "2026-11-21T00:00:00Z");
        firing.size("told-nothing", SegmentSize.of(null));
        firing.size("told-nonsense", SegmentSize.of(-5));

        assertThat(firing.plan(false))
                .extracting(PlannedSchedule::priorityScore)
                .containsOnly(new BigDecimal("50"));
        assertThat(firing.warnings())
                .extracting(PlanWarning::code)
                .containsExactly("segment-size-unknown", "segment-size-unknown");
    }

    @Test
    void sch2_aSegmentThatIsNotThereFailsItsRequestsAndNoOthers() {
        take("c1", "gone", 9, "2026-11-20T00:00:00Z");
        take("c2", "there", 5, "2026-11-20T00:00:00Z");
        firing.refuseSegment("gone", "segment_not_found");
        firing.size("there", SegmentSize.of(1));

        assertThat(firing.segments()).containsExactly("gone", "there");
        assertThat(firing.campaigns()).containsExactly("c2");
        assertThat(firing.plan(false))
                .extracting(
                        PlannedSchedule::campaignId,
                        PlannedSchedule::rank,
                        PlannedSchedule::status,
                        PlannedSchedule::reason)
                .containsExactly(
                        tuple("c2", 1, null, null), tuple("c1", null, ProvisioningStatus.FAILED, "segment_not_found"));
    }

    @Test
    void sch1_aWrongRequestIsSettledWithItsViolationsAndAsksTheVendorNothing() {
        firing.take(Make.row(Make.scheduleWith("priority", 11)));

        assertThat(firing.segments()).isEmpty();
        assertThat(firing.campaigns()).isEmpty();
        assertThat(firing.requests()).isEqualTo(1);
        assertThat(firing.valid()).isZero();
        PlannedSchedule planned = firing.plan(false).get(0);
        assertThat(planned.fields())
                .isEqualTo(Map.of(
                        "row",
                        1,
                        "campaignId",
                        "campaign-uuid-123",
                        "segmentId",
                        Make.SEGMENT,
                        "status",
                        "FAILED",
                        "violations",
                        List.of(Map.of(
                                "row", 1, "field", "priority", "got", 11, "expected", "a whole number from 1 to 10"))));
        assertThat(planned.reason()).isEqualTo("validation_failed: priority");
        assertThat(planned.key()).isEqualTo("request-1");
        assertThat(planned.body()).isEmpty();
    }

    @Test
    void sch3_whatTheCampaignHasIsInTheWayOfThatCampaignOnly() {
        take("c1", "s", 5, "2026-11-20T00:00:00Z");
        take("c2", "s", 5, "2026-11-20T00:00:00Z");
        firing.existing("c1", ExistingSchedule.of(Make.entity("x-1", "s", "RUNNING", "2026-11-20T05:00:00Z", null)));

        assertThat(firing.plan(false))
                .extracting(
                        PlannedSchedule::campaignId,
                        PlannedSchedule::status,
                        PlannedSchedule::reason,
                        PlannedSchedule::conflictingScheduleId)
                .containsExactly(
                        tuple("c1", ProvisioningStatus.CONFLICT, "overlap_detected", "x-1"),
                        tuple("c2", null, null, null));
    }

    @Test
    void sch2_inADryRunEachOneAcceptedCountsForTheNext() {
        take("c1", "s", 5, "2026-11-20T00:00:00Z");
        take("c1", "s", 9, "2026-11-20T12:00:00Z");
        take("c1", "other", 5, "2026-11-20T00:00:00Z");
        take("c2", "s", 5, "2026-11-20T00:00:00Z");

        assertThat(firing.plan(true))
                .extracting(PlannedSchedule::number, PlannedSchedule::rank, PlannedSchedule::status)
                .containsExactly(
                        tuple(2, 1, null),
                        tuple(1, 2, ProvisioningStatus.CONFLICT),
                        tuple(3, 3, null),
                        tuple(4, 4, null));
    }

    @Test
    void sch2_aRefusedRequestDoesNotCountForTheNext() {
        take("c1", "s", 9, "2026-11-20T00:00:00Z");
        take("c1", "s", 5, "2026-11-20T20:00:00Z");
        firing.existing(
                "c1",
                ExistingSchedule.of(
                        Make.entity("x-1", "s", "RUNNING", "2026-11-20T00:00:00Z", "2026-11-20T10:00:00Z")));

        assertThat(firing.plan(true))
                .extracting(PlannedSchedule::number, PlannedSchedule::status)
                .containsExactly(tuple(1, ProvisioningStatus.CONFLICT), tuple(2, null));
    }

    @Test
    void sch2_inALiveRunOnlyWhatWasReallyProvisionedCounts() {
        take("c1", "s", 9, "2026-11-20T00:00:00Z");
        take("c1", "s", 5, "2026-11-20T12:00:00Z");

        assertThat(firing.plan(false)).extracting(PlannedSchedule::status).containsOnlyNulls();
    }

    @Test
    void sch3_aCampaignWhoseSchedulesCannotBeHadFailsItsRequestsOnly() {
        take("c1", "s", 9, "2026-11-20T00:00:00Z");
        take("c2", "s", 5, "2026-11-20T00:00:00Z");
        firing.refuseCampaign("c1", "campaign_not_found");

        assertThat(firing.plan(false))
                .extracting(PlannedSchedule::campaignId, PlannedSchedule::status, PlannedSchedule::reason)
                .containsExactly(tuple("c1", ProvisioningStatus.FAILED, "campaign_not_found"), tuple("c2", null, null));
    }

    @Test
    void sch6_theBodyCarriesTheCampaignForThePath() {
        take("c1", "s", 9, "2026-11-20T00:00:00Z");

        assertThat(firing.plan(false).get(0).body())
                .containsEntry("campaignId", "c1")
                .containsEntry("segmentId", "s")
                .hasSize(8);
    }

    @Test
    void all12_aRunWithoutRequestsWarns() {
        assertThat(firing.plan(false)).isEmpty();
        assertThat(firing.warnings()).extracting(PlanWarning::code).containsExactly("no-requests");
    }

    /** Takes a request that runs for a day. */
    private void take(String campaign, String segment, int priority, String start) {
        Map<String, Object> schedule = Make.schedule();
        schedule.put("segmentId", segment);
        schedule.put("priority", priority);
        schedule.put("startDateTime", start);
        schedule.put("endDateTime", Instant.parse(start).plusSeconds(86_400).toString());
        Map<String, Object> row = Make.row(schedule);
        row.put("campaignId", campaign);
        assertThat(firing.take(row).violations()).isEmpty();
    }
}
