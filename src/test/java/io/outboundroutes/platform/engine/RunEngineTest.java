package io.outboundroutes.platform.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunStatus;
import io.outboundroutes.platform.store.Database;
import io.outboundroutes.platform.store.Samples;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.platform.store.StoreSettings;
import io.outboundroutes.platform.store.TxWork;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

class RunEngineTest {

    private static final Set<String> WORKFLOWS = Set.of(Samples.WORKFLOW);
    private static final EngineSettings FAST = new EngineSettings(
            Duration.ofMillis(50), Duration.ofMillis(200), Duration.ofMillis(200), Duration.ofSeconds(5));
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void all17_twoNodesExecuteEachRunOnceAndNeverTwoAtATime(Database database) {
        StoreSettings settings = database.fresh(folder);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ConcurrentLinkedQueue<String> executed = new ConcurrentLinkedQueue<>();
        Store first = store(settings, "node-1");
        Store second = store(settings, "node-2");
        for (Store store : List.of(first, second)) {
            engine(store).start(WORKFLOWS, run -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                executed.add(run.id());
                running.decrementAndGet();
                finish(store, run);
            });
        }

        List<String> asked = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            asked.add(first.runs().ask(Samples.rest("r" + i)).id());
        }

        await().atMost(SOON).until(() -> executed.size() >= 30);
        await().atMost(SOON).until(() -> allFinal(first));
        assertThat(executed).containsExactlyElementsOf(asked);
        assertThat(most).hasValue(1);
    }

    @ParameterizedTest
    @EnumSource
    void aRunWhoseProcessDiedIsGoneOnWithByAnother(Database database) throws SQLException {
        StoreSettings settings = database.fresh(folder);
        Store store = store(settings, "alive");
        Run run = store.runs().ask(Samples.rest("r1"));
        RunEngine engine = engine(store);
        engine.start(Set.of("other"), each -> {});
        died(store, run, "dead");
        ConcurrentLinkedQueue<Run> executed = new ConcurrentLinkedQueue<>();

        engine.start(WORKFLOWS, each -> {
            executed.add(each);
            finish(store, each);
        });

        await().atMost(SOON).until(() -> allFinal(store));
        assertThat(executed).hasSize(1).first().extracting(Run::id, Run::owner).containsExactly(run.id(), "alive");
    }

    @ParameterizedTest
    @EnumSource
    void all17_aProcessThatStoodStillDoesNotBeginItsOwnRunASecondTime(Database database) throws Exception {
        Store store = store(database.fresh(folder), "slow");
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch goOn = new CountDownLatch(1);
        RunEngine engine = engine(store);
        Run run = store.runs().ask(Samples.rest("r1"));
        engine.start(Set.of(Samples.WORKFLOW, "other"), each -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            awaitQuietly(goOn);
            running.decrementAndGet();
            finish(store, each);
        });
        await().atMost(SOON).until(() -> running.get() == 1);

        // What another process does that has missed the heartbeats of this one.
        int tries = turns(store);
        try (Connection connection = store.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("update scheduled_tasks set picked = false, picked_by = null, version = version + 1"
                    + " where task_instance = '" + Samples.WORKFLOW + "'");
        }
        engine.wake();
        await().atMost(SOON).until(() -> turns(store) > tries + 1);

        assertThat(most).hasValue(1);
        goOn.countDown();
        await().atMost(SOON).until(() -> allFinal(store));
        assertThat(store.history().run(run.id()).orElseThrow().status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    /** How often the workflow's mutex has changed hands. */
    private static int turns(Store store) throws SQLException {
        try (Connection connection = store.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select version from scheduled_tasks where task_instance = '" + Samples.WORKFLOW + "'")) {
            row.next();
            return row.getInt(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCommandLineBeginsAtOnceWhenNobodyIsAhead(Database database) {
        Store store = store(database.fresh(folder), "cli");
        Run run = store.runs().ask(Samples.cli(null, "cli"));

        long asked = System.nanoTime();
        CompletableFuture<Long> began = new CompletableFuture<>();
        Run ended = engine(store, EngineSettings.DEFAULTS)
                .executeOwn(
                        run,
                        true,
                        each -> {
                            began.complete(System.nanoTime());
                            finish(store, each);
                        },
                        Waiting.SILENT);

        assertThat(ended.status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(Duration.ofNanos(began.join() - asked)).isLessThan(Duration.ofSeconds(3));
    }

    @ParameterizedTest
    @EnumSource
    void aCommandLineWaitsForItsTurnAndExecutesOnlyItsOwnRun(Database database) throws Exception {
        StoreSettings settings = database.fresh(folder);
        Store node = store(settings, "node");
        Store cli = store(settings, "cli");
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch busy = new CountDownLatch(1);
        ConcurrentLinkedQueue<String> order = new ConcurrentLinkedQueue<>();
        engine(node).start(WORKFLOWS, run -> {
            order.add("node:" + run.id());
            busy.countDown();
            awaitQuietly(release);
            finish(node, run);
        });
        Run before = node.runs().ask(Samples.rest("before"));
        assertThat(busy.await(20, TimeUnit.SECONDS)).isTrue();
        Run own = cli.runs().ask(Samples.cli(null, "cli"));
        Run after = node.runs().ask(Samples.rest("after"));
        ConcurrentLinkedQueue<Optional<String>> holders = new ConcurrentLinkedQueue<>();

        Run ended = engine(cli)
                .executeOwn(
                        own,
                        true,
                        run -> {
                            order.add("cli:" + run.id());
                            finish(cli, run);
                        },
                        (run, holder, soFar) -> {
                            holders.add(holder);
                            release.countDown();
                        });

        assertThat(ended.id()).isEqualTo(own.id());
        assertThat(holders).first().isEqualTo(Optional.of("node"));
        await().atMost(SOON).until(() -> allFinal(node));
        assertThat(order).containsExactly("node:" + before.id(), "cli:" + own.id(), "node:" + after.id());
    }

    @ParameterizedTest
    @EnumSource
    void aCommandLineTakesOverFromADeadOneThatWantedTheSame(Database database) throws SQLException {
        Store store = store(database.fresh(folder), "cli-2");
        Run interrupted = store.runs().ask(Samples.cli(null, "cli-1"));
        engine(store).start(Set.of(Samples.WORKFLOW), run -> {});
        stopAll();
        died(store, interrupted, "cli-1");
        Run own = store.runs().ask(Samples.cli(null, "cli-2"));

        Run ended = engine(store).executeOwn(own, true, run -> finish(store, run), Waiting.SILENT);

        assertThat(ended.id()).isEqualTo(interrupted.id());
        assertThat(ended.status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @ParameterizedTest
    @EnumSource
    void aRunThatEndedIsAnsweredWithoutExecutingAnything(Database database) {
        Store store = store(database.fresh(folder), "cli");
        Run run = store.runs().ask(Samples.cli("key", "cli"));
        store.runs().begin(run.id());
        finish(store, run);

        Run ended = engine(store)
                .executeOwn(
                        run,
                        true,
                        each -> {
                            throw new IllegalStateException("must not be executed");
                        },
                        Waiting.SILENT);

        assertThat(ended.status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @ParameterizedTest
    @EnumSource
    void whatTheExecutorThrowsReachesTheCommandLine(Database database) {
        Store store = store(database.fresh(folder), "cli");
        Run run = store.runs().ask(Samples.cli(null, "cli"));
        StackOverflowError error = new StackOverflowError("deep");

        assertThatThrownBy(() -> engine(store)
                        .executeOwn(
                                run,
                                true,
                                each -> {
                                    throw error;
                                },
                                Waiting.SILENT))
                .isSameAs(error);
        assertThat(store.history().run(run.id())).map(Run::status).contains(RunStatus.RUNNING);
    }

    @ParameterizedTest
    @EnumSource
    void aRunWhoseExecutorThrewIsOfferedAgain(Database database) {
        Store store = store(database.fresh(folder), "node");
        AtomicInteger attempts = new AtomicInteger();
        engine(store).start(WORKFLOWS, run -> {
            if (attempts.incrementAndGet() < 3) {
                throw new IllegalStateException("attempt " + attempts);
            }
            finish(store, run);
        });

        store.runs().ask(Samples.rest("r1"));

        await().atMost(SOON).until(() -> allFinal(store));
        assertThat(attempts).hasValue(3);
    }

    @ParameterizedTest
    @EnumSource
    void stoppingWaitsForTheRunInHandAndBeginsNoOther(Database database) throws Exception {
        Store store = store(database.fresh(folder), "node");
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        RunEngine engine = engine(store);
        engine.start(WORKFLOWS, run -> {
            busy.countDown();
            awaitQuietly(release);
            finish(store, run);
        });
        Run first = store.runs().ask(Samples.rest("r1"));
        Run second = store.runs().ask(Samples.rest("r2"));
        assertThat(busy.await(20, TimeUnit.SECONDS)).isTrue();

        Thread stopping = new Thread(() -> engine.stop(SOON));
        stopping.start();
        // Released earlier, the run could end, and the next one begin, before anybody said stop.
        await().atMost(SOON).until(() -> stopping.getState() == Thread.State.TIMED_WAITING);
        release.countDown();
        stopping.join(20_000);

        assertThat(stopping.isAlive()).isFalse();
        assertThat(store.history().run(first.id())).map(Run::status).contains(RunStatus.SUCCEEDED);
        assertThat(store.history().run(second.id())).map(Run::status).contains(RunStatus.ASKED);
        assertThat(store.history().holder(Samples.WORKFLOW)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void stoppingInterruptsTheRunWhenPatienceEndsAndItCanStillRecordItsEnd(Database database) throws Exception {
        Store store = store(database.fresh(folder), "node");
        CountDownLatch busy = new CountDownLatch(1);
        RunEngine engine = engine(store);
        engine.start(WORKFLOWS, run -> {
            busy.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                store.runs().finish(run.id(), RunStatus.FAILED, "{}", List.of(), List.of(), TxWork.NONE);
            }
        });
        Run run = store.runs().ask(Samples.rest("r1"));
        assertThat(busy.await(20, TimeUnit.SECONDS)).isTrue();

        engine.stop(Duration.ZERO);

        assertThat(store.history().run(run.id())).map(Run::status).contains(RunStatus.FAILED);
        assertThat(store.history().holder(Samples.WORKFLOW)).isEmpty();
    }

    /** A poll under way does not know of the stop; each round gives it another chance to come in between. */
    @ParameterizedTest
    @EnumSource
    void stoppingWhileAPollTakesTheTurnGivesItBackAndBeginsNoRunAfterwards(Database database) {
        Store store = store(database.fresh(folder), "node");
        store.runs().ask(Samples.rest("r1"));
        ListAppender<ILoggingEvent> complaints = new ListAppender<>();
        complaints.start();
        Logger scheduler = (Logger) LoggerFactory.getLogger("com.github.kagkarlsson.scheduler.RunUntilShutdown");
        scheduler.addAppender(complaints);
        open.add(() -> scheduler.detachAppender(complaints));
        for (int round = 0; round < 15; round++) {
            RunEngine engine = new RunEngine(store, FAST);
            AtomicBoolean stopped = new AtomicBoolean();
            AtomicInteger begunAfterwards = new AtomicInteger();
            engine.start(WORKFLOWS, run -> begunAfterwards.addAndGet(stopped.get() ? 1 : 0));
            engine.stop(SOON);
            stopped.set(true);

            assertThat(store.history().holder(Samples.WORKFLOW))
                    .as("who holds the turn after round %s", round)
                    .isEmpty();
            assertThat(begunAfterwards).as("round %s", round).hasValue(0);
        }
        assertThat(complaints.list).isEmpty();
    }

    private Store store(StoreSettings settings, String owner) {
        Store store = Database.open(settings, owner);
        open.add(store);
        return store;
    }

    private RunEngine engine(Store store) {
        return engine(store, FAST);
    }

    private RunEngine engine(Store store, EngineSettings settings) {
        RunEngine engine = new RunEngine(store, settings);
        open.add(() -> engine.stop(Duration.ofSeconds(5)));
        return engine;
    }

    private void stopAll() {
        open.forEach(each -> {
            if (!(each instanceof Store)) {
                try {
                    each.close();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        });
    }

    private static boolean allFinal(Store store) {
        return store.history().runs(null, 100).stream()
                .allMatch(run -> run.status().isFinal());
    }

    private static void finish(Store store, Run run) {
        store.runs().finish(run.id(), RunStatus.SUCCEEDED, "{}", List.of(), List.of(), TxWork.NONE);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What kill -9 leaves: the run RUNNING, the mutex held, and heartbeats that have just ended. */
    private static void died(Store store, Run run, String owner) throws SQLException {
        try (Connection connection = store.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("update run set status = 'RUNNING', owner = '" + owner
                    + "', started_at = current_timestamp" + " where id = '" + run.id() + "'");
            int held = statement.executeUpdate("update scheduled_tasks set picked = true, picked_by = '" + owner
                    + "', last_heartbeat = current_timestamp, version = version + 1"
                    + " where task_instance = '" + run.request().workflow() + "'");
            if (held == 0) {
                statement.execute("insert into scheduled_tasks (task_name, task_instance, execution_time, picked,"
                        + " picked_by, last_heartbeat, version) values ('workflow-run', '"
                        + run.request().workflow() + "', current_timestamp, true, '" + owner
                        + "', current_timestamp, 1)");
            }
        }
    }
}
