package io.outboundroutes.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.platform.http.AnswerPolicy.History;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerPolicyTest {

    private static final History FIRST = new History(1, false, false);
    private static final History LAST = new History(5, false, false);

    private final AnswerPolicy policy = new AnswerPolicy(RetryPolicy.DEFAULT, () -> Calls.START, new Random(1));

    private String told(Operation operation, Answer answer, History history) {
        Decision decision = policy.decide(operation, answer, history);
        if (decision instanceof Decision.Fail fail) {
            return fail.kind().name();
        }
        if (decision instanceof Decision.Repeat repeat) {
            return repeat.ambiguous() ? "Repeat ambiguous" : repeat.pauseVendor() ? "Repeat all wait" : "Repeat";
        }
        return decision.getClass().getSimpleName();
    }

    @ParameterizedTest(name = "{0}: read {1}, write {2}, {3}, {4}")
    @CsvSource(textBlock = """
            200, Accept,          Accept,           Accept, Accept
            204, Accept,          Accept,           Accept, Accept
            301, REFUSED,         REFUSED,          REFUSED, REFUSED
            400, REFUSED,         REFUSED,          REFUSED, REFUSED
            401, RenewToken,      RenewToken,       RenewToken, RenewToken
            403, REFUSED,         REFUSED,          REFUSED, REFUSED
            408, REFUSED,         REFUSED,          REFUSED, REFUSED
            409, REFUSED,         Accept,           Accept, Accept
            404, Accept,          REFUSED,          REFUSED, REFUSED
            429, Repeat all wait, Repeat all wait,  Repeat all wait, Repeat all wait
            500, Repeat,          Repeat ambiguous, LookUp, UNKNOWN_FATE
            501, UNAVAILABLE,     Repeat ambiguous, LookUp, UNKNOWN_FATE
            502, Repeat,          Repeat ambiguous, LookUp, UNKNOWN_FATE
            503, Repeat,          Repeat ambiguous, LookUp, UNKNOWN_FATE
            504, Repeat,          Repeat ambiguous, LookUp, UNKNOWN_FATE
            """)
    void all5_whatFollowsFromAStatus(int status, String read, String repeat, String lookup, String none) {
        Answer answer = Calls.http(status);

        assertThat(told(Calls.read(), answer, FIRST)).isEqualTo(read);
        assertThat(told(Calls.write(AfterAmbiguity.REPEAT), answer, FIRST)).isEqualTo(repeat);
        assertThat(told(Calls.write(AfterAmbiguity.LOOKUP), answer, FIRST)).isEqualTo(lookup);
        assertThat(told(Calls.write(AfterAmbiguity.NONE), answer, FIRST)).isEqualTo(none);
    }

    @ParameterizedTest
    @EnumSource(AfterAmbiguity.class)
    void all5_aWriteIsRepeatedWhenItCannotHaveArrived(AfterAmbiguity after) {
        Operation write = Calls.write(after);

        assertThat(told(write, Calls.NO_CONNECTION, FIRST)).isEqualTo("Repeat");
        assertThat(told(write, Calls.http(503, "", "retry-after", "3"), FIRST)).isEqualTo("Repeat");
        assertThat(told(write, Calls.http(503, "", "retry-after", "0"), FIRST)).isNotEqualTo("Repeat");
        assertThat(told(write, Calls.NO_CONNECTION, LAST)).isEqualTo("UNAVAILABLE");
        assertThat(told(write, Calls.http(429), LAST)).isEqualTo("UNAVAILABLE");
    }

    @Test
    void all5_aCutConnectionIsAmbiguousForWritesOnly() {
        assertThat(told(Calls.read(), Calls.RESET, FIRST)).isEqualTo("Repeat");
        assertThat(told(Calls.write(AfterAmbiguity.REPEAT), Calls.RESET, FIRST)).isEqualTo("Repeat ambiguous");
        assertThat(told(Calls.write(AfterAmbiguity.REPEAT), Calls.RESET, LAST)).isEqualTo("UNKNOWN_FATE");
        assertThat(told(Calls.write(AfterAmbiguity.LOOKUP), Calls.RESET, LAST)).isEqualTo("LookUp");
        assertThat(told(Calls.write(AfterAmbiguity.NONE), Calls.RESET, FIRST)).isEqualTo("UNKNOWN_FATE");
    }

    @ParameterizedTest
    @EnumSource(AfterAmbiguity.class)
    void all5_whatMayHaveArrivedIsOfUnknownFateHoweverCleanTheLastAnswer(AfterAmbiguity after) {
        Operation write = Calls.write(after);
        History last = new History(5, false, true);

        for (Answer clean : new Answer[] {
            Calls.http(400),
            Calls.http(403),
            Calls.http(429),
            Calls.NO_CONNECTION,
            Calls.http(503, "", "retry-after", "1")
        }) {
            assertThat(told(write, clean, last)).isEqualTo("UNKNOWN_FATE");
        }
        assertThat(told(write, Calls.http(401), new History(2, true, true))).isEqualTo("UNKNOWN_FATE");
        assertThat(told(write, Calls.http(409), last)).isEqualTo("Accept");
        assertThat(told(Calls.read(), Calls.http(400), last)).isEqualTo("REFUSED");
    }

    @Test
    void all5_whatStopsTheRunLeavesTheItemOpenAlsoWhenItMayHaveArrived() {
        Operation write = Calls.write(AfterAmbiguity.REPEAT);
        History history = new History(2, false, true);

        assertThat(told(write, new Answer.NotPermitted(), history)).isEqualTo("BREAKER_OPEN");
        assertThat(told(write, Calls.http(429, "", "retry-after", "600"), history))
                .isEqualTo("RATE_LIMITED");
    }

    @ParameterizedTest(name = "{0} s")
    @ValueSource(ints = {1, 120})
    void all4_retryAfterIsHonouredExactly(int seconds) {
        Decision decision = policy.decide(Calls.read(), Calls.http(429, "", "retry-after", "" + seconds), FIRST);

        assertThat(decision).isEqualTo(new Decision.Repeat(Duration.ofSeconds(seconds), true, false, "HTTP 429"));
    }

    @Test
    void all4_beyondMaxWaitTheRunStopsInGoodOrder() {
        Decision decision = policy.decide(Calls.read(), Calls.http(503, "", "retry-after", "121"), LAST);

        assertThat(decision).isInstanceOfSatisfying(Decision.Fail.class, fail -> {
            assertThat(fail.kind()).isEqualTo(CallFailed.Kind.RATE_LIMITED);
            assertThat(fail.retryAfter()).isEqualTo(Duration.ofSeconds(121));
            assertThat(fail.message()).contains("Retry-After of 121 s", "retry.max-wait=PT2M");
        });
    }

    @Test
    void all4_noWaitAfterTheLastAttemptButTheOthersWaitAfterA429() {
        Decision decision = policy.decide(Calls.read(), Calls.http(429, "", "retry-after", "9"), LAST);

        assertThat(decision)
                .isEqualTo(new Decision.Fail(
                        CallFailed.Kind.UNAVAILABLE, "HTTP 429 (attempt 5 of 5)", null, Duration.ofSeconds(9)));
    }

    @ParameterizedTest(name = "after attempt {0} at most {1} ms")
    @CsvSource({"1,1000", "2,2000", "3,4000", "4,8000", "5,16000", "6,30000", "60,30000"})
    void all4_backOffIsExponentialWithFullJitterAndACap(int attempt, long most) {
        Random random = new Random(3);
        long longest = 0;
        long shortest = Long.MAX_VALUE;
        for (int i = 0; i < 4_000; i++) {
            long wait = RetryPolicy.DEFAULT.backOff(attempt, random).toMillis();
            longest = Math.max(longest, wait);
            shortest = Math.min(shortest, wait);
        }

        assertThat(longest).isBetween(most * 98 / 100, most);
        assertThat(shortest).isBetween(0L, most / 50);
    }

    @Test
    void all3_aSecond401Fails() {
        assertThat(told(Calls.read(), Calls.http(401), FIRST)).isEqualTo("RenewToken");
        assertThat(told(Calls.read(), Calls.http(401), new History(2, true, false)))
                .isEqualTo("REFUSED");
    }

    @Test
    void all6_exhaustedRetriesFail() {
        assertThat(told(Calls.read(), Calls.http(500), new History(4, false, false)))
                .isEqualTo("Repeat");
        assertThat(told(Calls.read(), Calls.http(500), LAST)).isEqualTo("UNAVAILABLE");
        assertThat(told(Calls.read(), Calls.RESET, LAST)).isEqualTo("UNAVAILABLE");
    }

    @Test
    void all7_anOpenBreakerFailsFastAndLeavesTheRest() {
        assertThat(told(Calls.read(), new Answer.NotPermitted(), FIRST)).isEqualTo("BREAKER_OPEN");
        assertThat(new CallFailed(CallFailed.Kind.BREAKER_OPEN, "x", null, null, "x").stopsTheRun())
                .isTrue();
        assertThat(new CallFailed(CallFailed.Kind.UNAVAILABLE, "x", null, null, "x").stopsTheRun())
                .isFalse();
    }

    @ParameterizedTest(name = "Retry-After: {0} is {1} ms")
    @CsvSource(delimiter = '|', nullValues = "absent", textBlock = """
            5                              | 5000
            0.25                           | 250
            0.0001                         | 1
            99999999999999999999999999     | 315360000000
            0                              | absent
            -5                             | absent
            soon                           | absent
            1e9                            | absent
            1e-999999999                   | absent
            Sun, 01 Mar 2026 12:00:30 GMT  | 30000
            Sun, 1 Mar 2026 12:00:30 GMT   | 30000
            Sunday, 01-Mar-26 12:00:30 GMT | 30000
            Sun Mar  1 12:00:30 2026       | 30000
            Sun, 01 Mar 2026 11:59:59 GMT  | absent
            Mon, 01 Mar 2026 12:00:30 GMT  | absent
            """)
    void all4_retryAfterIsReadInSecondsOrAsADate(String value, Long millis) {
        assertThat(RetryAfter.parse(' ' + value + ' ', Calls.START).map(Duration::toMillis))
                .isEqualTo(java.util.Optional.ofNullable(millis));
    }
}
