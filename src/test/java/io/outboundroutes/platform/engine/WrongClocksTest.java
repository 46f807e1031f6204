package io.outboundroutes.platform.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunRequest;
import io.outboundroutes.platform.run.RunStatus;
import io.outboundroutes.platform.run.Trigger;
import io.outboundroutes.platform.store.Database;
import io.outboundroutes.platform.store.Outbox;
import io.outboundroutes.platform.store.Samples;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.platform.store.StoreSettings;
import io.outboundroutes.platform.store.TxWork;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nodes whose clocks are an hour ahead and an hour behind: leases go by the database's time, so nobody takes what is held. */
@Timeout(120)
class WrongClocksTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final EngineSettings FAST = new EngineSettings(
            Duration.ofMillis(50), Duration.ofMillis(200), Duration.ofMillis(200), Duration.ofSeconds(5));
    /** Longer than heartbeats may be missed. */
    private static final Duration A_WHILE = Duration.ofSeconds(2);

    private static final List<String> NODES = List.of("right", "ahead", "behind");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final List<Store> stores = new ArrayList<>();
    private final List<RunEngine> engines = new ArrayList<>();
    private final CountDownLatch goOn = new CountDownLatch(1);

    private void open(Database database) {
        StoreSettings settings = database.fresh(folder);
        for (int hours : List.of(0, 1, -1)) {
            String name = NODES.get(stores.size());
            Store node = Database.open(
                    settings, name, Checkpoint.NONE, () -> Instant.now().plus(Duration.ofHours(hours)));
            node.takeAll();
            stores.add(node);
        }
    }

    @AfterEach
    void close() {
        goOn.countDown();
        engines.forEach(engine -> engine.stop(Duration.ofSeconds(5)));
        stores.forEach(Store::close);
    }

    @ParameterizedTest
    @EnumSource
    void all17_aRunInHandStaysWithItsNodeWhoeversClockIsWrong(Database database) {
        open(database);
        Queue<String> begun = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < NODES.size(); i++) {
            String workflow = "of-" + NODES.get(i);
            stores.get(i).runs().ask(new RunRequest(workflow, Trigger.REST, Mode.LIVE, null, false, null, Map.of()));
            engines.add(new RunEngine(stores.get(i), FAST));
            compete(i, List.of(workflow), begun);
        }
        await().atMost(PATIENCE).until(() -> begun.size() == NODES.size());

        for (int i = 0; i < NODES.size(); i++) {
            String own = NODES.get(i);
            compete(
                    i,
                    NODES.stream()
                            .filter(name -> !name.equals(own))
                            .map(name -> "of-" + name)
                            .toList(),
                    begun);
        }

        await().during(A_WHILE).atMost(PATIENCE).until(() -> begun.size() == NODES.size());
        assertThat(NODES)
                .allSatisfy(name ->
                        assertThat(stores.get(0).history().holder("of-" + name)).contains(name));
        goOn.countDown();
        await().atMost(PATIENCE)
                .until(() -> stores.get(0).history().runs(null, 9).stream()
                        .allMatch(run -> run.status() == RunStatus.SUCCEEDED));
        assertThat(begun).containsExactlyInAnyOrder("right of-right", "ahead of-ahead", "behind of-behind");
    }

    private void compete(int node, List<String> workflows, Queue<String> begun) {
        Store store = stores.get(node);
        engines.get(node).start(workflows, run -> {
            begun.add(NODES.get(node) + " " + run.request().workflow());
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            store.runs().finish(run.id(), RunStatus.SUCCEEDED, "{}", List.of(), List.of(), TxWork.NONE);
        });
    }

    @ParameterizedTest
    @EnumSource
    void all15_anEventThatANodeClaimedOrPutOffIsClaimedByNobodyElse(Database database) {
        open(database);
        for (Store store : stores) {
            events(store);
        }
        List<Outbox.Claimed> claimed = stores.stream()
                .flatMap(store -> store.outbox().claim(2, LEASE, null).stream())
                .toList();
        assertThat(claimed)
                .as("each is due at once, whoever stored it")
                .extracting(each -> each.event().eventId())
                .doesNotHaveDuplicates()
                .hasSize(2 * NODES.size());
        assertThat(stores)
                .allSatisfy(store ->
                        assertThat(store.outbox().claim(9, LEASE, null)).isEmpty());

        for (int i = 0; i < NODES.size(); i++) {
            stores.get(i).outbox().failed(claimed.get(2 * i).event().eventId(), LEASE);
        }

        assertThat(stores)
                .allSatisfy(store ->
                        assertThat(store.outbox().claim(9, LEASE, null)).isEmpty());
    }

    private static void events(Store store) {
        Run run = store.runs().ask(Samples.rest(null));
        store.runs().begin(run.id());
        store.runs()
                .finish(
                        run.id(),
                        RunStatus.SUCCEEDED,
                        "{}",
                        List.of(),
                        IntStream.range(0, 2)
                                .mapToObj(i -> Samples.event(store.owner() + i, run.id()))
                                .toList(),
                        TxWork.NONE);
    }

    @ParameterizedTest
    @EnumSource
    void all17_aRunOfACommandLineAndAFileOfAnInboxStayWithWhoseTheyAre(Database database) {
        open(database);
        for (Store one : stores) {
            String workflow = "of-" + one.owner();
            one.runs().ask(new RunRequest(workflow, Trigger.CLI, Mode.LIVE, null, false, one.owner(), Map.of()));
            assertThat(one.inboxFiles().take(workflow)).isTrue();
        }

        for (Store one : stores) {
            for (Store other : stores) {
                assertThat(other.runs().next("of-" + one.owner()))
                        .as("%s, asked by %s", other.owner(), one.owner())
                        .isEmpty();
                assertThat(other.inboxFiles().take("of-" + one.owner())).isEqualTo(one == other);
            }
        }
    }
}
