package io.outboundroutes.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve}, with {@code runs} beside it, until SIGTERM. */
class ServeCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String TOKEN = "token-of-the-test";
    /** From {@code printf %s token-of-the-test | sha256sum}. */
    private static final String TOKEN_HASH = "sha256:d0283ed870053d62b0ca8389c79b3771437e2d6d24e15033c671d69ecffff441";

    @TempDir
    Path folder;

    @Test
    void runsOnScheduleAreInHistoryBesideTheRunningServeAndSigtermEndsItWith0() throws Exception {
        Program program = Program.in(folder);
        try (SandboxServer vendor =
                        SandboxServer.start(SandboxOptions.defaults().withContacts(300));
                Program.Running serve = program.calling(vendor)
                        .with("SEGMENTATION_ENABLED", "true")
                        .with("SEGMENTATION_CRON", "0/2 * * * * ?")
                        .with("CONSOLE_PORT", "0")
                        .with("OBSERVE_METRICS_TOKENS", TOKEN_HASH)
                        .start("serve")) {
            await().atMost(Duration.ofSeconds(90)).until(() -> serve.stderr().contains("SIGTERM or Ctrl-C stops it"));
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofSeconds(2))
                    .until(() -> succeeded(history(program)).size() >= 2);

            assertThat(serve.stderr())
                    .contains("Calls Genesys Cloud at 127.0.0.1")
                    .doesNotContain("CXone");
            List<JsonNode> runs = history(program);
            assertThat(runs).allSatisfy(run -> {
                assertThat(run.path("workflow").textValue()).isEqualTo("contact-segmentation");
                assertThat(run.path("trigger").textValue()).isEqualTo("quartz");
                assertThat(run.path("mode").textValue()).isEqualTo("live");
            });
            assertThat(vendor.state().segments()).isNotEmpty();

            String id = succeeded(runs).get(0).path("runId").textValue();
            Ended table = runs(program).assertFriendly(0);
            assertThat(table.out()).contains("run", "workflow", "status", id, "SUCCEEDED", "quartz");
            Ended last = runs(program, "--workflow", "contact-segmentation", "--last", "1", "--json");
            assertThat(last.out()).hasLineCount(1);
            assertThat(runs(program, "--workflow", "campaign-schedules").out()).contains("No such runs.");
            assertThat(runs(program, "--workflow", "contact-segmentatio")
                            .assertFriendly(64)
                            .err())
                    .contains("did you mean 'contact-segmentation'?");

            JsonNode shown = runs(program, "show", id, "--json").json();
            assertThat(shown.path("runId").textValue()).isEqualTo(id);
            assertThat(shown.path("status").textValue()).isEqualTo("SUCCEEDED");
            assertThat(shown.path("items")).isNotEmpty();
            assertThat(runs(program, "show", id).assertFriendly(0).out())
                    .contains("contact-segmentation: SUCCEEDED", id, "Auto_Segment_");

            URI health = healthOf(serve);
            assertThat(get(health, null).statusCode()).isEqualTo(200);
            assertThat(get(health.resolve("ready"), null).body()).contains("\"status\":\"UP\"");
            URI metrics = health.resolve("/observe/metrics");
            assertThat(get(metrics, null).statusCode()).isEqualTo(401);
            assertThat(get(metrics, "Bearer wrong").statusCode()).isEqualTo(401);
            assertThat(get(metrics, "Bearer " + TOKEN).body())
                    .contains(
                            "outbound_runs_total{mode=\"live\",status=\"SUCCEEDED\",workflow=\"contact-segmentation\"}",
                            "outbound_last_success_age_seconds{workflow=\"contact-segmentation\"}");

            serve.terminate();
            Ended ended = serve.await(Duration.ofSeconds(30)).assertFriendly(0);
            assertThat(ended.out()).as("stdout belongs to reports").isEmpty();
            assertThat(ended.err()).doesNotContain(TOKEN, TOKEN_HASH);
            assertThatThrownBy(() -> get(health, null))
                    .as("nothing is left listening")
                    .isInstanceOf(ConnectException.class);
        }
    }

    private static URI healthOf(Program.Running serve) {
        Matcher told = Pattern.compile("health at (http://\\S+)\\.").matcher(serve.stderr());
        assertThat(told.find()).as(serve.stderr()).isTrue();
        return URI.create(told.group(1));
    }

    private static HttpResponse<String> get(URI where, @Nullable String authorization)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(where);
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static List<JsonNode> history(Program program) throws IOException {
        List<JsonNode> runs = new ArrayList<>();
        for (String line : runs(program, "--json").out().lines().toList()) {
            runs.add(JSON.readTree(line));
        }
        return runs;
    }

    private static List<JsonNode> succeeded(List<JsonNode> runs) {
        return runs.stream()
                .filter(run -> "SUCCEEDED".equals(run.path("status").textValue()))
                .toList();
    }

    private static Ended runs(Program program, String... more) {
        List<String> line = new ArrayList<>(List.of("runs"));
        line.addAll(List.of(more));
        line.addAll(List.of("-P", "store.url=" + program.storeUrl()));
        return InProcess.run(line.toArray(String[]::new));
    }
}
