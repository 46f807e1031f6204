package io.outboundroutes.app;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.outboundroutes.workflow.statistics.CampaignStatistics;
import io.outboundroutes.workflow.statistics.StatisticsQuery;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Keeps campaigns' figures for a while, so that the same question asked soon again is not asked at the vendor (sta2).
 * Figures with flags are not kept: what was wrong may be right the next time. Lives as long as the process. Thread-safe.
 */
final class StatisticsCache {

    private final boolean on;
    private final Cache<String, CampaignStatistics> kept;

    /**
     * @param ttl how long figures are kept; zero: not at all
     * @param size the most figures kept
     */
    StatisticsCache(Duration ttl, int size, InstantSource clock) {
        this.on = !ttl.isZero();
        this.kept = Caffeine.newBuilder()
                .expireAfterWrite(ttl)
                .maximumSize(size)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                // Otherwise a thread of the pool would tidy up some time later.
                .executor(Runnable::run)
                .build();
    }

    /** What is kept for a question; never anything expired. */
    Optional<CampaignStatistics> find(StatisticsQuery query) {
        return Optional.ofNullable(kept.getIfPresent(query.cacheKey())).map(CampaignStatistics::fromCache);
    }

    /** Keeps figures in which nothing is wrong. */
    void keep(StatisticsQuery query, CampaignStatistics figures) {
        if (on && figures.isValid()) {
            kept.put(query.cacheKey(), figures);
        }
    }
}
