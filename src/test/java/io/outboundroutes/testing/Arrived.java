package io.outboundroutes.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.outboundroutes.platform.json.Json;
import io.outboundroutes.platform.store.Delivery;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.sandbox.RecordedRequest;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.Segment;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** What arrived at a sandbox from processes that may have died. Stateless. */
public final class Arrived {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MOST_EVENTS = 1_000;

    private Arrived() {}

    /** The bodies of the events, in order, with those that arrived again. */
    public static List<Map<?, ?>> events(SandboxServer sandbox) {
        return sandbox.state().webhooks().stream()
                .<Map<?, ?>>map(webhook -> object(webhook.body()))
                .toList();
    }

    /** The ids of the events, in order, with those that arrived again. */
    public static List<String> eventIds(SandboxServer sandbox) {
        return sandbox.state().webhooks().stream()
                .map(webhook -> String.valueOf(webhook.header("webhook-id")))
                .toList();
    }

    /**
     * Everything that a run is to tell arrived, under the ids that it is stored with: one event for each item, or one for
     * the run. What a dead process had claimed counts as free again.
     *
     * @param told the keys of the items; null stands for the run itself
     */
    public static void assertAllTold(SandboxServer sandbox, Store store, String runId, Collection<String> told)
            throws SQLException {
        Remains.claimsRunOut(store);
        await().atMost(PATIENCE).until(() -> store.outbox().pending(runId) == 0);
        List<Delivery> events = store.outbox().deliveries(null, -1, MOST_EVENTS).stream()
                .filter(event -> runId.equals(event.runId()))
                .toList();
        assertThat(events)
                .as("events of run %s", runId)
                .allMatch(event -> event.state().equals("delivered"))
                .extracting(Delivery::itemKey)
                .containsExactlyInAnyOrderElementsOf(told);
        assertThat(eventIds(sandbox))
                .as("ids of events that arrived")
                .containsAll(events.stream().map(Delivery::eventId).toList());
    }

    /** The segments that the vendor holds: the query by name. */
    public static Map<String, String> segments(SandboxServer sandbox) {
        Map<String, String> segments = new TreeMap<>();
        for (Segment segment : sandbox.state().segments()) {
            segments.put(segment.name(), segment.query());
        }
        return segments;
    }

    /** A write is repeated under the name that it had: one idempotency key for each thing that is asked for. */
    public static void assertOneKeyEach(Collection<RecordedRequest> requests, Function<RecordedRequest, String> thing) {
        assertThat(grouped(requests, thing, Arrived::key))
                .allSatisfy((what, keys) ->
                        assertThat(keys).as("idempotency keys of %s", what).hasSize(1));
    }

    /** No two writes share a name: one thing that is asked for under each idempotency key. */
    public static void assertOneThingEach(
            Collection<RecordedRequest> requests, Function<RecordedRequest, String> thing) {
        assertThat(grouped(requests, Arrived::key, thing))
                .allSatisfy((key, things) ->
                        assertThat(things).as("sent under %s", key).hasSize(1));
    }

    private static String key(RecordedRequest request) {
        return String.valueOf(request.header("Idempotency-Key"));
    }

    private static Map<String, Set<String>> grouped(
            Collection<RecordedRequest> requests,
            Function<RecordedRequest, String> by,
            Function<RecordedRequest, String> what) {
        Map<String, Set<String>> groups = new HashMap<>();
        requests.forEach(request -> groups.computeIfAbsent(by.apply(request), any -> new HashSet<>())
                .add(what.apply(request)));
        return groups;
    }

    /** A JSON object. */
    public static Map<?, ?> object(String json) {
        return (Map<?, ?>) Json.parse(json.getBytes(StandardCharsets.UTF_8));
    }
}
