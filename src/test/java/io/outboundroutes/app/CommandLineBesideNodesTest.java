package io.outboundroutes.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.outboundroutes.platform.run.AuditEntry;
import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunRequest;
import io.outboundroutes.platform.run.RunStatus;
import io.outboundroutes.platform.run.Trigger;
import io.outboundroutes.platform.run.WebhookEvent;
import io.outboundroutes.platform.run.WebhookState;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.platform.store.StoreSettings;
import io.outboundroutes.platform.store.TxWork;
import io.outboundroutes.sandbox.ReceivedWebhook;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.testing.Trail;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A command line with a receiver and an audit file of its own, on a store with what a dead node and a dead command line left. */
@Timeout(120)
class CommandLineBesideNodesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String WORKFLOW = SegmentationSteps.WORKFLOW;
    private static final String LEFT = "LEFT_BEHIND";

    @TempDir
    Path folder;

    private SandboxServer sandbox;
    private SandboxServer elsewhere;

    @BeforeEach
    void start() {
        sandbox = SandboxServer.start(SandboxOptions.defaults().withContacts(20));
        elsewhere = SandboxServer.start(SandboxOptions.defaults().withContacts(0));
    }

    @AfterEach
    void stop() {
        elsewhere.close();
        sandbox.close();
    }

    @Test
    void all14_all15_itTellsOfCommandLinesRunsAndLeavesToTheNodesWhatIsTheirs() throws Exception {
        String nodes;
        String commandLines;
        StoreSettings where = new StoreSettings(store(), null, null);
        try (Store dead = Store.open(where, "dead", Clock.systemUTC(), Checkpoint.NONE)) {
            nodes = leave(dead, Trigger.QUARTZ);
            commandLines = leave(dead, Trigger.CLI);
        }

        try (TestHouse untold = open("untold", "")) {
            sweep(untold);
            assertThat(attempts(untold, nodes)).isZero();
            assertThat(attempts(untold, commandLines)).as("nowhere to send it").isZero();
            assertThat(lines("untold")).containsExactly(commandLines);
        }

        String own;
        try (TestHouse house = open("own", elsewhere.baseUri() + "/sandbox/webhooks")) {
            own = String.valueOf(house.segment().get("runId"));
            await().atMost(PATIENCE)
                    .until(() -> state(house, own) == WebhookState.DELIVERED
                            && state(house, commandLines) == WebhookState.DELIVERED);
            sweep(house);
            assertThat(attempts(house, nodes)).isZero();
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(house.house().store().audit().pending()).isOne());
        }
        assertThat(elsewhere.state().webhooks()).hasSize(2);
        assertThat(sandbox.state().webhooks()).isEmpty();
        assertThat(Files.readString(folder.resolve("own/audit.jsonl")))
                .contains(own)
                .doesNotContain(nodes);

        try (TestHouse node = open("node", sandbox.baseUri() + "/sandbox/webhooks")) {
            Serving serving = Serving.start(node.house());
            assertThat(lines("node")).as("at once").containsExactly(nodes);
            await().atMost(PATIENCE).until(() -> state(node, nodes) == WebhookState.DELIVERED);
            serving.stop(PATIENCE);
        }
        assertThat(sandbox.state().webhooks())
                .extracting(ReceivedWebhook::body)
                .singleElement()
                .asString()
                .contains(nodes);
        assertThat(elsewhere.state().webhooks()).hasSize(2);
    }

    /** An event and a line of a run that has ended. */
    private static String leave(Store dead, Trigger trigger) {
        Run run = dead.runs().ask(new RunRequest(WORKFLOW, trigger, Mode.LIVE, null, false, null, Map.of()));
        dead.runs().begin(run.id());
        dead.runs()
                .finish(
                        run.id(),
                        RunStatus.SUCCEEDED,
                        "{}",
                        List.of(new AuditEntry(Instant.EPOCH, run.id(), WORKFLOW, LEFT, Map.of())),
                        List.of(new WebhookEvent(
                                event(run.id()), run.id(), WORKFLOW, null, "{\"runId\":\"" + run.id() + "\"}")),
                        TxWork.NONE);
        return run.id();
    }

    private static String event(String run) {
        return "of-" + run.replace('.', '-');
    }

    private TestHouse open(String name, String receiver) throws Exception {
        Files.createDirectory(folder.resolve(name));
        Map<String, String> settings = new HashMap<>(Map.of("store.url", store(), "webhook.url", receiver));
        return TestHouse.open(sandbox, folder.resolve(name), settings);
    }

    private String store() {
        return "jdbc:h2:file:" + folder.resolve("db/outbound");
    }

    /** What the timer does each second, done now and to its end. */
    private static void sweep(TestHouse house) throws Exception {
        try (ProducerTemplate template = house.camel().createProducerTemplate()) {
            template.sendBody("direct:webhook-delivery", null);
        }
    }

    private static int attempts(TestHouse house, String run) {
        return house.house().store().outbox().delivery(event(run)).orElseThrow().attempts();
    }

    private static WebhookState state(TestHouse house, String run) {
        return house.house().store().history().webhookState(run);
    }

    /** The runs whose left line stands in this house's file. */
    private List<Object> lines(String name) throws Exception {
        return Trail.intact(folder.resolve(name))
                .of(LEFT)
                .<Object>map(line -> line.get("runId"))
                .toList();
    }
}
