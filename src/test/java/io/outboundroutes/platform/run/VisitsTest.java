package io.outboundroutes.platform.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VisitsTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final AtomicBoolean stopped = new AtomicBoolean();

    @Test
    void eachItemComesOnceInThePlansOrderAndThenTheEnd() {
        Visits visits = visits(3, item(0, null), item(1, null), item(2, null));

        List<Integer> seen = new ArrayList<>();
        while (visits.hasNext()) {
            Item item = visits.next();
            seen.add(item.seq());
            visits.closed(item);
        }

        assertThat(seen).containsExactly(0, 1, 2);
    }

    @Test
    void whetherMoreComesIsSaidWithoutWaitingForWhatIsUnderWay() {
        Visits visits = visits(1, item(0, null), item(1, null));

        Item first = visits.next();

        assertThat(visits.hasNext()).as("while the only place is taken").isTrue();
        CompletableFuture<Item> second = CompletableFuture.supplyAsync(visits::next);
        assertThat(second).as("one at a time").isNotDone();
        visits.closed(first);
        assertThat(second.join().seq()).isEqualTo(1);
    }

    @Test
    void theLastOneUnderWayMayStillComeAgainOtherwiseTheEndIsNull() {
        Visits visits = visits(2, item(0, null));
        Item only = visits.next();

        assertThat(visits.hasNext()).isTrue();
        CompletableFuture<Item> end = CompletableFuture.supplyAsync(visits::next);
        visits.closed(only);

        assertThat(end.join()).isNull();
        assertThat(visits.hasNext()).isFalse();
    }

    @Test
    void anItemThatAdvancedComesAgainWhenItIsDueAndBeforeThoseNeverVisited() {
        Visits visits = visits(1, item(0, null), item(1, null), item(2, null));
        Item first = visits.next();
        visits.again(first, START.plusSeconds(2));
        visits.closed(first);

        Item second = visits.next();
        visits.closed(second);
        now.set(START.plusSeconds(2));

        assertThat(List.of(second.seq(), visits.next().seq())).containsExactly(1, 0);
    }

    @Test
    void anItemThatIsDueAtOnceComesAsItWasLeftAndIsNotReadAgain() {
        Visits visits = visits(1, item(0, null), item(1, null));
        Item first = visits.next();
        Item advanced = first.at("registered", Map.of("contactId", "c-1"), null);
        visits.again(advanced, START);
        visits.closed(first);

        assertThat(visits.next()).isSameAs(advanced);
    }

    @Test
    void anItemThatIsNotYetDueAfterARestartWaits() {
        Visits visits = visits(1, item(0, START.plusSeconds(5)), item(1, null));

        Item first = visits.next();
        visits.closed(first);
        CompletableFuture<Item> later = CompletableFuture.supplyAsync(visits::next);

        assertThat(first.seq()).isEqualTo(1);
        assertThat(later).isNotDone();
        now.set(START.plusSeconds(5));
        await().until(later::isDone);
        assertThat(later.join().seq()).isZero();
    }

    @Test
    void aStopEndsTheWaiting() {
        Visits visits = visits(1, item(0, START.plusSeconds(3600)));
        CompletableFuture<Item> waiting = CompletableFuture.supplyAsync(visits::next);

        stopped.set(true);

        await().until(waiting::isDone);
        assertThat(waiting.join()).isNull();
        assertThat(visits.hasNext()).isFalse();
    }

    @Test
    void theEndIsNotSaidWhileSomethingIsUnderWayAlsoAfterAStop() {
        Visits visits = visits(2, item(0, null), item(1, null));
        Item only = visits.next();
        stopped.set(true);

        CompletableFuture<Item> end = CompletableFuture.supplyAsync(visits::next);

        assertThat(visits.hasNext()).isTrue();
        assertThat(end).isNotDone();
        visits.closed(only);
        assertThat(end.join()).isNull();
        assertThat(visits.hasNext()).isFalse();
    }

    private Visits visits(int atOnce, Item... items) {
        Iterator<Item> first = List.of(items).iterator();
        List<Item> all = List.of(items);
        return new Visits(
                first,
                seq -> IntStream.range(0, all.size())
                        .filter(at -> at == seq)
                        .mapToObj(all::get)
                        .findFirst()
                        .or(Optional::empty),
                atOnce,
                now::get,
                stopped::get);
    }

    private static Item item(int seq, Instant dueAt) {
        return new Item(
                "run-1",
                seq,
                "key-" + seq,
                Fate.PLANNED,
                Item.PLANNED_STATE,
                Set.of(),
                dueAt,
                null,
                null,
                Map.of(),
                Map.of(),
                null);
    }
}
