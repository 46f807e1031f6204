package io.outboundroutes.workflow.statistics;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one answer of the vendor means.
 *
 * @param metrics as the vendor wrote them; empty when refused
 * @param refusal why the answer cannot be used; null when it can
 */
public record StatisticsAnswer(
        Map<String, @Nullable Object> metrics, @Nullable String refusal) {

    public StatisticsAnswer {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    }

    /**
     * Judges an answer.
     *
     * @param status the HTTP status
     * @param body the answer as parsed JSON; null when it was empty
     * @param campaignId which campaign was asked about
     * @param advice what to do about a refusal with this status; empty when nothing is known
     */
    public static StatisticsAnswer judge(int status, @Nullable Object body, String campaignId, String advice) {
        if (status < 200 || status > 299) {
            return refused("campaign statistics: " + status + ": "
                    + (advice.isEmpty() ? "unexpected answer; run again later" : advice));
        }
        if (!(body instanceof Map<?, ?> answer) || !(answer.get("metrics") instanceof Map<?, ?> metrics)) {
            return refused("campaign statistics: the answer is missing its metrics");
        }
        if (answer.get("campaignId") instanceof String about && !about.strip().equalsIgnoreCase(campaignId)) {
            return refused("campaign statistics: the answer is about another campaign; its figures are not used");
        }
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        metrics.forEach((name, value) -> named.put(String.valueOf(name), value));
        return new StatisticsAnswer(named, null);
    }

    private static StatisticsAnswer refused(String why) {
        return new StatisticsAnswer(Map.of(), why);
    }
}
