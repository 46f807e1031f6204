package io.outboundroutes.platform.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One rate limit in several processes, on a clock that is turned by hand. */
class SharedPaceTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LATENCY = Duration.ofMillis(20);
    private static final int PER_SECOND = 100;

    private final Cluster cluster = new Cluster(PER_SECOND, SECOND, 7);
    private final Cluster.Member one = cluster.process("one");
    private final Cluster.Member other = cluster.process("other");

    @Test
    void all8_twoBusyProcessesUseTheLimitTogetherAndEachHalfOfIt() {
        one.calls(8, LATENCY);
        other.calls(8, LATENCY);
        cluster.run(Duration.ofSeconds(50));

        assertThat(cluster.sent).as("of 5000").hasSizeGreaterThan(4_800);
        assertThat(cluster.most()).isLessThanOrEqualTo(PER_SECOND);
        assertThat(cluster.sentBy("one", 0, Duration.ofSeconds(50))).isBetween(2_350L, 2_500L);
    }

    @Test
    void all8_aProcessAloneHoldsTheLimitAndWhoCallsOneByOneIsNotSlowedDown() {
        one.calls(1, LATENCY);
        cluster.run(Duration.ofSeconds(10));

        assertThat(cluster.sent).as("one in 20 ms, of 500").hasSizeGreaterThan(495);
        assertThat(one.pace.share()).isBetween(0.97, 1.0);
    }

    @Test
    void all8_whatAQuietProcessLeavesIsTheOthers() {
        one.calls(8, LATENCY);
        other.calls(1, Duration.ofMillis(240));
        cluster.run(Duration.ofSeconds(20));

        assertThat(cluster.sentBy("other", 0, Duration.ofSeconds(20)))
                .as("four a second")
                .isGreaterThan(70);
        assertThat(cluster.sent).as("of 2000").hasSizeGreaterThan(1_850);
        assertThat(cluster.most()).isLessThanOrEqualTo(PER_SECOND);
    }

    @Test
    void all8_theShareOfAProcessThatStopsCallingIsTheOthersWithinASecond() {
        one.calls(8, LATENCY);
        other.calls(8, LATENCY);
        cluster.run(Duration.ofSeconds(5));
        one.hangUp();
        cluster.run(Duration.ofSeconds(3));

        assertThat(cluster.sentBy("other", 6 * Cluster.SECOND, SECOND)).isGreaterThanOrEqualTo(93);
        assertThat(cluster.most()).isLessThanOrEqualTo(PER_SECOND);
    }

    @Test
    void all8_aProcessThatBeginsToCallHasItsShareWithinASecond() {
        one.calls(8, LATENCY);
        cluster.run(Duration.ofMillis(5_100));
        long begun = cluster.now();
        other.calls(8, LATENCY);
        cluster.run(Duration.ofSeconds(3));

        assertThat(cluster.sentBy("other", begun + Cluster.SECOND, SECOND)).isBetween(45L, 52L);
        assertThat(cluster.most()).isLessThanOrEqualTo(PER_SECOND);
    }

    @Test
    void all8_whatADeadProcessHeldIsLostForHalfASecondAtMost() {
        one.calls(8, LATENCY);
        other.calls(8, LATENCY);
        cluster.run(Duration.ofMillis(5_003));
        long died = cluster.now();
        one.die();
        cluster.run(Duration.ofSeconds(3));

        // Its half of the rate, for two windows.
        assertThat(cluster.sentBy("other", died, SECOND)).isGreaterThanOrEqualTo(96 - 25);
        assertThat(cluster.sentBy("other", died + Cluster.SECOND / 2, SECOND)).isGreaterThanOrEqualTo(95);
        assertThat(cluster.most()).isLessThanOrEqualTo(PER_SECOND);
    }

    @Test
    void all8_theStoreIsAskedSomeTimesASecondAndNotAtAllByWhoDoesNotCall() {
        one.calls(8, LATENCY);
        cluster.run(Duration.ofSeconds(10));
        assertThat(cluster.questions)
                .as("in 10 s, with %s requests", cluster.sent.size())
                .isLessThanOrEqualTo(42);
        one.hangUp();
        cluster.run(Duration.ofSeconds(2));
        int until = cluster.questions;
        cluster.run(Duration.ofMinutes(10));

        assertThat(cluster.questions).isEqualTo(until);
        assertThat(one.pace.share()).as("held by nobody").isZero();
    }

    @ParameterizedTest(name = "silent: {0}")
    @CsvSource({"false", "true"})
    void all8_withoutTheStoreEachGoesOnAtItsEqualPart(boolean silent) {
        one.calls(8, LATENCY);
        other.calls(8, LATENCY);
        cluster.run(Duration.ofSeconds(5));
        cluster.silent = silent;
        cluster.refusing = !silent;
        long lost = cluster.now();
        cluster.run(Duration.ofSeconds(20));

        for (String process : List.of("one", "other")) {
            assertThat(cluster.sentBy(process, lost + Cluster.SECOND, Duration.ofSeconds(10)))
                    .as(process)
                    .isBetween(470L, 500L);
        }
        assertThat(cluster.most()).isLessThanOrEqualTo(PER_SECOND);
        assertThat(one.pace.share()).isBetween(0.48, 0.5);
    }

    @Test
    void all8_aStoreThatComesBackIsSharedThroughAgain() {
        one.calls(8, LATENCY);
        other.calls(8, LATENCY);
        cluster.run(Duration.ofSeconds(5));
        cluster.refusing = true;
        cluster.run(Duration.ofSeconds(5));
        cluster.refusing = false;
        other.hangUp();
        cluster.run(Duration.ofSeconds(5));

        assertThat(cluster.sentBy("one", 13 * Cluster.SECOND, SECOND)).isGreaterThanOrEqualTo(96);
        assertThat(cluster.most()).isLessThanOrEqualTo(PER_SECOND);
    }

    @Test
    void all8_aProcessThatNeverReachedTheStoreKeepsToHalf() {
        cluster.refusing = true;
        one.calls(8, LATENCY);
        cluster.run(Duration.ofSeconds(10));

        assertThat(cluster.sent.size()).isBetween(460, 500);
    }

    @Test
    void all4_aPauseIsEverybodysWithinAFractionOfASecond() {
        one.calls(8, LATENCY);
        other.calls(8, LATENCY);
        cluster.run(Duration.ofSeconds(5));
        one.budget.pauseFor(Duration.ofSeconds(3));
        one.budget.pauseFor(SECOND);
        cluster.run(Duration.ofMillis(300));

        assertThat(other.pace.pauseLeft()).isBetween(Duration.ofMillis(2_650), Duration.ofMillis(2_705));
        cluster.run(Duration.ofSeconds(4));
        long sentMeanwhile = cluster.sent.stream()
                .filter(sent -> sent.at() > 5.3 * Cluster.SECOND && sent.at() < 8 * Cluster.SECOND)
                .count();
        assertThat(sentMeanwhile).isZero();
        assertThat(cluster.sentBy("other", 8 * Cluster.SECOND, SECOND)).isPositive();
        assertThat(cluster.most()).isLessThanOrEqualTo(PER_SECOND);
    }

    @Test
    void all4_aProcessThatBeginsToCallLearnsOfThePauseBeforeItSends() {
        one.budget.pauseFor(Duration.ofSeconds(3));
        cluster.run(SECOND);
        other.calls(8, LATENCY);
        cluster.run(Duration.ofMillis(1_900));
        assertThat(cluster.sent).isEmpty();
        cluster.run(SECOND);

        assertThat(cluster.sent).isNotEmpty();
    }

    @Test
    void all4_aPauseThatTheStoreDidNotHearOfIsToldLater() {
        one.calls(1, LATENCY);
        cluster.run(SECOND);
        cluster.refusing = true;
        one.budget.pauseFor(Duration.ofSeconds(10));
        cluster.run(Duration.ofSeconds(3));
        cluster.refusing = false;
        cluster.run(SECOND);
        other.calls(1, LATENCY);
        cluster.run(SECOND);

        assertThat(other.pace.pauseLeft()).isBetween(Duration.ofMillis(4_900), Duration.ofMillis(5_100));
    }

    @Test
    void all8_aSlowRateIsSharedToo() {
        Cluster slow = new Cluster(100, Duration.ofMinutes(1), 3);
        slow.process("one").calls(4, LATENCY);
        slow.process("other").calls(4, LATENCY);
        slow.run(Duration.ofMinutes(10));

        assertThat(slow.sent).as("of 1000").hasSizeGreaterThan(950);
        assertThat(slow.most()).isLessThanOrEqualTo(100);
        assertThat(slow.sentBy("one", 0, Duration.ofMinutes(10))).isBetween(450L, 500L);
    }

    @ParameterizedTest(name = "by {0} s")
    @CsvSource({"-3600", "3600", "-0.4", "0.4"})
    void all8_aStoreWhoseClockIsSetHoldsNobodyUp(double seconds) {
        one.calls(8, LATENCY);
        other.calls(8, LATENCY);
        cluster.run(Duration.ofSeconds(5));
        cluster.ledgerStep = (long) (seconds * 1_000_000);
        cluster.run(Duration.ofSeconds(5));

        assertThat(cluster.sentBy("one", 7 * Cluster.SECOND, SECOND)
                        + cluster.sentBy("other", 7 * Cluster.SECOND, SECOND))
                .isGreaterThanOrEqualTo(95);
    }

    @Test
    void all8_requestsHeldUpTogetherDoNotLeaveTogether() {
        one.calls(8, LATENCY);
        other.calls(8, LATENCY);
        for (int second = 0; second < 50; second++) {
            cluster.run(SECOND);
            (second % 2 == 0 ? one : other).holdUp(Duration.ofMillis(90));
        }

        assertThat(cluster.most()).isLessThanOrEqualTo(PER_SECOND);
        assertThat(cluster.sent).as("of 5000").hasSizeGreaterThan(4_700);
    }

    @Test
    void all8_whoWasHeldUpForLongGoesOnAtItsPace() {
        one.calls(8, LATENCY);
        other.calls(8, LATENCY);
        cluster.run(Duration.ofSeconds(5));
        one.holdUp(Duration.ofSeconds(3));
        cluster.run(Duration.ofSeconds(5));

        assertThat(cluster.most()).isLessThanOrEqualTo(PER_SECOND);
        assertThat(cluster.sentBy("one", 9 * Cluster.SECOND, SECOND)).isGreaterThanOrEqualTo(46);
    }

    @Property(tries = 500)
    void all8_noPeriodEverSeesMoreThanTheLimit(@ForAll long seed) {
        Random random = new Random(seed);
        int permits = random.nextInt(10, 300);
        Cluster many = new Cluster(permits, SECOND, seed);
        many.ledgerNanos = 1 + random.nextLong(4_000_000);
        many.lateNanos = random.nextBoolean() ? 0 : 1 + random.nextLong(60_000_000);
        List<Cluster.Member> processes = new ArrayList<>();
        int number = random.nextInt(1, 5);
        for (int i = 0; i < number; i++) {
            processes.add(many.process("p" + i));
        }
        for (int step = 0; step < 12; step++) {
            Cluster.Member process = processes.get(random.nextInt(processes.size()));
            int what = random.nextInt(6);
            if (what == 0) {
                process.holdUp(Duration.ofMillis(random.nextInt(1, 1_500)));
            } else if (what <= 2) {
                process.hangUp();
            } else {
                process.calls(random.nextInt(1, 6), Duration.ofMillis(random.nextInt(1, 300)));
            }
            many.run(Duration.ofMillis(random.nextInt(1, 2_000)));
        }

        // Of a small limit, a fortieth is less than what processes that join or come late may have beyond their parts.
        int beyond = permits < 60 * number ? number : 0;
        assertThat(many.most()).isLessThanOrEqualTo(permits + beyond);
    }
}
