package io.outboundroutes.workflow.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TelemetryTest {

    @Test
    void sch7_tellsTheGuidesSixFieldsInItsOrder() {
        ProvisioningRecord told = new ProvisioningRecord(
                "campaign-uuid-123", Make.SEGMENT, new BigDecimal("51.25"), "job-1", "SUCCESS", 42);

        assertThat(List.copyOf(told.fields().keySet()))
                .containsExactly("campaign_id", "segment_id", "priority_score", "job_id", "status", "latency_ms");
        assertThat(told.fields())
                .isEqualTo(Map.of(
                        "campaign_id",
                        "campaign-uuid-123",
                        "segment_id",
                        "a1b2c3d4-e5f6-7890-abcd-ef1234567890",
                        "priority_score",
                        new BigDecimal("51.25"),
                        "job_id",
                        "job-1",
                        "status",
                        "SUCCESS",
                        "latency_ms",
                        42L));
        assertThat(ProvisioningRecord.ACTION).isEqualTo("SCHEDULE_PROVISIONING");
    }

    @Test
    void sch7_whatIsNotKnownIsNullAndStillThere() {
        Map<String, Object> fields = new ProvisioningRecord(null, null, null, null, "FAILED", 0).fields();

        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("campaign_id", null);
        expected.put("segment_id", null);
        expected.put("priority_score", null);
        expected.put("job_id", null);
        expected.put("status", "FAILED");
        expected.put("latency_ms", 0L);
        assertThat(fields).isEqualTo(expected);
    }

    @Test
    void sch7_everyRequestCountsOnceAndTheRatesAreOfThoseAttempted() {
        Telemetry telemetry = new Telemetry();
        telemetry.add("SUCCESS", false, 100L);
        telemetry.add("SUCCESS", false, 51L);
        telemetry.add("CONFLICT", false, null);
        telemetry.add("FAILED", true, null);
        telemetry.add("FAILED", false, 10L);
        telemetry.add("unknown", false, null);
        telemetry.add("planned", false, null);

        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("attempted", 6L);
        expected.put("succeeded", 2L);
        expected.put("conflicts", 1L);
        expected.put("validationFailures", 1L);
        expected.put("failed", 1L);
        expected.put("averageLatencyMs", new BigDecimal("53.67"));
        expected.put("successRate", new BigDecimal("33.33"));
        assertThat(telemetry.counts()).isEqualTo(expected);
        assertThat(List.copyOf(telemetry.counts().keySet())).isEqualTo(List.copyOf(expected.keySet()));
    }

    @Test
    void sch7_theSuccessRateRunsFromZeroToAHundred() {
        Telemetry none = new Telemetry();
        Telemetry all = new Telemetry();
        all.add("SUCCESS", false, 0L);

        assertThat(none.counts()).doesNotContainKey("successRate").containsEntry("attempted", 0L);
        assertThat(none.counts()).containsEntry("averageLatencyMs", BigDecimal.ZERO);
        assertThat(all.counts()).containsEntry("successRate", new BigDecimal("100"));
    }
}
