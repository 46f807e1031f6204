package io.outboundroutes.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.outboundroutes.platform.config.Settings;
import io.outboundroutes.platform.config.SettingsSources;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunStatus;
import io.outboundroutes.platform.run.Trigger;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.testing.Contract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.camel.api.management.ManagedCamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What integration engineers do with a copy of {@code routes/}, without a line of Java. */
@Timeout(120)
class EditableTest {

    private static final SandboxOptions OPTIONS = SandboxOptions.defaults().withContacts(60);
    private static final Path SIXTH = Path.of("src/test/resources/workflows/recycle.camel.yaml");

    @TempDir
    Path folder;

    private Path routes;

    @BeforeEach
    void copyRoutes() throws IOException {
        Path original = Path.of("routes");
        routes = folder.resolve("my-routes");
        try (Stream<Path> files = Files.walk(original)) {
            for (Path file : files.toList()) {
                Files.copy(file, routes.resolve(original.relativize(file).toString()));
            }
        }
    }

    @Test
    void aStepThatIsAddedToAWorkflowRuns() throws IOException {
        Path workflow = routes.resolve("contact-segmentation.camel.yaml");
        String yaml = Files.readString(workflow);
        String judge = "        - bean: { id: judge-answer, ref: segmentation, method: judge }\n";
        assertThat(yaml).contains(judge);
        Files.writeString(
                workflow,
                yaml.replace(
                                judge,
                                "        - to: { id: note-answer, uri: direct:contact-segmentation-note }\n" + judge)
                        + """

                        - route:
                            id: contact-segmentation-note
                            description: Notes each answer
                            from:
                              uri: direct:contact-segmentation-note
                              steps:
                                - log:
                                    id: say-it
                                    message: "${variable.item.key} was answered HTTP ${variable.answer.status}"
                        """);
        try (SandboxServer sandbox = SandboxServer.start(OPTIONS);
                TestHouse house = TestHouse.open(sandbox, folder, settings(Map.of()))) {
            Map<?, ?> report = house.segment();

            int created = sandbox.state().segments().size();
            assertThat(report.get("status")).isEqualTo("SUCCEEDED");
            assertThat(counts(report).get("created")).isEqualTo(created);
            assertThat(house.camel()
                            .getCamelContextExtension()
                            .getContextPlugin(ManagedCamelContext.class)
                            .getManagedRoute("contact-segmentation-note")
                            .getExchangesCompleted())
                    .isEqualTo(created)
                    .isPositive();
        }
    }

    @Test
    void nothingIsLoadedButTheFolder() throws IOException {
        Files.delete(routes.resolve("campaign-statistics.camel.yaml"));
        assertThat(getClass().getResource("/routes/decoy.camel.yaml")).isNotNull();
        assertThat(getClass().getResource("/camel/decoy.camel.yaml")).isNotNull();
        assertThat(getClass().getResource("/routes/contact-segmentation.camel.yaml"))
                .as("the program brings no routes of its own")
                .isNull();
        try (SandboxServer sandbox = SandboxServer.start(OPTIONS);
                TestHouse house = TestHouse.open(sandbox, folder, settings(Map.of()))) {
            Set<String> files = new TreeSet<>();
            Set<String> ids = new TreeSet<>();
            for (RouteDefinition route : house.camel()
                    .getCamelContextExtension()
                    .getContextPlugin(Model.class)
                    .getRouteDefinitions()) {
                ids.add(route.getRouteId());
                if (route.getResource() != null
                        && route.getResource().getLocation().endsWith(".yaml")) {
                    files.add(route.getResource().getLocation());
                }
            }

            assertThat(files)
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(file).startsWith("file:").contains("/my-routes/"));
            assertThat(ids)
                    .contains("contact-segmentation-plan", "engagement-sync-plan", "genesys-create-segment")
                    .noneMatch(id -> id.startsWith("campaign-statistics-") || id.startsWith("decoy"));
        }
    }

    @Test
    void aSixthWorkflowInYamlAloneRunsFromTheCommandLine() throws IOException {
        Files.copy(SIXTH, routes.resolve("recycle.camel.yaml"));
        try (SandboxServer sandbox = SandboxServer.start(OPTIONS);
                TestHouse house = TestHouse.open(sandbox, folder, settings(recycling("false", "0 0 * * * ?")))) {
            assertThat(house.house().workflows()).contains("contact-segmentation", "recycle");
            assertThat(HouseGates.inspect(Settings.load(
                                    SettingsSources.none().program(settings(recycling("false", "0 0 * * * ?")))))
                            .findings())
                    .isEmpty();

            Map<?, ?> dry = house.run("recycle", Mode.DRY_RUN, false);
            int written = sandbox.state().segments().size();
            Map<?, ?> report = house.run("recycle", Mode.LIVE, false);
            Map<?, ?> second = house.run("recycle", Mode.LIVE, false);

            int created = sandbox.state().segments().size();
            assertThat(created).as("%s", report.get("errors")).isPositive();
            assertThat(sandbox.state().segments())
                    .allMatch(segment -> segment.name().startsWith("Recycle_"));
            assertThat(written).isZero();
            assertThat(counts(dry).get("planned")).isEqualTo(created);
            assertThat(report.get("status")).isEqualTo("SUCCEEDED");
            assertThat(report.get("itemsTotal")).isEqualTo(created);
            assertThat(counts(report).get("created")).isEqualTo(created);
            assertThat(counts(second).get("exists")).isEqualTo(created);
            assertThat(((List<?>) report.get("items")).get(0).toString()).contains("latencyMs");
            assertThat(Contract.violations(sandbox.state().requests())).isEmpty();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> sandbox.state().webhooks().stream()
                                    .filter(webhook -> webhook.body().contains("recycle_completed"))
                                    .count()
                            >= 2);
        }
    }

    @Test
    void aSixthWorkflowInYamlAloneRunsOnItsSchedule() throws IOException {
        Files.copy(SIXTH, routes.resolve("recycle.camel.yaml"));
        try (SandboxServer sandbox = SandboxServer.start(OPTIONS);
                TestHouse house = TestHouse.open(sandbox, folder, settings(recycling("true", "0/1 * * * * ?")))) {
            Serving serving = Serving.start(house.house());
            Store store = house.house().store();
            await().atMost(Duration.ofSeconds(40))
                    .until(() -> store.history().runs("recycle", 10).stream()
                            .anyMatch(run -> run.status().isFinal() && run.status() != RunStatus.SKIPPED));
            assertThat(serving.stop(Duration.ofSeconds(20))).isTrue();

            Run first = store.history().runs("recycle", 100).stream()
                    .filter(run -> run.status().isFinal() && run.status() != RunStatus.SKIPPED)
                    .reduce((newer, older) -> older)
                    .orElseThrow();
            assertThat(first.request().trigger()).isEqualTo(Trigger.QUARTZ);
            assertThat(TestHouse.report(first).get("status")).isEqualTo("SUCCEEDED");
            assertThat(store.history().runs(SegmentationSteps.WORKFLOW, 1)).isEmpty();
        }
    }

    private Map<String, String> settings(Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("routes.dir", routes.toString());
        return settings;
    }

    private static Map<String, String> recycling(String enabled, String cron) {
        return Map.of("recycle.enabled", enabled, "recycle.cron", cron, "recycle.query", "status:ready");
    }

    private static Map<?, ?> counts(Map<?, ?> report) {
        return (Map<?, ?>) report.get("counts");
    }
}
