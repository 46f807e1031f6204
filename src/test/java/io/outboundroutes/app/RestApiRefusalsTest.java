package io.outboundroutes.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.outboundroutes.console.Console;
import io.outboundroutes.console.ConsoleSettings;
import io.outboundroutes.console.Health;
import io.outboundroutes.console.LogOf;
import io.outboundroutes.console.MetricsAccess;
import io.outboundroutes.console.Watched;
import io.outboundroutes.platform.config.Rate;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What the REST API refuses, over a real socket: nothing happens, and the answer gives nothing away. */
@Timeout(120)
class RestApiRefusalsTest {

    private static final String RUNS = "/api/workflows/external-contacts/runs";
    private static final long MINUTE = 60_000_000_000L;

    @TempDir
    static Path folder;

    private static SandboxServer sandbox;
    private static TestHouse house;
    private static RestApi api;
    private static final AtomicLong TIME = new AtomicLong();

    @BeforeAll
    static void open() {
        sandbox = SandboxServer.start(SandboxOptions.defaults().withContacts(0));
        house = TestHouse.open(sandbox, folder, Map.of("contacts.enabled", "true"));
        api = RestApi.open(house, new Rate(100, Duration.ofMinutes(1)), TIME::get);
    }

    @AfterAll
    static void close() {
        api.close();
        house.close();
        sandbox.close();
    }

