package io.outboundroutes.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is wrong before anything starts: one clear message with what, where and how to mend it, and exit code 78. */
class FriendlyTest {

    private static final String WORKFLOW = "contact-segmentation";

    @TempDir
    Path folder;

    private final List<String> settings = new ArrayList<>();

    @BeforeEach
    void everythingIsGoodButForWhatTheTestBreaks() {
        set("sandbox.enabled", "true");
        set("sandbox.port", "0");
        set("console.port", "0");
        set("store.url", "jdbc:h2:file:" + folder.resolve("data/outbound"));
        set("audit.log", folder.resolve("data/audit.jsonl").toString());
    }

    private void set(String key, String value) {
        settings.add("-P");
        settings.add(key + "=" + value);
    }

    private Ended command(String... words) {
        List<String> line = new ArrayList<>(List.of(words));
        line.addAll(settings);
        return InProcess.run(line.toArray(String[]::new));
    }

    @Test
    void missingCredentialsAreNamedAllAtOnceWithTheirVariables() {
        assumeThat(System.getenv().keySet()).noneMatch(name -> name.startsWith("GENESYS_"));
        set("sandbox.enabled", "false");

        Ended ended = command("run", WORKFLOW).assertFriendly(78);

        assertThat(ended.err()).contains("GENESYS_ENV", "GENESYS_CLIENT_ID", "GENESYS_CLIENT_SECRET", "3 problems");
        assertThat(ended.out()).isEmpty();
    }

    @Test
    void serveWithoutCredentialsNamesThemToo() {
        assumeThat(System.getenv().keySet()).noneMatch(name -> name.startsWith("GENESYS_"));
        set("sandbox.enabled", "false");
        set("segmentation.enabled", "true");

        assertThat(command("serve").assertFriendly(78).err())
                .contains("GENESYS_ENV", "GENESYS_CLIENT_ID", "GENESYS_CLIENT_SECRET");
    }

    @Test
    void serveWithNothingSwitchedOnSaysHowToSwitchOn() {
        assertThat(command("serve").assertFriendly(78).err())
                .contains("segmentation.enabled", "no workflow is switched on", "SEGMENTATION_ENABLED=true");
    }

    @Test
    void aSecretOnTheCommandLineIsRefusedAndNotRepeated() {
        set("genesys.client-secret", "do-not-show-me");

        assertThat(command("run", WORKFLOW).assertFriendly(78).told())
                .contains("genesys.client-secret", "GENESYS_CLIENT_SECRET")
                .doesNotContain("do-not-show-me");
    }

    @Test
    void aMisspeltKeyOnTheCommandLineHasANearestKeyHint() {
        set("segmentation.atributes", "region");

        assertThat(command("run", WORKFLOW).assertFriendly(78).err())
                .contains("segmentation.atributes", "did you mean segmentation.attributes?");
    }

    @Test
    void aSettingBeforeTheCommandHoldsForItToo() {
        assertThat(command("-P", "segmentation.atributes=region", "run", WORKFLOW)
                        .assertFriendly(78)
                        .err())
                .contains("segmentation.atributes", "did you mean segmentation.attributes?");
        assertThat(command("-P", "segmentation.atributes=region", "runs", "-P", "retry.cupp=1s", "show", "some-run")
                        .assertFriendly(78)
                        .err())
                .contains("segmentation.atributes", "retry.cupp");
    }

    @Test
    void ofTwoValuesForASettingTheOneBehindTheCommandWins() {
        set("retry.cap", "behind");

        assertThat(command("-P", "retry.cap=before", "run", WORKFLOW)
                        .assertFriendly(78)
                        .err())
                .contains("'behind'")
                .doesNotContain("'before'");
    }

    @Test
    void aRunWhosePlanIsBeyondItsCeilingFails() {
        set("segmentation.max-segments", "1");

        assertThat(command("run", WORKFLOW).assertFriendly(1).out())
                .contains("ceiling-exceeded", "nothing was written");
    }

    @Test
    void aRunWhoseSettingsOnlyItsTimeProvesWrongEndsWith78Too() {
        set("statistics.campaigns", "12345678-1234-1234-1234-123456789012");
        set("statistics.window", "2999-01-01T00:00:00Z/2999-01-02T00:00:00Z");

        assertThat(command("run", "campaign-statistics").assertFriendly(78).out())
                .contains("statistics.window", "choose an earlier end");
    }

    @Test
    void brokenYamlIsNamedWithFileAndLine() throws IOException {
        Path routes = routes();
        Files.writeString(
                routes.resolve(WORKFLOW + ".camel.yaml"), "\n- route: [unclosed\n", StandardOpenOption.APPEND);
        long lines;
        try (var all = Files.lines(routes.resolve(WORKFLOW + ".camel.yaml"))) {
            lines = all.count();
        }

        Ended ended = command("run", WORKFLOW).assertFriendly(78);

        assertThat(ended.err()).containsPattern(WORKFLOW + "\\.camel\\.yaml:(" + lines + "|" + (lines + 1) + ")\\b");
    }

