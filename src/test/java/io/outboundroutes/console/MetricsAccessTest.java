package io.outboundroutes.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.platform.text.TokenHash;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who reads the metrics, and what everybody else is told: nothing. */
class MetricsAccessTest {

    private static final String METRICS = "/observe/metrics";
    /** From {@code printf %s right-token | sha256sum}. */
    private static final String RIGHT = "sha256:7abb88456af5eae2335d72f4add33ff70de593b27241bfad26ad46428799d59c";

    private static CamelContext camel;
    private static Console console;
    private static Browser anybody;

    @BeforeAll
    static void start() throws Exception {
        camel = Consoles.camel("console-metrics");
        console = start(new MetricsAccess(false, List.of(TokenHash.parse(RIGHT))));
        anybody = new Browser(console);
    }

    @AfterAll
    static void stop() throws Exception {
        console.close();
        camel.close();
    }

    private static Console start(MetricsAccess access) {
        ConsoleSettings settings = new ConsoleSettings(0, "127.0.0.1", List.of(), Duration.ofMinutes(30), access);
        return Consoles.start(settings, camel, () -> Consoles.WELL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer right-token", "bearer right-token", "Bearer  right-token"})
    void theRightTokenReadsThem(String authorization) {
        HttpResponse<String> answer = get(authorization);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(Consoles.FIGURES);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer wrong-token",
                "Bearer right-toke",
                "Bearer right-token2",
                "Bearer",
                "Bearer ",
                "right-token",
                "Basic cmlnaHQtdG9rZW4=",
                // The hash, which stands in a file that others may read, is no token.
                "Bearer " + RIGHT
            })
    void aWrongTokenIsToldNothing(String authorization) {
        refused(get(authorization));
    }

    @Test
    void noTokenIsToldNothingAndNeitherIsAnEndlessOne() {
        refused(anybody.get(METRICS));
        refused(anybody.get(METRICS + "?token=right-token"));
        refused(get("Bearer " + "x".repeat(5000)));
        refused(anybody.post(METRICS, Map.of()));
    }

    @Test
    void whoIsRefusedThemIsALineOfTheLogOnceAMinuteWithoutTheToken() {
        try (Console fresh = start(new MetricsAccess(false, List.of(TokenHash.parse(RIGHT))));
                LogOf log = new LogOf("io.outboundroutes.console")) {
            for (int i = 0; i < 3; i++) {
                HttpRequest.Builder request =
                        HttpRequest.newBuilder(fresh.metrics()).header("Authorization", "Bearer guessed-" + i);
                refused(new Browser(fresh).send(request));
            }
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("127.0.0.1 was refused the metrics")
                    .doesNotContain("guessed");
        }
    }

    private static void refused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"metrics\"");
    }

    @Test
    void withoutTokensNobodyReadsThemUnlessTheyAreOpen() {
        try (Console closed = start(MetricsAccess.NOBODY)) {
            refused(new Browser(closed).get(METRICS));
        }
        try (Console open = start(new MetricsAccess(true, List.of()))) {
            Browser browser = new Browser(open);
            assertThat(browser.get(METRICS).body()).isEqualTo(Consoles.FIGURES);
            assertThat(browser.post(METRICS, Map.of()).statusCode()).isEqualTo(405);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/observe",
                "/observe/",
                "/observe/metrics/",
                "/observe/metrics/x",
                "/observe/health",
                "/observe/health/live/../../metrics2",
                "/%2e%2e/etc/passwd",
                "/observe/..;/metrics",
                "/hawtio/jolokia/version",
                "/api/workflows"
            })
    void everythingElseIsAnEmpty404(String path) {
        HttpResponse<String> answer = anybody.get(path);
        assertThat(answer.statusCode()).isIn(404, 400);
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/observe/health/live", "/observe/health/ready", METRICS, "/nothing"})
    void everyAnswerTellsBrowsersToMakeNothingOfIt(String path) {
        HttpResponse<String> answer = anybody.get(path);
        assertThat(answer.headers().map())
                .containsEntry("X-Content-Type-Options", List.of("nosniff"))
                .containsEntry("Content-Security-Policy", List.of("default-src 'none'; frame-ancestors 'none'"))
                .containsEntry("X-Frame-Options", List.of("DENY"))
                .containsEntry("Referrer-Policy", List.of("no-referrer"))
                .doesNotContainKeys("Server", "X-Powered-By", "Set-Cookie");
    }

    @Test
    void aRequestThatCannotBeReadIsToldNoDetails() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), console.port())) {
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: a b c\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer).startsWith("HTTP/1.1 400 ");
            assertThat(answer.substring(answer.indexOf("\r\n\r\n"))).isBlank();
        }
    }

    private static HttpResponse<String> get(String authorization) {
        return anybody.send(HttpRequest.newBuilder(console.metrics())
                .header("Authorization", authorization)
                .GET());
    }
}
