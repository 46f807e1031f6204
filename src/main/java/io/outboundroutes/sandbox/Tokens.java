package io.outboundroutes.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The tokens that were issued and are good. Each contains {@code CANARY-TOKEN}, so that one can search for it. Thread-safe. */
final class Tokens {

    private final Clock clock;
    private final Duration lifetime;
    private final Random random;
    private final Map<String, Grant> good = new HashMap<>();
    private int issued;

    Tokens(Clock clock, Duration lifetime, long seed) {
        this.clock = clock;
        this.lifetime = lifetime;
        this.random = new Random(seed);
    }

    synchronized String issue(List<String> scopes) {
        Instant now = clock.instant();
        good.values().removeIf(grant -> !grant.expiry().isAfter(now));
        issued++;
        String token = "CANARY-TOKEN-" + issued + "-" + Long.toHexString(random.nextLong());
        good.put(token, new Grant(now.plus(lifetime), List.copyOf(scopes)));
        return token;
    }

    /** The scopes of a token; null when it is unknown, expired or revoked. */
    synchronized @Nullable List<String> scopes(String token) {
        Grant grant = good.get(token);
        return grant != null && grant.expiry().isAfter(clock.instant()) ? grant.scopes() : null;
    }

    synchronized void revokeAll() {
        good.clear();
    }

    /** How many were ever issued. */
    synchronized int issued() {
        return issued;
    }

    Duration lifetime() {
        return lifetime;
    }

    private record Grant(Instant expiry, List<String> scopes) {}
}
