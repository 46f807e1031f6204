package io.outboundroutes.workflow.statistics;

import static io.outboundroutes.workflow.statistics.Stats.metrics;
import static io.outboundroutes.workflow.statistics.Stats.query;
import static io.outboundroutes.workflow.statistics.Stats.shown;
import static io.outboundroutes.workflow.statistics.Stats.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class UnitsTest {

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of("milliseconds", "avgCallDuration", 183_455, "183.46"),
                Arguments.of("milliseconds with decimals", "avgCallDuration", new BigDecimal("183454.9"), "183.45"),
                Arguments.of(
                        "whole seconds keep a decimal, as the guide prints them", "avgCallDuration", 420_000, "420.0"),
                Arguments.of("milliseconds as text", "avgCallDuration", "183455", "183.46"),
                Arguments.of("no time at all", "avgCallDuration", 0, "0.0"),
                Arguments.of("an unlisted duration", "wrapUpDuration", 1_234, "1.23"),
                Arguments.of("Duration elsewhere in the name", "avgDurationSeconds", 1_234, "1234"),
                Arguments.of("a percentage", "conversionRate", "12.345%", "0.1235"),
                Arguments.of("a percentage with space", "conversionRate", " 12.5 % ", "0.125"),
                Arguments.of("a hundred percent", "conversionRate", "100%", "1.0"),
                Arguments.of("an unlisted percentage", "somethingElse", "7%", "0.07"),
                Arguments.of(
                        "a numeric rate is a fraction already",
                        "conversionRate",
                        new BigDecimal("0.123456"),
                        "0.123456"),
                Arguments.of("a rate of whole numbers", "conversionRate", 1, "1"),
                Arguments.of("a count", "callsAttempted", 1_000, "1000"),
                Arguments.of("a count as text", "callsAttempted", "1000", "1000"),
                Arguments.of(
                        "a large count",
                        "callsAttempted",
                        new BigInteger("12345678901234567890"),
                        "12345678901234567890"),
                Arguments.of("an unlisted number", "queueDepth", new BigDecimal("3.14159"), "3.14159"),
                Arguments.of("an unlisted text", "dialingMode", "predictive", "predictive"),
                Arguments.of("an unlisted boolean", "running", true, true));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void sta3_valuesAreTold(String name, String metric, Object raw, Object expected) {
        CampaignStatistics told = told(query(metric), metrics(metric, raw));

        assertThat(shown(told.metrics().get(metric))).isEqualTo(expected);
        assertThat(told.validationFlags()).isEmpty();
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(
                Arguments.of("a text for a time", "avgCallDuration", "three minutes"),
                Arguments.of("a percentage for a time", "avgCallDuration", "12%"),
                Arguments.of("a percentage for a count", "callsAttempted", "12%"),
                Arguments.of("no number before the percent sign", "conversionRate", "n/a%"),
                Arguments.of("a decimal comma", "conversionRate", "12,5%"),
                Arguments.of("a boolean for a count", "callsAttempted", true),
                Arguments.of("an object", "avgCallDuration", Map.of("value", 1)),
                Arguments.of("a list", "dialingMode", List.of(1)),
                Arguments.of("a text with a line break", "dialingMode", "a\nb"),
                Arguments.of("a number beyond reason", "callsAttempted", new BigDecimal("1e900")),
                Arguments.of("not a number", "callsAttempted", Double.NaN));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadable")
    void sta3_whatCannotBeReadIsNullAndFlagged(String name, String metric, Object raw) {
        CampaignStatistics told = told(query(metric), metrics(metric, raw));

        assertThat(told.metrics()).containsEntry(metric, null);
        assertThat(told.validationFlags()).containsExactly("UNREADABLE: " + metric);
        assertThat(told.isValid()).isFalse();
    }

    @ParameterizedTest(name = "{0} as {1}: {2} is {3}")
    @CsvSource({
        "conversionRate, percent, 12.5, 0.125",
        "conversionRate, percent, 12.34567, 0.1235",
        "ConversionRATE, percent, 50, 0.5",
        "avgCallDuration, s, 183.456, 183.456",
        "handleTime, ms, 1500, 1.5",
        "score, fraction, 0.5, 0.5"
    })
    void sta3_aUnitCanBeOverriddenInAnyCase(String metric, String unit, BigDecimal raw, String expected) {
        MetricTable table = new MetricTable(Map.of(metric, Unit.parse(unit)));
        String asVendor = metric.equals("ConversionRATE") ? "conversionRate" : metric;

        CampaignStatistics told =
                CampaignStatistics.of(query(asVendor), List.of(metrics(asVendor, raw)), table, Map.of(), Stats.NOW);

        assertThat(shown(told.metrics().get(asVendor))).isEqualTo(expected);
    }

    @Test
    void sta3_anUnknownUnitIsRefused() {
        assertThatThrownBy(() -> Unit.parse("hours"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'hours'")
                .hasMessageContaining("fraction, percent, ms or s");
    }

    @Test
    void sta3_whatTheVendorAnswersBesidesIsToldToo() {
        Map<String, Object> raw = metrics(
                "avgCallDuration",
                1_000,
                "totalHoldDuration",
                2_500,
                "x\ny",
                1,
                "nested",
                Map.of("a", 1),
                "left",
                null);

        CampaignStatistics told = told(query("avgCallDuration"), raw);

        assertThat(told.metrics().keySet()).containsExactly("avgCallDuration", "totalHoldDuration");
        assertThat(told.validationFlags()).isEmpty();
    }

    static Stream<Arguments> nulls() {
        return Stream.of(
                Arguments.of("an average of no calls", 0, null),
                Arguments.of("an average of some calls", 5, "MISSING: avgCallDuration"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("nulls")
    void sta4_nullIsMissingUnlessThereIsNothingToMeasure(String name, int connected, @Nullable String flag) {
        CampaignStatistics told = told(
                query("callsConnected", "avgCallDuration"),
                metrics("callsConnected", connected, "avgCallDuration", null));

        assertThat(told.metrics()).containsEntry("avgCallDuration", null);
        assertThat(told.validationFlags()).isEqualTo(flag == null ? List.of() : List.of(flag));
    }
}