    /** Each test begins with full buckets. */
    private static void later() {
        TIME.addAndGet(2 * MINUTE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/workflows",
                "/api/runs",
                "/api/runs/x",
                "/api/deliveries",
                "/api/openapi.json",
                "/api",
                "/api/",
                "/api/none"
            })
    void nothingAnswersWithoutAToken(String path) throws Exception {
        later();
        for (String authorization :
                List.of("", "Bearer ", "Bearer wrong", "Basic " + RestApi.OPERATOR, RestApi.OPERATOR)) {
            HttpRequest.Builder request = api.request(path);
            if (!authorization.isEmpty()) {
                request.header("Authorization", authorization);
            }
            RestApi.Answer answer = api.send(request);

            assertThat(answer.problem()).isEqualTo("401 unauthorized");
            assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
            assertThat(answer.http().body()).doesNotContain(RestApi.OPERATOR);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/stop",
                RUNS,
                RUNS + "?dryRun=true",
                "/api/workflows/external-contacts/pause",
                "/api/runs/x/cancel",
                "/api/runs/x/replay",
                "/api/deliveries/x/replay"
            })
    void nobodyActsWithoutATokenAndTheLogTells(String path) throws Exception {
        later();
        try (LogOf log = new LogOf("io.outboundroutes.console.api.ApiGuard")) {
            for (String authorization : List.of("", "Bearer wrong", "Basic " + RestApi.OPERATOR)) {
                HttpRequest.Builder request = api.request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("[{\"externalContactId\":\"c-1\"}]"));
                if (!authorization.isEmpty()) {
                    request.header("Authorization", authorization);
                }
                assertThat(api.send(request).problem()).isEqualTo("401 unauthorized");
            }
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("127.0.0.1 was refused the REST API: it brought no token")
                    .doesNotContain(RestApi.OPERATOR, "wrong");
        }
        assertThat(house.house().desk().halts()).isEmpty();
        assertThat(house.house().store().history().runs(null, 9)).isEmpty();
        Path audit = folder.resolve("audit.jsonl");
        assertThat(Files.exists(audit) ? Files.readString(audit) : "").doesNotContain("OPERATOR_");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/stop",
                "/api/resume",
                RUNS,
                "/api/workflows/external-contacts/pause",
                "/api/runs/x/cancel",
                "/api/deliveries/x/replay"
            })
    void aViewerActsOnNothingAndTheLogTells(String path) throws Exception {
        later();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger logger = (Logger) LoggerFactory.getLogger("io.outboundroutes.console.api.ApiGuard");
        Level before = logger.getLevel();
        logger.setLevel(Level.WARN);
        log.start();
        logger.addAppender(log);
        try {
            for (int i = 0; i < 3; i++) {
                RestApi.Answer answer = api.send(api.request(path)
                        .header("Authorization", "Bearer " + RestApi.VIEWER)
                        .POST(HttpRequest.BodyPublishers.ofString("{}")));
                assertThat(answer.problem()).isEqualTo("403 forbidden");
            }
        } finally {
            logger.detachAppender(log);
            logger.setLevel(before);
        }
        assertThat(log.list).hasSize(1);
        assertThat(log.list.get(0).getFormattedMessage()).contains("vera").doesNotContain(RestApi.VIEWER);
        assertThat(house.house().desk().halts()).isEmpty();
        assertThat(house.house().store().history().runs(null, 9)).isEmpty();
    }

    @ParameterizedTest(name = "{0} {1} is {2}")
    @CsvSource({
        "GET, /api/none, 404 not-found",
        "GET, /api, 404 not-found",
        "GET, /api/runs/20261121T000000.000Z-abc123, 404 not-found",
        "GET, /api/runs/x/items, 404 not-found",
        "POST, /api/runs/x/cancel, 404 not-found",
        "POST, /api/workflows/none/pause, 404 not-found",
        "POST, /api/workflows/none/runs, 404 not-found",
        "POST, /api/deliveries/x/replay, 404 not-found",
        "DELETE, /api/workflows, 405 method-not-allowed",
        "PUT, /api/runs/x, 405 method-not-allowed",
        "POST, /api/workflows, 405 method-not-allowed",
        "GET, /api/stop, 405 method-not-allowed",
        "POST, /api/workflows/contact-segmentation/runs, 409 conflict",
        "GET, /api/runs?last=0, 400 bad-parameter",
        "GET, /api/runs?last=x, 400 bad-parameter",
        "GET, /api/runs?workflow=%27or%201%3D1, 400 bad-parameter",
        "GET, /api/deliveries?state=none, 400 bad-parameter",
        "POST, /api/workflows/external-contacts/runs?dryRun=maybe, 400 bad-parameter",
    })
    void whatIsNotThereOrNotMeantSoIsAProblem(String method, String path, String expected) throws Exception {
        later();
        RestApi.Answer answer = api.send(api.request(path)
                .header("Authorization", "Bearer " + RestApi.OPERATOR)
                .method(method, HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.problem()).isEqualTo(expected);
    }

    @Test
    void aBodyThatIsNotTakenIsAProblem() throws Exception {
        later();
        String large = "[" + "{\"externalContactId\":\"c\"},".repeat(1000) + "{}]";
        assertThat(large.length()).isGreaterThan(RestApi.MAX_BODY);

        assertThat(api.post(RUNS, "application/json", large).problem()).isEqualTo("413 body-too-large");
        assertThat(api.send(api.request(RUNS)
                                .header("Authorization", "Bearer " + RestApi.OPERATOR)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofInputStream(
                                        () -> new ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8)))))
                        .problem())
                .as("chunked")
                .isEqualTo("413 body-too-large");
        assertThat(api.post(RUNS, "text/plain", "x").problem()).isEqualTo("415 unsupported-media-type");
        assertThat(api.post(RUNS, "application/x-www-form-urlencoded", "a=b").problem())
                .isEqualTo("415 unsupported-media-type");
        assertThat(api.post(RUNS, "application/json; charset=ISO-8859-1", "{}").problem())
                .isEqualTo("415 unsupported-media-type");
        assertThat(api.post(RUNS, "application/json", "{}", "Content-Encoding", "gzip")
                        .problem())
                .isEqualTo("415 unsupported-encoding");
        RestApi.Answer broken = api.post(RUNS, "application/json", "[{\"name\": \"Jane Roe\"");
        assertThat(broken.problem()).isEqualTo("400 unreadable-input");
        assertThat(broken.http().body()).doesNotContain("Jane");
        assertThat(api.post(RUNS, "application/json", "externalContactId\nc-1").problem())
                .as("CSV that is said to be JSON")
                .isEqualTo("400 unreadable-input");
        assertThat(api.post(RUNS, "text/csv", "nothing\nc-1").problem()).isEqualTo("400 unreadable-input");
        RestApi.Answer latin = api.post(
                RUNS, "text/csv", "externalContactId,name\nc-1,M\u00fcller".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(latin.problem()).isEqualTo("400 unreadable-input");
        assertThat(latin.json().get("detail").toString())
                .contains("line 2 is not UTF-8 text")
                .doesNotContain("ller");
        assertThat(house.house().store().history().runs(null, 9)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/../observe/metrics",
                "/api/%2e%2e/observe/metrics",
                "/api/runs/..%2f..%2fworkflows",
                "/api/runs/%2e%2e/%2e%2e/hawtio/",
                "/api//runs",
                "/api/runs;x=y/1",
                "/api/runs/1%00",
                "/api/runs/..\\..\\x"
            })
    void aPathThatLeadsElsewhereLeadsNowhere(String path) throws Exception {
        later();
        String answer = api.raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + RestApi.OPERATOR
                + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).matches("(?s)HTTP/1.1 (400|401|404) .*");
        if (answer.startsWith("HTTP/1.1 400")) {
            assertThat(answer).contains("application/problem+json", "\"status\":400");
        }
    }

    @Test
    void lineBreaksInIdsAndKeysReachNoHeader() throws Exception {
        later();
        String head = " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\nConnection: close\r\nAuthorization: Bearer "
                + RestApi.OPERATOR;

        for (String request : List.of(
                "POST /api/workflows/x%0d%0aSet-Cookie:%20a=b/pause" + head + "\r\n\r\n",
                "POST /api/runs/x%0aSet-Cookie:%20a=b/cancel" + head + "\r\n\r\n",
                "POST " + RUNS + head + "\r\nIdempotency-Key: a\r\n Set-Cookie: a=b\r\n\r\n",
                "POST " + RUNS + head + "\r\nIdempotency-Key: a\tb\r\n\r\n",
                "POST " + RUNS + head + "\r\nIdempotency-Key: " + "k".repeat(129) + "\r\n\r\n")) {
            String answer = api.raw(request);
            assertThat(answer).matches("(?s)HTTP/1.1 40[04] .*").doesNotContain("\nSet-Cookie");
        }
        assertThat(house.house().store().history().runs(null, 9)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a body announced as too large   | POST RUNS HTTP/1.1^Content-Length: 20001^Content-Type: application/json | 413 | olga at 127.0.0.1: POST answered 413 body-too-large RUNS
            a path that leads elsewhere     | GET /api/runs/%2e%2e/%2e%2e/hawtio/ HTTP/1.1                             | 400 | 127.0.0.1: GET answered 400 a path that cannot be read
            a line break in an id           | POST /api/runs/x%0aSet-Cookie:%20a=b/cancel HTTP/1.1^Content-Length: 0   | 400 | 127.0.0.1: POST answered 400 a path that cannot be read
            a folded header                 | POST RUNS HTTP/1.1^Content-Length: 0^Idempotency-Key: a^ Set-Cookie: a=b | 400 | 127.0.0.1: POST answered 400
            a key that is no key            | POST RUNS HTTP/1.1^Content-Length: 0^Idempotency-Key: a	secret          | 400 | olga at 127.0.0.1: POST answered 400 bad-parameter RUNS
            a form                          | POST RUNS?secret=1 HTTP/1.1^Content-Length: 0                            | 400 | olga at 127.0.0.1: POST answered 400 bad-parameter RUNS
            a method that nothing takes     | DELETE /api/stop HTTP/1.1^Content-Length: 0                              | 405 | olga at 127.0.0.1: DELETE answered 405 method-not-allowed /api/stop
            """)
    void whatIsRefusedIsALineOfTheLogWithoutSecrets(String what, String request, int status, String line)
            throws Exception {
        try (RestApi fresh = RestApi.open(house);
                LogOf log = new LogOf(LogOf.REFUSALS)) {
            String head = request.replace("RUNS", RUNS).replace("^", "\r\n");
            String answer = fresh.raw(head + "\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
                    + RestApi.OPERATOR + "\r\n\r\n");

            assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
            await().atMost(Duration.ofSeconds(10)).until(() -> !log.lines().isEmpty());
            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("The console refused " + line.replace("RUNS", RUNS))
                    .doesNotContain("secret", RestApi.OPERATOR, "\n", "\r");
        }
    }

    @Test
    void aBodyThatProvesTooLargeAndTooManyRequestsAreLinesOfTheLogOnce() throws Exception {
        try (RestApi fresh = RestApi.open(house, new Rate(3, Duration.ofMinutes(1)), TIME::get);
                LogOf log = new LogOf(LogOf.REFUSALS)) {
            byte[] large =
                    ("[" + "{\"externalContactId\":\"c\"},".repeat(1000) + "{}]").getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 5; i++) {
                fresh.send(fresh.request(RUNS)
                        .header("Authorization", "Bearer " + RestApi.OPERATOR)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))));
            }
            await().atMost(Duration.ofSeconds(10)).until(() -> log.lines().size() >= 2);
            assertThat(log.lines())
                    .containsExactly(
                            "The console refused olga at 127.0.0.1: POST answered 413 body-too-large " + RUNS,
                            "The console refused 127.0.0.1: POST answered 429 " + RUNS);
        }
    }

    @Test
    void headersAndParametersNamedLikeCamelsDoNothing() throws Exception {
        later();
        for (String query : List.of("CamelBeanMethodName=stopAll", "CamelHttpResponseCode=299", "id=x")) {
            assertThat(api.get("/api/workflows?" + query).problem()).isEqualTo("400 bad-parameter");
        }
        RestApi.Answer answer = api.send(api.request("/api/workflows")
                .header("Authorization", "Bearer " + RestApi.VIEWER)
                .header("CamelBeanMethodName", "stopAll")
                .header("CAmelHttpResponseCode", "299")
                .header("X-Mine", "echo"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("stopped")).isEqualTo(false);
        assertThat(house.house().desk().halts()).isEmpty();
        assertThat(answer.http().headers().map().keySet())
                .as("nothing of the request is sent back")
                .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).matches("x-mine|authorization|camel.*"));
    }

    @Test
    void pagesOfOtherOriginsGetNoLeave() throws Exception {
        later();
        for (String method : List.of("GET", "OPTIONS")) {
            RestApi.Answer answer = api.send(api.request("/api/workflows")
                    .header("Authorization", "Bearer " + RestApi.VIEWER)
                    .header("Origin", "https://evil.example")
                    .header("Access-Control-Request-Method", "POST")
                    .method(method, HttpRequest.BodyPublishers.noBody()));
            assertThat(answer.http().headers().map().keySet()).noneMatch(name -> name.startsWith("access-control"));
        }
    }

    @Test
    void whoAsksTooOftenIsToldWhenToComeAgainAndNobodyElseIs() throws Exception {
        later();
        for (int i = 0; i < 100; i++) {
            assertThat(api.get("/api/none").status()).isEqualTo(404);
        }
        RestApi.Answer refused = api.get("/api/workflows");

        assertThat(refused.problem()).isEqualTo("429 too-many-requests");
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(api.post("/api/none").status()).as("another token").isEqualTo(404);
        TIME.addAndGet(MINUTE / 100);
        assertThat(api.get("/api/workflows").status()).isEqualTo(200);
        assertThat(api.get("/api/workflows").status()).isEqualTo(429);
    }

    @Test
    void withoutTokensThereIsNoApi() throws Exception {
        Watched watched = new Watched(
                house.camel(),
                () -> new Health(true, Set.of(), Map.of()),
                () -> "",
                (user, role, what, on) -> {},
                Map.of());
        try (Console console = Console.start(
                new ConsoleSettings(0, "127.0.0.1", List.of(), Duration.ofMinutes(1), MetricsAccess.NOBODY), watched)) {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + console.port() + "/api/workflows"))
                                    .header("Authorization", "Bearer " + RestApi.OPERATOR)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(404);
        }
    }
}
