package io.outboundroutes.sandbox;

import io.outboundroutes.sandbox.query.Matching;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * How a stand-in is set up. Immutable; begin with {@link #defaults()} and change what matters.
 *
 * @param host the address to listen on; default 127.0.0.1
 * @param port the port to listen on; 0, the default, takes any free one
 * @param contacts how many contacts are made up; default 1000
 * @param seed what makes two sets of made-up contacts differ, and the figures of campaigns; default 42
 * @param clientId the client that gets tokens; default {@code sandbox-client}
 * @param clientSecret its secret; default {@code sandbox-secret}
 * @param tokenLifetime how long a token is good, by the clock; default one hour
 * @param scopes what tokens are granted; default what the guides ask for
 * @param requestsPerSecond vendor calls answered within any second, the next gets a 429; 0, the default, is no limit
 * @param latency how long each answer is held back; default zero
 * @param idempotentSegments whether creating a segment again with the same {@code Idempotency-Key} gets the first answer
 *     again; default false: it gets a 409
 * @param validationTime how long an external contact is being validated, by the clock; default 200 ms
 * @param campaigns how many campaigns are made up besides those with fixed ids; default 5
 * @param matching how the contact query compares values
 * @param clock the time, for tokens, contacts, validation and statistics; default the system's
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
        Duration validationTime,
        int campaigns,
        Matching matching,
        Clock clock) {

    /** Every scope that one of the guides lists. */
    private static final List<String> GUIDE_SCOPES = List.of(
            "outbound:contact:read",
            "outbound:segment:read",
            "outbound:segment:write",
            "outbound:campaign:read",
            "outbound:campaign:write",
            "outbound:contactlist:read",
            "job:read",
            "job:write",
            "externalcontacts:contact:read",
            "externalcontacts:contact:write",
            "conversation:read",
            "conversation:write",
            "routing:outboundcontact:write",
            "outbound:analytics:read",
            "outboundapi");

    public SandboxOptions {
        scopes = List.copyOf(scopes);
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port: " + port + " is outside 0…65535 (0 takes any free port)");
        }
        notNegative("contacts", contacts, "");
        notNegative("campaigns", campaigns, "");
        notNegative("requestsPerSecond", requestsPerSecond, " (0 is no limit)");
        if (tokenLifetime.isNegative() || latency.isNegative() || validationTime.isNegative()) {
            throw new IllegalArgumentException("tokenLifetime, latency and validationTime must not be negative");
        }
    }

    private static void notNegative(String name, int value, String hint) {
        if (value < 0) {
            throw new IllegalArgumentException(name + ": " + value + " is negative" + hint);
        }
    }

    /** The defaults as documented per component. */
    public static SandboxOptions defaults() {
        return new Draft().options();
    }

    /** The same with another {@link #host}. */
    public SandboxOptions withHost(String other) {
        return with(draft -> draft.host = other);
    }

    /** The same with another {@link #port}. */
    public SandboxOptions withPort(int other) {
        return with(draft -> draft.port = other);
    }

    /** The same with another {@link #contacts}. */
    public SandboxOptions withContacts(int other) {
        return with(draft -> draft.contacts = other);
    }

    /** The same with another {@link #seed}. */
    public SandboxOptions withSeed(long other) {
        return with(draft -> draft.seed = other);
    }

    /** The same with another {@link #clientId}, {@link #clientSecret}. */
    public SandboxOptions withClient(String id, String secret) {
        return with(draft -> {
            draft.clientId = id;
            draft.clientSecret = secret;
        });
    }

    /** The same with another {@link #tokenLifetime}. */
    public SandboxOptions withTokenLifetime(Duration other) {
        return with(draft -> draft.tokenLifetime = other);
    }

    /** The same with another {@link #scopes}. */
    public SandboxOptions withScopes(List<String> other) {
        return with(draft -> draft.scopes = other);
    }

    /** The same with another {@link #requestsPerSecond}. */
    public SandboxOptions withRequestsPerSecond(int other) {
        return with(draft -> draft.requestsPerSecond = other);
    }

    /** The same with another {@link #latency}. */
    public SandboxOptions withLatency(Duration other) {
        return with(draft -> draft.latency = other);
    }

    /** The same with another {@link #idempotentSegments}. */
    public SandboxOptions withIdempotentSegments(boolean other) {
        return with(draft -> draft.idempotentSegments = other);
    }

    /** The same with another {@link #validationTime}. */
    public SandboxOptions withValidationTime(Duration other) {
        return with(draft -> draft.validationTime = other);
    }

    /** The same with another {@link #campaigns}. */
    public SandboxOptions withCampaigns(int other) {
        return with(draft -> draft.campaigns = other);
    }

    /** The same with another {@link #matching}. */
    public SandboxOptions withMatching(Matching other) {
        return with(draft -> draft.matching = other);
    }

    /** The same with another {@link #clock}. */
    public SandboxOptions withClock(Clock other) {
        return with(draft -> draft.clock = other);
    }

    private SandboxOptions with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.options();
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "SandboxOptions[" + host + ":" + port + ", contacts=" + contacts + ", seed=" + seed + "]";
    }

    /** Options in the making; a new one holds the defaults. */
    private static final class Draft {
        private String host = "127.0.0.1";
        private int port;
        private int contacts = 1000;
        private long seed = 42;
        private String clientId = "sandbox-client";
        private String clientSecret = "sandbox-secret";
        private Duration tokenLifetime = Duration.ofHours(1);
        private List<String> scopes = GUIDE_SCOPES;
        private int requestsPerSecond;
        private Duration latency = Duration.ZERO;
        private boolean idempotentSegments;
        private Duration validationTime = Duration.ofMillis(200);
        private int campaigns = 5;
        private Matching matching = Matching.DEFAULT;
        private Clock clock = Clock.systemUTC();

        Draft() {}

        Draft(SandboxOptions options) {
            host = options.host;
            port = options.port;
            contacts = options.contacts;
            seed = options.seed;
            clientId = options.clientId;
            clientSecret = options.clientSecret;
            tokenLifetime = options.tokenLifetime;
            scopes = options.scopes;
            requestsPerSecond = options.requestsPerSecond;
            latency = options.latency;
            idempotentSegments = options.idempotentSegments;
            validationTime = options.validationTime;
            campaigns = options.campaigns;
            matching = options.matching;
            clock = options.clock;
        }

        SandboxOptions options() {
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
                    validationTime,
                    campaigns,
                    matching,
                    clock);
        }
    }
}
