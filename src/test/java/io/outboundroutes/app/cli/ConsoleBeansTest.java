package io.outboundroutes.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outboundroutes.app.Serving;
import io.outboundroutes.app.TestHouse;
import io.outboundroutes.console.Console;
import io.outboundroutes.platform.intake.InputRows;
import io.outboundroutes.platform.operate.Actor;
import io.outboundroutes.platform.operate.Wish;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunStatus;
import io.outboundroutes.platform.run.WebhookState;
import io.outboundroutes.platform.store.Orders;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.fault.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program as MBeans: what they tell, what an operator has done by them, and that they go. */
@Timeout(120)
class ConsoleBeansTest {

    private static final MBeanServer BEANS = ManagementFactory.getPlatformMBeanServer();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SEGMENTATION = "contact-segmentation";
    private static final String WORKFLOW = "io.outboundroutes:type=Workflow,name=contact-segmentation";
    private static final String OUTBOX = "io.outboundroutes:type=Outbox";
    private static final String PARKED = "io.outboundroutes:type=Parked";
    /** How the audit trail names the operator. */
    private static final String OTTO = "\"user\":\"otto\",\"through\":\"console\"";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path folder;

    private static SandboxServer sandbox;
    private static TestHouse house;
    private static Serving serving;
    private static Console console;

    @BeforeAll
    static void open() {
        sandbox = SandboxServer.start(SandboxOptions.defaults().withContacts(60).withValidationTime(Duration.ZERO));
        house = TestHouse.open(
                sandbox,
                folder,
                Map.of(
                        "segmentation.enabled", "true",
                        "segmentation.cron", "0 0 3 1 1 ?",
                        "contacts.enabled", "true",
                        "contacts.cron", "0 0 3 1 1 ?",
                        "webhook.max-attempts", "1"));
        serving = Serving.start(house.house());
        console = ConsoleUsers.open(house.house());
    }

    @AfterAll
    static void close() throws Exception {
        console.close();
        assertThat(ours()).as("beans of a closed console").isEmpty();
        serving.stop(Duration.ZERO);
        house.close();
        sandbox.close();
    }

    private static Set<ObjectName> ours() throws Exception {
        return BEANS.queryNames(new ObjectName("io.outboundroutes:*"), null);
    }

    @Test
    void everyBeanAndAllOfItsPartsSayWhatTheyAre() throws Exception {
        assertThat(ours().stream().map(ObjectName::getCanonicalName))
                .contains(
                        "io.outboundroutes:name=engagement-sync,type=Workflow",
                        "io.outboundroutes:name=genesys,type=Vendor",
                        "io.outboundroutes:name=cxone,type=Vendor",
                        "io.outboundroutes:type=Outbox",
                        "io.outboundroutes:type=Parked",
                        "io.outboundroutes:type=House")
                .hasSizeGreaterThanOrEqualTo(10);
        for (ObjectName name : ours()) {
            var info = BEANS.getMBeanInfo(name);
            assertThat(info.getDescription()).as(name.toString()).isNotBlank();
            for (var attribute : info.getAttributes()) {
                assertThat(attribute.getDescription())
                        .as(name + " " + attribute.getName())
                        .isNotBlank();
                assertThat(attribute.isWritable()).isFalse();
                BEANS.getAttribute(name, attribute.getName());
            }
            for (var operation : info.getOperations()) {
                assertThat(operation.getDescription())
                        .as(name + " " + operation.getName())
                        .isNotBlank();
            }
        }
    }

