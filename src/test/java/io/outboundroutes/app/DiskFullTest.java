package io.outboundroutes.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.outboundroutes.console.LogOf;
import io.outboundroutes.platform.audit.AuditFile;
import io.outboundroutes.platform.audit.Verification;
import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunStatus;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.platform.store.StoreUnavailable;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.Segment;
import io.outboundroutes.testing.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The disk becomes full in the middle of a run: that of the store, that of the audit trail. */
@Timeout(180)
class DiskFullTest {

    @TempDir
    private Path folder;

    private SmallDisk disk;
    private SandboxServer sandbox;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        disk = SmallDisk.at(folder.resolve("disk"), "8m");
        sandbox = SandboxServer.start(SandboxOptions.defaults().withContacts(300));
    }

    @AfterEach
    void unmount() throws IOException {
        if (disk != null) {
            sandbox.close();
            disk.close();
        }
    }

    /** Fills the disk when the item after the second one is recorded. */
    private Surroundings fillingItInTheMiddle() {
        AtomicInteger items = new AtomicInteger();
        Checkpoint full = point -> {
            if (point.equals("after-commit:item") && items.incrementAndGet() == 3) {
                disk.fill();
            }
        };
        return new Surroundings(Clock.systemUTC(), new Random(), full, KilledContacts.NOTICES_SOON);
    }

    private Map<String, String> settings(Path store, Path audit) {
        return Map.of(
                "store.url",
                "jdbc:h2:file:" + store.resolve("db/outbound"),
                "audit.log",
                audit.resolve("audit.jsonl").toString(),
                "segmentation.parallel",
                "1");
    }

    private List<String> segments() {
        return sandbox.state().segments().stream().map(Segment::name).toList();
    }

    private static void chainHolds(Path audit) {
        assertThat(new AuditFile(audit.resolve("audit.jsonl")).verify()).isInstanceOf(Verification.Intact.class);
    }

    @Test
    void all14_aRunWhoseStoreHasNoSpaceIsLeftAndGoneOnWithOnceThereIs() throws IOException {
        Map<String, String> settings = settings(disk.path(), folder);
        try (LogOf tries = new LogOf("io.outboundroutes.platform.store.Tx");
                TestHouse house = TestHouse.open(sandbox, folder, settings, fillingItInTheMiddle())) {
            Throwable thrown = catching(house::segment);
            assertThat(tries.lines()).as("writes that failed").anyMatch(line -> line.contains("trying again after"));
            Store store = house.house().store();
            if (thrown != null) {
                assertThat(thrown)
                        .isInstanceOf(StoreUnavailable.class)
                        .hasMessageContaining("jdbc:h2:file:" + disk.path());
                assertThat(segments())
                        .as("nothing more is sent that could not be recorded")
                        .hasSizeLessThanOrEqualTo(4);
            }
            disk.free();
            Run left = store.history().runs(null, 1).get(0);
            // H2 opens its file anew when it could not write, and may find enough space within it to go on.
            assertThat(left.status()).isEqualTo(thrown == null ? RunStatus.SUCCEEDED : RunStatus.RUNNING);

            Report report = new Report(thrown == null ? TestHouse.report(left) : house.segment());

            assertThat(report.status()).as(report.toString()).isEqualTo("SUCCEEDED");
            assertThat(report.runId()).isEqualTo(left.id());
            assertThat(segments()).hasSizeGreaterThan(4).doesNotHaveDuplicates();
            assertThat(store.items().countsByOutcome(left.id()))
                    .isEqualTo(Map.of("created", (long) segments().size()));
        }
        chainHolds(folder);
    }

    @Test
    void all14_anAuditTrailWithoutSpaceWaitsInTheStoreAndIsWrittenLater() throws IOException {
        try (TestHouse house = TestHouse.open(sandbox, folder, settings(folder, disk.path()), fillingItInTheMiddle())) {
            Report report = new Report(house.segment());

            assertThat(report.status()).as(report.toString()).isEqualTo("SUCCEEDED");
            assertThat(report.warningCodes()).contains("audit-pending");
            assertThat(report.warningTexts()).anyMatch(text -> text.contains("audit.jsonl") && text.contains("space"));
            Store store = house.house().store();
            assertThat(store.audit().pending()).isGreaterThan(segments().size());
            chainHolds(disk.path());
            disk.free();

            store.audit().tryFlush(house.house().audit());

            await().atMost(Duration.ofSeconds(30)).until(() -> store.audit().pending() == 0);
            chainHolds(disk.path());
            assertThat(Files.readAllLines(disk.path().resolve("audit.jsonl")).stream()
                            .filter(line -> line.contains("\"CONTACT_SEGMENTATION_ITEM\"")))
                    .hasSize(segments().size())
                    .doesNotHaveDuplicates();
        }
    }

    private static Throwable catching(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            return e;
        }
        return null;
    }
}
