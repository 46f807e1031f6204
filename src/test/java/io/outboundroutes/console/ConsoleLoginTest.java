package io.outboundroutes.console;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.outboundroutes.platform.config.Login;
import io.outboundroutes.platform.config.Role;
import io.outboundroutes.platform.json.Json;
import io.outboundroutes.platform.text.PasswordHash;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A login begins with the right password, belongs to one browser, and ends. */
class ConsoleLoginTest {

    /** The password {@code correct horse}; a hundred thousand iterations. */
    private static final PasswordHash HASH = PasswordHash.parse(
            "pbkdf2-sha256:100000:AAECAwQFBgcICQoLDA0ODw:V_LC8HOXSNUWQZsGKohGZjI8WD6krhZVBKgfe1PGKgk");

    private static final String VERSION = "/hawtio/jolokia/version";

    private static CamelContext camel;
    private static Console console;

    @BeforeAll
    static void start() throws Exception {
        camel = Consoles.camel("console-login");
        console = start(Duration.ofMinutes(30));
    }

    private static Console start(Duration timeout) {
        List<ConsoleUser> users = List.of(
                ConsoleUser.of(new Login("anna", Role.VIEWER, HASH)),
                Consoles.user("otto", Consoles.PASSWORD, Role.OPERATOR));
        ConsoleSettings settings = new ConsoleSettings(0, "127.0.0.1", users, timeout, MetricsAccess.NOBODY);
        return Consoles.start(settings, camel, () -> Consoles.WELL);
    }

    @AfterAll
    static void stop() throws Exception {
        console.close();
        camel.close();
    }

    @Test
    void aUserOfTheConfigurationLogsInWithThePasswordOfTheHash() {
        Browser anna = new Browser(console);
        assertThat(anna.login("anna", "correct horsf").statusCode()).isEqualTo(403);
        assertThat(anna.get(VERSION).statusCode()).isEqualTo(403);
        HttpResponse<String> answer = anna.login("anna", "correct horse");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("anna", "viewer").doesNotContain("operator", "correct horse");
        assertThat(anna.get(VERSION).statusCode()).isEqualTo(200);
    }

    @Test
    void afterLogoutTheCookieOpensNothing() {
        Browser otto = new Browser(console);
        String cookie = cookie(otto.login("otto", Consoles.PASSWORD));
        assertThat(withCookie(cookie)).isEqualTo(200);
        assertThat(otto.get("/hawtio/auth/logout").statusCode()).isEqualTo(302);
        assertThat(withCookie(cookie)).isEqualTo(403);
        assertThat(otto.get(VERSION).statusCode()).isEqualTo(403);
    }

    @Test
    void aSessionFromBeforeTheLoginIsNotTheOneAfterIt() {
        Browser otto = new Browser(console);
        String before = cookie(otto.login("otto", Consoles.PASSWORD));
        String after = cookie(otto.login("anna", "correct horse"));
        assertThat(after).isNotEqualTo(before);
        assertThat(withCookie(before)).isEqualTo(403);
    }

    @Test
    void aLoginEndsWhenNothingIsClicked() {
        try (Console impatient = start(Duration.ofSeconds(1))) {
            Browser otto = new Browser(impatient);
            otto.login("otto", Consoles.PASSWORD);
            assertThat(otto.get("/hawtio/").statusCode()).isEqualTo(200);
            // What the pages ask for by themselves all the time does not count as a click.
            Awaitility.await()
                    .atMost(Duration.ofSeconds(15))
                    .until(() -> otto.get(VERSION).statusCode() == 403);
        }
    }

