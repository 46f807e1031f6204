package io.outboundroutes.console.api;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.outboundroutes.platform.config.Rate;
import java.time.Duration;
import java.util.function.LongSupplier;

/** How many requests each caller may still send: a bucket of tokens for each, refilled evenly. Thread-safe. */
final class RateLimits {

    private static final int MOST_CALLERS = 10_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final Cache<String, Bucket> buckets;
    private final Rate rate;
    private final TimeMeter time;

    RateLimits(Rate rate, LongSupplier nanoTime) {
        this.rate = rate;
        this.time = new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return nanoTime.getAsLong();
            }

            @Override
            public boolean isWallClockBased() {
                return false;
            }
        };
        // A caller that was quiet for two periods has a full bucket again: forgetting it changes nothing.
        Duration quiet = rate.period().multipliedBy(2);
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MOST_CALLERS)
                .expireAfterAccess(quiet)
                .build();
    }

    /**
     * Counts a request.
     *
     * @return zero when it may pass; else after how many seconds the next one may
     */
    long take(String caller) {
        Bucket bucket = buckets.get(
                caller,
                any -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(rate.permits()).refillGreedy(rate.permits(), rate.period()))
                        .withCustomTimePrecision(time)
                        .build());
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        return probe.isConsumed()
                ? 0
                : Math.max(1, (probe.getNanosToWaitForRefill() + NANOS_PER_SECOND - 1) / NANOS_PER_SECOND);
    }
}
