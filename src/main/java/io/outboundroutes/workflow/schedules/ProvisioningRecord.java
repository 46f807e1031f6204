package io.outboundroutes.workflow.schedules;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What webhook and audit line tell of a request (sch7): the guide's six fields, always all of them.
 *
 * @param campaignId null when the request named none that could be used
 * @param segmentId null likewise
 * @param priorityScore null when the request never came to be ranked
 * @param jobId null when no job was registered
 * @param status {@code SUCCESS}, {@code FAILED}, {@code CONFLICT}, or {@code unknown}
 * @param latencyMs how long the vendor took to answer its writes, in milliseconds; 0 when nothing was written
 */
public record ProvisioningRecord(
        @Nullable String campaignId,
        @Nullable String segmentId,
        @Nullable BigDecimal priorityScore,
        @Nullable String jobId,
        String status,
        long latencyMs) {

    /** The action of the audit line. */
    public static final String ACTION = "SCHEDULE_PROVISIONING";

    /** As it is written; what is not known is null. */
    public Map<String, @Nullable Object> fields() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("campaign_id", campaignId);
        fields.put("segment_id", segmentId);
        fields.put("priority_score", priorityScore);
        fields.put("job_id", jobId);
        fields.put("status", status);
        fields.put("latency_ms", latencyMs);
        return fields;
    }
}
