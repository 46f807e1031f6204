package io.outboundroutes.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.store.Database;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.platform.store.StoreSettings;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.fault.Fault;
import io.outboundroutes.testing.Remains;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes on one PostgreSQL, one of them killed now and then and started again. Runs are asked for by the clock, through
 * REST, by files in a shared inbox and as replays, of both nodes at once: each is one run, executed to its end.
 */
@Timeout(1800)
class ClusterFiringsBench {

    private static final int FIRINGS = Integer.getInteger("firings", 50);
    private static final int KILLS = Integer.getInteger("kills", 5);
    private static final long SEED = Long.getLong("seed", 1);
    /** Of five firings two come by the clock, and one each through REST, the inbox and as a replay. */
    private static final int EACH = FIRINGS / 5;

    private static final int CRON_SECONDS = 4;
    private static final int ROWS = 4;
    static final String CONTACTS = "external-contacts";
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    private Path folder;

    private final Random random = new Random(SEED);
    private final List<BenchNode> nodes = new ArrayList<>();

    @Test
    void noFiringIsLostOrDoubled() throws Exception {
        StoreSettings settings = Database.POSTGRESQL.fresh(folder);
        SandboxOptions options = SandboxOptions.defaults().withContacts(250).withLatency(Duration.ofMillis(120));
        try (SandboxServer sandbox = SandboxServer.start(options);
                Store store = Database.open(settings, "watcher")) {
            for (String name : List.of("node-1", "node-2")) {
                nodes.add(new BenchNode(name, folder, environment(sandbox, settings.url())));
            }
            try {
                play(sandbox, store);
            } finally {
                nodes.forEach(BenchNode::close);
            }
        }
    }

