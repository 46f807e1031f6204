package io.outboundroutes.platform.config;

import java.time.Duration;
import java.util.List;

/**
 * A duration chosen by an age: the first tier whose bound lies above the age, else {@code otherwise}. Written {@code
 * 2h=PT1H,12h=PT4H,else=PT24H}.
 *
 * @param tiers bounds in ascending order
 * @param otherwise for ages at or above the last bound, and for unknown ones
 */
public record Tiers(List<Tier> tiers, Duration otherwise) {

    /**
     * One tier.
     *
     * @param below ages under this, exclusive
     * @param value get this
     */
    public record Tier(Duration below, Duration value) {}

    public Tiers {
        tiers = List.copyOf(tiers);
        for (int i = 1; i < tiers.size(); i++) {
            if (tiers.get(i).below().compareTo(tiers.get(i - 1).below()) <= 0) {
                throw new IllegalArgumentException("the bounds must ascend");
            }
        }
    }
}
