package io.outboundroutes.workflow.segmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefreshTiersTest {

    private static final Instant NOW = Make.NOW;

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            just changed,                                     PT0S,            PT1H
            in the future within the tolerance,               PT-5M,           PT1H
            a millisecond below two hours,                    PT1H59M59.999S,  PT1H
            exactly two hours,                                PT2H,            PT4H
            a millisecond below twelve hours,                 PT11H59M59.999S, PT4H
            exactly twelve hours,                             PT12H,           PT12H
            a millisecond below two days,                     PT47H59M59.999S, PT12H
            exactly two days,                                 PT48H,           PT24H
            years ago,                                        P4000D,          PT24H
            unknown,                                          ,                PT24H
            """)
    void seg6_intervalFollowsAgeAndABoundBelongsToTheOlderTier(String name, @Nullable String age, String interval) {
        Instant newest = age == null ? null : NOW.minus(Duration.parse(age));

        assertThat(RefreshTiers.DEFAULT.intervalFor(newest, NOW)).hasToString(interval);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            without tiers                | else=PT6H                    | PT1H | PT6H
            unit-suffixed                | 30m=10m, 2h=1h, else=1d      | PT1H | PT1H
            spaces and case              | ' pt2h = pt1h , ELSE = p1d ' | PT2H | PT24H
            """)
    void seg6_tiersAreConfigurable(String name, String text, String age, String interval) {
        RefreshTiers tiers = RefreshTiers.parse(text);

        assertThat(tiers.intervalFor(NOW.minus(Duration.parse(age)), NOW)).hasToString(interval);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            empty                   | ''                          | '' is not of the form age=interval
            no interval             | PT2H,else=PT1H              | 'PT2H' is not of the form age=interval
            no duration             | PT2H=soon,else=PT1H         | 'soon' is not an ISO-8601 duration; expected e.g. PT4H
            a bare number           | 2=PT1H,else=PT1H            | '2' is not an ISO-8601 duration
            no else                 | PT2H=PT1H                   | add 'else=<interval>' at the end
            else before the end     | else=PT1H,PT2H=PT1H         | 'PT2H=PT1H' comes after 'else'
            two elses               | else=PT1H,else=PT2H         | 'else=PT2H' comes after 'else'
            falling ages            | PT4H=PT1H,PT2H=PT1H,else=1h | the age PT2H does not exceed PT4H before it
            equal ages              | PT4H=PT1H,PT4H=PT2H,else=1h | the age PT4H does not exceed PT4H before it
            no age                  | PT0S=PT1H,else=PT1H         | the age PT0S does not exceed PT0S
            no interval at all      | PT2H=PT0S,else=PT1H         | the interval PT0S is not positive
            negative else           | else=PT-1H                  | the interval PT-1H is not positive
            """)
    void seg6_wrongTiersAreRefusedWithTheirPartNamed(String name, String text, String message) {
        assertThatThrownBy(() -> RefreshTiers.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("segmentation.refresh-tiers: ")
                .hasMessageContaining(message);
    }

    @Test
    void seg6_defaultIsTheGuides() {
        assertThat(RefreshTiers.DEFAULT.tiers())
                .containsExactly(
                        new RefreshTiers.Tier(Duration.ofHours(2), Duration.ofHours(1)),
                        new RefreshTiers.Tier(Duration.ofHours(12), Duration.ofHours(4)),
                        new RefreshTiers.Tier(Duration.ofHours(48), Duration.ofHours(12)));
        assertThat(RefreshTiers.DEFAULT.otherwise()).isEqualTo(Duration.ofHours(24));
    }
}