    private Map<String, String> environment(SandboxServer sandbox, String url) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "GENESYS_BASE_URL", sandbox.baseUri().toString(),
                "GENESYS_CLIENT_ID", sandbox.options().clientId(),
                "GENESYS_CLIENT_SECRET", sandbox.options().clientSecret(),
                "WEBHOOK_URL", sandbox.webhookUri().toString(),
                "STORE_URL", url,
                "API_TOKENS", "bench:operator:" + BenchNode.TOKEN_HASH));
        settings.put("SEGMENTATION_ENABLED", "true");
        settings.put("SEGMENTATION_CRON", "0/" + CRON_SECONDS + " * * * * ?");
        settings.put("CONTACTS_ENABLED", "true");
        settings.put("CONTACTS_CRON", "0 0 0 1 1 ? 2099");
        settings.put("CONTACTS_INBOX", folder.resolve("inbox").toString());
        settings.put("CONTACTS_INBOX_CRON", "* * * * * ?");
        settings.put("CONTACTS_RATE_LIMIT", "1000/1s");
        settings.put("CONTACTS_POLL", "200ms");
        return settings;
    }

    private void play(SandboxServer sandbox, Store store) throws Exception {
        for (BenchNode node : nodes) {
            node.start();
        }
        nodes.forEach(BenchNode::awaitAtWork);
        List<String> failed = failedRuns(sandbox, store);
        NodeKiller killer = new NodeKiller(nodes, store, random, KILLS);
        Thread killing = new Thread(killer, "killer");
        killing.start();
        List<String> asked = new ArrayList<>();
        List<String> replays = new ArrayList<>();
        int clock = clockFirings(store);
        for (int i = 0; i < EACH; i++) {
            asked.add(ofBoth("/workflows/" + CONTACTS + "/runs", "order-" + i, rows("rest-" + i)));
            putIn(i);
            replays.add(replayOf(store, failed.get(i)));
            // Two firings of the clock for each of the others.
            int until = clock + 2 * (i + 1);
            await().atMost(PATIENCE).until(() -> clockFirings(store) >= until);
        }
        killing.join();
        killer.assertDone();
        await().atMost(PATIENCE)
                .until(() -> store.history().runs(CONTACTS, 999).stream()
                        .allMatch(run -> run.status().isFinal()));
        await().atMost(PATIENCE).until(() -> putAway().size() == EACH);
        Instant last = ClusterAftermath.fireTime(
                store.history().runs("contact-segmentation", 1).get(0));
        nodes.forEach(BenchNode::close);
        finishTheLastFirings(store);
        Set<String> started = new HashSet<>(asked);
        started.addAll(replays);
        started.addAll(failed);
        new ClusterAftermath(store, sandbox, nodes)
                .judge(new ClusterAftermath.Expected(started, EACH, CRON_SECONDS, last, 3 * EACH * ROWS))
                .publish(FIRINGS, KILLS, SEED, killer);
    }

    /** Firings that were asked for while the nodes were told to end are runs like all others. */
    private void finishTheLastFirings(Store store) throws IOException, SQLException {
        BenchNode last = nodes.get(0);
        last.start();
        last.awaitAtWork();
        await().atMost(PATIENCE)
                .until(() -> store.history().runs("contact-segmentation", 2).stream()
                        .anyMatch(run -> run.status().isFinal()));
        Remains.claimsRunOut(store);
        await().atMost(PATIENCE)
                .until(() -> store.outbox().deliveries("pending", -1, 999).stream()
                        .noneMatch(event -> event.workflow().equals(CONTACTS)));
        last.close();
    }

    private static int clockFirings(Store store) {
        return store.history().runs("contact-segmentation", 999).size();
    }

    /** Runs whose rows were refused: there is something to replay. */
    private List<String> failedRuns(SandboxServer sandbox, Store store) {
        sandbox.fault(Fault.named("403").path("contacts-register").times(EACH * ROWS));
        List<String> failed = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            failed.add(ofBoth("/workflows/" + CONTACTS + "/runs", "refused-" + i, rows("replayed-" + i)));
        }
        await().atMost(PATIENCE)
                .until(() -> failed.stream()
                        .allMatch(run ->
                                store.history().run(run).orElseThrow().status().isFinal()));
        return failed;
    }

    /** Asks both nodes at the same time, as an anxious client does, until one has answered. */
    private String ofBoth(String path, String key, String body) {
        Set<String> answers = Set.of();
        while (answers.isEmpty()) {
            answers = onceOfBoth(path, key, body);
        }
        return answers.iterator().next();
    }

    private Set<String> onceOfBoth(String path, String key, String body) {
        Set<String> answers = new HashSet<>();
        List<CompletableFuture<Optional<String>>> both = nodes.stream()
                .map(node -> CompletableFuture.supplyAsync(() -> post(node, path, key, body)))
                .toList();
        both.forEach(answer -> answer.join().ifPresent(answers::add));
        assertThat(answers).as("both nodes tell of the same run").hasSizeLessThanOrEqualTo(1);
        return answers;
    }

    /** What was taken up by a node that was killed before it answered is refused to who asks again: it is under way. */
    private String replayOf(Store store, String run) {
        Set<String> answers = onceOfBoth("/runs/" + run + "/replay", "", "");
        while (answers.isEmpty()) {
            answers = store.history().replaysOf(run).stream().map(Run::id).collect(Collectors.toSet());
            answers = answers.isEmpty() ? onceOfBoth("/runs/" + run + "/replay", "", "") : answers;
        }
        assertThat(answers).hasSize(1);
        return answers.iterator().next();
    }

    private static Optional<String> post(BenchNode node, String path, String key, String body) {
        try {
            return node.post(path, key, body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static String rows(String name) {
        return IntStream.range(0, ROWS)
                .mapToObj(row -> "{\"externalContactId\":\"" + name + "-" + row
                        + "\",\"name\":\"Somebody\",\"channels\":{\"voice\":\"+15550001111\"}}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private void putIn(int number) throws IOException {
        Path inbox = Files.createDirectories(folder.resolve("inbox"));
        Path part = Files.writeString(inbox.resolve(number + ".json.part"), rows("file-" + number));
        Files.move(part, inbox.resolve(number + ".json"));
    }

    private List<Path> putAway() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String end : List.of(".done", ".failed")) {
            Path there = folder.resolve("inbox").resolve(end);
            if (Files.isDirectory(there)) {
                try (var names = Files.list(there)) {
                    names.filter(file -> file.toString().endsWith(".json")
                                    && !file.toString().endsWith(".report.json"))
                            .forEach(files::add);
                }
            }
        }
        return files;
    }
}
