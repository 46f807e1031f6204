package io.outboundroutes.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import java.nio.file.Path;
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
}
