package io.outboundroutes.workflow.statistics;

import static io.outboundroutes.workflow.statistics.Stats.metrics;
import static io.outboundroutes.workflow.statistics.Stats.query;
import static io.outboundroutes.workflow.statistics.Stats.shown;
import static io.outboundroutes.workflow.statistics.Stats.told;
import static io.outboundroutes.workflow.statistics.Stats.toldAfter;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class VerdictTest {

    private static final List<BigDecimal> EIGHT = numbers("100", "102", "98", "101", "99", "100", "102", "98");

    static Stream<Arguments> figures() {
        return Stream.of(
                Arguments.of("nothing wrong", guide(100, 80, 183_455, "12.5%"), List.of()),
                Arguments.of("as many connected as attempted", guide(100, 100, 1_000, "1%"), List.of()),
                Arguments.of(
                        "the guide's inconsistency",
                        guide(100, 101, 1_000, "1%"),
                        List.of("INCONSISTENCY: Connected calls exceed attempted calls")),
                Arguments.of("ten minutes are no outlier", guide(9, 9, 600_000, "1%"), List.of()),
                Arguments.of(
                        "the guide's outlier",
                        guide(9, 9, 600_010, "1%"),
                        List.of("OUTLIER: avgCallDuration 600.01s exceeds threshold")),
                Arguments.of(
                        "the guide's outlier in whole seconds",
                        guide(9, 9, 720_000, "1%"),
                        List.of("OUTLIER: avgCallDuration 720.0s exceeds threshold")),
                Arguments.of(
                        "negative counts",
                        guide(-1, -2, 1_000, "1%"),
                        List.of(
                                "INCONSISTENCY: callsAttempted is negative",
                                "INCONSISTENCY: callsConnected is negative")),
                Arguments.of(
                        "a negative time",
                        guide(9, 9, -1_000, "1%"),
                        List.of("INCONSISTENCY: avgCallDuration is negative")),
                Arguments.of("a rate of one", guide(9, 9, 1_000, "100%"), List.of()),
                Arguments.of(
                        "a rate above one",
                        guide(9, 9, 1_000, "100.01%"),
                        List.of("INCONSISTENCY: conversionRate is not between 0 and 1")),
                Arguments.of(
                        "a rate below zero",
                        guide(9, 9, 1_000, new BigDecimal("-0.1")),
                        List.of("INCONSISTENCY: conversionRate is not between 0 and 1")),
                Arguments.of(
                        "several at once, the guide's first",
                        guide(10, 20, 700_000, "x"),
                        List.of(
                                "INCONSISTENCY: Connected calls exceed attempted calls",
                                "OUTLIER: avgCallDuration 700.0s exceeds threshold",
                                "UNREADABLE: conversionRate")),
                Arguments.of(
                        "metrics that are not there",
                        metrics("callsAttempted", 1, "callsConnected", 1),
                        List.of("MISSING: avgCallDuration", "MISSING: conversionRate")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("figures")
    void sta4_figuresAreFlagged(String name, Map<String, Object> raw, List<String> flags) {
        CampaignStatistics told = told(query(), raw);

        assertThat(told.validationFlags()).isEqualTo(flags);
        assertThat(told.isValid()).isEqualTo(flags.isEmpty());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        // 4 there, 4 readable, 1 comparison, 1 threshold, 4 possible
        "nothing wrong,        80, 12.5%, 1.0",
        "one of fourteen,     101, 12.5%, 0.9286",
        "two of fourteen,     101, 101%,  0.8571",
        // what cannot be read cannot be out of range: thirteen
        "two of thirteen,     101, x,     0.8462"
    })
    void sta4_theAccuracyRateIsTheShareOfChecksPassed(String name, int connected, String rate, String expected) {
        CampaignStatistics told = told(query(), guide(100, connected, 1_000, rate));

        assertThat(shown(told.dataAccuracyRate())).isEqualTo(expected);
    }

    static Stream<Arguments> histories() {
        return Stream.of(
                // mean 100, standard deviation of the sample 1.6036
                Arguments.of("within three deviations", "104.8", EIGHT, false),
                Arguments.of("beyond three deviations", "104.9", EIGHT, true),
                Arguments.of("below by more than three", "95.1", EIGHT, true),
                Arguments.of("seven observations say nothing", "1000", EIGHT.subList(0, 7), false),
                Arguments.of("no history", "1000", List.of(), false),
                Arguments.of("only the newest thirty count", "500", numbers(30, "500", 30, "1"), false),
                Arguments.of("a history without variation, near", "102", numbers(8, "100"), false),
                Arguments.of("a history without variation, far", "104", numbers(8, "100"), true),
                Arguments.of("a history of nothing says nothing", "50", numbers(8, "0"), false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("histories")
    void sta4_rollingOutliersAreFlaggedFromEightObservationsOn(
            String name, BigDecimal value, List<BigDecimal> history, boolean flagged) {
        CampaignStatistics told =
                toldAfter(query("queueDepth"), Map.of("queueDepth", history), metrics("queueDepth", value));

        assertThat(told.isValid()).isEqualTo(!flagged);
    }

    @Test
    void sta4_theFlagSaysHowFarOffAValueIs() {
        CampaignStatistics told =
                toldAfter(query("callsAttempted"), Map.of("callsAttempted", EIGHT), metrics("callsAttempted", 116));

        assertThat(told.validationFlags())
                .containsExactly(
                        "OUTLIER: callsAttempted 116 is 10.0 standard deviations from the mean of 8 observations");
    }

    private static Map<String, Object> guide(Object attempted, Object connected, Object duration, Object rate) {
        return metrics(
                "callsAttempted", attempted,
                "callsConnected", connected,
                "avgCallDuration", duration,
                "conversionRate", rate);
    }

    private static List<BigDecimal> numbers(String... values) {
        return Arrays.stream(values).map(BigDecimal::new).toList();
    }

    private static List<BigDecimal> numbers(int times, String value) {
        return Collections.nCopies(times, new BigDecimal(value));
    }

    private static List<BigDecimal> numbers(int first, String newest, int second, String oldest) {
        return Stream.concat(numbers(first, newest).stream(), numbers(second, oldest).stream())
                .toList();
    }
}
