package io.outboundroutes.platform.config;

import io.outboundroutes.platform.text.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * The settings of one vendor's connection.
 *
 * @param address the region or host name
 * @param baseUrl the whole address before {@code /api/v2}; wins over {@code address}
 * @param tokenUrl the token endpoint; wins over {@code {base}/oauth/token}
 * @param clientId the OAuth client
 * @param clientSecret its secret
 * @param tokenStyle how the credentials travel: {@code form}, {@code basic} or {@code json}
 * @param api the dialect: which {@code routes/vendors/<vendor>-<dialect>.camel.yaml} is loaded
 * @param rateLimit requests per period, shared by everything that calls this vendor
 * @param breakerWindow calls the circuit breaker looks back on
 * @param breakerMinimum calls before it judges
 * @param breakerFailurePercent share of failures that opens it
 * @param breakerOpen how long it stays open
 */
public record VendorKeys(
        Key<String> address,
        Key<URI> baseUrl,
        Key<URI> tokenUrl,
        Key<String> clientId,
        Key<Secret> clientSecret,
        Key<String> tokenStyle,
        Key<String> api,
        Key<Rate> rateLimit,
        Key<Integer> breakerWindow,
        Key<Integer> breakerMinimum,
        Key<Integer> breakerFailurePercent,
        Key<Duration> breakerOpen) {

    static final VendorKeys GENESYS = of(
            Vendor.GENESYS,
            "Region or host: a name without a dot means <name>.mypurecloud.com, with a dot it is the host itself",
            "api.mypurecloud.de",
            "https://login.mypurecloud.de/oauth/token",
            "basic",
            "100/1s");
    static final VendorKeys CXONE = of(
            Vendor.CXONE,
            "Host of the tenant's API",
            "api-na1.niceincontact.com",
            "https://api-na1.niceincontact.com/oauth/token",
            "json",
            "20/1s");

    private static VendorKeys of(
            Vendor vendor,
            String addressDescription,
            String addressExample,
            String tokenExample,
            String tokenStyle,
            String rateLimit) {
        String group = vendor.id() + ".";
        return new VendorKeys(
                Key.of(group + vendor.addressWord(), Types.TEXT, addressDescription)
                        .unit("a name; a scheme and a trailing slash are dropped, https is used")
                        .example(addressExample),
                Key.of(group + "base-url", Types.BASE_URL, "Whole address before /api/v2; wins over the name above")
                        .example("https://" + addressExample),
                Key.of(
                                group + "token-url",
                                Types.BASE_URL,
                                "Whole address of the token endpoint; otherwise {base}/oauth/token")
                        .example(tokenExample),
                Key.of(group + "client-id", Types.TEXT, "OAuth client (client credentials grant)")
                        .example("5f0c2d6e-0000-4000-8000-000000000000"),
                Key.of(group + "client-secret", Types.SECRET, "Secret of the OAuth client")
                        .example("the secret as the vendor shows it once")
                        .exposed(Exposure.SECRET),
                Key.of(
                                group + "token-style",
                                Types.oneOf("form", "basic", "json"),
                                "How a token request carries id and secret")
                        .unit("form: both in the form body; basic: Authorization header and a form; json: a JSON body")
                        .defaulting(tokenStyle),
                Key.of(
                                group + "api",
                                Types.WORD,
                                "Dialect: which routes/vendors/" + group.replace('.', '-')
                                        + "<dialect>.camel.yaml is loaded")
                        .defaulting("guide"),
                Key.of(
                                group + "rate-limit",
                                Types.RATE,
                                "Requests per period to this vendor, token calls and retries counted")
                        .unit("requests/period")
                        .defaulting(rateLimit),
                Key.of(group + "breaker.window", Types.integer(1, 10_000), "Calls the circuit breaker looks back on")
                        .unit("calls")
                        .defaulting("20"),
                Key.of(group + "breaker.minimum", Types.integer(1, 10_000), "Calls before the circuit breaker judges")
                        .unit("calls")
                        .defaulting("10"),
                Key.of(
                                group + "breaker.failure-percent",
                                Types.integer(1, 100),
                                "Share of failed calls (5xx, I/O) that opens the circuit breaker")
                        .unit("percent")
                        .defaulting("50"),
                Key.of(group + "breaker.open", Types.POSITIVE_DURATION, "How long the circuit breaker stays open")
                        .unit("duration")
                        .defaulting("PT30S"));
    }

    /** All of them, in the order of the shipped file. */
    List<Key<?>> all() {
        return List.of(
                address,
                baseUrl,
                tokenUrl,
                clientId,
                clientSecret,
                tokenStyle,
                api,
                rateLimit,
                breakerWindow,
                breakerMinimum,
                breakerFailurePercent,
                breakerOpen);
    }

    /** Those that say which vendor's server is called, and as whom. */
    List<Key<?>> connection() {
        return List.of(address, baseUrl, tokenUrl, clientId, clientSecret);
    }
}
