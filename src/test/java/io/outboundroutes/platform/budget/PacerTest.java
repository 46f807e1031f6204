package io.outboundroutes.platform.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacerTest {

    private long nanos;

    @Test
    void all8_permitsAreEvenlySpacedFromTheFirst() {
        Pacer pacer = new Pacer(50, Duration.ofSeconds(1), () -> nanos);
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            millis.add(pacer.reserve(Duration.ZERO) / 1_000_000);
        }

        assertThat(millis).containsExactly(0L, 20L, 40L, 60L);
    }

    @Test
    void all8_timeInWhichNobodyAskedIsNotSavedUp() {
        Pacer pacer = new Pacer(50, Duration.ofSeconds(1), () -> nanos);
        pacer.reserve(Duration.ZERO);
        nanos = 10_000_000_000L;

        assertThat(pacer.reserve(Duration.ZERO)).isZero();
        assertThat(pacer.reserve(Duration.ZERO)).isEqualTo(20_000_000);
    }

    @Test
    void all8_aPermitBookedForLaterDoesNotHoldUpThoseWhoCanGoNow() {
        Pacer pacer = new Pacer(10, Duration.ofSeconds(1), () -> nanos);

        assertThat(pacer.reserve(Duration.ofMillis(250))).isEqualTo(250_000_000);
        assertThat(pacer.reserve(Duration.ZERO)).isZero();
        assertThat(pacer.reserve(Duration.ZERO)).isEqualTo(100_000_000);
        assertThat(pacer.reserve(Duration.ZERO)).isEqualTo(350_000_000);
    }

    @ParameterizedTest(name = "{0} per {1}")
    @CsvSource({"100,PT1S,10000000", "3,PT1S,333333334", "100,PT1M,600000000", "1,PT0.000000001S,1"})
    void all8_theRateIsNeverRoundedUp(int permits, Duration period, long interval) {
        assertThat(new Pacer(permits, period, () -> 0).intervalNanos()).isEqualTo(interval);
    }

    @ParameterizedTest(name = "{0} per {1}")
    @CsvSource({"0,PT1S", "-1,PT1S", "1,PT0S", "1,PT-1S"})
    void all8_aRateNeedsPermitsAndAPeriod(int permits, Duration period) {
        assertThatThrownBy(() -> new Pacer(permits, period, () -> 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 500)
    void all8_noTwoPermitsAreNearerThanTheInterval(@ForAll long seed) {
        Random random = new Random(seed);
        long[] clock = {random.nextLong() / 4};
        Pacer pacer = new Pacer(7, Duration.ofSeconds(1), () -> clock[0]);
        TreeSet<Long> moments = new TreeSet<>();
        for (int i = 0; i < 60; i++) {
            long notBefore = random.nextInt(3) == 0 ? random.nextInt(2_000_000_000) : 0;
            long wait = pacer.reserve(Duration.ofNanos(notBefore));
            assertThat(wait).isGreaterThanOrEqualTo(notBefore);
            long moment = clock[0] + wait;
            Long before = moments.floor(moment);
            Long after = moments.ceiling(moment);
            assertThat(before == null || moment - before >= pacer.intervalNanos())
                    .isTrue();
            assertThat(after == null || after - moment >= pacer.intervalNanos()).isTrue();
            moments.add(moment);
            clock[0] += random.nextInt(200_000_000);
        }
    }

    @Test
    void all4_aPauseMakesEverybodyWaitAndAShorterOneNeverEndsIt() {
        Instant[] now = {Instant.parse("2026-03-01T12:00:00Z")};
        VendorBudget budget = new VendorBudget(new Pacer(10, Duration.ofSeconds(1), () -> nanos), () -> now[0]);
        budget.pauseFor(Duration.ofSeconds(9));
        budget.pauseFor(Duration.ofSeconds(2));

        assertThat(budget.ask(Duration.ZERO)).isEqualTo(granted(Duration.ofSeconds(9)));
        assertThat(budget.ask(Duration.ofSeconds(20))).isEqualTo(granted(Duration.ofSeconds(20)));
        assertThat(budget.ask(Duration.ZERO)).isEqualTo(granted(Duration.ofMillis(9_100)));
        assertThat(budget.pausedUntil()).contains(now[0].plusSeconds(9));
        now[0] = now[0].plusSeconds(9);
        assertThat(budget.isPaused()).isFalse();
        assertThat(budget.pausedUntil()).isEmpty();
    }

    private static Pace.Turn granted(Duration wait) {
        return new Pace.Turn(wait, true);
    }
}
