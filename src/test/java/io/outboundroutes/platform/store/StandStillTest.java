package io.outboundroutes.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.platform.run.Fate;
import io.outboundroutes.platform.run.Item;
import io.outboundroutes.platform.run.ItemResult;
import io.outboundroutes.platform.run.Run;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A change of an item that stands still before its commit, while others go on. */
@Timeout(60)
class StandStillTest {

    /** As long as somebody gets who must not come to an end: he would need far less. */
    private static final long ENOUGH_MILLIS = 700;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource
    void all5_whoTakesARunOverSeesTheMarkThatTheFormerProcessWasAboutToCommit(Database database) throws Exception {
        StoreSettings settings = database.fresh(folder);
        CountDownLatch still = new CountDownLatch(1);
        CountDownLatch tookOver = new CountDownLatch(1);
        Checkpoint standing = point -> {
            if (point.equals("before-commit:sent") && tookOver.getCount() > 0) {
                still.countDown();
                within(tookOver);
            }
        };
        try (Store former = Database.open(settings, "former", standing, Clock.systemUTC());
                Store later = Database.open(settings, "later")) {
            String run = begun(former, 2);

            Future<?> marking = threads.submit(() -> former.ledger().markSent(run, "k0", "create-segment"));
            assertThat(still.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(later.runs().next(Samples.WORKFLOW)).isPresent();
            Item seen = later.items().item(run, "k0").orElseThrow();
            tookOver.countDown();
            marking.get(30, TimeUnit.SECONDS);

            // The former process goes on and sends it. The later one knows, and looks it up before it repeats anything.
            assertThat(seen.fate()).isEqualTo(Fate.SENT);
            assertThat(seen.sent()).containsExactly("create-segment");
            assertThatThrownBy(() -> former.ledger().markSent(run, "k1", "create-segment"))
                    .isInstanceOf(RunTakenOver.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void twoThatAreTheFirstWithAnOutcomeAreBothRecorded(Database database) throws Exception {
        CountDownLatch leads = new CountDownLatch(1);
        CountDownLatch gathered = new CountDownLatch(1);
        CountDownLatch both = new CountDownLatch(2);
        AtomicBoolean first = new AtomicBoolean(true);
        Checkpoint meeting = point -> {
            if (point.equals("before-commit:item")) {
                if (first.getAndSet(false)) {
                    leads.countDown();
                    awaited(gathered);
                } else {
                    both.countDown();
                    within(both);
                }
            }
        };
        try (Store store = Database.open(database.fresh(folder), "a", meeting, Clock.systemUTC())) {
            String run = begun(store, 3);
            List<Thread> waiting = new ArrayList<>();
            Future<?> leader = threads.submit(() -> settle(store, run, "k0", "exists"));
            awaited(leads);

            // Refused: its group is rolled back, and the other two are recorded each by itself, at the same time.
            Future<?> refused = submit(waiting, () -> settle(store, run, "not planned", "created"));
            await().until(() -> waits(waiting, 1));
            Future<?> one = submit(waiting, () -> settle(store, run, "k1", "created"));
            Future<?> two = submit(waiting, () -> settle(store, run, "k2", "created"));
            await().until(() -> waits(waiting, 3));
            gathered.countDown();

            leader.get(30, TimeUnit.SECONDS);
            assertThatThrownBy(() -> refused.get(30, TimeUnit.SECONDS)).hasCauseInstanceOf(IllegalFate.class);
            one.get(30, TimeUnit.SECONDS);
            two.get(30, TimeUnit.SECONDS);
            assertThat(store.items().tally(run)).isEqualTo(Map.of("created", 2L, "exists", 1L));
        }
    }

    private static String begun(Store store, int items) {
        store.runs().ask(Samples.cli(null, null));
        Run run = store.runs().next(Samples.WORKFLOW).orElseThrow();
        store.plans().store(run.id(), Samples.plan(items));
        return run.id();
    }

    private static void settle(Store store, String run, String key, String outcome) {
        ItemResult result = new ItemResult(Fate.DONE, outcome, null, Map.of(), 1L);
        store.ledger().settle(run, key, result, List.of(), List.of());
    }

    private Future<?> submit(List<Thread> started, Runnable work) {
        return threads.submit(() -> {
            synchronized (started) {
                started.add(Thread.currentThread());
            }
            work.run();
        });
    }

    private static boolean waits(List<Thread> threads, int wanted) {
        synchronized (threads) {
            return threads.stream()
                            .filter(thread -> thread.getState() == Thread.State.WAITING)
                            .count()
                    == wanted;
        }
    }

    private static void awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void within(CountDownLatch latch) {
        try {
            latch.await(ENOUGH_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
