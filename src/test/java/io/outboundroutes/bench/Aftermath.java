package io.outboundroutes.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.outboundroutes.app.SegmentationSteps;
import io.outboundroutes.app.TestHouse;
import io.outboundroutes.platform.audit.AuditFile;
import io.outboundroutes.platform.audit.Verification;
import io.outboundroutes.platform.config.SegmentationKeys;
import io.outboundroutes.platform.config.Settings;
import io.outboundroutes.platform.config.SettingsSources;
import io.outboundroutes.platform.json.Json;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunStatus;
import io.outboundroutes.platform.run.WebhookState;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.sandbox.RecordedRequest;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.Segment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What processes left behind, at their peers' and on disk, when the last of them has ended. Used by one thread. */
final class Aftermath {

    private final SandboxServer sandbox;
    private final Path home;
    private final Set<String> succeeded = new HashSet<>();

    /** @param home where {@link TestHouse} would have its store and audit trail */
    Aftermath(SandboxServer sandbox, Path home) {
        this.sandbox = sandbox;
        this.home = home;
    }

    /** The segments that the vendor holds: the query by name. */
    Map<String, String> segments() {
        Map<String, String> segments = new TreeMap<>();
        sandbox.state().segments().forEach(segment -> segments.put(segment.name(), segment.query()));
        return segments;
    }

    /**
     * Every run that was ever begun has succeeded, and has its event delivered once there is time for it: an event that
     * a killed process had claimed waits until its claim is over, and a process that ends does not wait for the events
     * of another one's run.
     */
    void assertDelivered() {
        // One at a time in this process: Quartz registers its scheduler under one name with the platform's MBean
        // server.
        synchronized (Aftermath.class) {
            try (TestHouse next = TestHouse.open(sandbox, home, Map.of())) {
                Store store = next.house().store();
                // Asked for, never begun: killed before its turn. The process after it asks for a run of its own.
                List<Run> begun = store.history().runs(SegmentationSteps.WORKFLOW, 1_000).stream()
                        .filter(run -> run.status() != RunStatus.ASKED)
                        .toList();
                assertThat(begun).isNotEmpty().allMatch(run -> run.status() == RunStatus.SUCCEEDED);
                begun.forEach(run -> succeeded.add(run.id()));
                await().atMost(Duration.ofMinutes(2)).until(() -> succeeded.stream()
                        .allMatch(run -> store.history().webhookState(run) == WebhookState.DELIVERED));
            }
        }
    }

    /**
     * The same segments, each once; a request is repeated only when its process was killed without having recorded the
     * answer, and then with the same idempotency key.
     */
    void assertSegments(Map<String, String> expected, int kills) {
        assertThat(segments()).isEqualTo(expected);
        assertThat(sandbox.state().segments())
                .extracting(Segment::name)
                .doesNotHaveDuplicates()
                .hasSize(expected.size());
        List<RecordedRequest> requests = sandbox.state().requests("segments-create");
        Map<String, Set<String>> keys = new HashMap<>();
        requests.forEach(request -> keys.computeIfAbsent(name(request), any -> new HashSet<>())
                .add(String.valueOf(request.header("Idempotency-Key"))));
        assertThat(keys.values()).as("idempotency keys of each segment").allMatch(same -> same.size() == 1);
        int parallel = Settings.load(SettingsSources.none()).get(SegmentationKeys.PARALLEL);
        assertThat(requests.size() - expected.size())
                .as("requests repeated after %d kills with %d segments at a time", kills, parallel)
                .isBetween(0, kills * parallel);
    }

    /**
     * Every succeeded run was told, none but those, and each under one event id.
     *
     * @return how many events there are
     */
    int assertEvents() {
        Map<String, Set<String>> events = new HashMap<>();
        sandbox.state().webhooks().forEach(webhook -> {
            Map<?, ?> event = object(webhook.body());
            events.computeIfAbsent(String.valueOf(event.get("runId")), any -> new HashSet<>())
                    .add(String.valueOf(event.get("eventId")));
        });
        assertThat(events.keySet()).as("runs that were told").isEqualTo(succeeded);
        assertThat(events.values()).as("event ids of each run").allMatch(ids -> ids.size() == 1);
        return events.size();
    }

    /** The chain is intact, every run ended once in it, every segment was recorded once in its run. */
    void assertAudit(Set<String> names) throws IOException {
        Path file = home.resolve("audit.jsonl");
        assertThat(new AuditFile(file).verify()).isInstanceOf(Verification.Intact.class);
        List<String> outcomes = new ArrayList<>();
        List<String> items = new ArrayList<>();
        Set<String> recorded = new HashSet<>();
        for (String line : Files.readAllLines(file)) {
            Map<?, ?> entry = object(line);
            String run = String.valueOf(entry.get("runId"));
            if (entry.get("action").equals("CONTACT_SEGMENTATION")) {
                outcomes.add(run);
            } else if (entry.get("action").equals("CONTACT_SEGMENTATION_ITEM")) {
                String name = String.valueOf(((Map<?, ?>) entry.get("details")).get("segmentName"));
                items.add(run + " " + name);
                recorded.add(name);
            }
        }
        assertThat(outcomes).as("runs whose outcome is recorded").containsExactlyInAnyOrderElementsOf(succeeded);
        assertThat(items).as("items recorded").doesNotHaveDuplicates();
        assertThat(recorded).as("segments recorded").isEqualTo(names);
    }

    private static String name(RecordedRequest request) {
        return String.valueOf(object(request.body()).get("name"));
    }

    private static Map<?, ?> object(String json) {
        return (Map<?, ?>) Json.parse(json.getBytes(StandardCharsets.UTF_8));
    }
}
