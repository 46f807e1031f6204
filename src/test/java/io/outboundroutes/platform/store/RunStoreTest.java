package io.outboundroutes.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunRequest;
import io.outboundroutes.platform.run.RunStatus;
import io.outboundroutes.platform.run.Trigger;
import io.outboundroutes.platform.run.WebhookState;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunStoreTest {

    private static final Instant FIRE = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @ParameterizedTest
    @EnumSource
    void whatWasAskedForIsWhatIsRead(Database database) {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            RunRequest request = new RunRequest(
                    Samples.WORKFLOW, Trigger.INBOX, Mode.DRY_RUN, "file-1", true, null, Map.of("x", "ä", "a", "b"));
            Run run = store.runs().ask(request);

            assertThat(run.request()).isEqualTo(request);
            assertThat(run.status()).isEqualTo(RunStatus.ASKED);
            assertThat(store.history().run(run.id())).contains(run);
            assertThat(run.id()).matches("\\d{8}T\\d{6}\\.\\d{3}Z-[a-z2-9]{6}");
        }
    }

    @ParameterizedTest
    @EnumSource
    void askingTwiceWithOneKeyIsAskingOnce(Database database) {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            Run first = store.runs().ask(Samples.rest("order-7"));
            Run second = store.runs().ask(Samples.rest("order-7"));
            Run other = store.runs().ask(Samples.rest(null));
            Run another = store.runs().ask(Samples.rest(null));

            assertThat(second.id()).isEqualTo(first.id());
            assertThat(Set.of(first.id(), other.id(), another.id())).hasSize(3);
            assertThat(first.id()).isLessThan(other.id());
            assertThat(other.id()).isLessThan(another.id());
        }
    }

    @ParameterizedTest
    @EnumSource
    void manyAskersWithOneKeyGetOneRun(Database database) throws Exception {
        StoreSettings settings = database.fresh(folder);
        try (Store store = Database.open(settings, "a");
                Store other = Database.open(settings, "b")) {
            List<Run> runs =
                    together(8, i -> () -> (i % 2 == 0 ? store : other).runs().ask(Samples.rest("once")));

            assertThat(runs).extracting(Run::id).containsOnly(runs.get(0).id());
            assertThat(store.history().runs(null, 10)).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void all17_aFiringDuringARunIsRecordedAsSkipped(Database database) {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            store.runs().ask(Samples.cli(null, null));
            Run running = store.runs().next(Samples.WORKFLOW).orElseThrow();

            Run skipped = store.runs().askScheduled(Samples.WORKFLOW, FIRE, () -> {});

            assertThat(running.status()).isEqualTo(RunStatus.RUNNING);
            assertThat(skipped.status()).isEqualTo(RunStatus.SKIPPED);
            assertThat(skipped.finishedAt()).isNotNull();
            assertThat(skipped.request().trigger()).isEqualTo(Trigger.QUARTZ);
            assertThat(Json.object(java.util.Objects.requireNonNull(skipped.report())))
                    .containsEntry("status", "SKIPPED")
                    .containsEntry("runId", skipped.id());
            assertThat(skipped.report()).contains("run-under-way");
        }
    }

    @ParameterizedTest
    @EnumSource
    void all17_aSecondFiringIsSkippedWhileTheFirstStillWaits(Database database) {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            Run first = store.runs().askScheduled(Samples.WORKFLOW, FIRE, () -> {});
            Run sameFiring = store.runs().askScheduled(Samples.WORKFLOW, FIRE, () -> {});
            Run next = store.runs().askScheduled(Samples.WORKFLOW, FIRE.plusSeconds(2), () -> {});

            assertThat(first.status()).isEqualTo(RunStatus.ASKED);
            assertThat(sameFiring.id()).isEqualTo(first.id());
            assertThat(next.status()).isEqualTo(RunStatus.SKIPPED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void all17_aWaitingRequestWithInputDoesNotSkipAFiring(Database database) {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            store.runs().ask(Samples.rest("r1"));

            assertThat(store.runs()
                            .askScheduled(Samples.WORKFLOW, FIRE, () -> {})
                            .status())
                    .isEqualTo(RunStatus.ASKED);
            assertThat(store.runs()
                            .askScheduled("campaign-schedules", FIRE, () -> {})
                            .status())
                    .isEqualTo(RunStatus.ASKED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void all17_requestsQueueInTheOrderOfAsking(Database database) {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            Run first = store.runs().ask(Samples.rest("r1"));
            Run second = store.runs().ask(Samples.rest("r2"));

            assertThat(store.runs().next(Samples.WORKFLOW)).map(Run::id).contains(first.id());
            finish(store, first);
            assertThat(store.runs().next(Samples.WORKFLOW)).map(Run::id).contains(second.id());
            finish(store, second);
            assertThat(store.runs().next(Samples.WORKFLOW)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRunThatLostItsProcessComesFirst(Database database) {
        StoreSettings settings = database.fresh(folder);
        try (Store dead = Database.open(settings, "dead");
                Store alive = Database.open(settings, "alive")) {
            Run run = dead.runs().ask(Samples.cli(null, "dead"));
            dead.runs().begin(run.id());
            alive.runs().ask(Samples.rest("r1"));

            Run taken = alive.runs().next(Samples.WORKFLOW).orElseThrow();

            assertThat(taken.id()).isEqualTo(run.id());
            assertThat(taken.owner()).isEqualTo("alive");
        }
    }

    @ParameterizedTest
    @EnumSource
    void theFormerOwnerCanRecordNothingAnyMore(Database database) {
        StoreSettings settings = database.fresh(folder);
        try (Store former = Database.open(settings, "former");
                Store later = Database.open(settings, "later")) {
            Run run = former.runs().ask(Samples.cli(null, null));
            former.runs().next(Samples.WORKFLOW);
            former.plans().store(run.id(), Samples.plan(2));
            later.runs().next(Samples.WORKFLOW);

            assertThatThrownBy(() -> former.ledger().markSent(run.id(), "k0", "create-segment"))
                    .isInstanceOf(RunTakenOver.class)
                    .hasMessageContaining("owner later");
            assertThatThrownBy(() -> former.ledger().settle(run.id(), "k0", Samples.created("s"), List.of(), List.of()))
                    .isInstanceOf(RunTakenOver.class);
            assertThatThrownBy(() -> finish(former, run)).isInstanceOf(RunTakenOver.class);
            later.ledger().markSent(run.id(), "k0", "create-segment");
            assertThat(finish(later, run)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReservedRunIsLeftToItsProcessUntilThatIsGoneForAMinute(Database database) throws SQLException {
        try (Store store = Database.open(database.fresh(folder), "node")) {
            Run reserved = store.runs().ask(Samples.cli(null, "cli-1"));
            Run open = store.runs().ask(Samples.rest("r1"));

            assertThat(store.runs().next(Samples.WORKFLOW))
                    .as("the living reservation goes first")
                    .isEmpty();
            seen(store, reserved, 11);
            assertThat(store.runs().next(Samples.WORKFLOW)).map(Run::id).contains(open.id());
            finish(store, open);
            assertThat(store.runs().next(Samples.WORKFLOW)).isEmpty();
            seen(store, reserved, 61);
            assertThat(store.runs().next(Samples.WORKFLOW)).map(Run::id).contains(reserved.id());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aKeptReservationHolds(Database database) throws SQLException {
        try (Store store = Database.open(database.fresh(folder), "node")) {
            Run reserved = store.runs().ask(Samples.cli(null, "cli-1"));
            seen(store, reserved, 61);
            store.runs().keepReservation(reserved.id());

            assertThat(store.runs().next(Samples.WORKFLOW)).isEmpty();
            assertThat(store.runs().begin(reserved.id())).isPresent();
        }
    }

    @ParameterizedTest
    @EnumSource
    void finishingTwiceChangesNothing(Database database) {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            Run run = store.runs().ask(Samples.cli(null, null));
            store.runs().next(Samples.WORKFLOW);
            boolean first = store.runs()
                    .finish(
                            run.id(),
                            RunStatus.SUCCEEDED,
                            "{\"n\":1}",
                            List.of(Samples.audit(run.id(), "end")),
                            List.of(Samples.event("e1", run.id())),
                            TxWork.NONE);
            boolean second = store.runs()
                    .finish(
                            run.id(),
                            RunStatus.FAILED,
                            "{\"n\":2}",
                            List.of(Samples.audit(run.id(), "end")),
                            List.of(Samples.event("e2", run.id())),
                            TxWork.NONE);

            assertThat(first).isTrue();
            assertThat(second).isFalse();
            Run ended = store.history().run(run.id()).orElseThrow();
            assertThat(ended.status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(ended.report()).isEqualTo("{\"n\":1}");
            assertThat(store.audit().pending()).isEqualTo(1);
            assertThat(store.outbox().pending(run.id())).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void all15_theEndOfARunAndItsEventAreOneTransaction(Database database) {
        StoreSettings settings = database.fresh(folder);
        IllegalStateException halt = new IllegalStateException("halted");
        try (Store store = Database.open(
                settings,
                "a",
                name -> {
                    if (name.equals("before-commit:outcome")) {
                        throw halt;
                    }
                },
                java.time.Clock.systemUTC())) {
            Run run = store.runs().ask(Samples.cli(null, null));
            store.runs().next(Samples.WORKFLOW);

            assertThatThrownBy(() -> store.runs()
                            .finish(
                                    run.id(),
                                    RunStatus.SUCCEEDED,
                                    "{}",
                                    List.of(Samples.audit(run.id(), "end")),
                                    List.of(Samples.event("e1", run.id())),
                                    TxWork.NONE))
                    .isSameAs(halt);

            assertThat(store.history().run(run.id())).map(Run::status).contains(RunStatus.RUNNING);
            assertThat(store.outbox().pending(run.id())).isZero();
            assertThat(store.audit().pending()).isZero();
            assertThat(store.history().webhookState(run.id())).isEqualTo(WebhookState.NONE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void historyIsNewestFirstAndMayBeOneWorkflows(Database database) {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            Run first = store.runs().ask(Samples.rest("1"));
            Run other = store.runs().askScheduled("campaign-schedules", FIRE, () -> {});
            Run last = store.runs().ask(Samples.rest("2"));

            assertThat(store.history().runs(null, 2)).extracting(Run::id).containsExactly(last.id(), other.id());
            assertThat(store.history().runs(Samples.WORKFLOW, 9))
                    .extracting(Run::id)
                    .containsExactly(last.id(), first.id());
        }
    }

    @ParameterizedTest
    @EnumSource
    void onlyAWaitingRunCanBeCancelled(Database database) {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            Run waiting = store.runs().ask(Samples.rest("1"));
            Run begun = store.runs().ask(Samples.rest("2"));
            store.runs().begin(begun.id());

            assertThat(store.runs().cancel(waiting.id(), "asked by an operator"))
                    .isTrue();
            assertThat(store.runs().cancel(waiting.id(), "asked by an operator"))
                    .isFalse();
            assertThat(store.runs().cancel(begun.id(), "asked by an operator")).isFalse();
            assertThat(store.runs().cancel("nothing", "asked by an operator")).isFalse();
            assertThat(store.history().run(waiting.id()).orElseThrow().report()).contains("asked by an operator");
        }
    }

    private static boolean finish(Store store, Run run) {
        return store.runs().finish(run.id(), RunStatus.SUCCEEDED, "{}", List.of(), List.of(), TxWork.NONE);
    }

    /** Says that the process which reserved a run was seen so long ago. */
    static void seen(Store store, Run run, int secondsAgo) throws SQLException {
        try (Connection connection = store.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("update run set reserved_seen_at = current_timestamp - interval '" + secondsAgo
                    + "' second where id = '" + run.id() + "'");
        }
    }

    static <T> List<T> together(int threads, java.util.function.IntFunction<Callable<T>> work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        CountDownLatch ready = new CountDownLatch(threads);
        try {
            Set<Future<T>> futures = new HashSet<>();
            for (int i = 0; i < threads; i++) {
                Callable<T> each = work.apply(i);
                futures.add(pool.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return each.call();
                }));
            }
            List<T> results = new java.util.ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }
}
