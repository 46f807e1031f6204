package io.outboundroutes.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.outboundroutes.platform.run.RunStatus;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.fault.Fault;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Route;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the REST API does, for those who may. */
@Timeout(120)
class RestApiTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern OPERATION = Pattern.compile("^rest:(?://)?(get|post):([^?]+)");
    private static final String SEGMENTATION = "contact-segmentation";

    @TempDir
    static Path folder;

    private static SandboxServer sandbox;
    private static TestHouse house;
    private static RestApi api;

    @BeforeAll
    static void open() {
        sandbox = SandboxServer.start(SandboxOptions.defaults().withContacts(60));
        house = TestHouse.open(
                sandbox,
                folder,
                Map.of(
                        "segmentation.enabled", "true",
                        "segmentation.cron", "0 0 0 1 1 ? 2099",
                        "contacts.enabled", "true",
                        "contacts.cron", "0 0 0 1 1 ? 2099"));
        Serving.start(house.house());
        api = RestApi.open(house);
    }

    @AfterAll
    static void close() {
        api.close();
        house.close();
        sandbox.close();
    }

    @Test
    void aRunThatIsAskedForRunsAndItsReportAndItemsAreThere() throws Exception {
        RestApi.Answer asked = api.post("/api/workflows/" + SEGMENTATION + "/runs");

        assertThat(asked.status()).isEqualTo(202);
        String run = String.valueOf(asked.json().get("runId"));
        assertThat(asked.header("Location")).isEqualTo("/api/runs/" + run);
        assertThat(asked.json().get("trigger")).isEqualTo("rest");
        awaitEnd(run);
        Map<?, ?> report = api.get(asked.header("Location")).json();
        assertThat(report.get("status")).isEqualTo("SUCCEEDED");
        assertThat(report.get("trigger")).isEqualTo("rest");
        int total = ((Number) report.get("itemsTotal")).intValue();
        assertThat(total).isGreaterThan(3);

        List<?> first =
                (List<?>) api.get("/api/runs/" + run + "/items?limit=3").json().get("items");
        Map<?, ?> rest =
                api.get("/api/runs/" + run + "/items?limit=1000&after=2").json();
        assertThat(first).hasSize(3);
        assertThat((List<?>) rest.get("items")).hasSize(total - 3);
        assertThat(rest.get("next")).isNull();
        assertThat((List<?>) api.get("/api/runs/" + run + "/items?outcome=created")
                        .json()
                        .get("items"))
                .hasSize(total);
        assertThat((List<?>) api.get("/api/runs/" + run + "/items?outcome=failed")
                        .json()
                        .get("items"))
                .isEmpty();
        assertThat((List<?>) api.get("/api/runs?last=1&workflow=" + SEGMENTATION)
                        .json()
                        .get("runs"))
                .hasSize(1);
        assertThat(api.get("/api/deliveries?state=parked").json().get("deliveries"))
                .isEqualTo(List.of());
        assertThat((List<?>) api.get("/api/deliveries?limit=1").json().get("deliveries"))
                .hasSize(1);
    }

    @Test
    void aDryRunOverABodyPlansItAndWritesNothing() throws Exception {
        int before = sandbox.state().requests("contacts-register").size();
        for (String[] body : new String[][] {
            {"application/json", "[{\"externalContactId\":\"c-1\",\"name\":\"N\",\"voice\":\"+14155550100\"}]"},
            {"application/x-ndjson", "{\"externalContactId\":\"c-1\",\"name\":\"N\",\"voice\":\"+14155550100\"}\n"},
            {"text/csv; charset=UTF-8", "externalContactId,name,voice\nc-1,N,+14155550100\n"}
        }) {
            RestApi.Answer asked = api.post("/api/workflows/external-contacts/runs?dryRun=true", body[0], body[1]);

            assertThat(asked.status()).as(body[0]).isEqualTo(202);
            String run = String.valueOf(asked.json().get("runId"));
            awaitEnd(run);
            Map<?, ?> report = api.get("/api/runs/" + run).json();
            assertThat(report.get("mode")).isEqualTo("dry-run");
            assertThat(report.get("itemsTotal")).as(report.toString()).isEqualTo(1);
        }
        assertThat(sandbox.state().requests("contacts-register")).hasSize(before);
    }

    @Test
    void theSameKeyTwiceIsTheSameRunAndWithAnotherBodyItIsRefused() throws Exception {
        String path = "/api/workflows/external-contacts/runs?dryRun=true";
        String body = "{\"externalContactId\":\"c-9\",\"name\":\"N\",\"voice\":\"+14155550100\"}";
        String[] key = {"Idempotency-Key", "order-66"};

        RestApi.Answer first = api.post(path, "application/json", body, key);
        awaitEnd(String.valueOf(first.json().get("runId")));
        RestApi.Answer again = api.post(path, "application/json", " [" + body + "] ", key);
        RestApi.Answer other = api.post(path, "application/json", body.replace("c-9", "c-8"), key);
        RestApi.Answer live = api.post("/api/workflows/external-contacts/runs", "application/json", body, key);

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.header("Location")).isEqualTo(first.header("Location")).isNotEmpty();
        assertThat(other.problem()).isEqualTo("422 key-used");
        assertThat(live.problem()).isEqualTo("422 key-used");
    }

    @Test
    void all23_pausesAndTheStopAreOrderedAndToldAndAudited() throws Exception {
        assertThat(api.post("/api/workflows/" + SEGMENTATION + "/pause").json().get("changed"))
                .isEqualTo(true);
        assertThat(api.post("/api/workflows/" + SEGMENTATION + "/pause").json().get("changed"))
                .isEqualTo(false);
        assertThat(api.post("/api/stop").json()).isEqualTo(Map.of("stopped", true, "changed", true));
        Map<?, ?> told = api.get("/api/workflows").json();
        String waiting = String.valueOf(
                api.post("/api/workflows/" + SEGMENTATION + "/runs").json().get("runId"));
        RestApi.Answer cancelled = api.post("/api/runs/" + waiting + "/cancel");
        api.post("/api/resume");
        api.post("/api/workflows/" + SEGMENTATION + "/resume");

        assertThat(told.get("stopped")).isEqualTo(true);
        Map<?, ?> workflow = ((List<?>) told.get("workflows"))
                .stream()
                        .map(each -> (Map<?, ?>) each)
                        .filter(each -> SEGMENTATION.equals(each.get("id")))
                        .findFirst()
                        .orElseThrow();
        assertThat(workflow.get("paused")).isEqualTo(true);
        assertThat(workflow.get("enabled")).isEqualTo(true);
        assertThat(workflow.get("pause").toString()).contains("by=olga");
        assertThat(workflow.get("nextFiring")).isEqualTo("2099-01-01T00:00:00Z");
        assertThat(cancelled.status()).isEqualTo(202);
        assertThat(cancelled.json().get("cancelled")).isEqualTo("withdrawn");
        assertThat(api.get("/api/runs/" + waiting).json().get("status")).isEqualTo("SKIPPED");
        assertThat(api.post("/api/runs/" + waiting + "/cancel").problem()).isEqualTo("409 conflict");
        assertThat(api.get("/api/workflows").json().get("stopped")).isEqualTo(false);
        assertThat(Files.readAllLines(folder.resolve("audit.jsonl"), StandardCharsets.UTF_8))
                .filteredOn(line -> line.contains("\"user\":\"olga\",\"through\":\"rest\""))
                .anyMatch(line -> line.contains("OPERATOR_STOPPED_ALL"))
                .anyMatch(line -> line.contains("OPERATOR_RESUMED_ALL"))
                .anyMatch(line -> line.contains("OPERATOR_RUN_CANCELLED"));
    }

    @Test
    void whatARunLeftUndoneIsGoneOnWithAsARunThatRefersToIt() throws Exception {
        sandbox.fault(Fault.named("400").path("contacts-register").times(1));
        RestApi.Answer asked = api.post(
                "/api/workflows/external-contacts/runs",
                "application/json",
                "[{\"externalContactId\":\"r-1\",\"name\":\"N\",\"voice\":\"+14155550100\"}]");
        String run = String.valueOf(asked.json().get("runId"));
        awaitEnd(run);
        assertThat(api.get("/api/runs/" + run).json().get("status")).isEqualTo("FAILED");
        String replay = "/api/runs/" + run + "/replay";

        assertThat(api.post(replay + "?unknown=perhaps").problem()).isEqualTo("400 bad-parameter");
        assertThat(api.post(replay, "application/json", "[]").problem()).isEqualTo("422 input-not-taken");
        assertThat(api.post(replay + "?item=nobody").status()).isEqualTo(404);
        RestApi.Answer again = api.post(replay);
        assertThat(again.status()).isEqualTo(202);
        String second = String.valueOf(again.json().get("runId"));
        assertThat(again.header("Location")).isEqualTo("/api/runs/" + second);
        awaitEnd(second);

        Map<?, ?> report = api.get("/api/runs/" + second).json();
        assertThat(report.get("resumedFrom")).isEqualTo(run);
        assertThat(report.get("status")).as(report.toString()).isEqualTo("SUCCEEDED");
        assertThat(api.post(replay).problem()).isEqualTo("409 conflict");
    }

    @Test
    void everyRouteOfTheApiHasANameAndAPurpose() {
        List<Route> routes = house.camel().getRoutes().stream()
                .filter(route -> route.getEndpoint().getEndpointUri().startsWith("servlet:")
                        || route.getRouteId().startsWith("api-"))
                .toList();

        assertThat(routes).extracting(Route::getRouteId).allMatch(id -> id.startsWith("api-"));
        assertThat(routes).hasSize(14).allMatch(route -> route.getDescription() != null);
    }

    private static void awaitEnd(String run) {
        await().atMost(PATIENCE)
                .until(() -> house.house()
                        .store()
                        .history()
                        .run(run)
                        .map(stored -> stored.status() != RunStatus.ASKED
                                && stored.status().isFinal())
                        .orElse(false));
    }

    @Test
    void theDocumentIsValidAndTellsOfEachOperationThatThereIs() throws Exception {
        RestApi.Answer answer = api.get("/api/openapi.json");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("application/json");

        SwaggerParseResult read =
                new OpenAPIV3Parser().readContents(answer.http().body());

        assertThat(read.getMessages()).as(answer.http().body()).isEmpty();
        OpenAPI document = read.getOpenAPI();
        assertThat(document.getServers()).extracting(Server::getUrl).containsExactly("/api");
        assertThat(document.getComponents().getSecuritySchemes()).containsOnlyKeys("token");
        Set<String> told = new TreeSet<>();
        document.getPaths()
                .forEach((path, item) -> item.readOperationsMap().forEach((method, operation) -> {
                    told.add(method + " " + path);
                    assertThat(operation.getOperationId()).as(path).isNotBlank();
                    assertThat(operation.getSecurity()).as(path).isNotEmpty();
                    assertThat(operation.getResponses()).as(path).isNotEmpty();
                }));
        Set<String> there = new TreeSet<>();
        house.camel().getRoutes().stream()
                .map(route -> OPERATION.matcher(route.getEndpoint().getEndpointUri()))
                .filter(Matcher::find)
                .forEach(route -> there.add(route.group(1).toUpperCase(Locale.ROOT) + " "
                        + route.group(2)
                                .replace("%7B", "{")
                                .replace("%7D", "}")
                                .replace(":", "")
                                .replace("//", "/")));
        assertThat(told).isEqualTo(there).hasSize(14);
    }
}
