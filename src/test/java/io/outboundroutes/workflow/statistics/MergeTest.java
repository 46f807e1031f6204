package io.outboundroutes.workflow.statistics;

import static io.outboundroutes.workflow.statistics.Stats.metrics;
import static io.outboundroutes.workflow.statistics.Stats.query;
import static io.outboundroutes.workflow.statistics.Stats.shown;
import static io.outboundroutes.workflow.statistics.Stats.told;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MergeTest {

    static Stream<Arguments> merges() {
        return Stream.of(
                Arguments.of("counts add up", "callsAttempted", 10, 20, "30"),
                Arguments.of("counts as text add up", "callsAttempted", "10", 20, "30"),
                // 1 of 4 and 3 of 4 connected: (1 * 100 s + 3 * 200 s) / 4, not the mean 150 s
                Arguments.of("durations weigh by connected calls", "avgCallDuration", 100_000, 200_000, "175.0"),
                Arguments.of("an unlisted duration too", "avgHoldDuration", 100_000, 200_000, "175.0"),
                Arguments.of("totals of time add up", "totalCallDuration", 1_004, 1_005, "2.01"),
                // 10 and 30 attempts
                Arguments.of(
                        "rates weigh by attempts",
                        "conversionRate",
                        new BigDecimal("0.1"),
                        new BigDecimal("0.2"),
                        "0.175"),
                Arguments.of("percentages too", "conversionRate", "10%", "20%", "0.175"),
                Arguments.of("one as a number, one as text", "conversionRate", new BigDecimal("0.1"), "20%", "0.175"),
                Arguments.of("unlisted percentages too", "successShare", "10%", "20%", "0.175"),
                Arguments.of("unlisted rates too", "answerRate", new BigDecimal("0.1"), new BigDecimal("0.2"), "0.175"),
                Arguments.of("unlisted averages weigh by connected calls", "avgScore", 4, 8, "7.0"),
                Arguments.of("the longest stays the longest", "maxCallDuration", 9_000, 4_000, "9.0"),
                Arguments.of("the shortest stays the shortest", "minCallDuration", 9_000, 4_000, "4.0"),
                Arguments.of("unlisted whole numbers add up", "voicemails", 3, 4, "7"),
                Arguments.of("texts that agree stay", "dialingMode", "predictive", "predictive", "predictive"),
                Arguments.of("texts that differ", "dialingMode", "predictive", "preview", null),
                Arguments.of("unlisted fractions that differ", "pacing", new BigDecimal("1.5"), 2, null),
                Arguments.of(
                        "unlisted fractions that agree",
                        "pacing",
                        new BigDecimal("1.5"),
                        new BigDecimal("1.50"),
                        "1.5"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("merges")
    void sta1_piecesAreMergedWithTheirWeights(
            String name, String metric, Object first, Object second, @Nullable Object expected) {
        CampaignStatistics told = told(
                query(60, metric),
                metrics("callsAttempted", 10, "callsConnected", 1, metric, first),
                metrics("callsAttempted", 30, "callsConnected", 3, metric, second));

        assertThat(shown(told.metrics().get(metric))).isEqualTo(expected);
        assertThat(told.validationFlags()).isEqualTo(expected == null ? List.of(unmerged(metric)) : List.of());
    }

    @Test
    void sta1_theMergeRoundsOnce() {
        // Rounded per piece first: (0.00 + 0.01 * 2) / 3 = 0.01; raw: (4 ms + 2 * 5 ms) / 3 = 4.67 ms
        CampaignStatistics told = told(
                query(60, "avgCallDuration"),
                metrics("callsConnected", 1, "avgCallDuration", 4),
                metrics("callsConnected", 2, "avgCallDuration", 5));

        assertThat(shown(told.metrics().get("avgCallDuration"))).isEqualTo("0.0");
    }

    static Stream<Arguments> weights() {
        return Stream.of(
                Arguments.of(
                        "no weight anywhere", metrics("avgCallDuration", 5), metrics("avgCallDuration", 5), null, true),
                Arguments.of("one weight missing", weighted(1, 5), metrics("avgCallDuration", 5), null, true),
                Arguments.of("one weight null", weighted(1, 5), weighted(null, 5), null, true),
                Arguments.of("one weight unreadable", weighted(1, 5), weighted("many", 5), null, true),
                Arguments.of("a negative weight", weighted(1, 5), weighted(-1, 5), null, true),
                Arguments.of("nothing to weigh, all agree", weighted(0, 0), weighted(0, 0), "0.0", false),
                Arguments.of("nothing to weigh, nothing there", weighted(0, null), weighted(0, null), null, false),
                Arguments.of("nothing to weigh, but two values", weighted(0, 1_000), weighted(0, 2_000), null, true),
                Arguments.of("a piece without calls says nothing", weighted(4, 6_000), weighted(0, null), "6.0", false),
                Arguments.of(
                        "a piece without calls is not looked at", weighted(4, 6_000), weighted(0, 99), "6.0", false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("weights")
    void sta1_withoutItsWeightAMetricIsNullAndFlagged(
            String name,
            Map<String, Object> first,
            Map<String, Object> second,
            @Nullable Object expected,
            boolean flagged) {
        CampaignStatistics told = told(query(60, "avgCallDuration"), first, second);

        assertThat(told.metrics()).containsKey("avgCallDuration");
        assertThat(shown(told.metrics().get("avgCallDuration"))).isEqualTo(expected);
        assertThat(told.validationFlags()).isEqualTo(flagged ? List.of(unmerged("avgCallDuration")) : List.of());
    }

    static Stream<Arguments> gaps() {
        return Stream.of(
                Arguments.of(
                        "a count missing in a piece",
                        "callsAttempted",
                        metrics("callsAttempted", 1),
                        metrics(),
                        "MISSING: callsAttempted"),
                Arguments.of(
                        "a count null in a piece",
                        "callsAttempted",
                        metrics("callsAttempted", 1),
                        metrics("callsAttempted", null),
                        "MISSING: callsAttempted"),
                Arguments.of(
                        "an average missing though there were calls",
                        "avgCallDuration",
                        weighted(1, 1),
                        metrics("callsConnected", 2),
                        "MISSING: avgCallDuration"),
                Arguments.of(
                        "an average unreadable in a piece",
                        "avgCallDuration",
                        weighted(1, 1),
                        weighted(0, "x"),
                        "UNREADABLE: avgCallDuration"),
                Arguments.of("missing everywhere", "queueDepth", metrics(), metrics(), "MISSING: queueDepth"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("gaps")
    void sta4_aGapInOnePieceIsAGapInTheWhole(
            String name, String metric, Map<String, Object> first, Map<String, Object> second, String flag) {
        CampaignStatistics told = told(query(60, metric), first, second);

        assertThat(told.metrics()).containsEntry(metric, null);
        assertThat(told.validationFlags()).containsExactly(flag);
    }

    @Test
    void sta1_whereZerosAreLeftOutWhatIsNotThereIsZero() {
        StatisticsQuery all = query(60, "callsAttempted", "avgCallDuration", "conversionRate");
        StatisticsQuery query = new StatisticsQuery(all.campaignId(), all.window(), all.metrics(), false);

        CampaignStatistics told =
                told(query, metrics("callsAttempted", 10, "callsConnected", 2, "avgCallDuration", 3_000), metrics());

        assertThat(shown(told.metrics().get("callsAttempted"))).isEqualTo("10");
        assertThat(shown(told.metrics().get("avgCallDuration"))).isEqualTo("3.0");
        assertThat(told.metrics()).doesNotContainKey("conversionRate");
        assertThat(told.validationFlags()).isEmpty();
    }

    @Test
    void sta1_aSplitWindowAsksForItsWeightsAndDoesNotTellThem() {
        StatisticsQuery query = query(60, "avgCallDuration", "conversionRate");

        assertThat(query.calls(Stats.TABLE))
                .hasSize(2)
                .allSatisfy(call -> assertThat(call.get("metrics"))
                        .isEqualTo("avgCallDuration,conversionRate,callsConnected,callsAttempted"));
        assertThat(query(30, "avgCallDuration").calls(Stats.TABLE).get(0).get("metrics"))
                .isEqualTo("avgCallDuration");
        Map<String, Object> piece =
                metrics("avgCallDuration", 1, "conversionRate", "1%", "callsConnected", 1, "callsAttempted", 1);
        assertThat(told(query, piece, piece).metrics().keySet()).containsExactly("avgCallDuration", "conversionRate");
    }

    @Test
    void sta1_ninetyDaysWeighThreePieces() {
        List<Map<String, Object>> pieces = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            pieces.add(metrics(
                    "callsAttempted",
                    7 * i,
                    "callsConnected",
                    3 * i,
                    "avgCallDuration",
                    new BigDecimal(100_000 * i + 1),
                    "conversionRate",
                    i + "%"));
        }

        CampaignStatistics told =
                CampaignStatistics.of(query(90), new ArrayList<>(pieces), Stats.TABLE, Map.of(), Stats.NOW);

        assertThat(told.metrics().values().stream().map(Stats::shown).toList())
                .containsExactly("42", "18", "233.33", "0.0233");
    }

    private static Map<String, Object> weighted(@Nullable Object connected, @Nullable Object duration) {
        return metrics("callsConnected", connected, "avgCallDuration", duration);
    }

    private static String unmerged(String metric) {
        return "UNMERGED: " + metric + " cannot be made one from the parts of the window";
    }
}
