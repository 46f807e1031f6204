package io.outboundroutes.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outboundroutes.platform.run.Advance;
import io.outboundroutes.platform.run.Fate;
import io.outboundroutes.platform.run.Item;
import io.outboundroutes.platform.run.ItemResult;
import io.outboundroutes.platform.run.Plan;
import io.outboundroutes.platform.run.PlannedItem;
import io.outboundroutes.platform.run.Problem;
import io.outboundroutes.platform.run.Run;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ItemLedgerTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @ParameterizedTest
    @EnumSource
    void all5_aMarkOfAWriteThatCertainlyDidNotHappenIsTakenBackAndNoOther(Database database) {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            String run = begun(store);
            store.plans().store(run, Samples.plan(1));
            store.ledger().markSent(run, "k0", "register-contact");
            store.ledger().markSent(run, "k0", "start-conversation");

            store.ledger().clearSent(run, "k0", "start-conversation");
            assertThat(store.items().item(run, 0).orElseThrow().sent()).containsExactly("register-contact");
            assertThat(store.items().item(run, 0).orElseThrow().fate()).isEqualTo(Fate.SENT);
            store.ledger().clearSent(run, "k0", "register-contact");
            assertThat(store.items().item(run, 0).orElseThrow().sent()).isEmpty();
            assertThat(store.items().item(run, 0).orElseThrow().fate()).isEqualTo(Fate.PLANNED);

            store.ledger().markSent(run, "k0", "start-conversation");
            store.ledger().settle(run, "k0", Samples.created("s"), List.of(), List.of());
            store.ledger().clearSent(run, "k0", "start-conversation");
            assertThat(store.items().item(run, 0).orElseThrow().fate()).isEqualTo(Fate.DONE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStoredPlanIsReadAsItWasMade(Database database) {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            String run = begun(store);
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("z", "Grüße \u0001 \"quoted\"");
            fields.put("a", new BigDecimal("1.50"));
            fields.put("list", List.of("x", 7));
            Problem warning = new Problem("unclassified-contacts", "3 contacts have no attribute");
            Plan plan = new Plan(
                    List.of(
                            PlannedItem.toDo("k0", fields, Map.of("name", "n")),
                            PlannedItem.settled("k1", Map.of(), "unchanged", "known")),
                    Map.of("pages", 4_000_000_000L),
                    List.of(warning));

            store.plans().store(run, plan);

            Item first = store.items().item(run, "k0").orElseThrow();
            assertThat(first.fields()).isEqualTo(fields);
            assertThat(first.fields().keySet()).containsExactly("z", "a", "list");
            assertThat(first.request()).isEqualTo(Map.of("name", "n"));
            assertThat(first).extracting(Item::fate, Item::outcome, Item::seq).containsExactly(Fate.PLANNED, null, 0);
            Item second = store.items().item(run, "k1").orElseThrow();
            assertThat(second)
                    .extracting(Item::fate, Item::outcome, Item::reason)
                    .containsExactly(Fate.DONE, "unchanged", "known");
            assertThat(store.items().plan(run))
                    .contains(new PlanFacts(Map.of("pages", 4_000_000_000L), List.of(warning), 2));
            assertThat(store.history().run(run)).map(Run::planned).contains(true);
            assertThat(store.items().plan("nothing")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void all13_aPlanIsStoredWholeOrNotAtAll(Database database) {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            String run = begun(store);
            Iterable<PlannedItem> broken = () -> IntStream.range(0, 1200)
                    .mapToObj(i -> {
                        if (i == 1100) {
                            throw new IllegalStateException("page 12 is unreadable");
                        }
                        return PlannedItem.toDo("k" + i, Map.of(), Map.of());
                    })
                    .iterator();

            assertThatThrownBy(() -> store.plans().store(run, new Plan(broken, Map.of(), List.of())))
                    .hasMessage("page 12 is unreadable");

            assertThat(store.items().items(run)).isExhausted();
            assertThat(store.history().run(run)).map(Run::planned).contains(false);
            store.plans().store(run, Samples.plan(1));
            assertThatThrownBy(() -> store.plans().store(run, Samples.plan(1)))
                    .hasMessageContaining("has a stored plan already");
        }
    }

    @ParameterizedTest
    @EnumSource
    void twoItemsWithOneKeyAreRefused(Database database) {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            String run = begun(store);
            PlannedItem item = PlannedItem.toDo("same", Map.of(), Map.of());

            assertThatThrownBy(() -> store.plans().store(run, new Plan(List.of(item, item), Map.of(), List.of())))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("one key");
        }
    }

    @ParameterizedTest
    @EnumSource
    void all16_aRefusedValueIsNotQuoted(Database database) {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            String run = begun(store);
            PlannedItem item = PlannedItem.toDo("canary-4711", Map.of(), Map.of());
            PlannedItem outcome = PlannedItem.settled("k", Map.of(), "canary-4711".repeat(9), null);

            for (List<PlannedItem> items : List.of(List.of(item, item), List.of(outcome))) {
                assertThatThrownBy(() -> store.plans().store(run, new Plan(items, Map.of(), List.of())))
                        .isInstanceOf(RuntimeException.class)
                        .satisfies(e -> assertThat(org.assertj.core.util.Throwables.getStackTrace(e))
                                .doesNotContain("canary-4711"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void openItemsArePagedInThePlansOrderWhileTheyAreSettled(Database database) {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            String run = begun(store);
            store.plans().store(run, Samples.plan(1201));
            store.ledger().settle(run, "k1", Samples.created("s"), List.of(), List.of());
            List<Integer> seen = new ArrayList<>();

            Iterator<Item> open = store.items().openItems(run);
            while (open.hasNext()) {
                Item item = open.next();
                seen.add(item.seq());
                if (item.seq() % 400 == 0) {
                    store.ledger().settle(run, item.key(), Samples.created("s"), List.of(), List.of());
                }
            }

            assertThat(seen).hasSize(1200).isSorted().doesNotContain(1).doesNotHaveDuplicates();
            assertThat(store.items().countOpen(run)).isEqualTo(1201 - 1 - 4);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anItemMovesForwardOnly(Database database) {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            String run = begun(store);
            store.plans().store(run, Samples.plan(2));

            store.ledger().markSent(run, "k0", "create-segment");
            store.ledger().markSent(run, "k0", "create-segment");
            assertThat(store.items().item(run, "k0")).map(Item::fate).contains(Fate.SENT);
            assertThat(store.ledger().settle(run, "k0", Samples.created("s-1"), List.of(), List.of()))
                    .isTrue();
            assertThat(store.ledger().settle(run, "k0", Samples.created("s-1"), List.of(), List.of()))
                    .as("the very same result")
                    .isFalse();

            assertThatThrownBy(() -> store.ledger().markSent(run, "k0", "create-segment"))
                    .isInstanceOf(IllegalFate.class)
                    .hasMessageContaining("is DONE (created) and cannot become SENT");
            ItemResult other = new ItemResult(Fate.REJECTED, "failed", "400", Map.of(), null);
            assertThatThrownBy(() -> store.ledger().settle(run, "k0", other, List.of(), List.of()))
                    .isInstanceOf(IllegalFate.class);
            assertThatThrownBy(() -> store.ledger().markSent(run, "nobody", "create-segment"))
                    .isInstanceOf(IllegalFate.class)
                    .hasMessageContaining("not in the plan");
        }
    }

    @ParameterizedTest
    @EnumSource
    void anItemThatCameNoFurtherIsNotRecordedUnlessAWriteOfItIsAnswered(Database database) {
        List<String> commits = new ArrayList<>();
        try (Store store = Database.open(database.fresh(folder), "a", commits::add, Clock.systemUTC())) {
            String run = begun(store);
            store.plans().store(run, Samples.plan(1));
            Instant later = Instant.parse("2026-01-01T00:00:05Z");
            Advance pending = new Advance("registered", Map.of("check", "PENDING"), Duration.ofSeconds(5));
            Item item = store.ledger().advance(store.items().item(run, 0).orElseThrow(), pending, later);
            assertThat(item).isEqualTo(store.items().item(run, 0).orElseThrow());
            commits.clear();

            assertThat(store.ledger().advance(item, pending, later.plusSeconds(5)))
                    .isEqualTo(item);
            assertThat(commits).isEmpty();

            store.ledger().markSent(run, "k0", "register-contact");
            store.ledger().advance(item, pending, later);
            assertThat(store.items().item(run, 0).orElseThrow().sent()).isEmpty();
            assertThat(commits).contains("after-commit:advance");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatBecameKnownIsAddedToTheItem(Database database) {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            String run = begun(store);
            store.plans().store(run, Samples.plan(2));
            store.ledger().settle(run, "k0", Samples.created("s-1"), List.of(), List.of());
            store.ledger()
                    .settle(
                            run,
                            "k1",
                            new ItemResult(Fate.UNKNOWN, "unknown", "no answer", Map.of(), null),
                            List.of(),
                            List.of());

            Item item = store.items().item(run, "k0").orElseThrow();
            assertThat(item.fields()).isEqualTo(Map.of("groupKey", "g0", "segmentId", "s-1"));
            assertThat(item.latencyMs()).isEqualTo(12);
            assertThat(store.items().item(run, "k1").orElseThrow().latencyMs()).isNull();
            assertThat(store.items().countsByOutcome(run)).isEqualTo(Map.of("created", 1L, "unknown", 1L));
        }
    }

    @ParameterizedTest
    @EnumSource
    void all12_aReportShowsWhatIsNotDoneFirst(Database database) {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            String run = begun(store);
            store.plans().store(run, Samples.plan(4));
            store.ledger().settle(run, "k0", Samples.created("s"), List.of(), List.of());
            ItemResult failed = new ItemResult(Fate.REJECTED, "failed", "400", Map.of(), null);
            store.ledger().settle(run, "k2", failed, List.of(), List.of());

            assertThat(store.items().forReport(run, Set.of("created", "exists"), 3))
                    .extracting(Item::key)
                    .containsExactly("k1", "k2", "k3");
            assertThat(store.items().forReport(run, Set.of(), 9)).hasSize(4);
        }
    }

    @ParameterizedTest
    @EnumSource
    void all15_anOutcomeItsEventItsAuditAndItsGroupAreOneTransaction(Database database) {
        List<String> reached = new ArrayList<>();
        boolean[] halt = {true};
        try (Store store = Database.open(
                database.fresh(folder),
                "a",
                name -> {
                    reached.add(name);
                    if (halt[0] && name.equals("before-commit:item")) {
                        throw new IllegalStateException("halted");
                    }
                },
                Clock.systemUTC())) {
            String run = begun(store);
            reached.clear();
            GroupRow group = GroupRow.named("host", "a=b", "key", "key", "Auto_Segment_key");
            store.plans()
                    .store(run, Samples.plan(1), Telling.NOTHING, store.groups().naming(List.of(group)));
            store.ledger().markSent(run, "k0", "create-segment");
            TxWork mark =
                    store.groups().marking("host", "Auto_Segment_key", "s-1", "a:b", "PT1H", GroupRow.State.CREATED);

            assertThatThrownBy(() -> settle(store, run, mark)).hasMessage("halted");
            assertThat(store.items().item(run, "k0")).map(Item::fate).contains(Fate.SENT);
            assertThat(store.groups().knownGroups("host")).containsExactly(group);
            assertThat(store.outbox().pending(run)).isZero();
            assertThat(store.audit().pending()).isZero();

            halt[0] = false;
            assertThat(settle(store, run, mark)).isTrue();
            assertThat(store.groups().knownGroups("host"))
                    .extracting(GroupRow::segmentId, GroupRow::state)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple("s-1", GroupRow.State.CREATED));
            assertThat(store.outbox().pending(run)).isEqualTo(1);
            assertThat(store.audit().pending()).isEqualTo(1);
            assertThat(reached)
                    .containsExactly(
                            "before-commit:plan",
                            "after-commit:plan",
                            "before-commit:sent",
                            "after-commit:sent",
                            "before-commit:item",
                            "before-commit:item",
                            "after-commit:item");
        }
    }

    private static boolean settle(Store store, String run, TxWork extra) {
        return store.ledger()
                .settle(
                        run,
                        "k0",
                        Samples.created("s-1"),
                        List.of(Samples.audit(run, "SEGMENT_CREATED")),
                        List.of(Samples.event("e1", run)),
                        extra);
    }

    private static String begun(Store store) {
        Run run = store.runs().ask(Samples.rest(null));
        return store.runs().begin(run.id()).orElseThrow().id();
    }
}
