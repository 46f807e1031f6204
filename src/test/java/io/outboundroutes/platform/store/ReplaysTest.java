package io.outboundroutes.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outboundroutes.platform.run.Advance;
import io.outboundroutes.platform.run.Fate;
import io.outboundroutes.platform.run.Item;
import io.outboundroutes.platform.run.ItemResult;
import io.outboundroutes.platform.run.Plan;
import io.outboundroutes.platform.run.PlannedItem;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunStatus;
import io.outboundroutes.platform.run.Trigger;
import io.outboundroutes.platform.run.UnknownFate;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReplaysTest {

    private static final String START = "start-conversation";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private static ReplayWish wish(String runId, @Nullable String item) {
        return new ReplayWish(runId, item, UnknownFate.LOOK_UP, false, Trigger.REST, null, Map.of("user", "somebody"));
    }

    private static Advance asItIs(String workflow, Item item) {
        return new Advance(item.state(), item.fields(), Duration.ZERO);
    }

    /** A run with an item of every fate, in the order of the fates; it has ended. */
    private static Run ended(Store store) {
        store.runs().ask(Samples.rest(null));
        Run run = store.runs().next(Samples.WORKFLOW).orElseThrow();
        List<PlannedItem> items = new ArrayList<>();
        for (Fate fate : Fate.values()) {
            items.add(PlannedItem.toDo(fate.name(), Map.of("groupKey", "g"), Map.of("n", fate.name())));
        }
        items.add(PlannedItem.refused("row", Map.of(), Map.of("as", "it was"), "failed", "why"));
        store.plans().store(run.id(), new Plan(items, Map.of(), List.of()));
        for (Fate fate : List.of(Fate.SENT, Fate.DONE, Fate.REJECTED, Fate.UNKNOWN)) {
            store.ledger().markSent(run.id(), fate.name(), START);
        }
        for (Fate fate : List.of(Fate.DONE, Fate.REJECTED, Fate.UNKNOWN, Fate.PARKED)) {
            ItemResult result = new ItemResult(fate, fate == Fate.DONE ? "created" : "x", null, Map.of(), null);
            store.ledger().settle(run.id(), fate.name(), result, List.of(), List.of());
        }
        store.runs().finish(run.id(), RunStatus.PARTIAL, "{\"told\":1}", List.of(), List.of(), TxWork.NONE);
        return store.history().run(run.id()).orElseThrow();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNotDoneIsTakenUpAndTheOldRunStaysAsItIs(Database database) {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            Run old = ended(store);
            List<Item> before = store.items().page(old.id(), false, -1, 99);

            Run replay = store.replays().items(wish(old.id(), null), ReplaysTest::asItIs);

            assertThat(replay.status()).isEqualTo(RunStatus.ASKED);
            assertThat(replay.planned()).isTrue();
            assertThat(replay.resumedFrom()).isEqualTo(old.id());
            assertThat(replay.wantedAt()).isEqualTo(old.askedAt());
            assertThat(replay.request().parameters()).isEqualTo(old.request().parameters());
            assertThat(store.items().page(replay.id(), false, -1, 99))
                    .extracting(Item::key, Item::fate, Item::sent, Item::sender, Item::outcome)
                    .containsExactly(
                            tuple("PLANNED", Fate.PLANNED, Set.of(), replay.id()),
                            tuple("SENT", Fate.SENT, Set.of(START), old.id()),
                            tuple("REJECTED", Fate.PLANNED, Set.of(), replay.id()),
                            tuple("UNKNOWN", Fate.SENT, Set.of(START), old.id()),
                            tuple("PARKED", Fate.PLANNED, Set.of(), replay.id()));
            assertThat(store.history().run(old.id())).contains(old);
            assertThat(store.items().page(old.id(), false, -1, 99)).isEqualTo(before);
        }
    }

    private static org.assertj.core.groups.Tuple tuple(String key, Fate fate, Set<String> sent, String sender) {
        return org.assertj.core.groups.Tuple.tuple(key, fate, sent, sender, null);
    }

    @ParameterizedTest
    @EnumSource
    void anItemIsTakenUpOnce(Database database) {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            Run old = ended(store);

            Run one = store.replays().items(wish(old.id(), "PARKED"), ReplaysTest::asItIs);
            Run rest = store.replays().items(wish(old.id(), null), ReplaysTest::asItIs);

            assertThat(store.items().page(one.id(), false, -1, 9))
                    .extracting(Item::key)
                    .containsExactly("PARKED");
            assertThat(store.items().page(rest.id(), false, -1, 9))
                    .extracting(Item::key)
                    .containsExactly("PLANNED", "SENT", "REJECTED", "UNKNOWN");
            assertThat(store.replays()
                            .items(wish(old.id(), "PARKED"), ReplaysTest::asItIs)
                            .id())
                    .as("it waits, and is gone on with")
                    .isEqualTo(one.id());
            Run taken = store.runs().begin(one.id()).orElseThrow();
            store.runs().finish(taken.id(), RunStatus.FAILED, "{}", List.of(), List.of(), TxWork.NONE);
            assertThatThrownBy(() -> store.replays().items(wish(old.id(), "PARKED"), ReplaysTest::asItIs))
                    .isInstanceOf(ReplayRefused.class)
                    .hasMessageContaining(one.id());
        }
    }

    @ParameterizedTest
    @EnumSource
    void ofManyWhoReplayAtOnceOneTakesItUp(Database database) throws Exception {
        int many = 4;
        ExecutorService threads = Executors.newFixedThreadPool(many);
        try (Store store = Database.open(database.fresh(folder), "a")) {
            Run old = ended(store);
            CyclicBarrier together = new CyclicBarrier(many);
            List<Callable<String>> askers = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                askers.add(() -> {
                    together.await();
                    return store.replays()
                            .items(wish(old.id(), null), ReplaysTest::asItIs)
                            .id();
                });
            }
            List<String> replays = new ArrayList<>();
            for (Future<String> replay : threads.invokeAll(askers)) {
                replays.add(replay.get());
            }

            assertThat(replays).containsOnly(replays.get(0));
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRunThatHasNotEndedIsGoneOnWithItself(Database database) {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            Run waiting = store.runs().ask(Samples.rest(null));

            assertThat(store.replays()
                            .items(wish(waiting.id(), null), ReplaysTest::asItIs)
                            .id())
                    .isEqualTo(waiting.id());
            assertThatThrownBy(() -> store.replays().rows(wish(waiting.id(), null), null))
                    .isInstanceOf(ReplayRefused.class)
                    .hasMessageContaining("has not ended");
            assertThatThrownBy(() -> store.replays().items(wish("nobody", null), ReplaysTest::asItIs))
                    .isInstanceOf(ReplayRefused.class)
                    .hasMessageContaining("There is no run 'nobody'");
        }
    }

    @ParameterizedTest
    @EnumSource
    void con5_aClaimGoesWithItsItem(Database database) {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            Run old = ended(store);
            int place = store.items()
                    .item(old.id(), Fate.UNKNOWN.name())
                    .orElseThrow()
                    .seq();
            store.sendKeys().claim(key(old.id(), place), START);

            Run replay = store.replays().items(wish(old.id(), null), ReplaysTest::asItIs);

            assertThat(store.sendKeys().claim(key(replay.id(), place), START).answer())
                    .isEqualTo(Claim.Answer.MINE);
            assertThat(store.sendKeys().claim(key("another", place), START).answer())
                    .isEqualTo(Claim.Answer.IN_DOUBT);
        }
    }

    private static SendKey key(String runId, int seq) {
        return new SendKey("org", "key", "who", SendKey.State.RESERVED, runId, seq, null, null, null, Instant.now());
    }

    @ParameterizedTest
    @EnumSource
    void rowsThatThePlanRefusedAreOfferedAsTheyWereOrEdited(Database database) {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            Run first = ended(store);
            Run second = ended(store);

            Run asTheyWere = store.replays().rows(wish(first.id(), null), null);
            Run edited = store.replays()
                    .rows(
                            wish(second.id(), null),
                            List.of("{\"as\":\"edited\"}").iterator());

            assertThat(asTheyWere.planned()).isFalse();
            assertThat(store.inputs().rows(asTheyWere.id())).toIterable().containsExactly("{\"as\":\"it was\"}");
            assertThat(store.inputs().rows(edited.id())).toIterable().containsExactly("{\"as\":\"edited\"}");
            assertThat(store.inputs().given(asTheyWere.id())).isTrue();
            assertThat(store.replays().rows(wish(first.id(), null), null).id()).isEqualTo(asTheyWere.id());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCommandLineNeverTakesAReplayForItsOwnInterruptedRun(Database database) {
        StoreSettings settings = database.fresh(folder);
        try (Store dead = Database.open(settings, "dead");
                Store store = Database.open(settings, "a")) {
            Run old = ended(dead);
            ReplayWish byHand =
                    new ReplayWish(old.id(), null, UnknownFate.LOOK_UP, false, Trigger.CLI, "dead", Map.of());
            Run replay = dead.replays().items(byHand, ReplaysTest::asItIs);
            assertThat(dead.runs().begin(replay.id())).isPresent();
            Run own = store.runs()
                    .ask(new io.outboundroutes.platform.run.RunRequest(
                            Samples.WORKFLOW,
                            Trigger.CLI,
                            io.outboundroutes.platform.run.Mode.LIVE,
                            null,
                            false,
                            "a",
                            old.request().parameters()));

            assertThat(store.runs().beginOrAdopt(own).orElseThrow().id()).isEqualTo(own.id());
        }
    }
}
