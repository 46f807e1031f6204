package io.outboundroutes.platform.run;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One item of a stored plan and its fate.
 *
 * @param runId the run it belongs to
 * @param seq its place in the plan, from 0
 * @param key see {@link PlannedItem#key()}
 * @param fate what became of it so far
 * @param outcome the outcome as the report names it; null while the item is open
 * @param reason why it is not done, or what is worth knowing; null when there is nothing to say
 * @param fields what the report shows of it besides outcome and reason
 * @param request the canonical body of its write
 * @param latencyMs how long its write took, in milliseconds; null when nothing was answered
 */
public record Item(
        String runId,
        int seq,
        String key,
        Fate fate,
        @Nullable String outcome,
        @Nullable String reason,
        Map<String, Object> fields,
        Map<String, Object> request,
        @Nullable Long latencyMs) {}
