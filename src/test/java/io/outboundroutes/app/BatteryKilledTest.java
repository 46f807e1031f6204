package io.outboundroutes.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The standard battery's last trouble, for the workflows without kill tests of their own: killed half-way and run again.
 * The others have {@link KilledTest}, {@link SchedulesKilledTest} and {@link KilledContactsTest}.
 */
@Timeout(180)
class BatteryKilledTest {

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0} killed at {1} for the {2}. time")
    @CsvSource({
        "engagement-sync, after-send, 2",
        "engagement-sync, after-commit:item, 1",
        "campaign-statistics, after-commit:plan, 1",
        "campaign-statistics, after-commit:item, 5"
    })
    void eng4_sta5_whatWasKilledHalfWayEndsAsIfItHadNotBeen(String workflow, String point, int occurrence)
            throws Exception {
        BatterySubject subject = BatterySubject.ALL.stream()
                .filter(one -> one.workflow().equals(workflow))
                .findFirst()
                .orElseThrow();
        try (SandboxServer sandbox =
                SandboxServer.start(SandboxOptions.defaults().withContacts(0))) {
            subject.prepare().accept(sandbox);
            int status = KilledRun.start(sandbox, folder, point, occurrence, workflow, List.of(), subject.settings())
                    .await();
            assertThat(status).isEqualTo(KilledRun.HALTED);
            int before = subject.write() == null
                    ? 0
                    : sandbox.state().requests(subject.write()).size();

            Surroundings around =
                    new Surroundings(Clock.systemUTC(), new Random(), Checkpoint.NONE, KilledContacts.NOTICES_SOON);
            try (TestHouse house = TestHouse.open(sandbox, folder, subject.settings(), around)) {
                Report report = new Report(house.run(workflow, Mode.LIVE, false));

                assertThat(report.status()).as(report.toString()).isEqualTo("SUCCEEDED");
                assertThat(report.json().get("resumedFrom")).isEqualTo(report.runId());
                assertThat(report.itemsTotal()).isEqualTo(subject.doneOutcomes());
                assertThat(subject.written().apply(sandbox))
                        .hasSize(subject.expected())
                        .doesNotHaveDuplicates();
                if (subject.write() == null) {
                    await().atMost(Duration.ofSeconds(90))
                            .untilAsserted(() -> assertThat(ContactRows.events(sandbox).stream()
                                            .map(event -> event.get("campaignId"))
                                            .collect(Collectors.toSet()))
                                    .hasSize(subject.doneOutcomes()));
                } else {
                    assertThat(before).as("half-way").isBetween(1, subject.doneOutcomes());
                    assertThat(sandbox.state().requests(subject.write()))
                            .as("what was accepted is not repeated; what was in flight may be")
                            .hasSizeLessThanOrEqualTo(subject.doneOutcomes() + before);
                }
            }
        }
    }
}
