package io.outboundroutes.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code demo} calls nobody but its own sandbox. */
class DemoCommandTest {

    @TempDir
    Path folder;

    @Test
    void onceRunsEverythingNamesTheVariablesItIgnoresAndLeavesNothingBehind() {
        Program program = Program.in(folder);
        try (SandboxServer vendor =
                SandboxServer.start(SandboxOptions.defaults().withContacts(10))) {
            Ended ended = program.calling(vendor)
                    .with("WEBHOOK_URL", vendor.webhookUri().toString())
                    .run("demo", "--once")
                    .assertFriendly(0);

            assertThat(ended.err())
                    .contains("GENESYS_BASE_URL", "GENESYS_CLIENT_ID", "GENESYS_CLIENT_SECRET")
                    .contains("10000 made-up contacts")
                    .contains(
                            "campaign-schedules runs without an input: there is no ", "start the demo in the project's")
                    .doesNotContain("engagement-sync runs without")
                    .doesNotContain(vendor.options().clientSecret());
            assertThat(ended.out())
                    .contains("contact-segmentation: SUCCEEDED", "the sandbox, not the vendor", "webhook: delivered")
                    .containsPattern("segmentName +refreshInterval +contactCount +segmentId +outcome")
                    .containsPattern("Auto_Segment_[0-9a-f]{16} .* created");
            assertThat(vendor.state().requests())
                    .as("what the ignored server got")
                    .isEmpty();
            assertThat(vendor.state().webhooks()).isEmpty();
        }
        assertThat(program.temporary().toFile().list((dir, name) -> name.startsWith("outbound-demo-")))
                .isEmpty();
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void onceInTheProjectsFolderPrintsTheReportOfEachWorkflowAndAllSucceed() throws IOException {
        Ended ended = Program.in(folder).withExamples().run("demo", "--once").assertFriendly(0);

        List<String> shipped;
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            shipped = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".camel.yaml"))
                    .map(name -> name.replace(".camel.yaml", ""))
                    .toList();
        }
        assertThat(shipped).hasSize(5);
        assertThat(ended.out().lines().filter(line -> line.matches("[a-z-]+: [A-Z]+\\b.*")))
                .as(ended.told())
                .hasSameSizeAs(shipped)
                .allSatisfy(line -> assertThat(line).contains(": SUCCEEDED"))
                .extracting(line -> line.substring(0, line.indexOf(':')))
                .containsExactlyInAnyOrderElementsOf(shipped);
        assertThat(ended.err()).doesNotContain("runs without an input");
    }

    @Test
    void aSignalWhileItStaysUpEndsItInOrderWith0() throws IOException {
        Program program = loggingAsShipped().with("CONSOLE_PORT", "0");
        try (Program.Running demo = program.start("demo")) {
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> demo.stderr().contains("Staying up")
                            || !demo.process().isAlive());

            signal(demo, "INT");
            assertEndedInOrder(program, demo, 0, Duration.ofSeconds(40));
            String password = demo.stderr().replaceAll("(?s).*\\(user admin, password (\\S+)\\).*", "$1");
            assertThat(password).as(demo.stderr()).matches("\\S{12,64}");
            assertThat(demo.stderr()).as("told once").containsOnlyOnce(password);
        }
    }

    @Test
    void aSignalInTheMiddleOfItsRunsEndsItInOrderWith1() throws IOException {
        // A pace at which the runs take minutes.
        Program program = loggingAsShipped().with("GENESYS_RATE_LIMIT", "2/1s");
        try (Program.Running demo = program.start("demo", "--once")) {
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> demo.stderr().contains(": reading pages")
                            || !demo.process().isAlive());

            signal(demo, "TERM");
            assertEndedInOrder(program, demo, 1, Duration.ofSeconds(20));
        }
    }

    private Program loggingAsShipped() {
        return Program.in(folder).with("JAVA_TOOL_OPTIONS", "-Dlogback.configurationFile=logback.xml");
    }

    private static void signal(Program.Running demo, String name) throws IOException {
        assertThat(demo.process().isAlive()).as(demo.stderr()).isTrue();
        // Who starts Java in the background of a shell without job control makes it deaf to SIGINT.
        Path status = Path.of("/proc/" + demo.process().pid() + "/status");
        boolean deaf = Files.isReadable(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
        new ProcessBuilder(
                        "kill",
                        "-" + (deaf ? "TERM" : name),
                        String.valueOf(demo.process().pid()))
                .start();
    }

    private void assertEndedInOrder(Program program, Program.Running demo, int exit, Duration patience) {
        List<ProcessHandle> children = demo.process().descendants().toList();
        Ended ended = demo.await(patience).assertFriendly(exit);
        assertThat(children).isEmpty();
        assertThat(program.temporary().toFile().list((dir, name) -> name.startsWith("outbound-demo-")))
                .as("what it leaves behind: %s", ended.told())
                .isEmpty();
        assertThat(folder.resolve("data")).doesNotExist();
    }
}
