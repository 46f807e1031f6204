package io.outboundroutes.platform.store;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a campaign's figures were in one window.
 *
 * @param target the vendor organisation: the host of its API
 * @param campaignId the campaign; its case does not count
 * @param start first instant of the window
 * @param end first instant after it
 * @param observed the numbers by metric
 * @param retrievedAt when the vendor was asked
 */
public record Observation(
        String target,
        String campaignId,
        Instant start,
        Instant end,
        Map<String, BigDecimal> observed,
        Instant retrievedAt) {

    public Observation {
        campaignId = campaignId.toLowerCase(Locale.ROOT);
        observed = Collections.unmodifiableMap(new LinkedHashMap<>(observed));
    }

    /** How long the window is. */
    public Duration length() {
        return Duration.between(start, end);
    }
}
