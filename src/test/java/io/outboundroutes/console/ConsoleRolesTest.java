package io.outboundroutes.console;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.outboundroutes.platform.config.Role;
import io.outboundroutes.platform.json.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** What a viewer and an operator may do, whatever way they ask Jolokia; what is refused is logged, what is done is noted. */
class ConsoleRolesTest {

    private static final String NAME = "console-roles";
    private static final String ROUTE = "org.apache.camel:context=" + NAME + ",type=routes,name=\"look-at-me\"";
    private static final String ROUTES = "org.apache.camel:type=routes,*";
    private static final String PASSWORD = "right-password-1";

    private static final List<String> noted = new CopyOnWriteArrayList<>();
    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(Refusals.class);
    private static final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private static final int MOST_TESTS = 200;
    private static boolean trailIsFull;
    /** Each test has users of its own: what one is refused is told once a minute. */
    private static int test;

    private static String vera;
    private static String otto;
    private static CamelContext camel;
    private static Console console;
    private static Browser viewer;
    private static Browser operator;

    @BeforeAll
    static void start() throws Exception {
        log.start();
        LOGGER.setLevel(Level.WARN);
        LOGGER.setAdditive(false);
        LOGGER.addAppender(log);
        camel = Consoles.camel(NAME);
        List<ConsoleUser> users = new ArrayList<>();
        users.add(Consoles.user("flora", PASSWORD, Role.OPERATOR));
        for (int test = 1; test <= MOST_TESTS; test++) {
            users.add(Consoles.user("vera-" + test, PASSWORD, Role.VIEWER));
            users.add(Consoles.user("otto-" + test, PASSWORD, Role.OPERATOR));
        }
        console = Consoles.start(
                Consoles.with(0, "127.0.0.1", users), camel, () -> Consoles.WELL, (user, role, on, operation) -> {
                    if (trailIsFull) {
                        throw new IllegalStateException("the trail is full");
                    }
                    noted.add(user + " (" + role.label() + ") " + operation + " " + on);
                });
    }

    @BeforeEach
    void logIn() throws Exception {
        test++;
        vera = "vera-" + test;
        otto = "otto-" + test;
        viewer = loggedIn(vera);
        operator = loggedIn(otto);
        log.list.clear();
        noted.clear();
        trailIsFull = false;
        camel.getRouteController().startRoute("look-at-me");
    }

