package io.outboundroutes.workflow.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outboundroutes.workflow.engagement.Chunk.Action;
import io.outboundroutes.workflow.engagement.ChunkList.Entry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ChunksTest {

    private static Chunk chunk(int size) {
        return new Chunk(Action.ADD, ids(0, size));
    }

    private static List<String> ids(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> String.format("id%05d", i))
                .toList();
    }

    private static ContactIds set(List<String> given) {
        ContactIds ids = new ContactIds();
        given.forEach(ids::add);
        return ids;
    }

    private static SyncPlan plan(List<String> adds, List<String> removals) {
        return new SyncPlan(set(adds), set(removals), Map.of(), List.of(), null);
    }

    /** Cuts as the route does: a chunk is closed when it is full, or with the last id of its action. */
    private static List<Chunk> cut(ChunkList list, int size) {
        List<Entry> open = new ArrayList<>();
        Iterator<Entry> entries = list.entries();
        while (entries.hasNext()) {
            Entry entry = entries.next();
            open.add(entry);
            if (open.size() == size || entry.lastOfAction()) {
                list.add(open);
                open.clear();
            }
        }
        List<Chunk> chunks = new ArrayList<>();
        list.complete().forEach(chunks::add);
        assertThat(chunks).hasSize(list.size());
        return chunks;
    }

    @Property(tries = 200)
    void eng3_chunksHoldEveryIdOnceSortedAndWithinTheirSize(
            @ForAll @IntRange(max = 400) int adds,
            @ForAll @IntRange(max = 50) int removals,
            @ForAll @IntRange(min = 1, max = 60) int size) {
        List<String> shuffled = new ArrayList<>(ids(0, adds));
        Collections.reverse(shuffled);
        List<Chunk> chunks = cut(new ChunkList(plan(shuffled, ids(9000, 9000 + removals)), size), size);

        assertThat(chunks.stream().filter(c -> c.action() == Action.ADD).flatMap(c -> c.ids().stream()))
                .containsExactlyElementsOf(ids(0, adds));
        assertThat(chunks.stream().filter(c -> c.action() == Action.REMOVE).flatMap(c -> c.ids().stream()))
                .containsExactlyElementsOf(ids(9000, 9000 + removals));
        assertThat(chunks).allMatch(c -> c.size() <= size);
        assertThat(chunks).hasSize((adds + size - 1) / size + (removals + size - 1) / size);
    }

    @Test
    void eng3_aLostDoubledOrDisorderedChunkNeverPassesAsAPlan() {
        SyncPlan plan = plan(ids(0, 6), List.of());
        ChunkList lost = new ChunkList(plan, 3);
        lost.entries().forEachRemaining(entry -> {});
        lost.add(entries(Action.ADD, ids(0, 3)));
        assertThatThrownBy(lost::complete)
                .hasMessageContaining("3 of 6 ids")
                .hasMessageContaining("nothing was written");
        assertThatThrownBy(() -> lost.add(entries(Action.ADD, ids(0, 3)))).hasMessageContaining("out of order");
        assertThatThrownBy(() -> lost.add(entries(Action.ADD, ids(3, 7)))).hasMessageContaining("at most 3");
        List<Entry> mixed = new ArrayList<>(entries(Action.ADD, ids(3, 4)));
        mixed.addAll(entries(Action.REMOVE, ids(4, 5)));
        assertThatThrownBy(() -> lost.add(mixed)).hasMessageContaining("out of order");

        ChunkList unread = new ChunkList(plan, 6);
        unread.add(entries(Action.ADD, ids(0, 6)));
        assertThatThrownBy(unread::complete).hasMessageContaining("6 of 6");
        assertThatThrownBy(() -> new Chunk(Action.ADD, List.of())).hasMessageContaining("without ids");
    }

    private static List<Entry> entries(Action action, List<String> ids) {
        return ids.stream().map(id -> new Entry(action, id, false)).toList();
    }

    /** Status and body for a chunk of four ids; what follows. */
    static Stream<Arguments> answers() {
        return Stream.of(
                answer("200 with an empty body", 200, Map.of(), 4, 0, 0),
                answer("204", 204, null, 4, 0, 0),
                answer("201 that counts", 201, Map.of("accepted", 4), 4, 0, 0),
                answer("200 with a text", 200, "fine", 4, 0, 0),
                answer("an id is rejected", 200, Map.of("rejected", List.of(Map.of("contactId", "id00001"))), 3, 1, 0),
                answer("ids are failed", 207, Map.of("failedIds", List.of("id00000", "id00003")), 2, 2, 0),
                answer("errors with ids", 200, Map.of("errors", List.of(Map.of("id", "id00002", "code", 1))), 3, 1, 0),
                answer("an id that was not sent", 200, Map.of("rejected", List.of("other")), 4, 0, 0),
                answer("an id twice", 200, Map.of("rejected", List.of("id00001", "id00001")), 3, 1, 0),
                answer("a number that was not sent", 200, Map.of("rejected", List.of(1)), 4, 0, 0),
                answer("entries without any id", 200, Map.of("rejected", List.of(List.of(), Map.of("a", 1))), 0, 0, 2),
                answer(
                        "names, and as many errors without",
                        200,
                        Map.of("rejected", List.of("id00001"), "errors", List.of(Map.of("message", "unknown"))),
                        3,
                        1,
                        0),
                answer("a number without names", 200, Map.of("failedCount", 1), 0, 0, 2),
                answer("a number and its names", 200, Map.of("failedCount", 1, "failed", List.of("id00001")), 3, 1, 0),
                answer("a number of zero", 200, Map.of("rejectedCount", 0), 4, 0, 0),
                answer("413", 413, Map.of(), 0, 0, 2),
                answer("400", 400, Map.of(), 0, 0, 2),
                answer("404", 404, Map.of(), 0, 0, 2));
    }

    private static Arguments answer(String name, int status, Object body, int accepted, int refused, int parts) {
        return Arguments.of(name, status, body, accepted, refused, parts);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void eng3_whatAnAnswerToAChunkMeans(String name, int status, Object body, int accepted, int refused, int parts) {
        NextStep step = NextStep.after(status, body, chunk(4), true, false);

        assertThat(step.failure()).isNull();
        assertThat(step.accepted()).as(name).isEqualTo(accepted);
        assertThat(step.refused()).as(name).hasSize(refused);
        assertThat(step.parts()).as(name).hasSize(parts);
    }

    @ParameterizedTest(name = "{0}, whole {1}, {2} ids")
    @CsvSource({
        "404, true,  4, true",
        "400, true,  4, true",
        "404, false, 4, false",
        "404, false, 1, true",
        "400, true,  1, true",
        "413, true,  4, false",
        "200, true,  4, false",
    })
    void eng3_theListItselfMustAnswerBeforeHalvingAndBeforeAnIdCountsAsRefused(
            int status, boolean whole, int size, boolean check) {
        assertThat(NextStep.after(status, Map.of(), chunk(size), whole, false).checkList())
                .isEqualTo(check);
    }

    @Test
    void eng3_aSingleIdThatIsTooLargeFailsTheChunk() {
        assertThat(NextStep.after(413, null, chunk(1), false, false).failure()).contains("413");
        assertThat(NextStep.after(409, null, chunk(1), false, false).failure()).contains("409");
    }

    @Test
    void eng3_aRemovalThatArrivedBeforeIsNotRefused() {
        Chunk one = new Chunk(Action.REMOVE, List.of("a"));
        assertThat(NextStep.after(404, null, one, true, true).accepted()).isEqualTo(1);
        assertThat(NextStep.after(404, null, one, true, false).refused()).containsExactly("a");
        assertThat(NextStep.after(404, null, chunk(1), true, true).refused()).hasSize(1);
    }

    @Property(tries = 300)
    void eng3_bisectingIsolatesExactlyTheRefusedIdsWithinTheBound(
            @ForAll @IntRange(min = 1, max = 300) int size,
            @ForAll Set<@IntRange(max = 299) Integer> bad,
            @ForAll @IntRange(min = 1, max = 300) int limit) {
        Set<String> refused = new HashSet<>();
        bad.stream()
                .filter(i -> i < size)
                .forEach(i -> refused.add(ids(i, i + 1).get(0)));
        Set<String> arrived = new HashSet<>();
        ChunkWork work = new ChunkWork(chunk(size), more -> true);

        send(work, part -> {
            if (part.size() > limit) {
                return 413;
            }
            if (part.ids().stream().anyMatch(refused::contains)) {
                return 404;
            }
            assertThat(arrived.addAll(part.ids())).isTrue();
            return 200;
        });

        assertThat(work.refused())
                .containsExactlyElementsOf(refused.stream().sorted().toList());
        assertThat(arrived).hasSize(size - refused.size());
        assertThat(refused).noneMatch(arrived::contains);
    }

    private static int send(ChunkWork work, Function<Chunk, Integer> vendor) {
        return send(work, work.chunk(), vendor);
    }

    /** As the route does: a part, then what follows from its answer, by recursion. */
    private static int send(ChunkWork work, Chunk part, Function<Chunk, Integer> vendor) {
        NextStep step = work.after(vendor.apply(part), Map.of(), part, false);
        work.account(step);
        int sent = 1;
        for (Iterator<Chunk> parts = work.parts(step); parts.hasNext(); ) {
            sent += send(work, parts.next(), vendor);
        }
        return sent;
    }

    @Test
    void eng3_twoBadIdsOfFiveHundredTakeThirtyFiveRequests() {
        Set<String> bad = Set.of("id00003", "id00400");
        ChunkWork work = new ChunkWork(chunk(500), more -> true);
        int sent = send(work, part -> part.ids().stream().anyMatch(bad::contains) ? 404 : 200);

        assertThat(work.refused()).containsExactlyInAnyOrderElementsOf(bad);
        assertThat(sent).isLessThanOrEqualTo(35);
    }

    @Test
    void eng3_moreThanMaxRejectedFailsTheChunkAndNothingMoreOfItIsSent() {
        AtomicInteger left = new AtomicInteger(2);
        ChunkWork work = new ChunkWork(chunk(64), more -> left.addAndGet(-more) >= 0);
        int sent = send(work, part -> 404);

        assertThat(work.failure()).contains("engagement.max-rejected");
        assertThat(work.refused()).hasSize(3);
        assertThat(sent).isLessThan(15);
    }

    @Test
    void eng3_aChunkIsDoneOnlyWhenEveryIdIsAccountedFor() {
        ChunkWork work = new ChunkWork(chunk(3), more -> true);
        work.account(NextStep.after(200, null, chunk(2), false, false));
        assertThat(work.failure()).contains("2 of its 3 ids");
        work.account(NextStep.after(413, null, chunk(1), false, false));
        assertThat(work.failure()).contains("413");
    }

    @Test
    void eng3_endlessBisectingIsBounded() {
        ChunkWork work = new ChunkWork(chunk(2), more -> true);
        NextStep halves = work.after(404, null, chunk(2), false);
        for (int i = 0; i < 5; i++) {
            assertThat(work.parts(halves)).hasNext();
            work.account(halves);
        }
        assertThat(work.parts(halves)).isExhausted();
        assertThat(work.failure()).contains("4 requests");
    }
}
