package io.outboundroutes.workflow.statistics;

import static io.outboundroutes.workflow.statistics.Stats.ID;
import static io.outboundroutes.workflow.statistics.Stats.NOW;
import static io.outboundroutes.workflow.statistics.Stats.metrics;
import static io.outboundroutes.workflow.statistics.Stats.query;
import static io.outboundroutes.workflow.statistics.Stats.told;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StatisticsToldTest {

    private static final Map<String, Object> RIGHT = told(
                    query(),
                    metrics(
                            "callsAttempted", 200,
                            "callsConnected", 150,
                            "avgCallDuration", 183_455,
                            "conversionRate", "12.5%"))
            .fields();
    private static final Map<String, Object> WRONG =
            told(query("callsAttempted"), metrics("callsAttempted", -1)).fields();

    @Test
    void sta5_theEventIsTheGuidesWithWhatWeAdd() {
        assertThat(StatisticsTold.event(RIGHT, query().toRequest(), "fetched", null, NOW))
                .hasToString("{source=genesys_outbound_stats, campaignId=" + ID + ","
                        + " metrics={callsAttempted=200, callsConnected=150, avgCallDuration=183.46,"
                        + " conversionRate=0.125}, validationFlags=[], retrievedAt=2026-11-21T15:03:27.890Z,"
                        + " isValid=true, window={startDateTime=2026-11-20T15:00:00.000Z,"
                        + " endDateTime=2026-11-21T15:00:00.000Z}}");
    }

    @Test
    void sta4_invalidFiguresAreMarkedOrHeldBack() {
        Map<String, Object> request = query("callsAttempted").toRequest();

        assertThat(StatisticsTold.event(WRONG, request, "fetched", null, NOW))
                .containsEntry("isValid", false)
                .containsEntry("validationFlags", WRONG.get("validationFlags"));
        assertThat(StatisticsTold.event(WRONG, request, "held", null, NOW)).isNull();
    }

    @Test
    void all15_aCampaignThatFailedIsToldWithoutFigures() {
        assertThat(StatisticsTold.event(Map.of("campaignId", ID), query().toRequest(), "failed", "404", NOW))
                .hasToString("{source=genesys_outbound_stats, campaignId=" + ID + ", metrics={},"
                        + " validationFlags=[FAILED: 404], retrievedAt=2026-11-21T15:03:27.890Z, isValid=false,"
                        + " window={startDateTime=2026-11-20T15:00:00.000Z, endDateTime=2026-11-21T15:00:00.000Z}}");
    }

    @Test
    void sta5_theAuditStagesHaveTheGuidesFields() {
        assertThat(StatisticsTold.audit(RIGHT, "fetched", null, 12L))
                .hasToString("{campaignId=" + ID + ", status=validated, latencyMs=12, dataAccuracyRate=1.0,"
                        + " isValid=true, validationFlags=[], cached=false, retrievedAt=2026-11-21T15:03:27.890Z,"
                        + " outcome=fetched}");
        assertThat(StatisticsTold.audit(WRONG, "held", "why", 12L))
                .containsEntry("status", "validated")
                .containsEntry("outcome", "held")
                .containsEntry("reason", "why");
        assertThat(StatisticsTold.audit(Map.of("campaignId", ID), "failed", "404", null))
                .hasToString("{campaignId=" + ID + ", status=failed, latencyMs=0, outcome=failed, error=404}");
        assertThat(StatisticsTold.synced(RIGHT, "fetched", 12L, 202))
                .hasToString("{campaignId=" + ID
                        + ", status=synced, latencyMs=12, dataAccuracyRate=1.0, webhookStatus=202}");
        assertThat(StatisticsTold.synced(Map.of("campaignId", ID), "failed", null, 200))
                .isNull();
    }

    @Test
    void sta5_theTallyCountsItemsByWhatBecameOfThem() {
        StatisticsTally tally = new StatisticsTally();
        tally.add(RIGHT, "fetched");
        tally.add(WRONG, "fetched");
        tally.add(WRONG, "held");
        tally.add(Map.of("campaignId", ID), "failed");
        tally.add(Map.of("campaignId", ID, "cached", true), "planned");

        assertThat(tally.counts()).hasToString("{campaigns=5, fetched=2, cached=1, flagged=2, held=1, failed=1}");
    }
}