    @AfterAll
    static void stop() throws Exception {
        LOGGER.detachAppender(log);
        LOGGER.setAdditive(true);
        LOGGER.setLevel(null);
        console.close();
        camel.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stop()", "stop(long)", "stop", "start()", "suspend()", "resume()", "restart()", "reset()"})
    void aViewerStopsNothing(String operation) {
        assertRefused(viewer, exec(ROUTE, operation), vera + " (viewer): exec " + ROUTE + " " + operation);
        assertThat(status()).isEqualTo(ServiceStatus.Started);
        assertThat(noted).isEmpty();
    }

    @Test
    void aViewerLooksAtEverything() {
        assertThat(viewer.jolokia(Map.of("type", "read", "mbean", ROUTE)).get("status"))
                .isEqualTo(200);
        assertThat(viewer.jolokia(Map.of("type", "list")).get("status")).isEqualTo(200);
        assertThat(viewer.jolokia(Map.of("type", "search", "mbean", ROUTES)).get("status"))
                .isEqualTo(200);
        Map<?, ?> drawn = viewer.jolokia(exec(ROUTE, "dumpRouteAsXml(boolean)", true));
        assertThat(String.valueOf(drawn.get("value"))).contains("look-at-me");
        assertThat(noted).as("looking is no action").isEmpty();
    }

    @Test
    void anOperatorStopsAndStartsARouteAndIsNotedByName() {
        assertThat(operator.jolokia(exec(ROUTE, "stop()")).get("status")).isEqualTo(200);
        assertThat(status()).isEqualTo(ServiceStatus.Stopped);
        assertThat(operator.jolokia(exec(ROUTE, "start()")).get("status")).isEqualTo(200);
        assertThat(status()).isEqualTo(ServiceStatus.Started);
        assertThat(noted)
                .hasSize(2)
                .allSatisfy(line ->
                        assertThat(line).startsWith(otto + " (operator) ").contains("look-at-me"))
                .satisfiesExactly(
                        line -> assertThat(line).contains("stop()"),
                        line -> assertThat(line).contains("start()"));
    }

    @Test
    void whatCannotBeNotedIsNotDone() {
        trailIsFull = true;
        assertThat(operator.jolokia(exec(ROUTE, "stop()")).get("status")).isEqualTo(500);
        assertThat(status()).isEqualTo(ServiceStatus.Started);
    }

    @Test
    void manyRoutesAreNotStoppedByOneName() {
        assertRefused(operator, exec(ROUTES, "stop()"), otto + " (operator): exec " + ROUTES + " stop()");
        assertThat(status()).isEqualTo(ServiceStatus.Started);
    }

    @Test
    void aLinkOrAnImageOfAnotherPageStopsNothing() {
        String bean = "org.apache.camel:context=" + NAME + ",name=%22look-at-me%22,type=routes";
        HttpResponse<String> answer = operator.get("/hawtio/jolokia/exec/" + bean + "/stop()");
        assertThat(parse(answer).get("status")).isEqualTo(403);
        assertThat(status()).isEqualTo(ServiceStatus.Started);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            in the path                | exec/java.lang:type=Memory/gc
            in a parameter             | ?p=exec/java.lang:type=Memory/gc
            in an encoded parameter    | ?p=exec%2Fjava.lang:type=Memory%2Fgc
            behind the root            | /?p=/exec/java.lang:type=Memory/gc
            with escaped slashes       | exec/java.lang:type=Memory/gc!/
            with doubled slashes       | exec/java.lang:type=Memory//gc
            with a trailing slash      | exec/java.lang:type=Memory/gc!//
            a write                    | write/java.lang:type=Memory/Verbose/true
            a diagnostic command       | exec/com.sun.management:type=DiagnosticCommand/vmSystemProperties
            a read of the properties   | read/java.lang:type=Runtime/SystemProperties
            with a path into it        | read/java.lang:type=Runtime/SystemProperties/java.class.path
            with quotes                | read/java.lang:type=%22Runtime%22/SystemProperties
            the logging bean           | read/java.util.logging:type=Logging/LoggerNames
            notifications              | notification/register
            an open stream             | notification/open/sse
            """)
    void noGetGoesRoundThePolicy(String how, String path) {
        for (Browser user : List.of(viewer, operator)) {
            HttpResponse<String> answer =
                    user.get("/hawtio/jolokia" + (path.startsWith("?") || path.startsWith("/") ? "" : "/") + path);
            assertThat(answer.statusCode()).as(how).isIn(200, 400);
            assertThat(answer.body()).as(how).doesNotContain("\"status\":200").doesNotContain("java.class.path\":");
        }
    }

    @Test
    void inABulkRequestEachIsJudgedByItself() {
        List<Map<String, Object>> requests = List.of(
                Map.of("type", "version"),
                exec("java.lang:type=Memory", "gc()"),
                exec(ROUTE, "stop()"),
                Map.of("type", "write", "mbean", "java.lang:type=Memory", "attribute", "Verbose", "value", true),
                Map.of("type", "read", "mbean", "java.lang:type=Runtime", "attribute", "SystemProperties"));
        assertThat(statuses(viewer, requests)).containsExactly(200, 403, 403, 403, 403);
        assertThat(status()).isEqualTo(ServiceStatus.Started);
        assertThat(statuses(operator, requests)).containsExactly(200, 403, 200, 403, 403);
        assertThat(noted).hasSize(1);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            java.lang:type=Memory                             | gc()
            com.sun.management:type=DiagnosticCommand         | vmSystemProperties()
            com.sun.management:type=DiagnosticCommand         | jvmtiAgentLoad(java.lang.String[])
            com.sun.management:type=HotSpotDiagnostic         | dumpHeap(java.lang.String,boolean)
            com.sun.management:type=HotSpotDiagnostic         | setVMOption(java.lang.String,java.lang.String)
            java.util.logging:type=Logging                    | setLoggerLevel(java.lang.String,java.lang.String)
            JMImplementation:type=MBeanServerDelegate         | createMBean(java.lang.String)
            java.lang:type=Threading                          | dumpAllThreads(boolean,boolean)
            jolokia:type=Config                               | setDebug(boolean)
            hawtio:type=QuartzFacade                          | updateCronTrigger
            hawtio:type=security,name=RBACRegistry            | destroy()
            """)
    void noRoleDoesWhatTheConsoleDoesNotNeed(String bean, String operation) {
        assertRefused(viewer, exec(bean, operation, "x", "y"), vera + " (viewer): exec ");
        assertRefused(operator, exec(bean, operation, "x", "y"), otto + " (operator): exec " + bean + " " + operation);
        assertThat(noted).isEmpty();
    }

    @Test
    void noOtherJvmIsAskedForAnOperator() {
        Map<String, Object> proxied = Map.of(
                "type",
                "exec",
                "mbean",
                "java.lang:type=Memory",
                "operation",
                "gc()",
                "target",
                Map.of("url", "service:jmx:rmi:///jndi/ldap://127.0.0.1:1/x"));
        assertRefused(operator, proxied, otto + " (operator): exec in another JVM");
        assertRefused(
                viewer,
                Map.of("type", "list", "target", Map.of("url", "service:jmx:rmi:///jndi/ldap://127.0.0.1:1/x")),
                vera + " (viewer): list in another JVM");
        assertThat(operator.get("/hawtio/proxy/http/127.0.0.1/1/jolokia").statusCode())
                .isNotEqualTo(200);
    }

    @Test
    void nobodyListensToNotificationsAndTheLogTellsOnce() {
        for (String command : List.of("register", "add", "list", "ping", "open")) {
            Map<String, Object> request = Map.of(
                    "type",
                    "notification",
                    "command",
                    command,
                    "client",
                    "x",
                    "mode",
                    "sse",
                    "mbean",
                    ROUTE,
                    "handle",
                    "1");
            assertThat(operator.jolokia(request).get("status")).as(command).isEqualTo(403);
        }
        assertThat(logged()).singleElement().asString().contains(otto + " (operator): notification ");
    }

    @Test
    void whoHasNotLoggedInActsOnNothingAndTheLogTells() {
        Browser stranger = new Browser(console);
        assertThat(stranger.post("/hawtio/jolokia/", exec(ROUTE, "stop()")).statusCode())
                .isEqualTo(403);
        assertThat(stranger.post("/hawtio/jolokia", List.of(Map.of("type", "version"), exec(ROUTE, "stop()")))
                        .statusCode())
                .as("several at once")
                .isEqualTo(403);
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(logged())
                        .containsExactlyInAnyOrder(
                                "The console refused 127.0.0.1: POST answered 403 /hawtio/jolokia/",
                                "The console refused 127.0.0.1: POST answered 403 /hawtio/jolokia"));
        assertThat(status()).isEqualTo(ServiceStatus.Started);
        assertThat(noted).isEmpty();
    }

