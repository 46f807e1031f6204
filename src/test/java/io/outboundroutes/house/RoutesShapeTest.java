package io.outboundroutes.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.app.TestHouse;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SplitDefinition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The shapes that the design fixes, asserted on the model that Camel loaded. */
class RoutesShapeTest {

    /**
     * What each workflow must show besides its trigger. A later workflow joins by being named here; a workflow file that
     * is not named fails.
     */
    private static final Map<String, List<Shape>> WORKFLOWS = Map.of(
            "contact-segmentation",
            List.of(
                    new Shape("contact-segmentation-plan", "To(kamelet:paged-read)"),
                    new Shape("contact-segmentation-plan", "Route[To(kamelet:paged-read), Split[Bean], Bean]"),
                    new Shape("contact-segmentation-act", "Route[To(direct:genesys-create-segment), Bean]"),
                    new Shape("contact-segmentation-outcome", "WireTap(direct:webhook-delivery)")),
            "campaign-schedules",
            List.of(
                    new Shape("campaign-schedules-plan", "Route[Split[Bean], Split, Split, Bean]"),
                    new Shape("campaign-schedules-plan", "Split[DoTry[To(direct:genesys-get-segment)]]"),
                    new Shape("campaign-schedules-plan", "Split[To(direct:genesys-read-schedules)]"),
                    new Shape("campaign-schedules-plan", "To(kamelet:paged-read)"),
                    new Shape("campaign-schedules-inbox", "Route(inbox)[To(kamelet:take-in)]"),
                    new Shape("campaign-schedules-act", "Choice"),
                    new Shape("campaign-schedules-act", "To(direct:genesys-register-job)"),
                    new Shape("campaign-schedules-create", "Route[To(direct:genesys-create-schedule), Filter, Bean]"),
                    new Shape("campaign-schedules-outcome", "WireTap(direct:webhook-delivery)")),
            "external-contacts",
            List.of(
                    new Shape("external-contacts-plan", "Choice[When[Split[Bean]], Otherwise[Split[Bean]]]"),
                    new Shape(
                            "external-contacts-act",
                            "Choice[When[To(direct:external-contacts-register)], When[To(direct:external-contacts-look)],"
                                    + " When[To(direct:external-contacts-start)], Otherwise[ThrowException]]"),
                    new Shape(
                            "external-contacts-register",
                            "Route[Choice[Otherwise[To(direct:genesys-register-contact)]]]"),
                    new Shape("external-contacts-look", "Route[To(direct:genesys-get-contact), Bean]"),
                    new Shape(
                            "external-contacts-start",
                            "Route[Filter[DoTry[To(direct:genesys-start-conversation), Bean]]]"),
                    new Shape("external-contacts-outcome", "WireTap(direct:webhook-delivery)")),
            "campaign-statistics",
            List.of(
                    new Shape("campaign-statistics-plan", "To(kamelet:paged-read)"),
                    new Shape("campaign-statistics-list", "Route[To(kamelet:paged-read), Split[Bean]]"),
                    new Shape(
                            "campaign-statistics-fetch", "Filter[Split[To(direct:genesys-campaign-statistics)], Bean]"),
                    new Shape("campaign-statistics-act", "Route[To(direct:campaign-statistics-fetch), Bean]"),
                    new Shape("campaign-statistics-outcome", "WireTap(direct:webhook-delivery)")),
            "engagement-sync",
            List.of(
                    new Shape(
                            "engagement-sync-plan",
                            "Route[Loop[To(direct:cxone-get-list)], Loop[To(direct:engagement-sync-read-list)],"
                                    + " To(direct:engagement-sync-chunks), Bean]"),
                    new Shape(
                            "engagement-sync-read-list",
                            "Route[To(direct:cxone-get-list), To(kamelet:paged-read), Split[Bean],"
                                    + " To(direct:cxone-get-list), Bean]"),
                    new Shape("engagement-sync-chunks", "Split[Aggregate[Bean]]"),
                    new Shape("engagement-sync-act", "DoTry[To(direct:engagement-sync-part), Bean]"),
                    new Shape(
                            "engagement-sync-part",
                            "Route[Choice[When[To(direct:cxone-add-contacts)],"
                                    + " Otherwise[To(direct:cxone-remove-contacts)]], Filter[To(direct:cxone-get-list)],"
                                    + " Split[To(direct:engagement-sync-part)]]"),
                    new Shape("engagement-sync-outcome", "WireTap(direct:webhook-delivery)")));

