package io.outboundroutes.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code examples/cluster/cluster.sh} refuses what would only fail in its nodes. */
class ClusterScriptTest {

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"0", "any", "123456"})
    void aPortThatCannotBeToldToTheNodesIsRefused(String port) throws IOException, InterruptedException {
        ProcessBuilder script = new ProcessBuilder("bash", "examples/cluster/cluster.sh").redirectErrorStream(true);
        script.environment().remove("SANDBOX_URL");
        script.environment().put("STORE_URL", "jdbc:postgresql://nowhere.invalid/outbound");
        script.environment().put("SANDBOX_PORT", port);

        Process process = script.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(said).contains("SANDBOX_PORT=" + port + ": expected the port by which the nodes reach the sandbox");
    }
}
