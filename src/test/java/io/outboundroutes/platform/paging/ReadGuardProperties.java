package io.outboundroutes.platform.paging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

class ReadGuardProperties {

    private static final int CAP = 12;

    /** What the class's Javadoc promises. */
    private static final int BOUND = 2 * (CAP + 1) * (1 + Shrinkage.MAX_TRIES * (Shrinkage.MAX_BACK + 1) + 1) * 2;

    @Property(tries = 3_000)
    void all9_whateverIsAnsweredTheReadEnds(
            @ForAll long seed, @ForAll boolean newestFirst, @ForAll boolean dedupeAll, @ForAll boolean cycles) {
        Random random = new Random(seed);
        ReadGuard guard = new ReadGuard(new PagedReadSpec("hostile", "id", CAP, newestFirst, dedupeAll));
        int accepted = 0;

        try {
            while (guard.wantsMore()) {
                accepted++;
                assertThat(accepted).isLessThanOrEqualTo(BOUND);
                guard.accept(hostile(random, accepted, cycles));
            }
        } catch (ReadFailed expected) {
            assertThat(expected).hasMessageStartingWith("hostile: ");
        }

        assertThat(guard.pages()).isEqualTo(accepted);
    }

    private static Page hostile(Random random, int accepted, boolean cycles) {
        List<Object> records = IntStream.range(0, random.nextInt(4))
                .<Object>mapToObj(i -> random.nextInt(8) == 0 ? Map.of() : "r" + random.nextInt(cycles ? 6 : 10_000))
                .toList();
        Object next = random.nextInt(6) == 0 ? null : cycles ? (Object) random.nextInt(40) : (Object) accepted;
        Long total = random.nextInt(5) == 0 ? null : (Long) (long) random.nextInt(60);
        return new Page(records, next, total, random.nextBoolean() ? (Long) (long) random.nextInt(9) : null);
    }

    @Property(tries = 500)
    void all9_everyRecordOfAStableListIsReadOnceByEveryStyle(
            @ForAll @IntRange(max = 120) int records,
            @ForAll @IntRange(min = 1, max = 25) int size,
            @ForAll @IntRange(max = 2) int style,
            @ForAll boolean newestFirst,
            @ForAll boolean dedupeAll,
            @ForAll boolean tellsTotal) {
        String name = List.of("page-number", "cursor", "offset").get(style);
        PageStyle pager = PageStyle.named(name, "items");
        List<Object> list = IntStream.range(0, records)
                .<Object>mapToObj(i -> Map.of("id", "r" + i))
                .toList();
        ReadGuard guard = new ReadGuard(new PagedReadSpec("stable", "id", 0, newestFirst, dedupeAll));
        List<Object> read = new ArrayList<>();

        while (guard.wantsMore()) {
            Object next = guard.cursor();
            Map<String, Object> asked = pager.fields(next, Map.of());
            read.addAll(guard.accept(pager.page(next, asked, answer(name, asked, list, size, tellsTotal))));
        }

        assertThat(read).isEqualTo(list);
        assertThat(guard.duplicates()).isZero();
    }

    private static Map<String, Object> answer(
            String style, Map<String, Object> asked, List<Object> list, int size, boolean tellsTotal) {
        int from = switch (style) {
            case "page-number" -> ((Integer) asked.get("pageNumber") - 1) * size;
            case "cursor" -> Integer.parseInt(String.valueOf(asked.getOrDefault("cursor", "0")));
            default -> Math.toIntExact((Long) asked.get("start"));
        };
        int begin = Math.min(from, list.size());
        int end = Math.min(begin + size, list.size());
        Map<String, Object> answer = new HashMap<>();
        answer.put("items", list.subList(begin, end));
        if (style.equals("page-number")) {
            answer.put("pageCount", (list.size() + size - 1) / size);
            answer.put("pageNumber", asked.get("pageNumber"));
        }
        if (style.equals("cursor")) {
            answer.put("nextPageCursor", end < list.size() ? String.valueOf(end) : null);
        }
        if (tellsTotal) {
            answer.put("total", list.size());
        }
        return answer;
    }

    /**
     * Records leave, arrive and change while they are read: whoever stays to the end is read, or the read fails. Fewer
     * come to the front than a page holds: more could hide one that nobody read behind a page of known ones.
     */
    @Property(tries = 2_000)
    void all9_whoeverStaysInAMovingListIsReadOrTheReadFails(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 80) int records,
            @ForAll @IntRange(min = 2, max = 12) int size,
            @ForAll @IntRange(max = 60) int unrest) {
        Random random = new Random(seed);
        ReadGuardTest.Peer peer = new ReadGuardTest.Peer(records, size, true);
        Set<Object> stayed = new LinkedHashSet<>(peer.records);
        int[] jumps = {size - 1};
        peer.before = request -> move(random, peer.records, stayed, unrest, request, jumps);
        ReadGuard guard = new ReadGuard(ReadGuardTest.NEWEST);

        @Nullable List<Object> read;
        try {
            read = peer.readBy(guard);
        } catch (ReadFailed incomplete) {
            read = null;
        }

        if (read != null) {
            assertThat(read).doesNotHaveDuplicates().containsAll(stayed);
        }
    }

    private static void move(
            Random random, List<Object> records, Set<Object> stayed, int unrest, int request, int[] jumps) {
        if (request > 1 && random.nextInt(100) < unrest && !records.isEmpty()) {
            int one = random.nextInt(records.size());
            Object record = records.remove(one);
            if (random.nextInt(3) == 0 && jumps[0]-- > 0) {
                records.add(0, record);
            } else {
                stayed.remove(record);
            }
        }
        if (request > 1 && random.nextInt(300) < unrest && jumps[0]-- > 0) {
            records.add(0, "new" + request);
        }
    }
}
