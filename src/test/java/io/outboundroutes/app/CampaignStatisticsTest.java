package io.outboundroutes.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CampaignStatisticsTest {
    @TempDir
    Path folder;

    @Test
    void first() {
        try (SandboxServer sandbox = SandboxServer.start(SandboxOptions.defaults());
                TestHouse house = TestHouse.open(sandbox, folder, Map.of())) {
            Map<?, ?> report = house.run("campaign-statistics", Mode.LIVE, false);
            System.out.println(report);
            System.out.println(house.run("campaign-statistics", Mode.DRY_RUN, false));
            assertThat(report.get("status")).isEqualTo("SUCCEEDED");
        }
    }
}
