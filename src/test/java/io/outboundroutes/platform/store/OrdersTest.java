package io.outboundroutes.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outboundroutes.platform.run.NothingMoreIsSent;
import io.outboundroutes.platform.run.Order;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunStatus;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrdersTest {

    private static final Instant FIRE = Instant.parse("2026-11-21T10:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @ParameterizedTest
    @EnumSource
    void all23_aHaltHoldsForEveryProcessAndAcrossRestartsUntilItIsTakenBack(Database database) {
        StoreSettings settings = database.fresh(folder);
        try (Store one = Database.open(settings, "a");
                Store other = Database.open(settings, "b")) {
            assertThat(halt(one, Samples.WORKFLOW)).isTrue();
            assertThat(halt(other, Samples.WORKFLOW)).as("halted already").isFalse();
            assertThat(other.orders().haltOf(Samples.WORKFLOW))
                    .map(Orders.Halt::by)
                    .contains("anna");
            assertThat(other.orders().haltOf("campaign-schedules")).isEmpty();
        }
        try (Store later = Database.open(settings, "c")) {
            assertThat(later.orders().halts()).extracting(Orders.Halt::scope).containsExactly(Samples.WORKFLOW);
            assertThat(lift(later, Samples.WORKFLOW)).isTrue();
            assertThat(lift(later, Samples.WORKFLOW)).as("lifted already").isFalse();
            assertThat(later.orders().halts()).isEmpty();
            assertThat(later.audit().pending())
                    .as("a line for each that changed something")
                    .isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void all23_noRunOfAHaltedWorkflowIsTakenAndNoneIsDropped(Database database) {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            Run asked = store.runs().ask(Samples.rest("r1"));
            for (String scope : List.of(Samples.WORKFLOW, Orders.ALL)) {
                halt(store, scope);

                assertThat(store.runs().next(Samples.WORKFLOW)).as(scope).isEmpty();
                assertThat(store.runs().begin(asked.id())).as(scope).isEmpty();
                lift(store, scope);
            }

            assertThat(store.runs().next(Samples.WORKFLOW)).map(Run::id).contains(asked.id());
            halt(store, Samples.WORKFLOW);
            assertThat(store.runs().next(Samples.WORKFLOW))
                    .as("one that has begun waits too")
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void all17_aFiringIntoAPauseIsSkippedAndSaysSo(Database database) {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            halt(store, Samples.WORKFLOW);

            Run fired = store.runs().askScheduled(Samples.WORKFLOW, FIRE, () -> {});

            assertThat(fired.status()).isEqualTo(RunStatus.SKIPPED);
            assertThat(fired.report()).contains("\"paused\"").contains("anna (rest)");
            assertThat(store.runs()
                            .askScheduled("campaign-schedules", FIRE, () -> {})
                            .status())
                    .isEqualTo(RunStatus.ASKED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void all23_fromTheStopOnNoProcessMarksAWriteAndAPauseLetsWhatHasBegunEnd(Database database) {
        StoreSettings settings = database.fresh(folder);
        try (Store store = Database.open(settings, "a");
                Store elsewhere = Database.open(settings, "b")) {
            String run = planned(store);
            halt(elsewhere, Samples.WORKFLOW);
            store.ledger().markSent(run, "k0", "create-segment");

            halt(elsewhere, Orders.ALL);

            assertThatThrownBy(() -> store.ledger().markSent(run, "k1", "create-segment"))
                    .isInstanceOfSatisfying(
                            NothingMoreIsSent.class,
                            thrown -> assertThat(thrown.order().kind()).isEqualTo(Order.Kind.STOP));
            assertThat(store.ledger().settle(run, "k0", Samples.created("s"), List.of(), List.of()))
                    .as("what came of the write that was sent before is recorded")
                    .isTrue();
            lift(elsewhere, Orders.ALL);
            store.ledger().markSent(run, "k1", "create-segment");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRunThatWaitsIsCancelledAtOnceAndOneUnderWaySendsNothingMore(Database database) {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            String begun = planned(store);
            Run waiting = store.runs().ask(Samples.rest("r2"));

            assertThat(cancel(store, waiting.id())).isEqualTo(Orders.Cancelled.WITHDRAWN);
            assertThat(cancel(store, waiting.id())).isEqualTo(Orders.Cancelled.ENDED_BEFORE);
            assertThat(cancel(store, begun)).isEqualTo(Orders.Cancelled.ENDING);
            assertThat(cancel(store, begun)).isEqualTo(Orders.Cancelled.ENDING);
            assertThat(cancel(store, "none")).isEqualTo(Orders.Cancelled.UNKNOWN);

            Run withdrawn = store.history().run(waiting.id()).orElseThrow();
            assertThat(withdrawn.status()).isEqualTo(RunStatus.SKIPPED);
            assertThat(withdrawn.report()).contains("\"cancelled\"");
            assertThatThrownBy(() -> store.ledger().markSent(begun, "k0", "create-segment"))
                    .isInstanceOfSatisfying(
                            NothingMoreIsSent.class,
                            thrown -> assertThat(thrown.order().kind()).isEqualTo(Order.Kind.CANCEL));
            assertThat(store.audit().pending())
                    .as("a line for each that changed something")
                    .isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Samples.WORKFLOW, Orders.ALL})
    void aCancelledRunOfAHaltedWorkflowIsTakenToBeEnded(String scope) {
        try (Store store = Database.open(Database.H2.fresh(folder), "a")) {
            String begun = planned(store);
            halt(store, scope);
            assertThat(store.runs().next(Samples.WORKFLOW)).isEmpty();

            cancel(store, begun);

            assertThat(store.runs().next(Samples.WORKFLOW)).map(Run::id).contains(begun);
            assertThat(store.orders().of(List.of(begun)))
                    .hasEntrySatisfying(begun, order -> assertThat(order.kind()).isEqualTo(Order.Kind.CANCEL));
            assertThat(store.orders().of(List.of("none"))).isEqualTo(Map.of());
        }
    }

    private static String planned(Store store) {
        String run = store.runs().ask(Samples.rest("r1")).id();
        store.runs().begin(run);
        store.plans().store(run, Samples.plan(3));
        return run;
    }

    private static boolean halt(Store store, String scope) {
        return store.orders().halt(scope, "anna", "rest", Samples.audit("none", "HALT"));
    }

    private static boolean lift(Store store, String scope) {
        return store.orders().lift(scope, Samples.audit("none", "LIFT"));
    }

    private static Orders.Cancelled cancel(Store store, String run) {
        return store.orders().cancel(run, "cancelled by anna", known -> Samples.audit(known.id(), "CANCEL"));
    }
}
