package io.outboundroutes.app.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.outboundroutes.app.Serving;
import io.outboundroutes.app.Surroundings;
import io.outboundroutes.app.TestHouse;
import io.outboundroutes.platform.json.Json;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunRequest;
import io.outboundroutes.platform.run.Trigger;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.camel.api.management.ManagedCamelContext;
import org.apache.camel.api.management.mbean.ManagedRouteMBean;
import org.apache.camel.component.quartz.QuartzComponent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.quartz.CronTrigger;
import org.quartz.Trigger.TriggerState;
import org.quartz.TriggerKey;

/** What an engineer sees who edits routes while the whole program runs on the sandbox. */
@Timeout(120)
class HotReloadTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Path ORIGINAL = Path.of("routes");
    private static final Path SIXTH = Path.of("src/test/resources/workflows/recycle.camel.yaml");
    private static final String SEGMENTATION = "contact-segmentation.camel.yaml";
    private static final String GENESYS = "vendors/genesys-guide.camel.yaml";
    private static final String NOTE = "contact-segmentation-note";

    @TempDir
    private static Path folder;

    private static Path routes;
    private static SandboxServer sandbox;
    private static TestHouse house;
    private static HotReload reload;
    private static Serving serving;
    private static final List<String> TOLD = new CopyOnWriteArrayList<>();

    /** Where a run is held, and what it waits for there. */
    private static volatile CountDownLatch reached = new CountDownLatch(0);

    private static volatile CountDownLatch release = new CountDownLatch(0);

    @BeforeAll
    static void serve() throws IOException {
        routes = folder.resolve("my-routes");
        for (Path file : files()) {
            Files.createDirectories(routes.resolve(file).getParent());
            Files.copy(ORIGINAL.resolve(file), routes.resolve(file));
        }
        sandbox = SandboxServer.start(SandboxOptions.defaults().withContacts(60));
        house = TestHouse.open(
                sandbox,
                folder,
                Map.of(
                        "routes.dir", routes.toString(),
                        "segmentation.enabled", "true",
                        "recycle.enabled", "false",
                        "recycle.cron", "0 0 3 * * ?",
                        "recycle.query", "status:ready"),
                new Surroundings(
                        Clock.systemUTC(),
                        new Random(1),
                        HotReloadTest::hold,
                        Surroundings.real().engine()));
        reload = HotReload.of(house.house(), house.settings(), folder.resolve("staging"), TOLD::add);
        serving = reload.serve();
    }

    @AfterAll
    static void stop() {
        serving.stop(Duration.ofSeconds(20));
        reload.close();
        house.close();
        sandbox.close();
    }

    /** Everything as shipped, and running. */
    @BeforeEach
    void putBack() throws IOException {
        RoutesFolder.read(ORIGINAL).writeTo(routes);
        settle();
        assertThat(house.camel().getRoute(NOTE)).isNull();
        TOLD.clear();
        sandbox.state().reset();
    }

    @Test
    void anEditIsLive() throws IOException {
        edit(SEGMENTATION, HotReloadTest::noting);
        settle();

        assertThat(TOLD).containsExactly(SEGMENTATION + ": live, 5 routes");
        Map<?, ?> report = run("contact-segmentation");
        assertThat(report.get("status")).isEqualTo("SUCCEEDED");
        assertThat(route(NOTE).getExchangesCompleted())
                .isEqualTo(sandbox.state().segments().size())
                .isPositive();
    }

    @Test
    void anEditIsLiveBySomebodyWhoOnlySaves() throws Exception {
        RoutesWatch watch = RoutesWatch.over(reload);
        long saved = System.nanoTime();
        edit(SEGMENTATION, HotReloadTest::noting);
        await().pollInterval(Duration.ofMillis(20)).atMost(PATIENCE).until(() -> !TOLD.isEmpty());
        System.out.println("house: an edit was live after " + (System.nanoTime() - saved) / 1_000_000 + " ms");
        watch.close();
        assertThat(TOLD).containsExactly(SEGMENTATION + ": live, 5 routes");
        assertThat(house.camel().getRoute(NOTE)).isNotNull();
    }

    @Test
    void aScheduleThatIsEditedFiresByItsNewTimes() throws Exception {
        edit(SEGMENTATION, yaml -> yaml.replace("\"{{segmentation.cron}}\"", "\"0 30 4 * * ?\""));
        settle();

        assertThat(TOLD).containsExactly(SEGMENTATION + ": live, 4 routes");
        var scheduler =
                house.camel().getComponent("quartz", QuartzComponent.class).getScheduler();
        TriggerKey key = new TriggerKey("contact-segmentation", "outbound");
        assertThat(((CronTrigger) scheduler.getTrigger(key)).getCronExpression())
                .isEqualTo("0 30 4 * * ?");
        assertThat(scheduler.getTriggerState(key)).isEqualTo(TriggerState.NORMAL);
    }

    @Test
    void aBrokenEditLeavesTheOldRoutesRunningAndIsToldWithPlaceAndRemedy() throws IOException {
        edit(SEGMENTATION, yaml -> noting(yaml).replace("- log:", "- logg:"));
        settle();

        assertThat(TOLD)
                .singleElement()
                .satisfies(told -> assertThat(told)
                        .startsWith("refused, what ran before goes on:")
                        .containsPattern(SEGMENTATION.replace(".", "\\.") + ":[0-9]+:[0-9]+ ")
                        .contains("logg", "did you mean 'log'?"));
        settle();
        assertThat(TOLD).as("told once").hasSize(1);
        assertThat(house.camel().getRoute(NOTE)).isNull();
        assertThat(run("contact-segmentation").get("status")).isEqualTo("SUCCEEDED");

        edit(SEGMENTATION, yaml -> yaml.replace("- logg:", "- log:"));
        settle();
        assertThat(TOLD).last().isEqualTo(SEGMENTATION + ": live, 5 routes");
    }

    @Test
    void whatOnlyCamelCanRefuseIsToldWithItsPlaceToo() throws IOException {
        edit(SEGMENTATION, yaml -> yaml.replace("ref: segmentation,", "ref: segmentatoin,"));
        settle();
        assertThat(TOLD)
                .singleElement()
                .satisfies(told -> assertThat(told).contains("refused", SEGMENTATION, "segmentatoin"));
        assertThat(run("contact-segmentation").get("status")).isEqualTo("SUCCEEDED");
    }

    @Test
    void aBrokenFileDoesNotKeepAnotherOneFromBecomingLive() throws IOException {
        edit("campaign-statistics.camel.yaml", yaml -> yaml + "\n- rout: {}\n");
        edit(SEGMENTATION, HotReloadTest::noting);
        settle();

        assertThat(TOLD).hasSize(2);
        assertThat(TOLD.get(0))
                .contains("refused", "campaign-statistics.camel.yaml:")
                .doesNotContain(SEGMENTATION);
        assertThat(TOLD.get(1)).isEqualTo(SEGMENTATION + ": live, 5 routes");
        assertThat(house.camel().getRoute("campaign-statistics-plan")).isNotNull();
    }

    @Test
    void aNewFileIsPickedUpAndItsRunsAreExecutedAndADeletedOnesRoutesAreRemoved() throws Exception {
        Files.copy(SIXTH, routes.resolve("recycle.camel.yaml"));
        settle();
        assertThat(TOLD).singleElement().asString().startsWith("recycle.camel.yaml: live");
        assertThat(house.house().workflows()).contains("recycle");
        assertThat(run("recycle").get("status")).isEqualTo("SUCCEEDED");
        assertThat(sandbox.state().segments()).isNotEmpty();

        Files.delete(routes.resolve("recycle.camel.yaml"));
        settle();
        assertThat(TOLD).last().isEqualTo("recycle.camel.yaml: its routes are removed");
        assertThat(house.house().workflows()).hasSize(5).doesNotContain("recycle");
        assertThat(house.camel().getRoutes())
                .noneMatch(route -> route.getRouteId().contains("recycl"));
        assertThat(house.camel().getEndpoints())
                .noneMatch(endpoint -> endpoint.getEndpointUri().startsWith("quartz://outbound/recycle"));
        assertThat(run("contact-segmentation").get("status")).isEqualTo("SUCCEEDED");
    }

    @Test
    void aVendorsEditedOperationIsWhatIsCalled() throws IOException {
        edit(GENESYS, yaml -> yaml.replace("/api/v2/outbound/contacts/query", "/api/v2/outbound/contacts/nowhere"));
        settle();
        assertThat(TOLD).singleElement().asString().startsWith(GENESYS + ": live");
        assertThat(run("contact-segmentation").get("status")).isEqualTo("FAILED");
        assertThat(sandbox.state().requests())
                .anyMatch(request -> request.path().equals("/api/v2/outbound/contacts/nowhere"));

        putBack();
        assertThat(run("contact-segmentation").get("status")).isEqualTo("SUCCEEDED");
    }

    @Test
    void theFileOfADialectThatIsNotSelectedDoesNothing() throws IOException {
        String yaml = Files.readString(ORIGINAL.resolve(GENESYS));
        Files.writeString(
                routes.resolve("vendors/genesys-published.camel.yaml"),
                yaml.replace("/api/v2/outbound/segments", "/api/v2/outbound/elsewhere"));
        settle();
        assertThat(TOLD)
                .containsExactly("vendors/genesys-published.camel.yaml: not loaded, since another dialect is selected");
        assertThat(run("contact-segmentation").get("status")).isEqualTo("SUCCEEDED");
        assertThat(sandbox.state().segments()).isNotEmpty();
    }

    @Test
    void aRunInProgressEndsUndisturbedWithTheRoutesThatItBeganWith() throws Exception {
        reached = new CountDownLatch(1);
        release = new CountDownLatch(1);
        Run held = ask("contact-segmentation");
        assertThat(reached.await(30, TimeUnit.SECONDS)).isTrue();
        edit(SEGMENTATION, HotReloadTest::noting);
        settle();
        settle();
        assertThat(TOLD).containsExactly(SEGMENTATION + ": waits for what is under way");
        assertThat(house.camel().getRoute(NOTE)).isNull();

        release.countDown();
        Map<?, ?> report = report(held);
        assertThat(report.get("status")).isEqualTo("SUCCEEDED");
        await().atMost(PATIENCE).untilAsserted(() -> {
            reload.look();
            assertThat(TOLD).last().isEqualTo(SEGMENTATION + ": live, 5 routes");
        });
        assertThat(route(NOTE).getExchangesTotal()).isZero();
    }

    /** Holds the first write of a run until it is let go. */
    private static void hold(String point) {
        if (point.equals("before-commit:sent") && release.getCount() > 0) {
            reached.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** As the watch does: a change counts when two looks agree. */
    private static void settle() {
        reload.look();
        reload.look();
    }

    private static Map<?, ?> run(String workflow) {
        return report(ask(workflow));
    }

    private static Run ask(String workflow) {
        Run asked = house.house()
                .store()
                .runs()
                .ask(new RunRequest(workflow, Trigger.REST, Mode.LIVE, null, true, null, Map.of()));
        house.house().engine().wake();
        return asked;
    }

    private static Map<?, ?> report(Run asked) {
        Run ended = await().atMost(PATIENCE)
                .until(
                        () -> house.house().store().history().run(asked.id()).orElseThrow(),
                        run -> run.status().isFinal());
        return (Map<?, ?>) Json.parse(String.valueOf(ended.report()).getBytes(StandardCharsets.UTF_8));
    }

    private static ManagedRouteMBean route(String id) {
        return house.camel()
                .getCamelContextExtension()
                .getContextPlugin(ManagedCamelContext.class)
                .getManagedRoute(id);
    }

    private static String noting(String yaml) {
        String judge = "        - bean: { id: judge-answer, ref: segmentation, method: judge }\n";
        assertThat(yaml).contains(judge);
        return yaml.replace(judge, "        - to: { id: note-answer, uri: direct:" + NOTE + " }\n" + judge) + """

                - route:
                    id: contact-segmentation-note
                    description: Notes each answer
                    from:
                      uri: direct:contact-segmentation-note
                      steps:
                        - log:
                            id: say-it
                            message: "${variable.item.key} was answered HTTP ${variable.answer.status}"
                """;
    }

    private static void edit(String file, UnaryOperator<String> edited) throws IOException {
        Path path = routes.resolve(file);
        String before = Files.readString(path);
        String after = edited.apply(before);
        assertThat(after).isNotEqualTo(before);
        Files.writeString(path, after);
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> walk = Files.walk(ORIGINAL)) {
            return walk.filter(Files::isRegularFile).map(ORIGINAL::relativize).toList();
        }
    }
}
