package io.outboundroutes.platform.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Four permits a second, at 0, 250, 500, 750 ms and so on. */
class SpendingTest {

    private static final Pace.Turn GOES = new Pace.Turn(Duration.ZERO, true);
    private static final Pace.Turn NONE = new Pace.Turn(Duration.ZERO, false);

    private final Spending spending = new Spending(Duration.ofSeconds(1).toNanos());

    @Test
    void whoComesInTimeGoes() {
        for (int moment = 0; moment < 3_000; moment += 250) {
            granted(moment);
            assertThat(spendAt(moment)).as("at %s ms", moment).isEqualTo(GOES);
        }
    }

    @Test
    void aPermitIsSpentOnce() {
        granted(0);
        spendAt(0);

        assertThat(spendAt(1)).isEqualTo(NONE);
    }

    @Test
    void nobodyGoesBeforeThereIsAPermit() {
        granted(250);

        assertThat(spendAt(249)).isEqualTo(NONE);
    }

    @Test
    void aPeriodAfterALateOneThatIsInTimeWaits() {
        granted(0);
        assertThat(spendAt(30)).isEqualTo(GOES);
        for (int moment = 250; moment <= 1_000; moment += 250) {
            granted(moment);
        }
        assertThat(spendAt(250)).isEqualTo(GOES);
        assertThat(spendAt(500)).isEqualTo(GOES);
        assertThat(spendAt(750)).isEqualTo(GOES);

        assertThat(spendAt(1_000)).as("the fifth since 30 ms").isEqualTo(new Pace.Turn(Duration.ofMillis(30), true));
        assertThat(spendAt(1_030)).isEqualTo(GOES);
    }

    @Test
    void aPermitIsGoodFor50Milliseconds() {
        granted(0);
        granted(250);

        assertThat(spendAt(300)).as("that of 250 ms").isEqualTo(GOES);
        assertThat(spendAt(300)).as("that of 0 ms").isEqualTo(NONE);
    }

    @Test
    void twoPermitsForTheSameMomentAreTwo() {
        granted(0);
        granted(0);

        assertThat(spendAt(1)).isEqualTo(GOES);
        assertThat(spendAt(1)).isEqualTo(GOES);
        assertThat(spendAt(1)).isEqualTo(NONE);
    }

    private void granted(int millis) {
        spending.granted(Duration.ofMillis(millis).toNanos());
    }

    private Pace.Turn spendAt(int millis) {
        return spending.spend(Duration.ofMillis(millis).toNanos());
    }
}
