package io.outboundroutes.workflow.engagement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListReadsTest {

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void eng1_allRecordsAreLookedAtBeforeAnyContactIsRead(boolean destination) {
        ListReads reads =
                new ListReads(Lists.options(SyncMode.INTERSECT, destination ? "destination" : null, false, 20));
        List<String> ids = destination ? List.of("source", "target", "destination") : List.of("source", "target");
        for (String id : ids) {
            assertThat(reads.looks()).isTrue();
            assertThat(reads.listId()).isEqualTo(id);
            reads.lookedAt();
        }
        assertThat(reads.looks()).isFalse();
        for (String id : ids) {
            assertThat(reads.reads()).isTrue();
            assertThat(reads.listId()).isEqualTo(id);
            read(reads, 1L, 1, 1L);
        }
        assertThat(reads.reads()).isFalse();
        assertThat(reads.plan().counts()).containsEntry("sourceRead", 1L).containsEntry("targetRead", 1L);
    }

    @Test
    void all9_aListThatMovesIsReadTwiceAndFailsThen() {
        ListReads reads = looked();
        assertThat(read(reads, 3L, 2, 3L)).isNull();
        assertThat(reads.listId()).isEqualTo("source");
        assertThat(read(reads, 3L, 3, 4L))
                .contains("source", "3 contacts were read", "3 before and 4 after", "nothing was written");
        assertThatThrownBy(reads::plan).hasMessageContaining("not read yet");
    }

    @Test
    void all9_eachListMayBeReadASecondTimeAndOnlyThatReadCounts() {
        ListReads reads = looked();
        assertThat(read(reads, 3L, 2, 2L)).isNull();
        assertThat(read(reads, 2L, 2, 2L)).isNull();
        assertThat(reads.listId()).isEqualTo("target");
        assertThat(read(reads, 5L, 4, 5L)).isNull();
        assertThat(read(reads, 5L, 5, 5L)).isNull();
        assertThat(reads.plan().counts()).containsEntry("sourceRead", 2L).containsEntry("targetRead", 5L);
    }

    @Test
    void eng1_withoutCountsAReadIsTaken() {
        ListReads reads = looked();
        read(reads, null, 2, null);
        read(reads, null, 2, null);
        assertThat(reads.reads()).isFalse();
        assertThatThrownBy(() -> reads.add("x")).hasMessageContaining("No list");
    }

    private static ListReads looked() {
        ListReads reads = new ListReads(Lists.options(SyncMode.INTERSECT, null, false, 20));
        reads.lookedAt();
        reads.lookedAt();
        return reads;
    }

    private static String read(ListReads reads, Long before, int contacts, Long after) {
        reads.begin(before);
        for (int i = 0; i < contacts; i++) {
            reads.add(Lists.contact("id" + i, 80, "ACTIVE"));
        }
        return reads.end(after);
    }
}
