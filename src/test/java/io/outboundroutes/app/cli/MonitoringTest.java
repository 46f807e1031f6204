package io.outboundroutes.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outboundroutes.app.TestHouse;
import io.outboundroutes.console.Console;
import io.outboundroutes.platform.config.Settings;
import io.outboundroutes.platform.config.SettingsSources;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.fault.Fault;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A house seen from outside, by what watches it, over HTTP. */
@Timeout(120)
class MonitoringTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    private SandboxServer sandbox;
    private TestHouse house;
    private Console console;

    @BeforeEach
    void open() {
        sandbox = SandboxServer.start(SandboxOptions.defaults().withContacts(60));
        house = TestHouse.open(sandbox, folder, Map.of("segmentation.enabled", "true"));
        Settings settings = Settings.load(
                SettingsSources.none().program(Map.of("console.port", "0", "observe.open-metrics", "true")));
        console = Watch.start(Watch.reserve(settings), settings, house.house(), Optional.empty());
    }

    @AfterEach
    void close() {
        console.close();
        house.close();
        sandbox.close();
    }

    @Test
    void aRunIsSeenInTheMetricsAndItsVendorInTheHealth() throws Exception {
        assertThat(ready().path("vendors").path("genesys").path("credentials").textValue())
                .isEqualTo("untried");
        sandbox.fault(Fault.named("503").path("contacts-query").first(1));
        house.segment();

        assertThat(metrics())
                .contains(
                        "outbound_requests_total{operation=\"query-contacts\",status=\"503\",vendor=\"genesys\"} 1.0",
                        "outbound_runs_total{mode=\"live\",status=\"SUCCEEDED\",workflow=\"contact-segmentation\"} 1.0",
                        "jvm_memory_used_bytes",
                        "routeId=\"genesys-call\"");
        JsonNode genesys = ready().path("vendors").path("genesys");
        assertThat(genesys.path("credentials").textValue()).isEqualTo("granted");
        assertThat(genesys.path("breaker").textValue()).isEqualTo("closed");
        assertThat(ready().path("vendors").path("cxone").path("credentials").textValue())
                .isEqualTo("untried");
    }

    @Test
    void refusedCredentialsAreShownAndDoNotMakeTheProgramUnready() throws Exception {
        sandbox.fault(Fault.named("401").path("token"));
        house.segment();

        HttpResponse<String> answer = get("/observe/health/ready");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(answer.body())
                        .at("/vendors/genesys/credentials")
                        .textValue())
                .isEqualTo("refused");
        assertThat(answer.body())
                .doesNotContain(sandbox.options().clientId(), sandbox.options().clientSecret(), "127.0.0.1");
    }

    @Test
    void aStoreThatIsGoneIsNotReadyAndStaysAlive() throws Exception {
        assertThat(get("/observe/health/ready").statusCode()).isEqualTo(200);
        assertThat(metrics()).contains("outbound_store_up 1.0");
        house.house().store().close();

        await().atMost(PATIENCE).until(() -> get("/observe/health/ready").statusCode() == 503);
        assertThat(ready().path("store").textValue()).isEqualTo("DOWN");
        assertThat(ready().path("camel").textValue()).isEqualTo("UP");
        assertThat(get("/observe/health/live").statusCode()).isEqualTo(200);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(metrics())
                        .contains("outbound_store_up 0.0")
                        .doesNotContain("outbound_last_success_age_seconds{"));
    }

    private JsonNode ready() throws Exception {
        return JSON.readTree(get("/observe/health/ready").body());
    }

    private String metrics() throws Exception {
        return get("/observe/metrics").body();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI where = console.health().resolve(path);
        return HTTP.send(HttpRequest.newBuilder(where).timeout(PATIENCE).build(), BodyHandlers.ofString());
    }
}