    @Test
    void aRunOfAnOperatorIsInHistoryInTheBeanAndInTheAuditTrail() throws Exception {
        JsonNode answer = exec(ConsoleUsers.OPERATOR, WORKFLOW, "run()");
        String run = answer.path("value").asText();
        assertThat(run).as(answer.toString()).isNotEmpty();
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(fact("LastRun")).isEqualTo(run);
            assertThat(fact("LastRunStatus")).isEqualTo("SUCCEEDED");
        });
        assertThat(fact("LastRunCounts"))
                .asString()
                .containsPattern("contacts [1-9]")
                .contains("groups ");
        assertThat(fact("NextFiring")).asString().contains("-01-01T03:00:00Z");
        assertThat(house.house().store().history().run(run)).isPresent();
        assertThat(audit())
                .anyMatch(line -> line.contains("OPERATOR_RUN_ASKED")
                        && line.contains(run)
                        && line.contains("\"user\":\"otto\",\"through\":\"console\""));
    }

    @Test
    void anOperatorPausesAndResumesAndAViewerDoesNot() throws Exception {
        assertThat(exec(ConsoleUsers.VIEWER, WORKFLOW, "pause()").path("status").asInt())
                .isEqualTo(403);
        assertThat(house.house().desk().halts()).isEmpty();
        assertThat(exec(ConsoleUsers.OPERATOR, WORKFLOW, "pause()")
                        .path("value")
                        .asText())
                .isEqualTo("Paused");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(fact("Paused")).asString().startsWith("otto (console) since "));
        assertThat(exec(ConsoleUsers.OPERATOR, WORKFLOW, "resume()")
                        .path("value")
                        .asText())
                .isEqualTo("Resumed");
        assertThat(house.house().desk().halts()).isEmpty();
        told("OPERATOR_WORKFLOW_PAUSED", OTTO);
        told("OPERATOR_WORKFLOW_RESUMED", OTTO);
    }

    @Test
    void aReplayGoesOnWithTheNewestRunAndSaysSoWhenThereIsNone() throws Exception {
        String other = "io.outboundroutes:type=Workflow,name=campaign-statistics";
        assertThat(exec(ConsoleUsers.VIEWER, other, "replay()").path("status").asInt())
                .isEqualTo(403);
        assertThat(exec(ConsoleUsers.OPERATOR, other, "replay()").path("error").asText())
                .contains("There is no run of campaign-statistics yet");
        sandbox.fault(Fault.named("400").path("segments-create").times(1));
        String run = house.house()
                .desk()
                .ask(new Actor("otto", Actor.Through.CONSOLE), new Wish(SEGMENTATION, Mode.LIVE, true, null), null)
                .id();
        await().atMost(PATIENCE).until(() -> status(run).isFinal());
        assertThat(status(run)).isEqualTo(RunStatus.PARTIAL);

        String replay =
                exec(ConsoleUsers.OPERATOR, WORKFLOW, "replay()").path("value").asText();

        await().atMost(PATIENCE).until(() -> status(replay).isFinal());
        assertThat(house.house().store().history().run(replay).map(Run::resumedFrom))
                .contains(run);
        assertThat(status(replay)).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(audit())
                .anyMatch(line -> line.contains("OPERATOR_REPLAY") && line.contains(replay) && line.contains(OTTO));
    }

    @Test
    void aDeliveryThatWasGivenUpIsSentAgainByAnOperatorAndByNoViewer() throws Exception {
        await().atMost(PATIENCE)
                .until(() -> house.house()
                        .store()
                        .outbox()
                        .deliveries("pending", -1, 1)
                        .isEmpty());
        sandbox.fault(Fault.named("500").path("webhook").times(1));
        String run = house.house()
                .desk()
                .ask(new Actor("anna", Actor.Through.REST), new Wish(SEGMENTATION, Mode.LIVE, true, null), null)
                .id();
        await().atMost(PATIENCE).until(() -> webhook(run) == WebhookState.PARKED);
        String event =
                exec(ConsoleUsers.OPERATOR, OUTBOX, "ids()").path("value").asText();
        assertThat(event).matches("[0-9a-f-]{36}");

        for (String bean : List.of(OUTBOX, PARKED)) {
            assertThat(exec(ConsoleUsers.VIEWER, bean, "replay(java.lang.String)", event)
                            .path("status")
                            .asInt())
                    .isEqualTo(403);
            assertThat(exec(ConsoleUsers.VIEWER, bean, "replay", event)
                            .path("status")
                            .asInt())
                    .isEqualTo(403);
            assertThat(exec(ConsoleUsers.VIEWER, bean, "ids()").path("status").asInt())
                    .isEqualTo(403);
        }
        assertThat(webhook(run)).isEqualTo(WebhookState.PARKED);
        assertThat(audit()).noneMatch(line -> line.contains("OPERATOR_DELIVERY_REPLAYED"));

        assertThat(exec(ConsoleUsers.OPERATOR, OUTBOX, "replay(java.lang.String)", event)
                        .path("value")
                        .asText())
                .isEqualTo("It is sent again");

        await().atMost(PATIENCE).until(() -> webhook(run) == WebhookState.DELIVERED);
        assertThat(sandbox.state().webhooks())
                .extracting(sent -> sent.header("webhook-id"))
                .contains(event);
        told("OPERATOR_DELIVERY_REPLAYED", OTTO, event);
        assertThat(exec(ConsoleUsers.OPERATOR, PARKED, "replay(java.lang.String)", event)
                        .path("error")
                        .asText())
                .as("once more")
                .contains("The delivery is not parked");
        assertThat(exec(ConsoleUsers.OPERATOR, OUTBOX, "replay(java.lang.String)", " ")
                        .path("error")
                        .asText())
                .contains("the parameter is empty");
    }

    @Test
    void anItemOfUnknownFateIsGoneOnWithByItsId() throws Exception {
        sandbox.fault(Fault.named("reset-after").path("conversations-create").times(1));
        String run = house.house()
                .desk()
                .ask(
                        new Actor("anna", Actor.Through.REST),
                        new Wish("external-contacts", Mode.LIVE, false, null),
                        InputRows.of(
                                new ByteArrayInputStream("externalContactId,name,voice\nC-1,Somebody,+15550001111\n"
                                        .getBytes(StandardCharsets.UTF_8)),
                                "rows",
                                true))
                .id();
        await().atMost(PATIENCE).until(() -> status(run).isFinal());
        String id = exec(ConsoleUsers.OPERATOR, PARKED, "ids()")
                .path("value")
                .asText()
                .lines()
                .filter(line -> line.startsWith(run + "/"))
                .findFirst()
                .orElseThrow();

        String replay = exec(ConsoleUsers.OPERATOR, PARKED, "replay(java.lang.String)", id)
                .path("value")
                .asText();

        await().atMost(PATIENCE).until(() -> status(replay).isFinal());
        assertThat(house.house().store().history().run(replay).map(Run::resumedFrom))
                .contains(run);
        told("OPERATOR_REPLAY", OTTO, replay);
        assertThat(exec(ConsoleUsers.OPERATOR, PARKED, "replay(java.lang.String)", run + "/nobody")
                        .path("error")
                        .asText())
                .isNotEmpty();
    }

    @Test
    void dryRunsAndTheStopOfEverythingAreInTheAuditTrailByName() throws Exception {
        String house1 = "io.outboundroutes:type=House";
        String run =
                exec(ConsoleUsers.OPERATOR, WORKFLOW, "dryRun()").path("value").asText();
        await().atMost(PATIENCE).until(() -> status(run).isFinal());
        assertThat(house.house()
                        .store()
                        .history()
                        .run(run)
                        .orElseThrow()
                        .request()
                        .mode())
                .isEqualTo(Mode.DRY_RUN);
        told("OPERATOR_RUN_ASKED", OTTO, run);

        assertThat(exec(ConsoleUsers.VIEWER, house1, "stopAll()").path("status").asInt())
                .isEqualTo(403);
        assertThat(house.house().desk().halts()).isEmpty();
        assertThat(exec(ConsoleUsers.OPERATOR, house1, "stopAll()")
                        .path("value")
                        .asText())
                .isEqualTo("Everything is stopped");
        assertThat(house.house().desk().halts()).singleElement().matches(Orders.Halt::stopsAll);
        assertThat(exec(ConsoleUsers.VIEWER, house1, "resumeAll()")
                        .path("status")
                        .asInt())
                .isEqualTo(403);
        assertThat(exec(ConsoleUsers.OPERATOR, house1, "resumeAll()")
                        .path("value")
                        .asText())
                .isEqualTo("Going on");
        assertThat(house.house().desk().halts()).isEmpty();
        told("OPERATOR_STOPPED_ALL", OTTO);
        told("OPERATOR_RESUMED_ALL", OTTO);
    }

    private static WebhookState webhook(String run) {
        return house.house().store().history().webhookState(run);
    }

    /** Waits until the audit trail has a line of that action with these texts; the file is written somewhat after the store. */
    private static void told(String action, String... texts) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(audit())
                        .filteredOn(line -> line.contains("\"action\":\"" + action + "\""))
                        .anyMatch(line -> Stream.of(texts).allMatch(line::contains)));
    }

    private static RunStatus status(String run) {
        return house.house().store().history().run(run).orElseThrow().status();
    }

    @Test
    void whatTheDeskRefusesIsToldInWords() throws Exception {
        JsonNode answer = exec(ConsoleUsers.OPERATOR, "io.outboundroutes:type=Workflow,name=engagement-sync", "run()");
        assertThat(answer.path("status").asInt()).isNotEqualTo(200);
        assertThat(answer.path("error").asText()).contains("engagement-sync is not switched on");
    }

    @Test
    void aRouteThatAnOperatorStopsIsInTheAuditTrail() throws Exception {
        String name = BEANS.queryNames(new ObjectName("org.apache.camel:type=routes,name=\"create-segment\",*"), null)
                .iterator()
                .next()
                .getCanonicalName();
        assertThat(exec(ConsoleUsers.OPERATOR, name, "suspend()").path("status").asInt())
                .isEqualTo(200);
        assertThat(exec(ConsoleUsers.OPERATOR, name, "resume()").path("status").asInt())
                .isEqualTo(200);
        assertThat(audit())
                .anyMatch(line -> line.contains("\"action\":\"OPERATOR_JMX_OPERATION\"")
                        && line.contains("\"user\":\"otto\"")
                        && line.contains("suspend()")
                        && line.contains("create-segment"));
    }

    @Test
    void aSecondHouseInOneJvmHasBeansOfItsOwn() throws Exception {
        int before = ours().size();
        try (Console second = ConsoleUsers.open(house.house())) {
            assertThat(second.port()).isNotEqualTo(console.port());
            assertThat(ours()).hasSize(2 * before);
            assertThat(BEANS.getAttribute(new ObjectName(WORKFLOW + ",house=2"), "SwitchedOn"))
                    .isEqualTo(true);
        }
        assertThat(ours()).hasSize(before);
    }

    private static Object fact(String name) throws Exception {
        return BEANS.getAttribute(new ObjectName(WORKFLOW), name);
    }

    private static List<String> audit() throws IOException {
        return Files.readAllLines(folder.resolve("audit.jsonl"));
    }

    private static JsonNode exec(String user, String bean, String operation, String... arguments) throws Exception {
        String login = Base64.getEncoder()
                .encodeToString((user + ":" + ConsoleUsers.PASSWORD).getBytes(StandardCharsets.UTF_8));
        String body = JSON.writeValueAsString(
                Map.of("type", "exec", "mbean", bean, "operation", operation, "arguments", List.of(arguments)));
        HttpRequest request = HttpRequest.newBuilder(console.hawtio().resolve("/hawtio/jolokia/"))
                .header("Authorization", "Basic " + login)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return JSON.readTree(HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body());
    }
}
