package io.outboundroutes.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunStatus;
import io.outboundroutes.platform.run.Trigger;
import io.outboundroutes.platform.run.UnknownFate;
import io.outboundroutes.platform.run.WebhookEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetentionTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(400));
    private static final Instant LIMIT = NOW.minus(Duration.ofDays(365));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final AtomicReference<Instant> clock = new AtomicReference<>(LONG_AGO);

    private Store open(Database database) {
        return Database.open(database.fresh(folder), "a", Checkpoint.NONE, clock::get);
    }

    private static Run ended(Store store, int items, List<WebhookEvent> events) {
        Run run = running(store, items);
        store.runs().finish(run.id(), RunStatus.PARTIAL, "{}", List.of(), events, TxWork.NONE);
        return run;
    }

    private static Run running(Store store, int items) {
        store.runs().ask(Samples.rest(null), List.of("{}").iterator());
        Run run = store.runs().next(Samples.WORKFLOW).orElseThrow();
        store.plans().store(run.id(), Samples.plan(items));
        return run;
    }

    @ParameterizedTest
    @EnumSource
    void whatEndedLongAgoGoesInBatchesAndWhatIsYoungStays(Database database) {
        try (Store store = open(database)) {
            Run old = ended(store, 7, List.of());
            Run older = ended(store, 1, List.of());
            clock.set(NOW);
            Run young = ended(store, 2, List.of());

            assertThat(store.retention().runs(LIMIT, 5)).isEqualTo(5);
            assertThat(store.items().page(old.id(), false, -1, 9))
                    .as("the rest")
                    .hasSize(2);
            assertThat(store.history().run(old.id())).as("until its last item").isPresent();
            assertThat(store.retention().runs(LIMIT, 5)).isEqualTo(5);
            assertThat(store.retention().runs(LIMIT, 5)).as("no more are left").isZero();

            assertThat(store.history().runs(null, 9)).extracting(Run::id).containsExactly(young.id());
            assertThat(store.items().page(young.id(), false, -1, 9)).hasSize(2);
            assertThat(store.history().run(older.id())).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatHasNotEndedOrIsNotToldOfIsKeptForEver(Database database) {
        try (Store store = open(database)) {
            Run waits = ended(store, 1, List.of(new WebhookEvent("e-pending", "r", Samples.WORKFLOW, null, "{}")));
            Run gaveUp = ended(store, 1, List.of());
            Run replayed = ended(store, 1, List.of());
            ReplayWish wish =
                    new ReplayWish(replayed.id(), null, UnknownFate.LOOK_UP, false, Trigger.REST, null, Map.of());
            Run replay = store.replays()
                    .items(
                            wish,
                            (workflow, item) -> new io.outboundroutes.platform.run.Advance(
                                    item.state(), item.fields(), Duration.ZERO));
            event(store, "e-pending", waits, "pending");
            event(store, "e-parked", gaveUp, "parked");
            event(store, "e-delivered", gaveUp, "delivered");
            clock.set(NOW);

            assertThat(store.retention().runs(LIMIT, 50)).isZero();
            assertThat(store.retention().events(LIMIT, 50)).isEqualTo(1);

            assertThat(store.history().runs(null, 9))
                    .extracting(Run::id)
                    .containsExactlyInAnyOrder(waits.id(), gaveUp.id(), replayed.id(), replay.id());
            assertThat(store.outbox().delivery("e-parked")).isPresent();
            assertThat(store.outbox().delivery("e-delivered")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatNobodyKnowsTheFateOfIsKeptUntilSomebodySettlesIt(Database database) {
        try (Store store = open(database)) {
            Run unknown = ended(store, 3, List.of());
            Run settled = ended(store, 3, List.of());
            change(store, "update item set fate = 'UNKNOWN' where seq = 2");
            clock.set(NOW);
            change(store, "update item set replayed_in = ? where run_id = ?", "a-replay", settled.id());

            assertThat(store.retention().runs(LIMIT, 50)).isEqualTo(4);
            assertThat(store.history().runs(null, 9)).extracting(Run::id).containsExactly(unknown.id());
            assertThat(store.items().page(unknown.id(), false, -1, 9)).hasSize(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatAHeldWishIsReadFromIsKept(Database database) {
        try (Store store = open(database)) {
            Run held = ended(store, 1, List.of());
            Run contacted = ended(store, 1, List.of());
            String key =
                    "insert into send_key (target, key_hash, contact_hash, state, run_id, seq, asked_at, created_at,"
                            + " updated_at, waiting) values ('t', ?, 'c', ?, ?, 0, current_timestamp, current_timestamp,"
                            + " current_timestamp, ?)";
            change(store, key, "held", "HELD", held.id(), true);
            change(store, key, "done", "CONTACTED", contacted.id(), true);
            clock.set(NOW);

            assertThat(store.retention().runs(LIMIT, 50)).isEqualTo(2);
            assertThat(store.history().runs(null, 9)).extracting(Run::id).containsExactly(held.id());
        }
    }

    private static void change(Store store, String sql, Object... values) {
        try (java.sql.Connection c = store.dataSource().getConnection()) {
            Sql.update(c, sql, values);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void event(Store store, String id, Run run, String state) {
        try (java.sql.Connection c = store.dataSource().getConnection()) {
            Sql.update(c, "delete from outbox where event_id = ?", id);
            Outbox.insert(c, List.of(new WebhookEvent(id, run.id(), Samples.WORKFLOW, null, "{}")), LONG_AGO);
            Sql.update(c, "update outbox set state = ?, finished_at = ? where event_id = ?", state, LONG_AGO, id);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