    @Test
    void aRouteThatTheGatesRefuseStopsServeAndRunBeforeTheyStart() throws IOException {
        Path routes = routes();
        Files.writeString(routes.resolve("sixth.camel.yaml"), """
                - route:
                    id: sixth-plan
                    description: Plans nothing
                    from:
                      uri: direct:sixth-plan
                      steps:
                        - to:
                            id: nowhere
                            uri: direct:no-such-route
                """);
        set("segmentation.enabled", "true");

        assertThat(command("serve").assertFriendly(78).err()).contains("sixth.camel.yaml", "direct:no-such-route");
        assertThat(command("run", WORKFLOW).assertFriendly(78).err())
                .contains("sixth.camel.yaml", "direct:no-such-route");
    }

    private Path routes() throws IOException {
        Program.in(folder);
        Path routes = folder.resolve("routes");
        set("routes.dir", routes.toString());
        return routes;
    }

    @Test
    void aRoutesDirectoryThatIsNotThereSaysWhichOneAndHowToName() {
        set("routes.dir", folder.resolve("nowhere").toString());

        assertThat(command("run", WORKFLOW).assertFriendly(78).err())
                .contains("routes.dir", folder.resolve("nowhere").toString(), "ROUTES_DIR");
    }

    @Test
    void aConsolePortInUseIsNamedWithItsKey() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            set("segmentation.enabled", "true");
            set("console.port", Integer.toString(taken.getLocalPort()));

            assertThat(command("serve").assertFriendly(78).err())
                    .contains("console.port", Integer.toString(taken.getLocalPort()), "CONSOLE_PORT", "another");
            assertThat(folder.resolve("data")).as("nothing was opened yet").doesNotExist();
        }
    }

    @Test
    void aConsoleAddressThatIsNotThisMachinesIsNamedBeforeAnythingIsOpened() {
        set("segmentation.enabled", "true");
        set("console.bind", "203.0.113.7");
        set("console.allow-insecure", "true");

        assertThat(command("serve").assertFriendly(78).err()).contains("console.bind", "203.0.113.7", "CONSOLE_BIND");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void all20_aConsoleBeyondThisMachineWithoutTlsIsRefusedBeforeAnythingIsOpened() {
        set("segmentation.enabled", "true");
        set("console.bind", "0.0.0.0");

        assertThat(command("serve").assertFriendly(78).err())
                .contains("console.bind", "CONSOLE_TLS_KEYSTORE", "console.allow-insecure");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void aMetricsTokenOnTheCommandLineIsRefusedAndNotRepeated() {
        set("observe.metrics-tokens", "do-not-show-me");

        assertThat(command("serve").assertFriendly(78).told())
                .contains("observe.metrics-tokens")
                .doesNotContain("do-not-show-me");
    }

    @Test
    void aSandboxPortInUseIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());

            assertThat(InProcess.run("sandbox", "--port", port)
                            .assertFriendly(78)
                            .err())
                    .contains("127.0.0.1:" + port, "another port");
        }
    }

    @Test
    void anAuditFileThatCannotBeWrittenStopsTheRunBeforeTheFirstCall() throws IOException {
        Path file = Files.createFile(folder.resolve("a-file"));
        set("audit.log", file.resolve("audit.jsonl").toString());

        Ended ended = command("run", WORKFLOW).assertFriendly(78);

        assertThat(ended.err()).contains("audit.log", file.toString(), "in the way", "AUDIT_LOG");
        assertThat(ended.out()).isEmpty();
    }

    @Test
    void aStoreThatRefusesConnectionsIsNamedWithWhatToCheck() throws IOException {
        int port;
        try (ServerSocket freed = new ServerSocket(0)) {
            port = freed.getLocalPort();
        }
        set("store.url", "jdbc:postgresql://127.0.0.1:" + port + "/outbound");

        assertThat(command("run", WORKFLOW).assertFriendly(78).told())
                .contains("127.0.0.1:" + port, "STORE_URL", "is the database running");
    }

    @Test
    void aStoreInAFolderThatCannotBeIsNamed() throws IOException {
        Path file = Files.createFile(folder.resolve("a-file"));
        set("store.url", "jdbc:h2:file:" + file.resolve("outbound"));

        assertThat(command("runs").assertFriendly(78).told()).contains(file.toString());
    }

    @Test
    void aRunThatIsNotThereIsWrongUsage() {
        assertThat(command("runs", "show", "20260101T000000.000Z-nobody")
                        .assertFriendly(64)
                        .err())
                .contains("20260101T000000.000Z-nobody", "outbound runs");
    }

    @Test
    void misspeltKeysAndVariablesAndBadValuesAreToldAllAtOnceWithTheirPlaces() throws IOException {
        Program program = Program.in(folder);
        Path file = folder.resolve("application.properties");
        long lines;
        try (var all = Files.lines(file)) {
            lines = all.count();
        }
        Files.writeString(file, "segmentation.atributes=region\nretry.cap=30\n", StandardOpenOption.APPEND);

        Ended ended = program.with("GENESYS_CLENT_ID", "somebody")
                .run("run", WORKFLOW)
                .assertFriendly(78);

        assertThat(ended.err())
                .contains("application.properties:" + (lines + 1), "did you mean segmentation.attributes?")
                .contains("application.properties:" + (lines + 2), "retry.cap = '30'")
                .contains("GENESYS_CLENT_ID", "did you mean GENESYS_CLIENT_ID?");
        assertThat(ended.out()).isEmpty();
    }
}
