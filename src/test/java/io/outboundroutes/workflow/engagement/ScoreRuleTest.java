package io.outboundroutes.workflow.engagement;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.workflow.engagement.ScoreRule.Verdict;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ScoreRuleTest {

    static Stream<Arguments> scores() {
        return Stream.of(
                score("exactly the threshold", 75, Verdict.QUALIFIED),
                score("just below the threshold", new BigDecimal("74.999"), Verdict.TOO_LOW),
                score("a decimal above", new BigDecimal("75.5"), Verdict.QUALIFIED),
                score("the highest score", 100, Verdict.QUALIFIED),
                score("the highest score, written otherwise", new BigDecimal("1E+2"), Verdict.QUALIFIED),
                score("above the highest score", new BigDecimal("100.01"), Verdict.SCORE_ODD),
                score("zero", 0, Verdict.TOO_LOW),
                score("negative", -5, Verdict.SCORE_ODD),
                score("a long", 90L, Verdict.QUALIFIED),
                score("huge", new BigInteger("9".repeat(40)), Verdict.SCORE_ODD),
                score("of a huge exponent", new BigDecimal("1E+2000000000"), Verdict.SCORE_ODD),
                score("a number as text", "88", Verdict.QUALIFIED),
                score("a decimal as text, with space", " 91.25 ", Verdict.QUALIFIED),
                score("a low number as text", "12", Verdict.TOO_LOW),
                score("a signed text", "+80", Verdict.QUALIFIED),
                score("a negative text", "-1", Verdict.SCORE_ODD),
                score("a word", "high", Verdict.SCORE_ODD),
                score("an empty text", "", Verdict.SCORE_ODD),
                score("a text that is no number", "NaN", Verdict.SCORE_ODD),
                score("a percentage", "80%", Verdict.SCORE_ODD),
                score("a comma", "80,5", Verdict.SCORE_ODD),
                score("an exponent as text", "8e1", Verdict.SCORE_ODD),
                score("a long text of digits", "9".repeat(100_000), Verdict.SCORE_ODD),
                score("true", true, Verdict.SCORE_ODD),
                score("an object", Map.of("value", 80), Verdict.SCORE_ODD),
                score("an array", List.of(80), Verdict.SCORE_ODD),
                score("null", null, Verdict.SCORE_NULL));
    }

    private static Arguments score(String name, Object score, Verdict expected) {
        return Arguments.of(name, score, expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scores")
    void eng1_onlyANumberWithinBoundsAndHighEnoughQualifies(String name, Object score, Verdict expected) {
        assertThat(Lists.RULE.judge(Lists.contact("a", score, "ACTIVE")))
                .as(name)
                .isEqualTo(expected);
    }

    @Test
    void eng1_aMissingScoreIsToldFromNull() {
        assertThat(Lists.RULE.judge(Map.of("id", "a"))).isEqualTo(Verdict.SCORE_MISSING);
    }

    @ParameterizedTest(name = "threshold {0}, highest {1}, score {2}")
    @CsvSource({
        "75.5, 100, 75.5, QUALIFIED",
        "75.5, 100, 75.4, TOO_LOW",
        "0,    100, 0,    QUALIFIED",
        "5,    10,  10,   QUALIFIED",
        "5,    10,  11,   SCORE_ODD",
    })
    void eng1_thresholdsMayBeDecimals(BigDecimal min, BigDecimal max, BigDecimal score, Verdict expected) {
        assertThat(new ScoreRule(min, max).judge(Lists.contact("a", score, null)))
                .isEqualTo(expected);
    }

    static Stream<Arguments> statuses() {
        return Stream.of(
                Arguments.of("ACTIVE", true),
                Arguments.of("active", true),
                Arguments.of(" Active\t", true),
                Arguments.of(null, true),
                Arguments.of("ARCHIVED", false),
                Arguments.of("INACTIVE", false),
                Arguments.of("", false),
                Arguments.of(1, false),
                Arguments.of(true, false));
    }

    @ParameterizedTest(name = "status [{0}]")
    @MethodSource("statuses")
    void eng1_theStatusIsActiveTrimmedAndCaseBlindOrAbsent(Object status, boolean active) {
        assertThat(Lists.RULE.judge(Lists.contact("a", 80, status)))
                .isEqualTo(active ? Verdict.QUALIFIED : Verdict.INACTIVE);
    }
}
