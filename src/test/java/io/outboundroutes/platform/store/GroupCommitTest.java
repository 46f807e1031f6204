package io.outboundroutes.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.platform.run.Fate;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Changes of items that are recorded while the commit of another one is under way. */
@Timeout(60)
class GroupCommitTest {

    private static final int ITEMS = 5;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final CountDownLatch held = new CountDownLatch(1);
    private final Map<String, Thread> appliedBy = new ConcurrentHashMap<>();

    @ParameterizedTest
    @EnumSource
    void whatGathersDuringACommitIsCommittedTogetherByOneOfThem(Database database) throws Exception {
        try (Store store = open(database)) {
            String run = planned(store);
            List<FutureTask<Boolean>> all = whileTheFirstIsHeld(store, run, TxWork.NONE);

            for (FutureTask<Boolean> each : all) {
                assertThat(each.get()).isTrue();
            }
            assertThat(appliedBy.get("k0")).isNotSameAs(appliedBy.get("k1"));
            assertThat(Stream.of("k1", "k2", "k3", "k4").map(appliedBy::get).distinct())
                    .as("threads that applied the work of four")
                    .hasSize(1);
            assertThat(store.items().countsByOutcome(run)).isEqualTo(Map.of("created", (long) ITEMS));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsRefusedIsRefusedByItselfAndTheOthersAreRecorded(Database database) throws Exception {
        try (Store store = open(database)) {
            String run = planned(store);
            TxWork refused = connection -> {
                throw new IllegalFate("not this one");
            };
            List<FutureTask<Boolean>> all = whileTheFirstIsHeld(store, run, refused);

            for (FutureTask<Boolean> each : all.subList(0, ITEMS - 1)) {
                assertThat(each.get()).isTrue();
            }
            assertThatThrownBy(() -> all.get(ITEMS - 1).get())
                    .cause()
                    .isInstanceOf(IllegalFate.class)
                    .hasMessage("not this one");
            assertThat(store.items().item(run, "k4").orElseThrow().fate()).isEqualTo(Fate.PLANNED);
            assertThat(store.items().countsByOutcome(run)).isEqualTo(Map.of("created", ITEMS - 1L));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDatabaseThatRefusesOneRefusesNoOther(Database database) throws Exception {
        try (Store store = open(database)) {
            String run = planned(store);
            TxWork wrong = connection -> Sql.update(connection, "insert into run (id) values (?)", run);
            List<FutureTask<Boolean>> all = whileTheFirstIsHeld(store, run, wrong);

            for (FutureTask<Boolean> each : all.subList(0, ITEMS - 1)) {
                assertThat(each.get()).isTrue();
            }
            assertThatThrownBy(() -> all.get(ITEMS - 1).get()).cause().isInstanceOf(StoreUnavailable.class);
            assertThat(store.items().countsByOutcome(run)).isEqualTo(Map.of("created", ITEMS - 1L));
        }
    }

    /** Settles all items, each in a thread; the first is kept from its commit until the others wait for it. */
    private List<FutureTask<Boolean>> whileTheFirstIsHeld(Store store, String run, TxWork lastOne) {
        FutureTask<Boolean> first = settling(store, run, "k0", TxWork.NONE);
        new Thread(first, "k0").start();
        await().until(() -> appliedBy.containsKey("k0"));
        List<FutureTask<Boolean>> others = Stream.of("k1", "k2", "k3", "k4")
                .map(key -> settling(store, run, key, key.equals("k4") ? lastOne : TxWork.NONE))
                .toList();
        List<Thread> threads =
                others.stream().map(task -> new Thread(task, "other")).toList();
        threads.forEach(Thread::start);
        await().until(() -> threads.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING));
        held.countDown();
        return Stream.concat(Stream.of(first), others.stream()).toList();
    }

    private FutureTask<Boolean> settling(Store store, String run, String key, TxWork more) {
        TxWork noting = connection -> appliedBy.put(key, Thread.currentThread());
        return new FutureTask<>(
                () -> store.ledger().settle(run, key, Samples.created(key), List.of(), List.of(), noting.and(more)));
    }

    private Store open(Database database) {
        Checkpoint holding = point -> {
            if (point.equals("before-commit:item")) {
                try {
                    held.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
        return Database.open(database.fresh(folder), "a", holding, Clock.systemUTC());
    }

    private static String planned(Store store) {
        String run = store.runs().ask(Samples.rest(null)).id();
        store.runs().begin(run);
        store.plans().store(run, Samples.plan(ITEMS));
        return run;
    }
}
