package io.outboundroutes.platform.paging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShrinkageTest {

    private final Shrinkage shrinkage = new Shrinkage();

    private int after(int page, long shrunkBy) {
        shrinkage.totalIs(1_000L, 1_000L - shrunkBy);
        return shrinkage.stepBack(page, 10, Long.MAX_VALUE);
    }

    @ParameterizedTest(name = "{0} left before page {1}: {2} back")
    @CsvSource({"0,5,0", "1,5,1", "9,5,1", "10,5,2", "39,5,4", "5,0,0", "35,2,2"})
    void all9_aStepBackCoversMoreThanLeft(long left, int page, int back) {
        assertThat(after(page, left)).isEqualTo(back);
        assertThat(shrinkage.mayHaveLost()).isFalse();
    }

    @Test
    void all9_whatLeavesBeforeThePageIsReadAgainMustBeCoveredToo() {
        assertThat(after(5, 7)).isEqualTo(1);
        assertThat(after(4, 3)).isZero();
        assertThat(after(5, 0)).isZero();

        assertThat(after(6, 7)).isEqualTo(1);
        assertThat(after(5, 4)).isEqualTo(1);
    }

    @Test
    void all9_tooLongAStepBackMeansReadingEverythingAgain() {
        assertThat(after(9, 40)).isZero();
        assertThat(shrinkage.mayHaveLost()).isTrue();
        shrinkage.reset();
        assertThat(shrinkage.mayHaveLost()).isFalse();
    }
}
