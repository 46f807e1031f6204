package io.outboundroutes.app;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.outboundroutes.platform.auth.Token;
import io.outboundroutes.platform.http.VendorConnection;
import io.outboundroutes.platform.metrics.VendorSight;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** How one vendor is, seen through its connection and its breaker. Thread-safe. */
record LinkSight(boolean configured, VendorConnection connection, CircuitBreaker circuit) implements VendorSight {

    @Override
    public String vendor() {
        return connection.vendor();
    }

    @Override
    public String breaker() {
        return switch (circuit.getState()) {
            case OPEN, FORCED_OPEN -> "open";
            case HALF_OPEN -> "half-open";
            case CLOSED, DISABLED, METRICS_ONLY -> "closed";
        };
    }

    @Override
    public Duration pausedFor() {
        Instant now = connection.clock().instant();
        return connection
                .budget()
                .pausedUntil()
                .map(until -> Duration.between(now, until))
                .filter(left -> !left.isNegative())
                .orElse(Duration.ZERO);
    }

    @Override
    public Duration tokenLeft() {
        Token token = connection.tokens().current();
        Instant now = connection.clock().instant();
        return token == null || token.expires().isBefore(now) ? Duration.ZERO : Duration.between(now, token.expires());
    }

    @Override
    public double share() {
        return connection.budget().pace().share();
    }

    @Override
    public Map<String, Double> limits() {
        Map<String, Double> limits = new TreeMap<>();
        connection.extraBudgets().forEach((budget, pace) -> limits.put(budget, pace.perSecond()));
        limits.put(ALL, connection.budget().pace().perSecond());
        return limits;
    }
}
