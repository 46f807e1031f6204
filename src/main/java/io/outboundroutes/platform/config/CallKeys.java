package io.outboundroutes.platform.config;

import io.outboundroutes.platform.text.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The settings of every call to a vendor: retries, timeouts, transport. */
public final class CallKeys {

    public static final Key<Integer> RETRY_MAX_ATTEMPTS = Key.of(
                    "retry.max-attempts", Types.integer(1, 20), "Attempts of a call, the first one counted")
            .unit("attempts")
            .defaulting("5");
    public static final Key<Duration> RETRY_BASE = Key.of(
                    "retry.base",
                    Types.POSITIVE_DURATION,
                    "Longest wait before the second attempt; doubles from there, full jitter")
            .unit("duration")
            .defaulting("PT1S");
    public static final Key<Duration> RETRY_CAP = Key.of(
                    "retry.cap",
                    Types.POSITIVE_DURATION,
                    "Longest wait of our own choosing between two attempts; not below retry.base")
            .unit("duration")
            .defaulting("PT30S");
    public static final Key<Duration> RETRY_MAX_WAIT = Key.of(
                    "retry.max-wait",
                    Types.DURATION,
                    "Longest Retry-After that is waited for; a longer one stops the run in good order")
            .unit("duration")
            .defaulting("PT2M");

    public static final Key<Duration> HTTP_CONNECT_TIMEOUT = Key.of(
                    "http.connect-timeout", Types.POSITIVE_DURATION, "Longest time to open a connection")
            .unit("duration")
            .defaulting("PT5S");
    public static final Key<Duration> HTTP_TOKEN_TIMEOUT = Key.of(
                    "http.token-timeout",
                    Types.POSITIVE_DURATION,
                    "Longest time for a token request, its body included")
            .unit("duration")
            .defaulting("PT10S");
    public static final Key<Duration> HTTP_CALL_TIMEOUT = Key.of(
                    "http.call-timeout",
                    Types.POSITIVE_DURATION,
                    "Longest time for one attempt of a call, its body included")
            .unit("duration")
            .defaulting("PT30S");
    public static final Key<Duration> HTTP_WEBHOOK_TIMEOUT = Key.of(
                    "http.webhook-timeout",
                    Types.POSITIVE_DURATION,
                    "Longest time for one attempt to deliver a webhook")
            .unit("duration")
            .defaulting("PT10S");
    public static final Key<Integer> HTTP_POOL = Key.of(
                    "http.pool", Types.integer(1, 1000), "Connections kept open, to all hosts together")
            .unit("connections")
            .defaulting("20");
    public static final Key<Long> HTTP_MAX_BODY = Key.of(
                    "http.max-body", Types.SIZE, "Largest answer that is read; a larger one fails the call")
            .unit("size; KB, MB and GB are powers of 1024")
            .defaulting("32MB");
    public static final Key<HostPort> HTTP_PROXY = Key.of(
                    "http.proxy", Types.PROXY, "Proxy for vendors and webhooks beyond this machine")
            .unit("host:port")
            .example("proxy.example.com:3128")
            .exposed(Exposure.ADDRESS);
    public static final Key<Boolean> ALLOW_INSECURE_HTTP = Key.of(
                    "allow-insecure-http",
                    Types.BOOLEAN,
                    "Allow plain http beyond this machine: secrets and personal data then travel readable")
            .unit("true or false")
            .defaulting("false");

    public static final Key<Path> TLS_TRUSTSTORE = Key.of(
                    "tls.truststore", Types.PATH, "Trust store (PKCS12 or JKS) used instead of the JDK's")
            .unit("path")
            .example("/etc/outbound/trust.p12");
    public static final Key<Secret> TLS_TRUSTSTORE_PASSWORD = Key.of(
                    "tls.truststore-password", Types.SECRET, "Password of the trust store")
            .example("the trust store's password")
            .exposed(Exposure.SECRET);

    public static final Key<String> OAUTH_SCOPE_CHECK = Key.of(
                    "oauth.scope-check",
                    Types.oneOf("warn", "fail", "off"),
                    "What happens when the token lacks a scope that an enabled workflow needs")
            .unit("warn, fail or off")
            .defaulting("warn");

    private CallKeys() {}

    static List<Key<?>> all() {
        return List.of(
                RETRY_MAX_ATTEMPTS,
                RETRY_BASE,
                RETRY_CAP,
                RETRY_MAX_WAIT,
                HTTP_CONNECT_TIMEOUT,
                HTTP_TOKEN_TIMEOUT,
                HTTP_CALL_TIMEOUT,
                HTTP_WEBHOOK_TIMEOUT,
                HTTP_POOL,
                HTTP_MAX_BODY,
                HTTP_PROXY,
                ALLOW_INSECURE_HTTP,
                TLS_TRUSTSTORE,
                TLS_TRUSTSTORE_PASSWORD,
                OAUTH_SCOPE_CHECK);
    }
}
