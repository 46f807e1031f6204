package io.outboundroutes.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.platform.audit.AuditFile;
import io.outboundroutes.platform.audit.Verification;
import io.outboundroutes.platform.json.Json;
import io.outboundroutes.platform.run.Item;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunStatus;
import io.outboundroutes.platform.run.Trigger;
import io.outboundroutes.platform.store.Delivery;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.testing.Arrived;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What two nodes, one of which was killed now and then, have left behind. */
final class ClusterAftermath {

    /**
     * What there must be.
     *
     * @param started runs of contacts that were answered when they were asked for
     * @param files files that were put into the inbox
     * @param everySeconds how often the clock fired
     * @param last the last time that the clock had fired when the nodes were told to end; what comes after it may be missing
     * @param people whom there were rows for
     */
    record Expected(Set<String> started, int files, int everySeconds, Instant last, int people) {}

    private static final int MOST_EVENTS = 9_999;

    private final Store store;
    private final SandboxServer sandbox;
    private final List<BenchNode> nodes;
    private final Map<String, Object> found = new java.util.LinkedHashMap<>();

    ClusterAftermath(Store store, SandboxServer sandbox, List<BenchNode> nodes) {
        this.store = store;
        this.sandbox = sandbox;
        this.nodes = nodes;
    }

    ClusterAftermath judge(Expected expected) throws IOException {
        List<Run> contacts = store.history().runs("external-contacts", 999);
        assertThat(contacts.stream().filter(run -> run.request().trigger() == Trigger.INBOX))
                .hasSize(expected.files());
        Set<String> others = contacts.stream()
                .filter(run -> run.request().trigger() != Trigger.INBOX)
                .map(Run::id)
                .collect(Collectors.toSet());
        assertThat(others).as("every run that was answered, and no other one").isEqualTo(expected.started());
        found.put("runs through REST, the inbox and as replays", contacts.size());
        clock(store.history().runs("contact-segmentation", 999), expected.everySeconds(), expected.last());
        people(contacts, expected.people());
        events(contacts);
        trails(contacts);
        return this;
    }

    /** Every time has its run, which came to its end or was recorded as SKIPPED, and each run told its receiver once. */
    private void clock(List<Run> fired, int everySeconds, Instant last) {
        Set<Instant> times = new TreeSet<>();
        fired.forEach(run -> times.add(fireTime(run)));
        assertThat(times).hasSameSizeAs(fired);
        List<Instant> between =
                times.stream().filter(time -> !time.isAfter(last)).toList();
        assertThat(between)
                .as("no time is missing")
                .containsExactlyElementsOf(IntStream.range(0, between.size())
                        .mapToObj(i -> between.get(0).plusSeconds((long) everySeconds * i))
                        .toList());
        List<Run> ended = fired.stream()
                .filter(run -> run.status() == RunStatus.SUCCEEDED)
                .toList();
        assertThat(fired)
                .allMatch(run -> run.status() == RunStatus.SUCCEEDED
                        || run.status() == RunStatus.SKIPPED
                        || run.equals(fired.get(0)));
        found.put("firings of the clock", fired.size());
        found.put("of these SKIPPED, because the one before was under way", fired.size() - ended.size());
        Map<String, Set<String>> told = new HashMap<>();
        sandbox.state().webhooks().forEach(webhook -> {
            Map<?, ?> event = (Map<?, ?>) Json.parse(webhook.body().getBytes(StandardCharsets.UTF_8));
            if ("contact_segmentation_completed".equals(event.get("event"))) {
                told.computeIfAbsent(String.valueOf(event.get("runId")), run -> new HashSet<>())
                        .add(String.valueOf(event.get("eventId")));
            }
        });
        assertThat(told.keySet()).containsAll(ended.stream().map(Run::id).toList());
        assertThat(told.values()).allMatch(events -> events.size() == 1);
    }

    /** When the clock fired for a run. */
    static Instant fireTime(Run run) {
        return Instant.parse(String.valueOf(run.request().requestKey()).substring("quartz:".length()));
    }

    /** Each row is told of by one event, which arrived. */
    private void events(List<Run> contacts) {
        List<Delivery> all = store.outbox().deliveries(null, -1, MOST_EVENTS).stream()
                .filter(event -> event.workflow().equals(ClusterFiringsBench.CONTACTS))
                .toList();
        assertThat(all).allMatch(Delivery::isDelivered);
        assertThat(Arrived.eventIds(sandbox))
                .containsAll(all.stream().map(Delivery::eventId).toList());
        Map<String, List<String>> told = all.stream()
                .filter(event -> event.itemKey() != null)
                .collect(Collectors.groupingBy(
                        Delivery::runId, Collectors.mapping(Delivery::itemKey, Collectors.toList())));
        for (Run run : contacts) {
            assertThat(told.get(run.id()))
                    .as("rows of %s that are told of", run.id())
                    .containsExactlyInAnyOrderElementsOf(store.items().page(run.id(), false, -1, MOST_EVENTS).stream()
                            .map(Item::key)
                            .toList());
        }
        found.put(
                "events of them, each arrived",
                told.values().stream().mapToInt(List::size).sum());
    }

    /** Each person has at most one conversation, and what the ledger tells is what the vendor has. */
    private void people(List<Run> contacts, int people) {
        List<String> conversations = sandbox.state().conversations().stream()
                .map(conversation -> conversation.contact().externalId())
                .toList();
        assertThat(conversations).doesNotHaveDuplicates();
        long contacted = 0;
        long unknown = 0;
        for (Run run : contacts) {
            Map<String, Long> outcomes = store.items().countsByOutcome(run.id());
            contacted += outcomes.getOrDefault("contacted", 0L);
            unknown += outcomes.getOrDefault("unknown", 0L);
        }
        assertThat(contacted + unknown).as("every row has its fate").isEqualTo(people);
        assertThat((long) conversations.size()).isBetween(contacted, contacted + unknown);
        found.put("people to contact", people);
        found.put("contacted, once", contacted);
        found.put("unknown: the node was killed between the request and its answer", unknown);
    }

    private void trails(List<Run> contacts) throws IOException {
        List<String> lines = new ArrayList<>();
        for (BenchNode node : nodes) {
            assertThat(new AuditFile(node.audit()).verify()).isInstanceOf(Verification.Intact.class);
            Files.readAllLines(node.audit())
                    .forEach(line -> lines.add(line.substring(0, line.indexOf(",\"prevHash\""))));
        }
        Set<String> once = new HashSet<>(lines);
        Set<String> told = once.stream()
                .filter(line -> line.contains("\"action\":\"EXTERNAL_CONTACTS\""))
                .map(line -> line.replaceAll(".*\"runId\":\"([^\"]*)\".*", "$1"))
                .collect(Collectors.toSet());
        assertThat(told)
                .as("runs whose end is in the trail")
                .containsAll(contacts.stream().map(Run::id).toList());
        found.put("audit lines", once.size());
        found.put("of these in both nodes' files", lines.size() - once.size());
    }

    void publish(int firings, int kills, long seed, NodeKiller killer) throws IOException {
        Figures figures =
                new Figures("ClusterFirings", "-Dfirings=" + firings + " -Dkills=" + kills + " -Dseed=" + seed);
        figures.head("figure", "value");
        figures.row("kills", String.join("; ", killer.done()));
        found.forEach((what, value) -> figures.row(what, value));
        figures.publish();
    }
}
