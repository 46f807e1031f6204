package io.outboundroutes.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.platform.run.Advance;
import io.outboundroutes.platform.run.Fate;
import io.outboundroutes.platform.run.ItemResult;
import io.outboundroutes.platform.run.Plan;
import io.outboundroutes.platform.run.PlannedItem;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunStatus;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SendKeysTest {

    static final String START = "start-conversation";
    static final Instant ASKED = Instant.parse("2026-11-21T10:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @ParameterizedTest
    @EnumSource
    void con5_aWishIsClaimedOnceAndStaysItsItems(Database database) throws Exception {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            Run run = planned(store, 2);
            SendKey first = key(run, 0, SendKey.State.RESERVED);
            SendKey second = key(run, 1, SendKey.State.RESERVED);

            assertThat(store.sendKeys().claim(first, START).answer()).isEqualTo(Claim.Answer.MINE);
            assertThat(store.sendKeys().claim(first, START).answer())
                    .as("gone on with after a crash")
                    .isEqualTo(Claim.Answer.MINE);
            Claim refused = store.sendKeys().claim(second, START);
            assertThat(refused.answer()).isEqualTo(Claim.Answer.IN_DOUBT);
            assertThat(refused.holder())
                    .extracting(SendKey::runId, SendKey::seq)
                    .containsExactly(run.id(), 0);

            apply(store, store.sendKeys().marking(contacted(run, 0), START));
            Claim done = store.sendKeys().claim(second, START);
            assertThat(done.answer()).isEqualTo(Claim.Answer.CONTACTED);
            assertThat(done.holder()).extracting(SendKey::conversationId).isEqualTo("conv-1");
            assertThat(store.sendKeys().claim(first, START).answer()).isEqualTo(Claim.Answer.CONTACTED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void con5_ofManyWhoClaimAtOnceOneGetsIt(Database database) throws Exception {
        int many = 6;
        ExecutorService threads = Executors.newFixedThreadPool(many);
        try (Store store = Database.open(database.fresh(folder), "a")) {
            Run run = planned(store, many);
            CyclicBarrier together = new CyclicBarrier(many);
            List<Callable<Claim.Answer>> claims = new ArrayList<>();
            for (int seq = 0; seq < many; seq++) {
                SendKey key = key(run, seq, SendKey.State.RESERVED);
                claims.add(() -> {
                    together.await();
                    return store.sendKeys().claim(key, START).answer();
                });
            }
            List<Claim.Answer> answers = new ArrayList<>();
            for (Future<Claim.Answer> answer : threads.invokeAll(claims)) {
                answers.add(answer.get());
            }

            assertThat(answers).containsOnlyOnce(Claim.Answer.MINE).hasSize(many);
            assertThat(answers).containsOnly(Claim.Answer.MINE, Claim.Answer.IN_DOUBT);
        } finally {
            threads.shutdownNow();
        }
    }

    /** What may have become of the item that has the claim. */
    enum Holder {
        OPEN,
        OPEN_AND_SENT,
        ADVANCED_AFTER_ANOTHER_WRITE,
        REFUSED,
        REFUSED_AFTER_SENDING,
        UNKNOWN,
        DONE_WITHOUT_A_MARK,
        GONE
    }

    static Stream<Arguments> holders() {
        return Stream.of(Database.values())
                .flatMap(database -> Stream.of(
                        holder(database, Holder.OPEN, false, true),
                        holder(database, Holder.OPEN, true, false),
                        holder(database, Holder.OPEN_AND_SENT, false, true),
                        holder(database, Holder.OPEN_AND_SENT, true, true),
                        holder(database, Holder.ADVANCED_AFTER_ANOTHER_WRITE, true, false),
                        holder(database, Holder.REFUSED, false, false),
                        holder(database, Holder.REFUSED_AFTER_SENDING, true, false),
                        holder(database, Holder.UNKNOWN, true, true),
                        holder(database, Holder.DONE_WITHOUT_A_MARK, true, true),
                        holder(database, Holder.GONE, true, true)));
    }

    @ParameterizedTest(name = "{0}: holder {1}, run ended {2} → in doubt {3}")
    @MethodSource("holders")
    void con5_aClaimPassesOnOnlyWhenNoConversationCanHaveBeenStarted(
            Database database, Holder holder, boolean ended, boolean doubt) {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            Run run = planned(store, 1);
            SendKey known = key(run, holder == Holder.GONE ? 7 : 0, SendKey.State.RESERVED);
            store.sendKeys().claim(known, START);
            let(store, run, holder);
            if (ended) {
                store.runs().finish(run.id(), RunStatus.PARTIAL, "{}", List.of(), List.of(), TxWork.NONE);
            }
            SendKey later =
                    new SendKey("org-1", "key", "who", SendKey.State.RESERVED, "later", 3, null, null, null, ASKED);

            assertThat(store.sendKeys().isInDoubt(known, START)).isEqualTo(doubt);
            assertThat(store.sendKeys().claim(later, START).answer())
                    .isEqualTo(doubt ? Claim.Answer.IN_DOUBT : Claim.Answer.MINE);
            assertThat(store.sendKeys().find("org-1", "key").orElseThrow().runId())
                    .isEqualTo(doubt ? run.id() : "later");
        }
    }

    @ParameterizedTest
    @EnumSource
    void con5_holdingOrBlockingNeverHidesAConversation(Database database) throws Exception {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            Run run = planned(store, 2);
            store.sendKeys().claim(key(run, 0, SendKey.State.RESERVED), START);

            apply(store, store.sendKeys().marking(key(run, 1, SendKey.State.BLOCKED), START));
            assertThat(state(store)).as("somebody else has it").isEqualTo(SendKey.State.RESERVED);
            apply(store, store.sendKeys().marking(key(run, 0, SendKey.State.HELD), START));
            assertThat(state(store)).as("who has it may").isEqualTo(SendKey.State.HELD);
            apply(store, store.sendKeys().marking(key(run, 1, SendKey.State.BLOCKED), START));
            assertThat(state(store)).isEqualTo(SendKey.State.BLOCKED);
            apply(store, store.sendKeys().marking(contacted(run, 1), START));
            apply(store, store.sendKeys().marking(key(run, 1, SendKey.State.HELD), START));
            assertThat(state(store)).isEqualTo(SendKey.State.CONTACTED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void con5_sendKeysOutliveItemsUntilTheyAreForgotten(Database database) throws Exception {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            Run run = planned(store, 1);
            apply(store, store.sendKeys().marking(contacted(run, 0), START));
            try (Connection connection = store.dataSource().getConnection()) {
                Sql.update(connection, "delete from item where run_id = ?", run.id());
            }
            assertThat(state(store)).isEqualTo(SendKey.State.CONTACTED);

            apply(store, store.sendKeys().forgetting(Instant.now().minus(Duration.ofDays(730)), 9));
            assertThat(store.sendKeys().find("org-1", "key")).isPresent();
            apply(store, store.sendKeys().forgetting(Instant.now().plusSeconds(5), 9));
            assertThat(store.sendKeys().find("org-1", "key")).isEmpty();
        }
    }

    static void let(Store store, Run run, Holder holder) {
        switch (holder) {
            case OPEN, GONE -> {}
            case OPEN_AND_SENT -> store.ledger().markSent(run.id(), "k0", START);
            case ADVANCED_AFTER_ANOTHER_WRITE -> {
                store.ledger().markSent(run.id(), "k0", "register-contact");
                store.ledger()
                        .advance(
                                store.items().item(run.id(), "k0").orElseThrow(),
                                new Advance("cleared", Map.of(), Duration.ZERO),
                                null);
            }
            case REFUSED -> settle(store, run, Fate.REJECTED);
            case REFUSED_AFTER_SENDING -> {
                store.ledger().markSent(run.id(), "k0", START);
                settle(store, run, Fate.REJECTED);
            }
            case UNKNOWN -> {
                store.ledger().markSent(run.id(), "k0", START);
                settle(store, run, Fate.UNKNOWN);
            }
            case DONE_WITHOUT_A_MARK -> {
                store.ledger().markSent(run.id(), "k0", START);
                settle(store, run, Fate.DONE);
            }
        }
    }

    private static void settle(Store store, Run run, Fate fate) {
        ItemResult result = new ItemResult(fate, "failed", "a reason", Map.of(), null);
        store.ledger().settle(run.id(), "k0", result, List.of(), List.of());
    }

    static Run planned(Store store, int items) {
        Run asked = store.runs().ask(Samples.cli(null, null));
        Run run = store.runs().begin(asked.id()).orElseThrow();
        List<PlannedItem> planned = new ArrayList<>();
        for (int i = 0; i < items; i++) {
            planned.add(PlannedItem.toDo("k" + i, Map.of(), Map.of()));
        }
        store.plans().store(run.id(), new Plan(planned, Map.of(), List.of()));
        return run;
    }

    static SendKey key(Run run, int seq, SendKey.State state) {
        return new SendKey("org-1", "key", "who", state, run.id(), seq, "g-1", null, null, ASKED);
    }

    private static SendKey contacted(Run run, int seq) {
        return new SendKey("org-1", "key", "who", SendKey.State.CONTACTED, run.id(), seq, "g-1", "conv-1", null, ASKED);
    }

    private static SendKey.State state(Store store) {
        return store.sendKeys().find("org-1", "key").orElseThrow().state();
    }

    static Arguments holder(Database database, Holder holder, boolean ended, boolean doubt) {
        return Arguments.of(database, holder, ended, doubt);
    }

    static void apply(Store store, TxWork work) throws Exception {
        try (Connection connection = store.dataSource().getConnection()) {
            work.apply(connection);
        }
    }
}
