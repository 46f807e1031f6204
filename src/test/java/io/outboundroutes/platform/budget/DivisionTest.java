package io.outboundroutes.platform.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DivisionTest {

    private static final Offset<Double> EXACT = within(1e-9);
    private static final long WINDOW = 6_000_000_000L;

    private final Division hundred = new Division(100, Duration.ofSeconds(1), SharedPace.WINDOW);

    @ParameterizedTest(name = "{2} processes at {0} per {1}: {3}")
    @CsvSource({
        "100,PT1S,1,97.5",
        "100,PT1S,3,97.5",
        "100,PT1S,11,90",
        "100,PT1M,2,1.625",
        "20,PT1S,2,19",
        "3,PT1S,9,1.5",
        "1,PT1S,1,0.975",
    })
    void all8_aFortiethIsKeptBackOrAPermitForEachButTheFirst(int permits, Duration period, int processes, double rate) {
        assertThat(new Division(permits, period, SharedPace.WINDOW).perSecond(processes))
                .isEqualTo(rate, EXACT);
    }

    @Test
    void all8_whoIsAloneTakesEverything() {
        Part mine = hundred.take(null, List.of(), WINDOW, 5);

        assertThat(mine).isEqualTo(new Part(WINDOW, 97.5, 97.5, 5));
    }

    @ParameterizedTest(name = "wanting {0} beside {1} and {2}: {3}")
    @CsvSource({
        "100,100,100,32.5",
        "100,10,100,43.75",
        "10,100,100,10",
        "10,20,30,22.5",
        "100,0,0,97.5",
        "40,100,20,38.75",
    })
    void all8_smallWishesAreMetAndTheRestIsSharedEqually(double wanted, double one, double other, double next) {
        List<Part> others = List.of(new Part(WINDOW - 1, 0, 0, one), new Part(WINDOW - 1, 0, 0, other));

        assertThat(hundred.take(null, others, WINDOW, wanted).next()).isEqualTo(next, EXACT);
    }

    @Test
    void all8_whatWasTakenIsLeftAlone() {
        Part busy = new Part(WINDOW, 90, 97.5, 97.5);
        Part mine = hundred.take(null, List.of(busy), WINDOW, 97.5);

        assertThat(mine.now()).isEqualTo(7.5, EXACT);
        assertThat(mine.next()).isZero();
        Part later = hundred.take(mine, List.of(busy), WINDOW + 1, 97.5);
        assertThat(later.now()).isZero();
        assertThat(later.next()).isEqualTo(48.75, EXACT);
    }

    @Test
    void all8_askingAgainWithinAWindowTakesNothingTwice() {
        Part other = new Part(WINDOW, 40, 48.75, 97.5);
        Part mine = hundred.take(null, List.of(other), WINDOW, 97.5);
        Part again = hundred.take(mine, List.of(other), WINDOW, 97.5);

        assertThat(again).isEqualTo(mine);
        assertThat(mine.now() + other.now()).isEqualTo(97.5, EXACT);
    }

    @Test
    void all8_whoDidNotTakeItsPartOfTheLastWindowHasNoneInTheNext() {
        Part gone = new Part(WINDOW - 2, 50, 50, 97.5);
        Part there = new Part(WINDOW - 1, 50, 40, 97.5);

        assertThat(hundred.take(null, List.of(gone), WINDOW, 97.5).next()).isEqualTo(97.5, EXACT);
        Part beside = hundred.take(null, List.of(there), WINDOW, 97.5);
        assertThat(beside.now()).isEqualTo(57.5, EXACT);
        assertThat(beside.next()).isEqualTo(48.75, EXACT);
    }

    @Test
    void all8_aPermitIsKeptBackForEachWhoCalledWithinThePeriod() {
        Division ten = new Division(10, Duration.ofSeconds(1), SharedPace.WINDOW);
        Part called = new Part(WINDOW - 5, 0, 0, 0);
        Part before = new Part(WINDOW - 6, 0, 0, 0);

        assertThat(ten.take(null, List.of(called, called), WINDOW, 10).next()).isEqualTo(8, EXACT);
        assertThat(ten.take(null, List.of(called, before), WINDOW, 10).next()).isEqualTo(9, EXACT);
    }

    @Test
    void all8_whoIsAWindowAheadLeavesNothingToGrowIn() {
        Part ahead = new Part(WINDOW + 1, 50, 50, 97.5);
        Part mine = hundred.take(new Part(WINDOW - 1, 20, 30, 97.5), List.of(ahead), WINDOW, 97.5);

        assertThat(mine.now()).isEqualTo(30, EXACT);
        assertThat(mine.next()).isEqualTo(47.5, EXACT);
    }
}