    @Test
    void withTheRightPasswordTheGuessersUserIsLockedTooAndOthersAreNot() {
        Browser guesser = new Browser(console);
        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .until(() -> guesser.login("otto", "guess").statusCode() == 429);
        HttpResponse<String> answer = guesser.login("otto", Consoles.PASSWORD);
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(basic("otto", Consoles.PASSWORD)).isEqualTo(429);
        assertThat(new Browser(console).login("anna", "correct horse").statusCode())
                .isEqualTo(200);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() ->
                        new Browser(console).login("otto", Consoles.PASSWORD).statusCode() == 200);
    }

    @Test
    void namesOfAnyLengthAreNotEvenLookedAt() {
        Browser stranger = new Browser(console);
        assertThat(stranger.login("x".repeat(3000), "y").statusCode()).isEqualTo(413);
        assertThat(basic("x".repeat(2000), "y")).isEqualTo(403);
        HttpRequest.Builder unmeasured = HttpRequest.newBuilder(console.hawtio().resolve("/hawtio/auth/login"))
                .POST(BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8))));
        assertThat(stranger.send(unmeasured).statusCode()).isEqualTo(413);
    }

    @Test
    void moreThanAMegabyteIsRefusedToThoseWhoHaveLoggedInTooAndTheLogTells() {
        Browser anna = new Browser(console);
        assertThat(anna.login("anna", "correct horse").statusCode()).isEqualTo(200);
        Map<String, String> large = Map.of("type", "version", "x", "y".repeat(1100 * 1024));
        try (LogOf log = new LogOf(LogOf.REFUSALS)) {
            assertThat(anna.post("/hawtio/jolokia/", large).statusCode()).isEqualTo(413);
            HttpRequest.Builder unmeasured = HttpRequest.newBuilder(
                            console.hawtio().resolve("/hawtio/jolokia"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofInputStream(
                            () -> new ByteArrayInputStream(Json.write(large).getBytes(StandardCharsets.UTF_8))));
            HttpResponse<String> answer = anna.send(unmeasured);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(411);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(log.lines())
                            .containsExactlyInAnyOrder(
                                    "The console refused 127.0.0.1: POST answered 413 /hawtio/jolokia/",
                                    "The console refused 127.0.0.1: POST answered 411 /hawtio/jolokia"));
        }
        assertThat(anna.post("/hawtio/jolokia/", Map.of("type", "version", "x", "y".repeat(900 * 1024)))
                        .statusCode())
                .as("less than a megabyte")
                .isEqualTo(200);
    }

    @Test
    void noLineOfTheLogHoldsAPasswordWhetherItWasRightOrWrong() {
        try (LogOf log = new LogOf("ROOT");
                LogOf hawtio = new LogOf("io.hawt", Level.DEBUG);
                LogOf ours = new LogOf("io.outboundroutes", Level.TRACE);
                Console fresh = start(Duration.ofMinutes(30))) {
            Browser user = new Browser(fresh);
            assertThat(user.login("otto", "canary-wrong").statusCode()).isEqualTo(403);
            assertThat(user.login("canary-name", "canary-unknown").statusCode()).isEqualTo(403);
            assertThat(user.login("otto", Consoles.PASSWORD).statusCode()).isEqualTo(200);
            assertThat(user.get(VERSION).statusCode()).isEqualTo(200);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(log.lines())
                            .anyMatch(line -> line.contains("POST answered 403 /hawtio/auth/login")));
            assertThat(hawtio.lines()).isNotEmpty();
            assertThat(ours.lines()).isNotEmpty();
            assertThat(log.lines())
                    .noneMatch(line -> line.contains("canary-wrong") || line.contains("canary-unknown"))
                    .noneMatch(line -> line.contains(Consoles.PASSWORD));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "PUT", "DELETE", "PATCH", "CONNECTED"})
    void noOtherMethodIsAnswered(String method) throws IOException {
        for (String path : List.of("/hawtio/", VERSION, "/hawtio/auth/login", "/hawtio/user")) {
            String answer = raw(method, path);
            assertThat(answer).as(path).startsWith("HTTP/1.1 405 ").doesNotContain("canary");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "an image of another port, same-site, no-cors, 403",
        "a script of another site, cross-site, no-cors, 403",
        "a fetch of another port, same-site, cors, 403",
        "our own page, same-origin, cors, 200",
        "typed by the user, none, navigate, 200",
        "a link of another page, cross-site, navigate, 200"
    })
    void whatAPageFromElsewhereIncludesIsRefused(String what, String site, String mode, int status) {
        Browser anna = new Browser(console);
        anna.login("anna", "correct horse");
        HttpRequest.Builder request = HttpRequest.newBuilder(console.hawtio().resolve(VERSION))
                .header("Sec-Fetch-Site", site)
                .header("Sec-Fetch-Mode", mode);
        assertThat(anna.send(request).statusCode()).as(what).isEqualTo(status);
    }

    @Test
    void noAnswerInvitesScriptsOfOtherOrigins() {
        Browser anna = new Browser(console);
        anna.login("anna", "correct horse");
        String own = "http://" + console.hawtio().getAuthority();
        HttpRequest.Builder asked = HttpRequest.newBuilder(console.hawtio().resolve(VERSION))
                .header("Origin", own)
                .method("OPTIONS", BodyPublishers.noBody());
        assertThat(anna.send(asked).headers().map()).doesNotContainKey("access-control-allow-origin");
        assertThat(anna.post("/hawtio/jolokia/", Map.of("type", "version"), "Origin", own)
                        .headers()
                        .map())
                .doesNotContainKey("access-control-allow-origin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/hawtio/../observe/metrics",
                "/hawtio/..%2f..%2fetc/passwd",
                "/hawtio/%2e%2e/%2e%2e/etc/passwd",
                "/hawtio/static/..;/..;/x",
                "/hawtio/proxy/enabled/../../jolokia/version",
                "/hawtio/jolokia/..;/jolokia/version",
                "/hawtio/jolokia%2fversion"
            })
    void noPathLeadsRoundTheLogin(String path) throws IOException {
        String answer = raw("GET", path);
        assertThat(answer)
                .doesNotStartWith("HTTP/1.1 200")
                .doesNotContain("root:")
                .doesNotContain("\"agent\"");
    }

    @Test
    void aLineBreakInAPathMakesNoHeader() throws IOException {
        String answer = raw("GET", "/hawtio/login%0d%0aSet-Cookie:%20x=canary");
        assertThat(answer.lines()).noneMatch(line -> line.startsWith("Set-Cookie: x"));
    }

    private static String cookie(HttpResponse<String> login) {
        assertThat(login.statusCode()).isEqualTo(200);
        String cookie = login.headers().firstValue("Set-Cookie").orElseThrow();
        return cookie.substring(0, cookie.indexOf(';'));
    }

    private static int withCookie(String cookie) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(console.hawtio().resolve(VERSION)).header("Cookie", cookie);
        return new Browser(console).send(request).statusCode();
    }

    private static int basic(String name, String password) {
        String credentials =
                Base64.getEncoder().encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
        HttpRequest.Builder request = HttpRequest.newBuilder(console.hawtio().resolve(VERSION))
                .header("Authorization", "Basic " + credentials);
        return new Browser(console).send(request).statusCode();
    }

    private static String raw(String method, String path) throws IOException {
        String request = String.join(
                "\r\n",
                method + " " + path + " HTTP/1.1",
                "Host: localhost",
                "Cookie: canary=1",
                "Connection: close",
                "",
                "");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), console.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
