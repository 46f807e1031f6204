package io.outboundroutes.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunRequest;
import io.outboundroutes.platform.run.Trigger;
import io.outboundroutes.platform.store.Orders;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Requests that say more, or other things, than the REST API knows: nothing of them is passed over in silence. */
@Timeout(120)
class RestApiStrictTest {

    @TempDir
    static Path folder;

    private static final String CANARY = "externalContactId,name,voice\nEXT-2001,Jane Canary,+15550102001\n";
    private static final String FORM = "application/x-www-form-urlencoded";

    private static SandboxServer sandbox;
    private static TestHouse house;
    private static RestApi api;

    @BeforeAll
    static void open() {
        sandbox = SandboxServer.start(SandboxOptions.defaults().withContacts(0));
        house = TestHouse.open(sandbox, folder, Map.of("contacts.enabled", "true"));
        api = RestApi.open(house);
    }

    @AfterAll
    static void close() {
        api.close();
        house.close();
        sandbox.close();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | /workflows/external-contacts/runs?dryrun=true | dryrun: no such parameter; did you mean dryRun?",
                "POST | /workflows/external-contacts/runs?DRYRUN=true | DRYRUN: no such parameter; did you mean dryRun?",
                "POST | /workflows/external-contacts/runs?dryRun=true&dryRun=false | dryRun: expected once, and came more often.",
                "POST | /workflows/external-contacts/runs?dryRun=true&dry%52un=true | dryRun: expected once, and came more often.",
                "POST | /workflows/external-contacts/runs/?agian=true | agian: no such parameter; did you mean again?",
                "POST | /runs/x/replay?rejcted=true | rejcted: no such parameter; did you mean rejected?",
                "GET | /runs?lst=2 | lst: no such parameter; did you mean last?",
                "GET | /runs?status=FAILED | There is a parameter that this does not know; it takes last, workflow.",
                "GET | /runs?Jane+Roe=1 | There is a parameter that this does not know; it takes last, workflow.",
                "GET | /openapi.json?x | There is a parameter, and this takes none.",
            })
    void aParameterThatIsNotKnownOrThereTwiceIsRefused(String method, String path, String detail) throws Exception {
        RestApi.Answer answer = api.send(api.request("/api" + path)
                .header("Authorization", "Bearer " + RestApi.OPERATOR)
                .method(method, HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.problem()).isEqualTo("400 bad-parameter");
        assertThat(answer.json().get("detail")).isEqualTo(detail);
        assertThat(house.house().store().history().runs("external-contacts", 99))
                .noneMatch(run -> run.request().mode() == Mode.LIVE);
    }

    /** Whatever is asked, by the very document that tells what there is. */
    @Test
    void noOperationTakesAParameterThatItsDocumentDoesNotTell() throws Exception {
        Map<?, ?> paths = (Map<?, ?>) api.get("/api/openapi.json").json().get("paths");
        assertThat(paths.size()).isGreaterThan(10);
        for (Map.Entry<?, ?> path : paths.entrySet()) {
            for (Map.Entry<?, ?> operation : ((Map<?, ?>) path.getValue()).entrySet()) {
                String known = known((Map<?, ?>) operation.getValue());
                String method = String.valueOf(operation.getKey()).toUpperCase(Locale.ROOT);
                String address = "/api" + String.valueOf(path.getKey()).replace("{id}", "none");
                for (String query : List.of("nonesuch=1", known + "=true&" + known + "=true")) {
                    RestApi.Answer answer = api.send(api.request(address + "?" + query)
                            .header("Authorization", "Bearer " + RestApi.OPERATOR)
                            .method(method, HttpRequest.BodyPublishers.noBody()));
                    assertThat(answer.problem()).as(method + address + query).isEqualTo("400 bad-parameter");
                }
            }
        }
        assertThat(house.house().desk().halts()).isEmpty();
    }

    private static String known(Map<?, ?> operation) {
        List<?> parameters = operation.get("parameters") instanceof List<?> list ? list : List.of();
        return parameters.stream()
                .map(each -> (Map<?, ?>) each)
                .filter(each -> "query".equals(each.get("in")))
                .map(each -> String.valueOf(each.get("name")))
                .findFirst()
                .orElse("none");
    }

    /** What a request with a body answers, over a connection of its own; what was logged meanwhile is in the list. */
    private static String posted(String path, String headers, String body, List<String> logged) throws IOException {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        List<Logger> loggers = Stream.of(org.slf4j.Logger.ROOT_LOGGER_NAME, "io.outboundroutes")
                .map(name -> (Logger) LoggerFactory.getLogger(name))
                .toList();
        List<Level> before = loggers.stream().map(Logger::getLevel).toList();
        loggers.forEach(logger -> logger.setLevel(Level.INFO));
        log.start();
        loggers.get(0).addAppender(log);
        try {
            return api.raw("POST /api" + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
                    + RestApi.OPERATOR + "\r\n" + headers + "Content-Length: " + body.length() + "\r\n\r\n" + body);
        } finally {
            loggers.get(0).detachAppender(log);
            for (int i = 0; i < loggers.size(); i++) {
                loggers.get(i).setLevel(before.get(i));
            }
            for (ILoggingEvent event : log.list) {
                logged.add(event.getFormattedMessage() + "\n"
                        + (event.getThrowableProxy() == null
                                ? ""
                                : ThrowableProxyUtil.asString(event.getThrowableProxy())));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/workflows/external-contacts/runs",
                "/workflows/external-contacts/runs?dryRun=true",
                "/runs/x/replay"
            })
    void aFormIsRefusedUnreadAndUnlogged(String path) throws Exception {
        for (String headers : List.of(
                "Content-Type: " + FORM + "\r\n",
                "Content-Type: application/X-WWW-Form-urlencoded; charset=UTF-8\r\n",
                "Content-Type: multipart/form-data; boundary=name\r\n",
                "")) {
            List<String> logged = new ArrayList<>();
            String answer = posted(path, headers, CANARY, logged);

            assertThat(answer).as(headers).startsWith("HTTP/1.1 415 ").contains("\"code\":\"unsupported-media-type\"");
            assertThat(answer + logged)
                    .as(headers)
                    .doesNotContain("Canary", "EXT-2001", "externalContactId", "5550102001");
        }
        assertThat(posted(path, "Content-Type: " + FORM + "\r\n", "", new ArrayList<>()))
                .as("a form without fields")
                .startsWith("HTTP/1.1 415 ");
        assertThat(house.house().store().history().runs("external-contacts", 99))
                .noneMatch(run -> run.request().mode() == Mode.LIVE);
    }

    /** Whoever stops things has no time for what curl sends along. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: application/x-www-form-urlencoded\r\n",
                "Content-Type: multipart/form-data; boundary=name\r\n",
                "Content-Type: text/csv\r\n",
                "Content-Type: application/json\r\nContent-Encoding: gzip\r\n",
                ""
            })
    void whatTakesNoBodyIsDoneWhateverBodyComes(String headers) throws Exception {
        String run = String.valueOf(api.post("/api/workflows/external-contacts/runs?dryRun=true")
                .json()
                .get("runId"));
        List<String> logged = new ArrayList<>();
        for (String body : List.of(CANARY, "x", "id=campaign-schedules&id=*", "y".repeat(RestApi.MAX_BODY + 1))) {
            String stop = posted("/stop", headers, body, logged);
            assertThat(stop).as(body).startsWith("HTTP/1.1 200 ");
            assertThat(house.house().desk().halts())
                    .extracting(Orders.Halt::scope)
                    .containsExactly(Orders.ALL);
            assertThat(posted("/resume", headers, body, logged)).startsWith("HTTP/1.1 200 ");
            assertThat(posted("/workflows/external-contacts/pause", headers, body, logged))
                    .startsWith("HTTP/1.1 200 ");
            assertThat(house.house().desk().halts())
                    .extracting(Orders.Halt::scope)
                    .containsExactly("external-contacts");
            assertThat(posted("/workflows/external-contacts/resume", headers, body, logged))
                    .startsWith("HTTP/1.1 200 ");
            assertThat(house.house().desk().halts()).isEmpty();
            assertThat(posted("/deliveries/none/replay", headers, body, logged)).startsWith("HTTP/1.1 404 ");
        }
        assertThat(posted("/runs/" + run + "/cancel", headers, "id=other", logged))
                .startsWith("HTTP/1.1 202 ")
                .contains(run);
        assertThat(logged).noneMatch(line -> line.contains("Canary") || line.contains("EXT-2001"));
    }

    @Test
    void aConflictNamesTheSettingOrTheParameterThatHelps() throws Exception {
        RestApi.Answer off = api.post("/api/workflows/campaign-schedules/runs");
        assertThat(off.problem()).isEqualTo("409 conflict");
        assertThat(off.json().get("detail"))
                .asString()
                .endsWith("it is with schedules.enabled=true (SCHEDULES_ENABLED=true)");

        Run run = house.house()
                .store()
                .runs()
                .ask(new RunRequest("contact-segmentation", Trigger.REST, Mode.LIVE, null, false, null, Map.of()));
        api.post("/api/runs/" + run.id() + "/cancel");
        RestApi.Answer done = api.post("/api/runs/" + run.id() + "/replay");
        assertThat(done.problem()).isEqualTo("409 conflict");
        assertThat(done.json().get("detail")).asString().contains("left nothing undone", "?rejected=true");
    }
}
