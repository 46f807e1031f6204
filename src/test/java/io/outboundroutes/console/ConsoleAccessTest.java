package io.outboundroutes.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the console lets somebody see and do, who has logged in or has not. */
class ConsoleAccessTest {

    private static final String NAME = "console-access";
    private static final String ROUTE = "org.apache.camel:context=" + NAME + ",type=routes,name=\"look-at-me\"";
    private static final String CONTEXT = "org.apache.camel:context=" + NAME + ",type=context,name=\"" + NAME + "\"";

    private static CamelContext camel;
    private static Console console;
    private static Browser admin;

    @BeforeAll
    static void start() throws Exception {
        camel = Consoles.camel(NAME);
        console = Consoles.start(Consoles.onAnyPort(), camel, () -> Consoles.WELL);
        admin = new Browser(console);
        assertThat(admin.login("admin", Consoles.PASSWORD).statusCode()).isEqualTo(200);
    }

    @AfterAll
    static void stop() throws Exception {
        console.close();
        camel.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/hawtio/jolokia",
                "/hawtio/jolokia/",
                "/hawtio/jolokia/version",
                "/hawtio/jolokia/read/java.lang:type=Memory",
                "/hawtio//jolokia/version",
                "/hawtio/jolokia;x=1/version",
                "/hawtio/./jolokia/version",
                "/hawtio/user"
            })
    void withoutLoginNothingIsRead(String path) {
        HttpResponse<String> answer = new Browser(console).get(path);
        assertThat(answer.statusCode()).isNotEqualTo(200);
        assertThat(answer.body()).doesNotContain("Heap").doesNotContain("\"agent\"");
    }

    @Test
    void withoutLoginJolokiaAnswers403AndPagesLeadToTheLogin() {
        Browser stranger = new Browser(console);
        assertThat(stranger.get("/hawtio/jolokia/version").statusCode()).isEqualTo(403);
        HttpResponse<String> page = stranger.get("/hawtio/");
        assertThat(page.statusCode()).isEqualTo(302);
        assertThat(page.headers().firstValue("Location"))
                .hasValueSatisfying(to -> assertThat(to).endsWith("/hawtio/login"));
        assertThat(stranger.get("/hawtio/login").body()).contains("<base href=\"/hawtio/\"");
    }

    @Test
    void afterLoginHawtioAndJolokiaAnswer() {
        assertThat(admin.get("/hawtio/").statusCode()).isEqualTo(200);
        assertThat(admin.get("/hawtio/jolokia/version").statusCode()).isEqualTo(200);
        assertThat(admin.get("/hawtio/user").body()).contains("admin");
    }

    @ParameterizedTest(name = "{0}: {1}/{2}")
    @CsvSource({
        "wrong password, admin, wrong",
        "nearly right,   admin, right-password-12",
        "empty password, admin, ''",
        "unknown user,   nobody, right-password-1",
        "empty user,     '',    right-password-1",
        "public,         public, right-password-1"
    })
    void aWrongLoginIsRefused(String why, String user, String password) {
        Browser stranger = new Browser(console);
        assertThat(stranger.login(user, password).statusCode()).as(why).isEqualTo(403);
        assertThat(stranger.get("/hawtio/jolokia/version").statusCode()).isEqualTo(403);
    }

    @Test
    void theSessionsCookieIsHiddenFromScriptsAndOtherSites() {
        HttpResponse<String> answer = new Browser(console).login("admin", Consoles.PASSWORD);
        assertThat(answer.headers().firstValue("Set-Cookie"))
                .hasValueSatisfying(cookie -> assertThat(cookie)
                        .startsWith("OUTBOUNDCONSOLE=")
                        .containsIgnoringCase("HttpOnly")
                        .containsIgnoringCase("SameSite=Strict"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:1", "http://elsewhere.example", "null", "not an origin"})
    void aPageFromElsewhereIsRefusedInALoggedInBrowser(String origin) {
        Map<String, String> read = Map.of("type", "version");
        assertThat(admin.post("/hawtio/jolokia/", read, "Origin", origin).statusCode())
                .isEqualTo(403);
    }

    @Test
    void ourOwnPagesMayAsk() {
        String origin = "http://" + console.hawtio().getAuthority();
        Map<String, String> read = Map.of("type", "version");
        assertThat(admin.post("/hawtio/jolokia/", read, "Origin", origin).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aRouteIsReadWithTheDescriptionOfItsYaml() {
        Map<?, ?> answer = admin.jolokia(Map.of("type", "read", "mbean", ROUTE));
        assertThat(answer.get("status")).isEqualTo(200);
        assertThat(((Map<?, ?>) answer.get("value")).get("Description"))
                .isEqualTo("Shows in the console what it is for");
        Map<?, ?> drawn = admin.jolokia(exec(ROUTE, "dumpRouteAsXml(boolean)", true));
        assertThat(String.valueOf(drawn.get("value"))).contains("look-at-me");
    }

    @Test
    void aRouteIsStoppedAndStarted() {
        assertThat(admin.jolokia(exec(ROUTE, "stop()")).get("status")).isEqualTo(200);
        assertThat(camel.getRouteController().getRouteStatus("look-at-me")).isEqualTo(ServiceStatus.Stopped);
        assertThat(admin.jolokia(exec(ROUTE, "start()")).get("status")).isEqualTo(200);
        assertThat(camel.getRouteController().getRouteStatus("look-at-me")).isEqualTo(ServiceStatus.Started);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            com.sun.management:type=DiagnosticCommand     | vmSystemProperties()
            com.sun.management:type=DiagnosticCommand     | help(java.lang.String[])
            com.sun.management:type=HotSpotDiagnostic     | dumpHeap(java.lang.String,boolean)
            java.util.logging:type=Logging                | setLoggerLevel(java.lang.String,java.lang.String)
            java.lang:type=Memory                         | gc()
            JMImplementation:type=MBeanServerDelegate     | createMBean
            hawtio:type=QuartzFacade                      | updateCronTrigger
            route                                         | remove()
            route                                         | updateRouteFromXml(java.lang.String)
            context                                       | stop()
            context                                       | restart()
            context                                       | sendBody(java.lang.String,java.lang.Object)
            context                                       | requestBody(java.lang.String,java.lang.Object)
            context                                       | createEndpoint(java.lang.String)
            context                                       | setGlobalOption(java.lang.String,java.lang.String)
            endpoint                                      | browseAllMessagesAsXml(java.lang.Boolean)
            tracer                                        | dumpAllTracedMessagesAsJSon()
            """)
    void whatCouldHarmIsNotExecuted(String bean, String operation) {
        Map<?, ?> answer = admin.jolokia(exec(resolve(bean), operation, "x", "y"));
        assertForbidden(answer);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            java.lang:type=Runtime                        | SystemProperties
            java.lang:type=Runtime                        | InputArguments
            java.lang:type=Runtime                        | ClassPath
            com.sun.management:type=HotSpotDiagnostic     | DiagnosticOptions
            java.util.logging:type=Logging                | LoggerNames
            JMImplementation:type=MBeanServerDelegate     | MBeanServerId
            """)
    void whatShowsTheSurroundingsIsNotRead(String bean, String attribute) {
        assertForbidden(admin.jolokia(Map.of("type", "read", "mbean", bean, "attribute", attribute)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"java.lang:type=Runtime", "java.lang:*", "*:*"})
    void readingAllAttributesOrBeansAtOnceShowsNoMore(String bean) {
        System.setProperty("console.test.canary", "canary-of-a-system-property");
        try {
            HttpResponse<String> all = admin.post("/hawtio/jolokia/", readAll(bean));
            assertThat(all.body())
                    .doesNotContain("canary-of-a-system-property")
                    .doesNotContain("java.class.path")
                    .contains(bean.equals("*:*") ? "HeapMemoryUsage" : "VmName");
        } finally {
            System.clearProperty("console.test.canary");
        }
    }

    @Test
    void nothingIsWritten() {
        Map<?, ?> answer =
                admin.jolokia(Map.of("type", "write", "mbean", CONTEXT, "attribute", "Tracing", "value", true));
        assertForbidden(answer);
    }

    @Test
    void noOtherJvmIsReachedThroughThisOne() {
        Map<?, ?> answer = admin.jolokia(Map.of(
                "type",
                "read",
                "mbean",
                "java.lang:type=Runtime",
                "attribute",
                "SystemProperties",
                "target",
                Map.of("url", "service:jmx:rmi:///jndi/rmi://127.0.0.1:1/jmxrmi")));
        assertForbidden(answer);
    }

    @Test
    void everyKindOfCamelBeanIsReadable() throws Exception {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        List<String> refused = new ArrayList<>();
        int seen = 0;
        for (ObjectName bean : beans.queryNames(new ObjectName("org.apache.camel:context=" + NAME + ",*"), null)) {
            seen++;
            Map<?, ?> answer = admin.jolokia(readAll(bean.getCanonicalName()));
            if (!(answer.get("value") instanceof Map<?, ?> value)
                    || value.toString().contains("forbidden")) {
                refused.add(bean.getKeyProperty("type"));
            }
        }
        assertThat(seen).isGreaterThan(10);
        assertThat(refused).isEmpty();
    }

    @Test
    void guessingIsSlowedDown() {
        Browser guesser = new Browser(console);
        List<Integer> answers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            answers.add(guesser.login("guessed", "guess-" + i).statusCode());
        }
        assertThat(answers).startsWith(403, 403, 403).contains(429);
    }

    @Test
    void basicLoginWorksForScripts() {
        Browser script = new Browser(console);
        HttpRequest.Builder request = HttpRequest.newBuilder(console.hawtio().resolve("/hawtio/jolokia/version"))
                .header("Authorization", "Basic YWRtaW46cmlnaHQtcGFzc3dvcmQtMQ==");
        assertThat(script.send(request).statusCode()).isEqualTo(200);
    }

    private static String resolve(String bean) {
        return switch (bean) {
            case "route" -> ROUTE;
            case "context" -> CONTEXT;
            case "endpoint" -> "org.apache.camel:context=" + NAME + ",type=endpoints,name=\"direct://look-at-me\"";
            case "tracer" -> "org.apache.camel:context=" + NAME + ",type=tracer,name=BacklogTracer";
            default -> bean;
        };
    }

    /** As Hawtio reads: what is refused is left out or told in its place. */
    private static Map<String, Object> readAll(String bean) {
        return Map.of("type", "read", "mbean", bean, "config", Map.of("ignoreErrors", "true"));
    }

    private static Map<String, Object> exec(String bean, String operation, Object... arguments) {
        return Map.of("type", "exec", "mbean", bean, "operation", operation, "arguments", List.of(arguments));
    }

    private static void assertForbidden(Map<?, ?> answer) {
        assertThat(answer.get("status")).as(String.valueOf(answer)).isEqualTo(403);
        assertThat(answer.get("value")).isNull();
    }
}
