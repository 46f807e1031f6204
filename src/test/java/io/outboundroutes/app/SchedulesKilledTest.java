package io.outboundroutes.app;

import static io.outboundroutes.app.ScheduleRows.flat;
import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.platform.json.Json;
import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.platform.run.Item;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.sandbox.RecordedRequest;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.StandingSegment;
import io.outboundroutes.sandbox.campaign.Campaigns;
import io.outboundroutes.testing.Arrived;
import io.outboundroutes.testing.Trail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A process that dies while it provisions schedules is gone on with: one schedule and at most one job per request. */
@Timeout(240)
class SchedulesKilledTest {

    private static final SandboxOptions OPTIONS = SandboxOptions.defaults().withContacts(0);
    private static final Surroundings SOON =
            new Surroundings(Clock.systemUTC(), new Random(), Checkpoint.NONE, KilledContacts.NOTICES_SOON);

    /** Two campaigns, so that a job's name tells its request; the more urgent one goes first. */
    private static final List<String> ROWS = List.of(
            Json.write(flat(Campaigns.SCHEDULED, StandingSegment.GUIDE, 9, 9, 17)),
            Json.write(flat(Campaigns.GUIDE, StandingSegment.GUIDE, 2, 9, 17)));

    @TempDir
    private static Path folder;

    private static final Map<String, Future<Dead>> DEAD = new HashMap<>();
    private static ExecutorService killers;

    private record Dead(SandboxServer sandbox, Path folder, int status) {}

    /** Point, occurrence, and how many of the two schedules go without a job because nobody knows what became of it. */
    static Stream<Arguments> deaths() {
        return Stream.of(
                // The first sends of a run are a job, a schedule, a job, a schedule.
                Arguments.of("before-commit:plan", 1, 0),
                Arguments.of("after-commit:plan", 1, 0),
                Arguments.of("before-commit:sent", 2, 0),
                Arguments.of("before-send", 2, 0),
                Arguments.of("after-commit:sent", 1, 1),
                Arguments.of("after-send", 1, 1),
                Arguments.of("after-send", 2, 0),
                Arguments.of("before-commit:advance", 2, 1),
                Arguments.of("after-commit:advance", 1, 0),
                Arguments.of("before-commit:item", 1, 0),
                Arguments.of("after-commit:item", 1, 0),
                Arguments.of("before-commit:outcome", 1, 0),
                Arguments.of("after-commit:outcome", 1, 0));
    }

    @BeforeAll
    static void killThemAll() {
        killers = Executors.newFixedThreadPool(3);
        deaths().forEach(death -> {
            String point = (String) death.get()[0];
            int occurrence = (Integer) death.get()[1];
            DEAD.put(point + occurrence, killers.submit(() -> kill(point, occurrence)));
        });
    }

    @AfterAll
    static void stopKilling() {
        killers.shutdownNow();
    }

    private static Dead kill(String point, int occurrence) throws IOException, InterruptedException {
        Path home = Files.createDirectory(folder.resolve(point.replace(':', '-') + occurrence));
        SandboxServer sandbox = SandboxServer.start(OPTIONS);
        int status = KilledRun.start(sandbox, home, point, occurrence, SchedulesSteps.WORKFLOW, ROWS)
                .await();
        return new Dead(sandbox, home, status);
    }

    @ParameterizedTest(name = "{0} for the {1}. time")
    @MethodSource("deaths")
    void sch4_aKilledRunEndsWithOneScheduleAndAtMostOneJobPerRequest(String point, int occurrence, int jobless)
            throws Exception {
        Dead dead = DEAD.get(point + occurrence).get();
        assertThat(dead.status()).as(() -> log(dead)).isEqualTo(KilledRun.HALTED);
        try (SandboxServer sandbox = dead.sandbox();
                TestHouse house = TestHouse.open(sandbox, dead.folder(), Map.of(), SOON)) {
            ScheduleReport report = new ScheduleReport(house.handIn(SchedulesSteps.WORKFLOW, ROWS.iterator()));

            assertThat(report.status()).as(report.toString()).isEqualTo("SUCCEEDED");
            boolean goneOnWith = !point.equals("before-commit:plan") && !point.equals("after-commit:outcome");
            assertThat(report.json().get("resumedFrom")).isEqualTo(goneOnWith ? report.runId() : null);
            assertThat(house.house().store().history().runs(SchedulesSteps.WORKFLOW, 9))
                    .hasSize(1);
            assertThat(sandbox.state().schedules())
                    .extracting(schedule -> schedule.campaignId())
                    .containsExactlyInAnyOrder(Campaigns.SCHEDULED, Campaigns.GUIDE);
            assertThat(report.items())
                    .extracting(item -> String.valueOf(item.get("scheduleId")))
                    .containsExactlyInAnyOrderElementsOf(sandbox.state().schedules().stream()
                            .map(schedule -> schedule.id())
                            .toList());
            assertThat(sandbox.state().requests("jobs-create"))
                    .extracting(RecordedRequest::body)
                    .as("a job is never sent twice")
                    .doesNotHaveDuplicates();
            assertThat(report.items().stream().filter(item -> !item.containsKey("jobId")))
                    .hasSize(jobless);
            assertThat(report.warningCodes())
                    .isEqualTo(jobless == 0 ? List.of() : Collections.nCopies(jobless, "job-not-registered"));
            Arrived.assertOneKeyEach(sandbox.state().requests("schedules-create"), RecordedRequest::path);
            assertThat(Trail.intact(dead.folder()).of("SCHEDULE_PROVISIONING")).hasSize(2);
            Store store = house.house().store();
            Arrived.assertAllTold(sandbox, store, report.runId(), keys(store, report.runId()));
        }
    }

    private static List<String> keys(Store store, String run) {
        List<String> keys =
                store.items().page(run, false, -1, 9).stream().map(Item::key).toList();
        assertThat(keys).hasSize(2);
        return keys;
    }

    @Test
    void sch3_whoGoesOnAfterTheJobLooksAgainBeforeTheCreate() throws Exception {
        Path home = Files.createDirectory(folder.resolve("meanwhile"));
        try (SandboxServer sandbox = SandboxServer.start(OPTIONS)) {
            assertThat(KilledRun.start(sandbox, home, "after-commit:advance", 1, SchedulesSteps.WORKFLOW, ROWS)
                            .await())
                    .isEqualTo(KilledRun.HALTED);
            String meanwhile = sandbox.state()
                    .scheduleStore()
                    .put(
                            Campaigns.SCHEDULED,
                            VendorView.JSON
                                    .createObjectNode()
                                    .put("segmentId", StandingSegment.GUIDE)
                                    .put("startDateTime", ScheduleRows.hour(16)))
                    .id();
            try (TestHouse house = TestHouse.open(sandbox, home, Map.of(), SOON)) {
                ScheduleReport report = new ScheduleReport(house.handIn(SchedulesSteps.WORKFLOW, ROWS.iterator()));

                assertThat(report.item("CONFLICT").get("conflictingScheduleId")).isEqualTo(meanwhile);
                assertThat(report.item("CONFLICT").get("jobId")).isNotNull();
                assertThat(report.item("SUCCESS").get("campaignId")).isEqualTo(Campaigns.GUIDE);
                assertThat(sandbox.state().requests("schedules-create")).hasSize(1);
                assertThat(sandbox.state().requests("jobs-create")).hasSize(2);
            }
        }
    }

    private static String log(Dead dead) {
        try {
            return Files.readString(dead.folder().resolve("killed.log"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
