package io.outboundroutes.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.outboundroutes.platform.audit.AuditFile;
import io.outboundroutes.platform.audit.Verification;
import io.outboundroutes.platform.json.Json;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunStatus;
import io.outboundroutes.platform.run.Trigger;
import io.outboundroutes.platform.store.Database;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.platform.store.StoreSettings;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.external.Conversation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes in processes of their own, on one PostgreSQL, started by the script of the example; one is killed. */
@EnabledOnOs({OS.LINUX, OS.MAC})
@Timeout(180)
class ClusterTest {

    private static final int CONTACTS = 50;
    private static final Duration TAKE_OVER = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> SETTINGS = List.of(
            "contacts.enabled=true",
            "contacts.cron=0 0 0 1 1 ? 2099",
            "contacts.inbox=../inbox/external-contacts",
            "contacts.inbox-cron=* * * * * ?",
            "contacts.rate-limit=1000/1s",
            "contacts.poll=200ms",
            "contacts.parallel=2",
            "segmentation.enabled=true",
            "segmentation.cron=0/2 * * * * ?");

    @TempDir
    Path folder;

    @Test
    void aRunWhoseNodeIsKilledIsFinishedByTheOtherWithinTheTimeAndNothingIsDoneTwice() throws Exception {
        StoreSettings settings = Database.POSTGRESQL.fresh(folder);
        SandboxOptions options = SandboxOptions.defaults().withContacts(20).withLatency(Duration.ofMillis(60));
        try (SandboxServer sandbox = SandboxServer.start(options);
                Cluster cluster = Cluster.start(folder, sandbox, settings.url(), SETTINGS);
                Store store = Database.open(settings, "watcher")) {
            putIn(cluster.folder().resolve("inbox/external-contacts"));
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> sandbox.state().conversations().size() >= 10);
            Run run = store.history().runs("external-contacts", 9).get(0);
            assertThat(run.status()).isEqualTo(RunStatus.RUNNING);
            assertThat(store.inboxFiles().isTaken("external-contacts/monday.ndjson"))
                    .as("one of both has the file in hand")
                    .isTrue();
            int killed = nodeOf(cluster, run.owner());
            int other = 3 - killed;
            assertThat(cluster.process(killed).destroyForcibly()).isTrue();
            long killedAt = System.nanoTime();

            await().atMost(TAKE_OVER)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> nodeOf(cluster, current(store, run).owner()) == other);
            System.out.printf(
                    "the other node went on after %d ms%n",
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - killedAt));
            await().atMost(PATIENCE).until(() -> current(store, run).status().isFinal());

            assertNothingLostOrTwice(store, current(store, run), sandbox);
            assertThat(store.history().runs("external-contacts", 9)).hasSize(1);
            assertThat(InProcess.run("runs", "--workflow", "external-contacts", "-P", "store.url=" + settings.url())
                            .assertFriendly(0)
                            .out())
                    .as("who executed it")
                    .contains(run.id(), current(store, run).owner());
            // The file is put away by whoever is left, though it was the other one's.
            await().atMost(PATIENCE).until(() -> putAway(cluster.folder().resolve("inbox/external-contacts")));
            await().atMost(PATIENCE).until(() -> !store.inboxFiles().isTaken("external-contacts/monday.ndjson"));
            assertEachFiringIsOneRun(store);
            ProcessHandle left = cluster.process(other);
            assertThat(cluster.end()).as(cluster.told()).isTrue();
            assertThat(left.isAlive()).isFalse();
            assertTrails(cluster, current(store, run));
            assertThat(cluster.log(other)).contains("Serving ").doesNotContain("ERROR");
        }
    }

    private static void putIn(Path inbox) throws IOException {
        List<String> rows = IntStream.range(0, CONTACTS)
                .mapToObj(i -> "{\"externalContactId\":\"EXT-" + i + "\",\"name\":\"Contact " + i
                        + "\",\"channels\":{\"voice\":\"+15550001111\"}}")
                .toList();
        Path part = Files.write(Files.createDirectories(inbox).resolve("monday.ndjson.part"), rows);
        Files.move(part, inbox.resolve("monday.ndjson"));
    }

    private static Run current(Store store, Run run) {
        return store.history().run(run.id()).orElseThrow();
    }

    /** Which node has this name: its process's number is part of it. */
    private static int nodeOf(Cluster cluster, String owner) {
        return Stream.of(1, 2)
                .filter(node -> owner.contains("-" + pid(cluster, node) + "-"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no node is called " + owner));
    }

    private static String pid(Cluster cluster, int node) {
        try {
            return Files.readString(cluster.folder().resolve("node-" + node + ".pid"), StandardCharsets.UTF_8)
                    .strip();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Every contact is told of, nobody has two conversations, and what is told is what the sandbox has. */
    private static void assertNothingLostOrTwice(Store store, Run run, SandboxServer sandbox) {
        Map<?, ?> report = (Map<?, ?>) Json.parse(String.valueOf(run.report()).getBytes(StandardCharsets.UTF_8));
        Map<String, Long> outcomes = store.items().countsByOutcome(run.id());
        long contacted = outcomes.getOrDefault("contacted", 0L);
        long unknown = outcomes.getOrDefault("unknown", 0L);
        assertThat(contacted + unknown).as("%s", report).isEqualTo(CONTACTS);
        assertThat(unknown).as("what was in flight, and nothing else").isLessThanOrEqualTo(2);
        assertThat(run.status()).isEqualTo(unknown == 0 ? RunStatus.SUCCEEDED : RunStatus.PARTIAL);
        List<Conversation> conversations = sandbox.state().conversations();
        assertThat(conversations)
                .extracting(conversation -> conversation.contact().id())
                .doesNotHaveDuplicates();
        assertThat(conversations.size()).isBetween((int) contacted, CONTACTS);
        assertThat(sandbox.state().externalContacts()).hasSize(CONTACTS);
    }

    private static boolean putAway(Path inbox) {
        return Stream.of(".done", ".failed").anyMatch(end -> Files.exists(inbox.resolve(end + "/monday.ndjson")))
                && Files.notExists(inbox.resolve("monday.ndjson"));
    }

    /** Two nodes fired each time, but for the time of one; whoever was late found that it was done. */
    private static void assertEachFiringIsOneRun(Store store) {
        List<Run> fired = store.history().runs("contact-segmentation", 200);
        assertThat(fired).allMatch(run -> run.request().trigger() == Trigger.QUARTZ);
        Set<Instant> times = fired.stream()
                .map(run ->
                        Instant.parse(String.valueOf(run.request().requestKey()).substring("quartz:".length())))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(times).hasSameSizeAs(fired);
        Instant first = times.iterator().next();
        assertThat(times)
                .as("no firing is lost")
                .containsExactlyElementsOf(IntStream.range(0, times.size())
                        .mapToObj(i -> first.plusSeconds(2L * i))
                        .toList());
        assertThat(fired.stream()
                        .filter(run -> run.status() == RunStatus.SUCCEEDED)
                        .count())
                .isGreaterThan(2);
    }

    private static void assertTrails(Cluster cluster, Run run) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int node : List.of(1, 2)) {
            Path file = cluster.folder().resolve("node-" + node + "/data/audit.jsonl");
            assertThat(new AuditFile(file).verify()).as("node " + node).isInstanceOf(Verification.Intact.class);
            lines.append(Files.readString(file));
        }
        assertThat(lines.toString().lines().filter(line -> line.contains("\"action\":\"EXTERNAL_CONTACTS\"")))
                .hasSize(1)
                .allMatch(line -> line.contains(run.id()));
    }
}
