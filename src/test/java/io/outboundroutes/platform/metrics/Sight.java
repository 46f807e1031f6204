package io.outboundroutes.platform.metrics;

import java.time.Duration;
import java.util.Map;

/** A vendor whose token lasts a minute and that is paused for 7.5 s. */
record Sight(String breaker, Map<String, Double> limits) implements VendorSight {

    @Override
    public String vendor() {
        return "genesys";
    }

    @Override
    public boolean configured() {
        return true;
    }

    @Override
    public Duration pausedFor() {
        return Duration.ofMillis(7500);
    }

    @Override
    public Duration tokenLeft() {
        return Duration.ofMinutes(1);
    }

    @Override
    public double share() {
        return 0.5;
    }
}
