package io.outboundroutes.app;

import io.outboundroutes.workflow.statistics.CampaignStatistics;
import org.jspecify.annotations.Nullable;

/**
 * What asking about a campaign brought.
 *
 * @param figures the checked figures; null when there are none
 * @param refusal why there are none; null when there are
 * @param latencyMs how long the vendor took, all pieces of the window together; null when it was not asked
 */
public record StatisticsFetched(
        @Nullable CampaignStatistics figures,
        @Nullable String refusal,
        @Nullable Long latencyMs) {}
