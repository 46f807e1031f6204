package io.outboundroutes.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.outboundroutes.app.TestHouse;
import io.outboundroutes.bench.KilledWorkflow.Thing;
import io.outboundroutes.platform.run.Fate;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunStatus;
import io.outboundroutes.platform.store.Delivery;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.sandbox.RecordedRequest;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.testing.Arrived;
import io.outboundroutes.testing.Remains;
import io.outboundroutes.testing.Trail;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What processes left behind, at their peers' and on disk, when the last of them has ended and the events that they left
 * are delivered.
 *
 * @param remains the run and its ledger
 * @param report the run's report
 * @param things what stands at the vendor
 * @param requests the calls that write, by the sandbox's name
 * @param events the ids of the events that the outbox holds
 * @param arrived the ids of the events that arrived, again and again if so
 * @param trail the audit trail
 */
record Aftermath(
        KilledWorkflow workflow,
        Remains remains,
        Map<?, ?> report,
        List<Thing> things,
        Map<String, List<RecordedRequest>> requests,
        Set<String> events,
        List<String> arrived,
        Trail trail) {

    /** Lines of the trail that tell of deliveries and processes: how many there are depends on the kills. */
    private static final String DELIVERIES = "WEBHOOK_";

    /** Counts that depend on the kills: how long answers took, and whether a repeat found what the first request had made. */
    private static final Set<String> HOW = Set.of("averageLatencyMs", "registered", "existing");

    private static final int MOST_EVENTS = 10_000;

    /**
     * Opens the program once more until every event is delivered, and looks at what is left.
     *
     * @param home where {@link TestHouse} would have its store and audit trail
     */
    static Aftermath of(KilledWorkflow workflow, SandboxServer sandbox, Path home) throws IOException, SQLException {
        Remains remains;
        List<Delivery> deliveries;
        // One at a time in this process: Quartz registers its scheduler under one name with the platform's MBean
        // server.
        synchronized (Aftermath.class) {
            try (TestHouse next = TestHouse.open(sandbox, home, Map.of())) {
                Store store = next.house().store();
                Remains.claimsRunOut(store);
                await().atMost(Duration.ofMinutes(2))
                        .until(() -> deliveries(store).stream().allMatch(Delivery::isDelivered));
                remains = Remains.of(store, workflow.id());
                deliveries = deliveries(store);
            }
        }
        Map<String, List<RecordedRequest>> requests = new TreeMap<>();
        workflow.writes().forEach(write -> requests.put(write, sandbox.state().requests(write)));
        assertThat(remains.runs()).as("runs through all deaths").hasSize(1);
        return new Aftermath(
                workflow,
                remains,
                Arrived.object(String.valueOf(remains.runs().get(0).report())),
                workflow.vendor().apply(sandbox).toList(),
                requests,
                deliveries.stream().map(Delivery::eventId).collect(Collectors.toSet()),
                Arrived.eventIds(sandbox),
                Trail.intact(home));
    }

    private static List<Delivery> deliveries(Store store) {
        return store.outbox().deliveries(null, 0, MOST_EVENTS);
    }

    /**
     * Whether all is well.
     *
     * @param undisturbed what a run that nobody killed left behind
     * @param underWay the keys of items that were under way when a process died, once for each death
     */
    void judge(Aftermath undisturbed, Collection<String> underWay) {
        assertFates(undisturbed, underWay);
        assertArrived(undisturbed);
        assertWrites(underWay.size());
        assertEvents(undisturbed);
        assertTrail(undisturbed);
    }

    /** Every item is done, or of unknown fate because it was under way when a process died, and the report says so. */
    private void assertFates(Aftermath undisturbed, Collection<String> underWay) {
        Set<String> unknown = remains.keys(Fate.UNKNOWN);
        Run run = remains.runs().get(0);
        assertThat(run.status()).isEqualTo(unknown.isEmpty() ? RunStatus.SUCCEEDED : RunStatus.PARTIAL);
        assertThat(remains.items()).hasSameSizeAs(undisturbed.remains().items());
        assertThat(remains.keys(Fate.DONE).size() + unknown.size())
                .as("items done or unknown")
                .isEqualTo(remains.items().size());
        assertThat(unknown).as("items of unknown fate").isSubsetOf(underWay);
        assertThat(((List<?>) report.get("items"))
                        .stream().filter(item -> "unknown".equals(((Map<?, ?>) item).get("outcome"))))
                .as("items that the report calls unknown")
                .hasSameSizeAs(unknown);
        if (unknown.isEmpty()) {
            assertThat(counts()).as("counts of the report").isEqualTo(undisturbed.counts());
        }
    }

    /**
     * Every intended thing stands once or is listed as unknown, no other one does, and the ledger knows each by its id,
     * but for segments that were asked for again, because the answer was lost: the repeat's is 409, which tells no id.
     */
    private void assertArrived(Aftermath undisturbed) {
        Set<String> intended = undisturbed.names();
        Set<String> unknown = unknown();
        assertThat(things).extracting(Thing::name).as("at the vendor").doesNotHaveDuplicates();
        assertThat(names()).as("at the vendor").isSubsetOf(intended);
        Set<String> accountedFor = names();
        accountedFor.addAll(unknown);
        assertThat(accountedFor).as("at the vendor, or listed as unknown").isEqualTo(intended);
        List<Thing> there =
                things.stream().filter(thing -> !unknown.contains(thing.name())).toList();
        List<Thing> ledger = remains.with(Fate.DONE).flatMap(workflow.ledger()).toList();
        assertThat(ledger)
                .extracting(Thing::name)
                .as("what the ledger says to stand at the vendor")
                .containsExactlyInAnyOrderElementsOf(
                        there.stream().map(Thing::name).toList());
        assertThat(ledger.stream().filter(thing -> !thing.hasNoId()))
                .as("what the ledger says to stand at the vendor, by its id")
                .isSubsetOf(there);
        assertThat(ledger.stream().filter(Thing::hasNoId))
                .as("whose id the ledger does not know")
                .allMatch(this::isAskedForAgain);
    }

    private boolean isAskedForAgain(Thing segment) {
        String name = "\"" + segment.name().split(", ", 2)[0] + "\"";
        return requests.getOrDefault("segments-create", List.of()).stream()
                        .filter(request -> request.body().contains(name))
                        .count()
                > 1;
    }

    /** A write is repeated only when its process died before it knew the answer, and under the key that it had. */
    private void assertWrites(int underWay) {
        requests.values().forEach(sent -> Arrived.assertOneKeyEach(sent, r -> r.path() + " " + r.body()));
        requests.values().forEach(sent -> Arrived.assertOneThingEach(sent, r -> r.path() + " " + r.body()));
        workflow.once()
                .forEach(write -> assertThat(requests.get(write))
                        .extracting(RecordedRequest::body)
                        .as("requests of %s", write)
                        .doesNotHaveDuplicates());
        assertThat(repeated()).as("requests repeated").isBetween(0, underWay);
    }

    /** As many events as ever, each delivered. */
    private void assertEvents(Aftermath undisturbed) {
        assertThat(events).as("events").hasSameSizeAs(undisturbed.events());
        assertThat(new HashSet<>(arrived)).as("events that arrived").isEqualTo(events);
        assertThat(trail.details("WEBHOOK_DELIVERED", "eventId"))
                .as("events whose arrival is in the audit trail")
                .containsExactlyInAnyOrderElementsOf(events);
    }

    /** As many lines of each action as ever, each once, all of one run. */
    private void assertTrail(Aftermath undisturbed) {
        assertThat(trail.lines())
                .extracting(line -> line.get("action") + " " + line.get("details"))
                .as("lines of the audit trail")
                .doesNotHaveDuplicates();
        assertThat(actions()).as("lines of the audit trail").isEqualTo(undisturbed.actions());
        assertThat(trail.lines())
                .as("lines of other runs")
                .allMatch(line -> remains.runs().get(0).id().equals(line.get("runId")));
    }

    /** What the report counts, but for how it came about. */
    private Map<Object, Object> counts() {
        Map<Object, Object> counts = new HashMap<>((Map<?, ?>) report.get("counts"));
        counts.keySet().removeAll(HOW);
        return counts;
    }

    /** Names of what stands at the vendor. */
    Set<String> names() {
        return things.stream().map(Thing::name).collect(Collectors.toSet());
    }

    /** Names of what the report lists as unknown. */
    Set<String> unknown() {
        return ((List<?>) report.get("items"))
                .stream()
                        .<Map<?, ?>>map(item -> (Map<?, ?>) item)
                        .flatMap(workflow.unknown())
                        .collect(Collectors.toSet());
    }

    /** How many requests that write were sent. */
    int writes() {
        return requests.values().stream().mapToInt(List::size).sum();
    }

    /** How many of them were sent before. */
    int repeated() {
        return requests.values().stream()
                .mapToInt(sent -> sent.size()
                        - (int) sent.stream()
                                .map(request -> request.path() + " " + request.body())
                                .distinct()
                                .count())
                .sum();
    }

    private Map<String, Integer> actions() {
        Map<String, Integer> actions = new TreeMap<>();
        trail.lines().stream()
                .map(line -> String.valueOf(line.get("action")))
                .filter(action -> !action.startsWith(DELIVERIES))
                .forEach(action -> actions.merge(action, 1, Integer::sum));
        return actions;
    }
}
