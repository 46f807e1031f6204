package io.outboundroutes.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.platform.run.Advance;
import io.outboundroutes.platform.run.Fate;
import io.outboundroutes.platform.run.ItemResult;
import io.outboundroutes.platform.run.Plan;
import io.outboundroutes.platform.run.PlannedItem;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunStatus;
import io.outboundroutes.platform.run.Trigger;
import io.outboundroutes.platform.run.UnknownFate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is counted as items change is what they would be counted as. */
class TallyTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @ParameterizedTest
    @EnumSource
    void theCountsAreThoseOfTheItemsWhateverHappensToThem(Database database) {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            store.runs().ask(Samples.rest(null), List.of("{}").iterator());
            Run run = store.runs().next(Samples.WORKFLOW).orElseThrow();
            store.plans().begin(run.id());
            store.plans().add(run.id(), List.of(PlannedItem.toDo("lost", Map.of(), Map.of())));
            store.plans().begin(run.id());
            store.plans().add(run.id(), List.of(refused("r1"), refused("r2")));
            List<PlannedItem> rest = List.of(
                    refused("r3"),
                    PlannedItem.toDo("k1", Map.of(), Map.of()),
                    PlannedItem.toDo("k2", Map.of(), Map.of()),
                    PlannedItem.toDo("k3", Map.of(), Map.of()));
            store.plans().store(run.id(), new Plan(rest, Map.of(), List.of()));
            assertThat(store.items().tally(run.id())).containsExactly(Map.entry("rejected", 3L));

            settle(store, run, "k1", "created");
            settle(store, run, "k2", "created");
            settle(store, run, "k2", "created");

            assertThat(store.items().tally(run.id()))
                    .containsExactly(Map.entry("created", 2L), Map.entry("rejected", 3L))
                    .isEqualTo(store.items().countsByOutcome(run.id()));
            assertThat(store.items().plan(run.id()).orElseThrow().items()).isEqualTo(6);

            store.runs().finish(run.id(), RunStatus.PARTIAL, "{}", List.of(), List.of(), TxWork.NONE);
            ReplayWish wish = new ReplayWish(run.id(), null, UnknownFate.LOOK_UP, false, Trigger.REST, null, Map.of());
            Run replay = store.replays()
                    .items(wish, (workflow, item) -> new Advance(item.state(), item.fields(), Duration.ZERO));
            assertThat(store.items().plan(replay.id()).orElseThrow().items()).isEqualTo(1);
            assertThat(store.items().tally(replay.id())).isEmpty();
        }
    }

    private static PlannedItem refused(String key) {
        return PlannedItem.refused(key, Map.of(), Map.of(), "rejected", "no name");
    }

    private static void settle(Store store, Run run, String key, String outcome) {
        ItemResult result = new ItemResult(Fate.DONE, outcome, null, Map.of(), 1L);
        store.ledger().settle(run.id(), key, result, List.of(), List.of());
    }
}
