package io.outboundroutes.platform.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadGuardTest {

    static final PagedReadSpec LIST = new PagedReadSpec("read-list", "id", 0, false, true);
    static final PagedReadSpec NEWEST = new PagedReadSpec("query", "id", 0, true, true);

    /** A vendor's list that may change before any request. */
    static final class Peer {
        final List<Object> records = new ArrayList<>();
        final int size;
        final boolean tellsTotal;
        IntConsumer before = request -> {};
        int requests;

        Peer(int records, int size, boolean tellsTotal) {
            IntStream.range(0, records).forEach(i -> this.records.add("r" + i));
            this.size = size;
            this.tellsTotal = tellsTotal;
        }

        Page page(@Nullable Object next) {
            before.accept(++requests);
            int number = next == null ? 1 : (Integer) next;
            int count = Math.max(1, (records.size() + size - 1) / size);
            int from = Math.min(records.size(), (number - 1) * size);
            int to = Math.min(records.size(), from + size);
            return new Page(
                    List.copyOf(records.subList(from, to)),
                    number < count ? number + 1 : null,
                    tellsTotal ? (long) records.size() : null,
                    (long) count);
        }

        List<Object> readBy(ReadGuard guard) {
            List<Object> read = new ArrayList<>();
            while (guard.wantsMore()) {
                read.addAll(guard.accept(page(guard.cursor())));
            }
            return read;
        }
    }

    @ParameterizedTest(name = "{0} records")
    @ValueSource(ints = {0, 1, 9, 10, 11, 20, 25})
    void all9_aStableListIsReadOnceAndWhole(int records) {
        Peer peer = new Peer(records, 10, true);

        assertThat(peer.readBy(new ReadGuard(LIST))).isEqualTo(peer.records);

        assertThat(peer.requests).isEqualTo(Math.max(1, (records + 9) / 10));
    }

    @Test
    void all9_anEmptyPageBeforeWhatWasAnnouncedElsewhereIsReadOnceMoreAndThenBelieved() {
        ReadGuard guard = new ReadGuard(LIST, 3L);
        assertThat(guard.accept(new Page(List.of("a", "b"), 2L, null))).containsExactly("a", "b");
        Page empty = new Page(List.of(), null, null);

        guard.accept(empty);
        assertThat(guard.wantsMore()).isTrue();
        assertThat(guard.cursor()).isEqualTo(2L);
        guard.accept(empty);
        assertThat(guard.wantsMore()).isFalse();

        ReadGuard whole = new ReadGuard(LIST, 2L);
        whole.accept(new Page(List.of("a", "b"), 2L, null));
        whole.accept(empty);
        assertThat(whole.wantsMore()).isFalse();
    }

    @Test
    void all9_newestFirstNormallyCostsOneRequestMore() {
        Peer peer = new Peer(25, 10, true);

        assertThat(peer.readBy(new ReadGuard(NEWEST))).isEqualTo(peer.records);

        assertThat(peer.requests).isEqualTo(4);
    }

    @Test
    void all9_theFrontIsReadAgainUntilAPageBringsNothingNew() {
        Peer peer = new Peer(30, 10, true);
        peer.before = request -> {
            if (request == 3) {
                // Twelve that were not read yet change, and jump to the front; what stood on page 2 is read again.
                List<Object> changed = List.copyOf(peer.records.subList(18, 30));
                peer.records.removeAll(changed);
                peer.records.addAll(0, changed);
            }
        };
        ReadGuard guard = new ReadGuard(NEWEST);

        List<Object> read = peer.readBy(guard);

        assertThat(read).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(peer.records);
        assertThat(peer.requests).isEqualTo(6);
    }

    @Test
    void all9_whenTheTotalShrinksTheReadStepsBackAndMissesNothing() {
        Peer peer = new Peer(40, 10, true);
        peer.before = request -> {
            if (request == 3) {
                peer.records.subList(0, 3).clear();
            }
        };

        List<Object> read = peer.readBy(new ReadGuard(NEWEST));

        assertThat(read).hasSize(40).containsAll(peer.records);
    }

    @ParameterizedTest(name = "one record leaves at every request number {0}")
    @CsvSource({"3,250", "4,200", "5,160"})
    void all9_aListThatShrinksAgainAndAgainIsReadToItsEnd(int every, int atMost) {
        Peer peer = new Peer(600, 10, true);
        peer.before = request -> {
            if (request % every == 0 && peer.records.size() > 100) {
                peer.records.remove(0);
            }
        };

        List<Object> read = peer.readBy(new ReadGuard(NEWEST));

        assertThat(read).doesNotHaveDuplicates().containsAll(peer.records);
        assertThat(peer.requests).isLessThan(atMost);
    }

    @Test
    void all9_aListThatShrinksWithEveryRequestIsGivenUpOn() {
        Peer peer = new Peer(2_000, 10, true);
        peer.before = request -> peer.records.remove(0);
        ReadGuard guard = new ReadGuard(NEWEST);

        assertThatThrownBy(() -> peer.readBy(guard))
                .isInstanceOf(ReadFailed.class)
                .hasMessageContaining("also after reading twice");
    }

    @Test
    void all9_aPageCountThatShrinksWithoutATotalMeansReadingAgain() {
        Peer peer = new Peer(41, 10, false);
        peer.before = request -> {
            if (request == 3) {
                peer.records.subList(0, 5).clear();
            }
        };

        List<Object> read = peer.readBy(new ReadGuard(NEWEST));

        assertThat(read).doesNotHaveDuplicates().containsAll(peer.records);
        assertThat(peer.requests).isEqualTo(4 + 1 + 4 + 1);
    }

    @Test
    void all9_aRecordThatLeftAListIsForgivenWhenTheSecondReadingAddsUp() {
        Peer peer = new Peer(40, 10, true);
        peer.before = request -> {
            if (request == 4) {
                peer.records.remove(0);
            }
        };

        List<Object> read = peer.readBy(new ReadGuard(LIST));

        assertThat(read).doesNotHaveDuplicates().containsAll(peer.records);
        assertThat(peer.requests).isGreaterThan(8);
    }

    @Test
    void all9_aTotalThatNeverAddsUpIsReadTwiceAndThenFails() {
        Page first = new Page(List.of("a", "b"), "2", 5L);
        Page last = new Page(List.of("c"), null, 5L);
        ReadGuard guard = new ReadGuard(LIST);
        guard.accept(first);
        assertThat(guard.accept(last)).containsExactly("c");
        assertThat(guard.cursor()).isNull();
        assertThat(guard.accept(first)).isEmpty();

        assertThatThrownBy(() -> guard.accept(last))
                .isInstanceOf(ReadFailed.class)
                .hasMessageContaining("read-list: also after reading twice, 3 records were read, the vendor counts 5")
                .hasMessageContaining("Nothing was written");
    }

    @Test
    void all9_moreRecordsThanTheVendorCountsFailToo() {
        ReadGuard guard = new ReadGuard(LIST);
        Page page = new Page(List.of("a", "b", "c"), null, 2L);
        guard.accept(page);

        assertThatThrownBy(() -> guard.accept(page)).hasMessageContaining("3 records were read, the vendor counts 2");
    }

    @Test
    void all9_anEmptyPageBeforeTheAnnouncedEndIsReadAgainOnce() {
        ReadGuard guard = new ReadGuard(LIST);
        guard.accept(new Page(List.of("a"), "2", null));

        assertThat(guard.accept(new Page(List.of(), "3", null))).isEmpty();
        assertThat(guard.cursor()).isEqualTo("2");
        assertThat(guard.accept(new Page(List.of("b"), null, null))).containsExactly("b");
        assertThat(guard.wantsMore()).isFalse();
    }

    static Stream<Arguments> empties() {
        return Stream.of(
                Arguments.of("a next page is named", new Page(List.of(), "3", null)),
                Arguments.of("the total says more", new Page(List.of(), null, 2L)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("empties")
    void all9_anEmptyPageBeforeTheAnnouncedEndTwiceIsAnError(String name, Page empty) {
        ReadGuard guard = new ReadGuard(LIST);
        guard.accept(new Page(List.of("a"), "2", null));
        guard.accept(empty);

        assertThatThrownBy(() -> guard.accept(empty))
                .isInstanceOf(ReadFailed.class)
                .hasMessageContaining("page 2 is empty twice although more was announced");
    }

    @Test
    void all9_anEmptyLastPageBehindTheTotalIsTheEnd() {
        ReadGuard guard = new ReadGuard(LIST);
        guard.accept(new Page(List.of("a"), 1L, 1L));
        guard.accept(new Page(List.of(), null, 1L));

        assertThat(guard.wantsMore()).isFalse();
    }

    @Test
    void all9_theSamePageTwiceIsAnError() {
        ReadGuard guard = new ReadGuard(LIST);
        guard.accept(new Page(List.of("a", "b"), 2, null));

        assertThatThrownBy(() -> guard.accept(new Page(List.of("a", "b"), 3, null)))
                .hasMessageContaining("page 2 holds the same records as the page before it");
    }

    @Test
    void all9_theSameCursorTwiceIsAnError() {
        ReadGuard guard = new ReadGuard(LIST);
        guard.accept(new Page(List.of("a"), "x", null));
        guard.accept(new Page(List.of("b"), "y", null));

        assertThatThrownBy(() -> guard.accept(new Page(List.of("c"), "x", null)))
                .hasMessageContaining("page 3 names a next page that was already read");
    }

    @ParameterizedTest(name = "{0} pages, cap {1}")
    @CsvSource({"3,3,true", "4,3,false", "1,1,true", "2,1,false", "4,0,true"})
    void all9_thePageCapFailsLoudly(int pages, int cap, boolean fits) {
        Peer peer = new Peer(pages * 10, 10, false);
        ReadGuard guard = new ReadGuard(new PagedReadSpec("query", "id", cap, true, true));

        if (fits) {
            assertThat(peer.readBy(guard)).hasSize(pages * 10);
        } else {
            assertThatThrownBy(() -> peer.readBy(guard))
                    .isInstanceOf(ReadFailed.class)
                    .hasMessageContaining("the page cap of " + cap + " pages is reached");
        }
    }

    @Test
    void all9_anEmptyPageAtTheEndDoesNotCountAgainstTheCap() {
        ReadGuard guard = new ReadGuard(new PagedReadSpec("list", "id", 1, false, true));
        guard.accept(new Page(List.of("a"), 1L, null));
        guard.accept(new Page(List.of(), null, null));

        assertThat(guard.wantsMore()).isFalse();
    }

    @Test
    void all9_anEndlessAnswerEndsAlsoWithoutACap() {
        ReadGuard guard = new ReadGuard(LIST, 50);

        assertThatThrownBy(() -> {
                    for (int i = 0; i <= 50; i++) {
                        guard.accept(new Page(List.of("r" + i), i + 2, null));
                    }
                })
                .hasMessageContaining("the page cap of 50 pages");
        assertThat(ReadGuard.HARD_CAP).isEqualTo(1_000_000);
    }

    @Test
    void all9_duplicatesOfNeighbouringPagesAreDroppedAndCounted() {
        ReadGuard guard = new ReadGuard(LIST);
        guard.accept(new Page(List.of(Map.of("id", "a"), Map.of("id", "b")), 2, null));

        assertThat(guard.accept(new Page(List.of(Map.of("id", "b"), Map.of("id", "c")), null, null)))
                .containsExactly(Map.of("id", "c"));
        assertThat(guard.duplicates()).isEqualTo(1);
        assertThat(guard.distinct()).isEqualTo(3);
    }

    @Test
    void all9_recordsWithoutAnIdAreHandedOnOnceAndNeverFillAGap() {
        Object nameless = Map.of("name", "x");
        Page page = new Page(List.of("a", nameless), null, 3L);
        ReadGuard guard = new ReadGuard(LIST);

        assertThat(guard.accept(page)).containsExactly("a", nameless);
        assertThatThrownBy(() -> guard.accept(page)).hasMessageContaining("2 records were read, the vendor counts 3");
    }

    @Test
    void all9_recordsWithoutAnIdDoNotKeepTheFrontFromSettling() {
        Object nameless = Map.of("name", "x");
        ReadGuard guard = new ReadGuard(NEWEST);
        guard.accept(new Page(List.of("a", nameless), 2, null));
        guard.accept(new Page(List.of("b"), null, null));

        assertThat(guard.accept(new Page(List.of("a", nameless), 2, null))).isEmpty();
        assertThat(guard.wantsMore()).isFalse();
    }

    @Test
    void all9_rememberingNeighboursOnlyFailsRatherThanDoubling() {
        ReadGuard guard = new ReadGuard(new PagedReadSpec("query", "id", 0, false, false));

        assertThatThrownBy(() -> guard.accept(new Page(List.of("a"), null, 2L)))
                .hasMessageContaining("a second reading would double records");
    }

    @Test
    void all9_rememberingNeighboursOnlyKnowsBothEnds() {
        Peer peer = new Peer(5_000, 250, true);
        ReadGuard guard = new ReadGuard(new PagedReadSpec("query", "id", 0, true, false));

        assertThat(peer.readBy(guard)).isEqualTo(peer.records);
        assertThat(peer.requests).isEqualTo(21);
    }

    @Test
    void all9_whenTooMuchMovedForWhatIsRememberedTheReadFails() {
        Peer peer = new Peer(10_000, 250, true);
        peer.before = request -> {
            if (request == 41) {
                IntStream.range(0, 3_000).forEach(i -> peer.records.add(0, "new" + i));
            }
        };
        ReadGuard guard = new ReadGuard(new PagedReadSpec("query", "id", 0, true, false));

        assertThatThrownBy(() -> peer.readBy(guard)).hasMessageContaining("more than are remembered");
    }
}
