package io.outboundroutes.platform.budget;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeldRateTest {

    private static final long WINDOW = 250_000_000;

    /** What is left over when parts are subtracted from each other is a rate too, and a very small one. */
    @ParameterizedTest(name = "{0} permits/s, then {1}: at {2} ns, known: {3}")
    @CsvSource({
        "8, 8, 125000000, true",
        "2, 4, 375000000, true",
        "0, 8, 375000000, true",
        "0, 0, 500000000, false",
        "2.8421709430404007E-14, 2.8421709430404007E-14, 500000000, false",
        "4.9E-324, 8, 375000000, true",
    })
    void all8_aPermitIsEarnedAtThePaceOfWhatIsHeld(double now, double next, long moment, boolean known) {
        HeldRate held = new HeldRate(WINDOW, 0);
        held.hold(new Part(0, now, next, 0), 0, 0);
        held.give(0);

        assertThat(held.next(Double.NaN)).isEqualTo(new HeldRate.Moment(moment, known));
    }
}
