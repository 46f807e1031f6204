package io.outboundroutes.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.testing.Contract;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Campaign schedules end to end, over real HTTP. */
class CampaignSchedulesTest {

    @TempDir
    private static Path folder;

    private static SandboxServer sandbox;
    private static TestHouse house;

    @BeforeAll
    static void open() {
        sandbox = SandboxServer.start(SandboxOptions.defaults().withContacts(0));
        house = TestHouse.open(sandbox, folder, Map.of());
    }

    @AfterAll
    static void close() {
        house.close();
        sandbox.close();
    }

    @BeforeEach
    void reset() {
        sandbox.state().reset();
    }

    @AfterEach
    void everyRequestKeepsTheContract() {
        assertThat(Contract.violations(sandbox.state().requests())).isEmpty();
    }

    @Test
    void sch6_theGuidesCompleteExampleSucceeds() {
        Map<?, ?> report = run(ScheduleRows.guide());
        System.out.println(report);

        assertThat(report.get("status")).isEqualTo("SUCCEEDED");
        assertThat(sandbox.state().schedules()).hasSize(1);
        assertThat(sandbox.state().jobs()).hasSize(1);
    }

    private static Map<?, ?> run(Object... rows) {
        return house.run(SchedulesSteps.WORKFLOW, Mode.LIVE, false, ScheduleRows.rows(rows));
    }

    private static List<?> items(Map<?, ?> report) {
        return (List<?>) report.get("items");
    }
}