    @Test
    void nothingIsWrittenByAnybodyAndTheAttemptIsLogged() {
        Map<String, Object> write =
                Map.of("type", "write", "mbean", ROUTE, "attribute", "TracingEnabled", "value", true);
        assertRefused(operator, write, otto + " (operator): write ");
    }

    @Test
    void namesOfBeansAreNoSecretButWhatIsInThemIs() {
        String hotspot = "com.sun.management:type=HotSpotDiagnostic";
        Map<?, ?> names = viewer.jolokia(Map.of("type", "search", "mbean", "com.sun.management:*"));
        assertThat(names.get("status")).isEqualTo(200);
        assertThat((List<?>) names.get("value")).asString().contains(hotspot);
        assertRefused(viewer, Map.of("type", "read", "mbean", hotspot), vera + " (viewer): read " + hotspot);
    }

    @Test
    void whatIsRefusedCannotWriteLinesOfItsOwnIntoTheLog() {
        assertRefused(viewer, exec(ROUTE, "x\n2026-01-01 ERROR all is lost\u2028"), "x?2026-01-01 ERROR all is lost?");
        assertThat(logged()).noneMatch(line -> line.contains("\n") || line.contains("\u2028"));
    }

    @Test
    void whoeverDoesNotStopIsToldOfOnlySoOften() {
        Browser flora = loggedIn("flora");
        for (int i = 0; i < Refusals.MOST + 10; i++) {
            flora.jolokia(exec("flood:type=x", "flood" + i));
        }
        assertThat(logged().stream().filter(line -> line.contains("flood:type=x")))
                .hasSize(Refusals.MOST);
        flora.jolokia(Map.of("type", "write", "mbean", "after:type=flood", "attribute", "x", "value", 1));
        assertThat(logged()).as("of another kind").anyMatch(line -> line.contains("after:type=flood"));
    }

