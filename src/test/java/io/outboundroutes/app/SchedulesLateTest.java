package io.outboundroutes.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.outboundroutes.platform.json.Json;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunRequest;
import io.outboundroutes.platform.run.Trigger;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.StandingSegment;
import io.outboundroutes.sandbox.campaign.Campaigns;
import io.outboundroutes.sandbox.fault.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Schedules whose time passes while a process is gone. */
class SchedulesLateTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void sch1_aCreateThatDidNotArriveIsNotSentAgainOnceItsScheduleIsOver() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Map<String, Object> row = ScheduleRows.flat(Campaigns.GUIDE, StandingSegment.GUIDE, 1, 0, 1);
        row.put("startDateTime", now.minus(1, ChronoUnit.HOURS).toString());
        row.put("endDateTime", now.plus(1, ChronoUnit.HOURS).toString());

        Map<?, ?> item = goneOnWith(row, Duration.ofHours(2));

        assertThat(item.get("outcome")).as(item.toString()).isEqualTo("FAILED");
        assertThat(item.get("reason")).asString().contains("not sent", row.get("endDateTime") + "");
    }

    @Test
    void all23_aCreateThatLeftIsUnknownAndNotJustTooOldWhenItsRunIsGoneOnWithAfterItsAge() {
        Map<String, Object> row = ScheduleRows.flat(Campaigns.GUIDE, StandingSegment.GUIDE, 1, 0, 1);

        Map<?, ?> item = goneOnWith(row, Duration.ofHours(49));

        assertThat(item.get("outcome")).as(item.toString()).isEqualTo("unknown");
        assertThat(item.get("reason")).asString().contains("create-schedule", "PT48H", "a person looks");
    }

    /** The item of a run that was left after its create had been sent, and gone on with some time later. */
    private Map<?, ?> goneOnWith(Map<String, Object> row, Duration later) {
        LaterClock clock = new LaterClock();
        try (SandboxServer sandbox =
                SandboxServer.start(SandboxOptions.defaults().withContacts(0))) {
            sandbox.fault(Fault.named("429")
                    .path("schedules-create")
                    // Long enough to be stopped in; the pause goes by the database's clock, which nobody puts forward.
                    .with("retryAfter", "15")
                    .times(1));
            String runId;
            try (TestHouse house = TestHouse.open(sandbox, folder, Map.of(), clock.surroundings())) {
                Serving serving = Serving.start(house.house());
                runId = house.house()
                        .store()
                        .runs()
                        .ask(
                                new RunRequest(
                                        SchedulesSteps.WORKFLOW,
                                        Trigger.INBOX,
                                        Mode.LIVE,
                                        "late",
                                        false,
                                        null,
                                        Map.of()),
                                List.of(Json.write(row)).iterator())
                        .id();
                await().atMost(PATIENCE)
                        .until(() ->
                                !sandbox.state().requests("schedules-create").isEmpty());
                serving.stop(Duration.ZERO);
            }
            clock.later(later);

            try (TestHouse house = TestHouse.open(sandbox, folder, Map.of(), clock.surroundings())) {
                Serving serving = Serving.start(house.house());
                await().atMost(PATIENCE).until(() -> run(house, runId).status().isFinal());
                ScheduleReport report = new ScheduleReport(TestHouse.report(run(house, runId)));
                serving.stop(Duration.ZERO);

                assertThat(sandbox.state().requests("schedules-create")).hasSize(1);
                return report.item(0);
            }
        }
    }

    private static Run run(TestHouse house, String id) {
        return house.house().store().history().run(id).orElseThrow();
    }
}
