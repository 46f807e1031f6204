package io.outboundroutes.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outboundroutes.platform.config.ConfigException;
import io.outboundroutes.platform.config.Role;
import io.outboundroutes.platform.text.Secret;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the console listens, what it tells about health, and that it ends. */
class ConsoleTest {

    private static CamelContext camel;

    @BeforeAll
    static void start() throws Exception {
        camel = Consoles.camel("console-health");
    }

    @AfterAll
    static void stop() throws Exception {
        camel.close();
    }

    @Test
    void healthIsToldWithoutLogin() {
        try (Console console = Consoles.start(Consoles.onAnyPort(), camel, () -> Consoles.WELL)) {
            Browser anybody = new Browser(console);
            HttpResponse<String> live = anybody.get("/observe/health/live");
            assertThat(live.statusCode()).isEqualTo(200);
            assertThat(live.body()).isEqualTo("{\"status\":\"UP\"}");
            assertThat(live.headers().firstValue("Content-Type")).hasValue("application/json");
            HttpResponse<String> ready = anybody.get("/observe/health/ready");
            assertThat(ready.statusCode()).isEqualTo(200);
            assertThat(ready.body())
                    .isEqualTo(
                            "{\"status\":\"UP\",\"camel\":\"UP\",\"store\":\"UP\",\"paused\":[],\"vendors\":{\"genesys\":"
                                    + "{\"breaker\":\"closed\",\"credentials\":\"granted\",\"paused\":false}}}");
            assertThat(anybody.post("/observe/health/live", Map.of()).statusCode())
                    .isEqualTo(405);
            assertThat(anybody.get("/observe/health/other").statusCode()).isEqualTo(404);
            assertThat(anybody.get("/").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void withoutUsersThereIsHealthAndNothingElse() {
        ConsoleSettings nobody = Consoles.with(0, "127.0.0.1", List.of());
        try (Console console = Consoles.start(nobody, camel, () -> Consoles.WELL)) {
            Browser anybody = new Browser(console);
            assertThat(anybody.get("/observe/health/live").statusCode()).isEqualTo(200);
            for (String path : List.of("/hawtio/", "/hawtio/jolokia/version", "/hawtio/auth/login")) {
                assertThat(anybody.get(path).statusCode()).as(path).isEqualTo(404);
            }
        }
    }

    @Test
    void readyNeedsTheStoreAndCamelButNoVendor() throws Exception {
        AtomicReference<Health> now = new AtomicReference<>(
                new Health(true, Set.of(), Map.of("genesys", new Health.VendorHealth("open", "refused", true))));
        CamelContext own = Consoles.camel("console-ready");
        try (Console console = Consoles.start(Consoles.onAnyPort(), own, now::get)) {
            Browser anybody = new Browser(console);
            assertThat(anybody.get("/observe/health/ready").statusCode())
                    .as("vendor down")
                    .isEqualTo(200);
            now.set(new Health(true, Set.of("engagement-sync"), Map.of()));
            HttpResponse<String> paused = anybody.get("/observe/health/ready");
            assertThat(paused.statusCode()).as("a workflow is paused").isEqualTo(200);
            assertThat(paused.body()).contains("\"paused\":[\"engagement-sync\"]");
            now.set(new Health(false, Set.of(), Map.of()));
            HttpResponse<String> down = anybody.get("/observe/health/ready");
            assertThat(down.statusCode()).as("store down").isEqualTo(503);
            assertThat(down.body()).contains("\"status\":\"DOWN\"", "\"store\":\"DOWN\"", "\"camel\":\"UP\"");
            assertThat(anybody.get("/observe/health/live").statusCode()).isEqualTo(200);
            now.set(new Health(true, Set.of(), Map.of()));
            own.stop();
            assertThat(anybody.get("/observe/health/ready").statusCode())
                    .as("Camel down")
                    .isEqualTo(503);
        }
    }

    @Test
    void healthThatCannotBeToldIsNotReadyAndGivesNothingAway() {
        Console console = Consoles.start(Consoles.onAnyPort(), camel, () -> {
            throw new IllegalStateException("jdbc:postgresql://db?password=canary");
        });
        try (console) {
            HttpResponse<String> ready = new Browser(console).get("/observe/health/ready");
            assertThat(ready.statusCode()).isEqualTo(503);
            assertThat(ready.body()).doesNotContain("canary");
        }
    }

    @Test
    void aPortInUseIsToldWithItsKeyAndTheRemedy() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ConsoleSettings settings = Consoles.settings(taken.getLocalPort(), "127.0.0.1");
            assertThatThrownBy(() -> Consoles.start(settings, camel, () -> Consoles.WELL))
                    .isInstanceOf(ConfigException.class)
                    .hasMessage("console.port = '" + taken.getLocalPort()
                            + "': cannot listen on this port of 127.0.0.1: another program uses it, or it is reserved;"
                            + " stop that program, or set console.port (CONSOLE_PORT) to another port,"
                            + " or to 0 for any free one");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.7", "no-such-host.invalid"})
    void anAddressThatIsNotOursIsToldWithItsKey(String bind) {
        assertThatThrownBy(() -> Consoles.start(Consoles.settings(0, bind), camel, () -> Consoles.WELL))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("console.bind = '" + bind + "': is no address of this machine")
                .hasMessageContaining("CONSOLE_BIND");
    }

    @Test
    void all20_theConsoleListensOnTheLoopbackOnlyUnlessTold() throws Exception {
        try (Console console = Consoles.start(Consoles.onAnyPort(), camel, () -> Consoles.WELL)) {
            assertThat(console.hawtio().toString()).isEqualTo("http://127.0.0.1:" + console.port() + "/hawtio/");
            // The whole of 127/8 is this machine: an address that it was not told to listen on.
            assertThatThrownBy(() -> new Socket("127.0.0.2", console.port()).close())
                    .isInstanceOf(java.net.ConnectException.class);
        }
        try (Console open = Consoles.start(Consoles.settings(0, "0.0.0.0"), camel, () -> Consoles.WELL)) {
            assertThat(open.hawtio().getHost()).isEqualTo("127.0.0.1");
            assertThat(new Browser(open).get("/observe/health/live").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void closedItFreesThePortItsThreadsAndHawtiosBeans() throws Exception {
        Console console = Consoles.start(Consoles.onAnyPort(), camel, () -> Consoles.WELL);
        int port = console.port();
        assertThat(threads()).isNotEmpty().allMatch(Thread::isDaemon);
        console.close();
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(threads()).isEmpty());
        assertThat(ManagementFactory.getPlatformMBeanServer().queryNames(new ObjectName("hawtio:*"), null))
                .isEmpty();
        try (Console again = Consoles.start(Consoles.settings(port, "127.0.0.1"), camel, () -> Consoles.WELL)) {
            assertThat(again.port()).isEqualTo(port);
        }
    }

    @Test
    void aStartThatFailsLeavesNothingBehind() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ConsoleSettings settings = Consoles.settings(taken.getLocalPort(), "127.0.0.1");
            assertThatThrownBy(() -> Consoles.start(settings, camel, () -> Consoles.WELL))
                    .isInstanceOf(ConfigException.class);
        }
        assertThat(threads()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "public", "a,b", "*", "two words", "new\nline"})
    void aUserHasAPlainName(String name) {
        assertThatThrownBy(() -> Consoles.user(name, "x", Role.VIEWER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("console user's name");
    }

    @Test
    void theConsolesUsersHaveDifferentNames() {
        ConsoleUser one = ConsoleUser.admin(Secret.of("x"));
        assertThatThrownBy(() -> Consoles.with(0, "127.0.0.1", List.of(one, one)))
                .hasMessageContaining("same name");
        assertThat(one.toString()).doesNotContain("password=x");
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().startsWith("console") || t.getName().contains("Session-"))
                .collect(Collectors.toSet());
    }
}