    @Test
    void hawtiosPagesAreToldWhatToOffer() {
        String security = "hawtio:type=security,area=jmx,name=OutboundRoutes";
        Map<String, Object> question = exec(
                security, "canInvoke(java.lang.String,java.lang.String,[Ljava.lang.String;)", ROUTE, "stop", List.of());
        assertThat(viewer.jolokia(question).get("value")).isEqualTo(false);
        assertThat(operator.jolokia(question).get("value")).isEqualTo(true);
        Map<String, Object> several =
                exec(security, "canInvoke(java.util.Map)", Map.of(ROUTE, List.of("stop()", "dumpRouteAsXml(boolean)")));
        assertThat(Json.write(viewer.jolokia(several).get("value")))
                .contains("\"CanInvoke\":false", "\"CanInvoke\":true");
        assertThat(Json.write(operator.jolokia(several).get("value"))).doesNotContain("\"CanInvoke\":false");
    }

    @Test
    void theListOfBeansSaysWhatToOfferEachUser() {
        Map<String, Object> list = Map.of("type", "list", "path", "org.apache.camel/" + ROUTE.substring(17));
        for (int round = 0; round < 2; round++) {
            assertThat(Json.write(viewer.jolokia(list)))
                    .contains("\"stop()\":{\"canInvoke\":false}", "\"dumpRouteAsXml()\":{\"canInvoke\":true}")
                    .doesNotContain("\"stop()\":{\"canInvoke\":true}");
            assertThat(Json.write(operator.jolokia(list)))
                    .contains("\"stop()\":{\"canInvoke\":true}", "\"remove()\":{\"canInvoke\":false}");
        }
    }

    private static Browser loggedIn(String name) {
        Browser browser = new Browser(console);
        assertThat(browser.login(name, PASSWORD).statusCode()).isEqualTo(200);
        return browser;
    }

    private static ServiceStatus status() {
        return camel.getRouteController().getRouteStatus("look-at-me");
    }

    private static List<Integer> statuses(Browser user, List<Map<String, Object>> requests) {
        HttpResponse<String> answer = user.post("/hawtio/jolokia/", requests);
        List<Integer> statuses = new ArrayList<>();
        for (Object each : (List<?>) Json.parse(answer.body().getBytes(StandardCharsets.UTF_8))) {
            statuses.add((Integer) ((Map<?, ?>) each).get("status"));
        }
        return statuses;
    }

    /** What is refused must not have been refused to the user in this test before: the log tells that once a minute. */
    private static void assertRefused(Browser user, Map<String, Object> request, String line) {
        log.list.clear();
        Map<?, ?> answer = user.jolokia(request);
        assertThat(answer.get("status")).as(String.valueOf(answer)).isEqualTo(403);
        assertThat(answer.get("value")).isNull();
        assertThat(logged()).anyMatch(told -> told.contains(line));
    }

    private static List<String> logged() {
        return List.copyOf(log.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    private static Map<?, ?> parse(HttpResponse<String> answer) {
        return (Map<?, ?>) Json.parse(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, Object> exec(String bean, String operation, Object... arguments) {
        return Map.of("type", "exec", "mbean", bean, "operation", operation, "arguments", List.of(arguments));
    }
}
