package io.outboundroutes.sandbox;

import io.outboundroutes.sandbox.query.Matching;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * How a stand-in is set up. Immutable; begin with {@link #defaults()} and change what matters.
 *
 * @param host the address to listen on; default 127.0.0.1
 * @param port the port to listen on; 0, the default, takes any free one
 * @param contacts how many contacts are made up; default 1000
 * @param seed what makes two sets of made-up contacts differ; default 42
 * @param clientId the client that gets tokens; default {@code sandbox-client}
 * @param clientSecret its secret; default {@code sandbox-secret}
 * @param tokenLifetime how long a token is good, by the clock; default one hour
 * @param scopes what tokens are granted; default what contact segmentation needs
 * @param requestsPerSecond vendor calls answered within any second, the next gets a 429; 0, the default, is no limit
 * @param latency how long each answer is held back; default zero
 * @param idempotentSegments whether creating a segment again with the same {@code Idempotency-Key} gets the first answer
 *     again; default false: it gets a 409
 * @param matching how the contact query compares values
 * @param clock the time, for tokens and for contacts; default the system's
 */
public record SandboxOptions(
        String host,
        int port,
        int contacts,
        long seed,
        String clientId,
        String clientSecret,
        Duration tokenLifetime,
        List<String> scopes,
        int requestsPerSecond,
        Duration latency,
        boolean idempotentSegments,
        Matching matching,
        Clock clock) {

    public SandboxOptions {
        scopes = List.copyOf(scopes);
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port: " + port + " is outside 0…65535 (0 takes any free port)");
        }
        if (contacts < 0) {
            throw new IllegalArgumentException("contacts: " + contacts + " is negative");
        }
        if (requestsPerSecond < 0) {
            throw new IllegalArgumentException(
                    "requestsPerSecond: " + requestsPerSecond + " is negative (0 is no limit)");
        }
        if (tokenLifetime.isNegative() || latency.isNegative()) {
            throw new IllegalArgumentException("tokenLifetime and latency must not be negative");
        }
    }

    /** The defaults as documented per component. */
    public static SandboxOptions defaults() {
        return new SandboxOptions(
                "127.0.0.1",
                0,
                1000,
                42,
                "sandbox-client",
                "sandbox-secret",
                Duration.ofHours(1),
                List.of("outbound:contact:read", "outbound:segment:read", "outbound:segment:write"),
                0,
                Duration.ZERO,
                false,
                Matching.DEFAULT,
                Clock.systemUTC());
    }

    /** The same with another {@link #host}. */
    public SandboxOptions withHost(String other) {
        return new SandboxOptions(
                other,
                port,
                contacts,
                seed,
                clientId,
                clientSecret,
                tokenLifetime,
                scopes,
                requestsPerSecond,
                latency,
                idempotentSegments,
                matching,
                clock);
    }

    /** The same with another {@link #port}. */
    public SandboxOptions withPort(int other) {
        return new SandboxOptions(
                host,
                other,
                contacts,
                seed,
                clientId,
                clientSecret,
                tokenLifetime,
                scopes,
                requestsPerSecond,
                latency,
                idempotentSegments,
                matching,
                clock);
    }

    /** The same with another {@link #contacts}. */
    public SandboxOptions withContacts(int other) {
        return new SandboxOptions(
                host,
                port,
                other,
                seed,
                clientId,
                clientSecret,
                tokenLifetime,
                scopes,
                requestsPerSecond,
                latency,
                idempotentSegments,
                matching,
                clock);
    }

    /** The same with another {@link #seed}. */
    public SandboxOptions withSeed(long other) {
        return new SandboxOptions(
                host,
                port,
                contacts,
                other,
                clientId,
                clientSecret,
                tokenLifetime,
                scopes,
                requestsPerSecond,
                latency,
                idempotentSegments,
                matching,
                clock);
    }

    /** The same with another {@link #clientId}, {@link #clientSecret}. */
    public SandboxOptions withClient(String id, String secret) {
        return new SandboxOptions(
                host,
                port,
                contacts,
                seed,
                id,
                secret,
                tokenLifetime,
                scopes,
                requestsPerSecond,
                latency,
                idempotentSegments,
                matching,
                clock);
    }

    /** The same with another {@link #tokenLifetime}. */
    public SandboxOptions withTokenLifetime(Duration other) {
        return new SandboxOptions(
                host,
                port,
                contacts,
                seed,
                clientId,
                clientSecret,
                other,
                scopes,
                requestsPerSecond,
                latency,
                idempotentSegments,
                matching,
                clock);
    }

    /** The same with another {@link #scopes}. */
    public SandboxOptions withScopes(List<String> other) {
        return new SandboxOptions(
                host,
                port,
                contacts,
                seed,
                clientId,
                clientSecret,
                tokenLifetime,
                other,
                requestsPerSecond,
                latency,
                idempotentSegments,
                matching,
                clock);
    }

    /** The same with another {@link #requestsPerSecond}. */
    public SandboxOptions withRequestsPerSecond(int other) {
        return new SandboxOptions(
                host,
                port,
                contacts,
                seed,
                clientId,
                clientSecret,
                tokenLifetime,
                scopes,
                other,
                latency,
                idempotentSegments,
                matching,
                clock);
    }

    /** The same with another {@link #latency}. */
    public SandboxOptions withLatency(Duration other) {
        return new SandboxOptions(
                host,
                port,
                contacts,
                seed,
                clientId,
                clientSecret,
                tokenLifetime,
                scopes,
                requestsPerSecond,
                other,
                idempotentSegments,
                matching,
                clock);
    }

    /** The same with another {@link #idempotentSegments}. */
    public SandboxOptions withIdempotentSegments(boolean other) {
        return new SandboxOptions(
                host,
                port,
                contacts,
                seed,
                clientId,
                clientSecret,
                tokenLifetime,
                scopes,
                requestsPerSecond,
                latency,
                other,
                matching,
                clock);
    }

    /** The same with another {@link #matching}. */
    public SandboxOptions withMatching(Matching other) {
        return new SandboxOptions(
                host,
                port,
                contacts,
                seed,
                clientId,
                clientSecret,
                tokenLifetime,
                scopes,
                requestsPerSecond,
                latency,
                idempotentSegments,
                other,
                clock);
    }

    /** The same with another {@link #clock}. */
    public SandboxOptions withClock(Clock other) {
        return new SandboxOptions(
                host,
                port,
                contacts,
                seed,
                clientId,
                clientSecret,
                tokenLifetime,
                scopes,
                requestsPerSecond,
                latency,
                idempotentSegments,
                matching,
                other);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "SandboxOptions[" + host + ":" + port + ", contacts=" + contacts + ", seed=" + seed + "]";
    }
}
