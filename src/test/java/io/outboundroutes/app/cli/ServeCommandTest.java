package io.outboundroutes.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve}, with {@code runs} beside it, until SIGTERM. */
class ServeCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void runsOnScheduleAreInHistoryBesideTheRunningServeAndSigtermEndsItWith0() throws IOException {
        Program program = Program.in(folder);
        try (SandboxServer vendor =
                        SandboxServer.start(SandboxOptions.defaults().withContacts(300));
                Program.Running serve = program.calling(vendor)
                        .with("SEGMENTATION_ENABLED", "true")
                        .with("SEGMENTATION_CRON", "0/2 * * * * ?")
                        .with("CONSOLE_PORT", "0")
                        .start("serve")) {
            await().atMost(Duration.ofSeconds(90)).until(() -> serve.stderr().contains("SIGTERM or Ctrl-C stops it"));
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofSeconds(2))
                    .until(() -> succeeded(history(program)).size() >= 2);

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
            assertThat(runs(program, "--workflow", "nothing-of-the-kind").out()).contains("No runs yet.");

            JsonNode shown = runs(program, "show", id, "--json").json();
            assertThat(shown.path("runId").textValue()).isEqualTo(id);
            assertThat(shown.path("status").textValue()).isEqualTo("SUCCEEDED");
            assertThat(shown.path("items")).isNotEmpty();
            assertThat(runs(program, "show", id).assertFriendly(0).out())
                    .contains("contact-segmentation: SUCCEEDED", id, "Auto_Segment_");

            serve.terminate();
            Ended ended = serve.await(Duration.ofSeconds(30)).assertFriendly(0);
            assertThat(ended.out()).as("stdout belongs to reports").isEmpty();
        }
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
