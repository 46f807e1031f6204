package io.outboundroutes.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.platform.run.Plan;
import io.outboundroutes.platform.run.PlannedItem;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunRequest;
import io.outboundroutes.platform.run.RunStatus;
import io.outboundroutes.platform.run.Trigger;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.platform.store.StoreSettings;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must never be told better than it is, whatever a route leaves out and whoever goes on with a run. */
class HonestOutcomesTest {

    private static final SandboxOptions OPTIONS = SandboxOptions.defaults().withContacts(60);

    @TempDir
    Path folder;

    @Test
    void all12_aRefusalThatIsReceivedIntoAVariableAndNotJudgedIsAFailure() throws IOException {
        Path routes = copyOfRoutes();
        String yaml = Files.readString(Path.of("src/test/resources/workflows/recycle.camel.yaml"));
        int judging = yaml.indexOf("        - choice:");
        int outcome = yaml.indexOf("- route:\n    id: recycle-outcome");
        Files.writeString(
                routes.resolve("recycle.camel.yaml"), yaml.substring(0, judging) + "\n" + yaml.substring(outcome));
        try (SandboxServer sandbox = SandboxServer.start(OPTIONS);
                TestHouse house = TestHouse.open(sandbox, folder, recycling(routes))) {
            sandbox.fault(Fault.named("400").path("segments-create"));

            Report report = new Report(house.run("recycle", Mode.LIVE, false));

            assertThat(report.itemsTotal()).isPositive();
            assertThat(report.status()).as(report.toString()).isEqualTo("FAILED");
            assertThat(report.items())
                    .allSatisfy(item ->
                            assertThat(String.valueOf(item.get("reason"))).contains("HTTP 400", "recycle-act"));
            assertThat(report.count("failed")).isEqualTo(report.itemsTotal());
            assertThat(sandbox.state().segments()).isEmpty();
        }
    }

    @Test
    void all12_aWriteThatLeftIsNotReportedAsPlanned() {
        Map<String, String> settings = Map.of("genesys.breaker.minimum", "5", "retry.max-attempts", "2");
        try (SandboxServer sandbox = SandboxServer.start(OPTIONS);
                TestHouse house = TestHouse.open(sandbox, folder, settings)) {
            sandbox.fault(Fault.named("500-after").path("segments-create"));

            Report report = new Report(house.segment());

            assertThat(report.status()).isNotEqualTo("SUCCEEDED");
            int arrived = sandbox.state().segments().size();
            long toldAsUnsent = report.items().stream()
                    .filter(item -> "planned".equals(item.get("outcome")))
                    .count();
            assertThat(arrived).isPositive();
            assertThat(toldAsUnsent)
                    .as("what arrived is never told as planned: %s", report)
                    .isLessThanOrEqualTo(report.itemsTotal() - arrived);
            assertThat(report.count("sent")
                            + report.count("failed")
                            + report.count("unknown")
                            + report.count("created")
                            + report.count("exists")
                            + report.count("planned"))
                    .isEqualTo(report.itemsTotal());
        }
    }

    @Test
    void aPlanMadeForOneOrganisationIsCarriedOutAtNoOther() {
        String interrupted = planForElsewhere();
        try (SandboxServer sandbox = SandboxServer.start(OPTIONS);
                TestHouse house = TestHouse.open(sandbox, folder, Map.of())) {
            Report own = new Report(house.segment());

            assertThat(own.status()).as(own.toString()).isEqualTo("SUCCEEDED");
            assertThat(own.runId()).isNotEqualTo(interrupted);
            assertThat(sandbox.state().segments())
                    .noneMatch(segment -> segment.name().equals("Auto_Segment_elsewhere"));

            Serving serving = Serving.start(house.house());
            Store store = house.house().store();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> store.history()
                            .run(interrupted)
                            .map(Run::status)
                            .filter(RunStatus::isFinal)
                            .isPresent());
            serving.stop(Duration.ofSeconds(10));
            Report other =
                    new Report(TestHouse.report(store.history().run(interrupted).orElseThrow()));
            assertThat(other.status()).isEqualTo("FAILED");
            assertThat(other.toString()).contains("other-target", "elsewhere.example.com", "nothing was sent");
            assertThat(sandbox.state().segments())
                    .noneMatch(segment -> segment.name().equals("Auto_Segment_elsewhere"));
        }
    }

    @Test
    void all13_aProcessThatWritesNothingDeliversNothingThatWaits() {
        try (SandboxServer sandbox = SandboxServer.start(OPTIONS)) {
            try (TestHouse house =
                    TestHouse.open(sandbox, folder, Map.of("webhook.url", "http://127.0.0.1:1/closed"))) {
                house.segment();
            }
            Surroundings silent = Surroundings.real().withoutDeliveries();
            try (TestHouse house = TestHouse.open(sandbox, folder, Map.of(), silent)) {
                assertThat(new Report(house.run(SegmentationSteps.WORKFLOW, Mode.DRY_RUN, false)).status())
                        .isEqualTo("SUCCEEDED");
            }
            assertThat(sandbox.state().webhooks()).isEmpty();
            try (TestHouse house = TestHouse.open(sandbox, folder, Map.of())) {
                assertThat(house.camel().getStatus().isStarted()).isTrue();
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> !sandbox.state().webhooks().isEmpty());
            }
        }
    }

    /** An interrupted run of a process that talked to somebody else, its plan stored. */
    private String planForElsewhere() {
        StoreSettings where = new StoreSettings("jdbc:h2:file:" + folder.resolve("db/outbound"), null, null);
        try (Store store = Store.open(where, "dead", Clock.systemUTC(), Checkpoint.NONE)) {
            Run run = store.runs()
                    .ask(new RunRequest(
                            SegmentationSteps.WORKFLOW, Trigger.CLI, Mode.LIVE, null, false, "dead", Map.of()));
            store.runs().begin(run.id());
            store.runs().bindTarget(run.id(), "genesys (guide) at elsewhere.example.com");
            PlannedItem item = PlannedItem.toDo(
                    "Auto_Segment_elsewhere",
                    Map.of("segmentName", "Auto_Segment_elsewhere"),
                    Map.of("name", "Auto_Segment_elsewhere"));
            store.plans().store(run.id(), new Plan(List.of(item), Map.of(), List.of()));
            return run.id();
        }
    }

    private Map<String, String> recycling(Path routes) {
        Map<String, String> settings = new HashMap<>();
        settings.put("routes.dir", routes.toString());
        settings.put("recycle.enabled", "false");
        settings.put("recycle.cron", "0 0 * * * ?");
        settings.put("recycle.query", "status:ready");
        return settings;
    }

    private Path copyOfRoutes() throws IOException {
        Path original = Path.of("routes");
        Path copy = folder.resolve("my-routes");
        try (Stream<Path> files = Files.walk(original)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(original.relativize(file).toString()));
            }
        }
        return copy;
    }
}
