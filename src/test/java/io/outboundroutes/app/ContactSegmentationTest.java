package io.outboundroutes.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.testing.Contract;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contact segmentation end to end, over real HTTP. */
class ContactSegmentationTest {

    @TempDir
    Path folder;

    @Test
    void seg7_aSecondRunPostsNothingAndReportsUnchanged() {
        try (SandboxServer sandbox = SandboxServer.start(SandboxOptions.defaults());
                TestHouse house = TestHouse.open(sandbox, folder, Map.of())) {
            Map<?, ?> first = house.segment();
            int posted = sandbox.state().requests("segments-create").size();

            Map<?, ?> second = house.segment();

            assertThat(first.get("status")).isEqualTo("SUCCEEDED");
            assertThat(second.get("status")).isEqualTo("SUCCEEDED");
            assertThat(posted).isPositive().isEqualTo(sandbox.state().segments().size());
            assertThat(sandbox.state().requests("segments-create")).hasSize(posted);
            assertThat(((Map<?, ?>) second.get("counts")).get("unchanged")).isEqualTo(posted);
            assertThat(Contract.violations(sandbox.state().requests())).isEmpty();
        }
    }
}