    /** The splits that must aggregate, by route and step, with their strategy. */
    private static final Map<String, String> AGGREGATIONS = Map.of(
            "contact-segmentation-plan/each-contact", "groupsByHash",
            "external-contacts-plan/each-row", "storePlanItems",
            "external-contacts-plan/each-held-contact", "storePlanItems");

    private record Shape(String route, String pattern) {}

    @TempDir
    static Path folder;

    private static SandboxServer sandbox;
    private static TestHouse house;

    @BeforeAll
    static void start() {
        sandbox = SandboxServer.start(SandboxOptions.defaults().withContacts(0));
        house = TestHouse.open(sandbox, folder, Map.of());
    }

    @AfterAll
    static void stop() {
        house.close();
        sandbox.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"genesys", "cxone"})
    void theVendorCallIsALoopOfEnrichingAttempts(String vendor) {
        RouteShape call = RouteShape.of(context(), vendor + "-call");

        System.out.println("house: " + vendor + "-call is " + call);
        assertThat(call.toString()).startsWith("Route(direct:" + vendor + "-call)[Loop[Delay");
        assertThat(call.contains("Loop[Delay, Enrich(direct:" + vendor + "-attempt)"
                        + "[Filter[Enrich(direct:" + vendor + "-token), Throttle,"
                        + " CircuitBreaker[To(http), OnFallback]]], Bean]"))
                .as(call.toString())
                .isTrue();
        assertThat(call.contains("Route[Loop, Bean]"))
                .as("settles after the loop")
                .isTrue();
    }

    @Test
    void thePagedReadIsALoopOverPages() {
        RouteShape read = RouteShape.of(context(), "read-pages");

        System.out.println("house: read-pages is " + read);
        assertThat(read.contains("Route(direct:read-pages)[Loop[Bean, ToD, Bean]]"))
                .as(read.toString())
                .isTrue();
    }

    @Test
    void theOutcomeWakesADeliveryRouteThatExists() {
        assertThat(context().getRouteDefinition("webhook-delivery")).isNotNull();
    }

    static Stream<Map.Entry<String, List<Shape>>> workflows() {
        return WORKFLOWS.entrySet().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("workflows")
    void eachWorkflowHasItsShape(Map.Entry<String, List<Shape>> workflow) {
        for (Shape shape : workflow.getValue()) {
            RouteShape loaded = RouteShape.of(context(), shape.route());
            System.out.println("house: " + shape.route() + " is " + loaded);
            assertThat(loaded.contains(shape.pattern()))
                    .as(shape.pattern() + " in " + loaded)
                    .isTrue();
        }
    }

    @Test
    void splitsAggregateByTheirStrategyAndStopOnTheFirstError() {
        AGGREGATIONS.forEach((place, strategy) -> {
            String[] parts = place.split("/", -1);
            SplitDefinition split = ProcessorDefinitionHelper.filterTypeInOutputs(
                            context().getRouteDefinition(parts[0]).getOutputs(), SplitDefinition.class)
                    .stream()
                    .filter(step -> parts[1].equals(step.getId()))
                    .findFirst()
                    .orElseThrow();
            assertThat(split.getAggregationStrategy()).as(place).isEqualTo(strategy);
            assertThat(split.getStopOnException()).as(place).isEqualTo("true");
            assertThat(split.getStreaming()).as(place).isEqualTo("true");
        });
    }

    @Test
    void everyWorkflowFileIsNamedHereAndStartsFromQuartz() throws IOException {
        Set<String> files;
        try (Stream<Path> list = Files.list(Path.of("routes"))) {
            files = list.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".camel.yaml"))
                    .map(name -> name.substring(0, name.length() - ".camel.yaml".length()))
                    .collect(Collectors.toSet());
        }
        System.out.println("house: workflow files " + files);
        assertThat(files).isNotEmpty().isEqualTo(WORKFLOWS.keySet());
        for (String workflow : files) {
            List<String> starts = context().getRouteDefinitions().stream()
                    .filter(route -> Objects.toString(route.getRouteId(), "").startsWith(workflow + "-"))
                    .map(RouteDefinition::getInput)
                    .map(input -> input.getEndpointUri())
                    .filter(uri -> !uri.startsWith("direct:"))
                    .toList();
            assertThat(starts)
                    .as(workflow)
                    .anyMatch(uri -> uri.startsWith("quartz:"))
                    .allMatch(uri -> uri.startsWith("quartz:") || uri.startsWith("inbox:"));
            assertThat(RouteShape.of(context(), workflow + "-schedule").contains("Route(quartz)[To(kamelet:ask-run)]"))
                    .as(workflow)
                    .isTrue();
        }
    }

    private static ModelCamelContext context() {
        return (ModelCamelContext) house.camel();
    }
}
