package io.outboundroutes.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code outbound dev} in a process of its own, beside a {@code serve}. */
@Timeout(180)
class DevCommandTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    @Test
    void anEditIsLiveInDevAloneWhichCamelsOwnCommandLineSees() throws Exception {
        Program developer = program("developer").with("SEGMENTATION_CRON", "0/3 * * * * ?");
        Program production = program("production")
                .with("SEGMENTATION_ENABLED", "true")
                .with("SANDBOX_ENABLED", "true")
                .with("SANDBOX_PORT", "0");
        try (Program.Running dev = developer.start("dev");
                Program.Running serve = production.start("serve")) {
            awaitTold(dev, "Developing on the sandbox");
            awaitTold(serve, "Serving contact-segmentation");
            assertThat(dev.stderr()).containsPattern("user admin, password [A-Za-z0-9_-]{16}");

            for (Program each : Set.of(developer, production)) {
                Path file = each.folder().resolve("routes/contact-segmentation.camel.yaml");
                String yaml = Files.readString(file);
                Files.writeString(file, yaml.replace("description: Reads all", "description: Reads really all"));
            }
            awaitTold(dev, "contact-segmentation.camel.yaml: live, 4 routes");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(descriptions(developer, dev))
                            .anyMatch(told -> told.startsWith("Reads really all")));
            // As `camel trace --action=start` does; `camel trace` shows the file that is looked into.
            Files.writeString(
                    home(developer).resolve(dev.process().pid() + "-action.json"),
                    "{\"action\": \"trace\", \"enabled\": \"true\"}");
            Path traces = home(developer).resolve(dev.process().pid() + "-trace.json");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(traces)
                            .content()
                            .contains("contact-segmentation-plan")
                            // A route of a block, in Java. Only the last steps of each second are shown: those of a
                            // vendor call are among them by chance, those of the run that ends are.
                            .contains("run-work"));
            Files.writeString(developer.folder().resolve("routes/wrong.camel.yaml"), "- route:\n    id: wrong\n");
            awaitTold(dev, "- wrong.camel.yaml:1");

            assertThat(serve.stderr()).doesNotContain(": live,");
            assertThat(home(production))
                    .as("what Camel's command line would read")
                    .doesNotExist();
            dev.terminate();
            serve.terminate();
            dev.await(PATIENCE).assertFriendly(0);
            serve.await(PATIENCE).assertFriendly(0);
        }
        assertThat(developer.temporary().toFile().list((dir, name) -> name.startsWith("outbound-demo-")))
                .as("what dev leaves behind")
                .isEmpty();
        assertThat(developer.folder().resolve("data")).doesNotExist();
    }

    private Program program(String name) throws IOException {
        Path own = Files.createDirectories(folder.resolve(name));
        return Program.in(own)
                .with("CONSOLE_PORT", "0")
                .with("JAVA_TOOL_OPTIONS", "-Duser.home=" + Files.createDirectories(own.resolve("home")));
    }

    private static Path home(Program program) {
        return program.folder().resolve("home/.camel");
    }

    /** What {@code camel get route} would list. */
    private static Set<String> descriptions(Program program, Program.Running dev) throws IOException {
        Path status = home(program).resolve(dev.process().pid() + "-status.json");
        JsonNode root = Files.exists(status) ? new ObjectMapper().readTree(status.toFile()) : null;
        Set<String> told = new TreeSet<>();
        if (root != null) {
            root.path("routes")
                    .forEach(route -> told.add(route.path("description").asText()));
        }
        return told;
    }

    private static void awaitTold(Program.Running running, String words) {
        await().atMost(PATIENCE)
                .until(() ->
                        running.stderr().contains(words) || !running.process().isAlive());
        assertThat(running.stderr()).contains(words);
    }
}
