package io.outboundroutes.workflow.statistics;

import static io.outboundroutes.workflow.statistics.Stats.ID;
import static io.outboundroutes.workflow.statistics.Stats.metrics;
import static io.outboundroutes.workflow.statistics.Stats.query;
import static io.outboundroutes.workflow.statistics.Stats.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CampaignStatisticsTest {

    private static final Map<String, Object> ANSWER = metrics(
            "callsAttempted", 200, "callsConnected", 150, "avgCallDuration", 183_455, "conversionRate", "12.5%");

    @Test
    void sta1_theCallIsTheGuides() {
        assertThat(query().calls(Stats.TABLE).stream().map(Map::toString))
                .containsExactly("{campaignId=" + ID + ", startDateTime=2026-11-20T15:00:00.000Z,"
                        + " endDateTime=2026-11-21T15:00:00.000Z,"
                        + " metrics=callsAttempted,callsConnected,avgCallDuration,conversionRate,"
                        + " includeZeroMetrics=true}");
    }

    @Test
    void sta2_whatIsCachedKeepsItsTimeAndSaysSo() {
        CampaignStatistics first = told(query(), ANSWER);

        CampaignStatistics again = first.fromCache();

        assertThat(first.fields()).containsEntry("cached", false);
        assertThat(again.fields()).containsEntry("cached", true);
        assertThat(again.retrievedAt()).isEqualTo(first.retrievedAt());
        assertThat(again.fields().keySet())
                .containsExactly(
                        "campaignId",
                        "metrics",
                        "validationFlags",
                        "isValid",
                        "dataAccuracyRate",
                        "cached",
                        "retrievedAt");
    }

    static Stream<Arguments> otherQueries() {
        StatisticsQuery query = query();
        Window later = new Window(query.window().start(), query.window().end().plusSeconds(1));
        return Stream.of(
                Arguments.of("the same", query(), true),
                Arguments.of("the id in capitals", with(query, ID.toUpperCase(java.util.Locale.ROOT)), true),
                Arguments.of("another campaign", with(query, ID.replace("12345678", "12345679")), false),
                Arguments.of("another window", new StatisticsQuery(ID, later, query.metrics(), true), false),
                Arguments.of("other metrics", query("callsAttempted"), false),
                Arguments.of("another option", new StatisticsQuery(ID, query.window(), query.metrics(), false), false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("otherQueries")
    void sta2_theCacheKeyIsCampaignWindowMetricsAndOptions(String name, StatisticsQuery other, boolean same) {
        assertThat(other.cacheKey().equals(query().cacheKey())).isEqualTo(same);
    }

    @Test
    void sta1_theQuestionSurvivesItsStorage() {
        assertThat(StatisticsQuery.of(query(90).toRequest())).isEqualTo(query(90));
        assertThatThrownBy(() -> StatisticsQuery.of(Map.of("campaignId", 7)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of("usable", 200, Map.of("metrics", Map.of("a", 1)), null),
                Arguments.of("about this campaign", 200, Map.of("campaignId", ID, "metrics", Map.of()), null),
                Arguments.of("about another", 200, Map.of("campaignId", "x", "metrics", Map.of()), "another campaign"),
                Arguments.of("404", 404, Map.of(), "404: Compare the id"),
                Arguments.of("without metrics", 200, Map.of(), "missing its metrics"),
                Arguments.of("metrics that are none", 200, Map.of("metrics", List.of()), "missing its metrics"),
                Arguments.of("no object", 200, List.of(), "missing its metrics"),
                Arguments.of("empty", 204, null, "missing its metrics"),
                Arguments.of("302", 302, null, "302"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void sta4_answersAreJudged(String name, int status, @Nullable Object body, @Nullable String refusal) {
        StatisticsAnswer answer = StatisticsAnswer.judge(status, body, ID, status == 404 ? "Compare the id" : "");

        if (refusal == null) {
            assertThat(answer.refusal()).isNull();
        } else {
            assertThat(answer.refusal()).contains(refusal);
        }
    }

    @ParameterizedTest(name = "{0}: UUID {1}, any {2}")
    @CsvSource({
        "12345678-1234-1234-1234-123456789012, true, true",
        "ABCDEF01-abcd-1234-1234-123456789012, true, true",
        "12345678-1234-1234-1234-12345678901,  false, true",
        "12345678123412341234123456789012,     false, true",
        "spring-sale,                          false, true",
        "../users,                             false, false",
        "a?b,                                  false, false",
        "..,                                   false, false",
        "' ',                                  false, false"
    })
    void sta1_campaignIdsAreUuidsUnlessAnyIdIsAllowed(String id, boolean uuid, boolean any) {
        assertThat(CampaignIds.problem(id, false) == null).isEqualTo(uuid);
        assertThat(CampaignIds.problem(id, true) == null).isEqualTo(any);
    }

    @Test
    void sta1_theCampaignListIsComparedInAnyCase() {
        CampaignIds ids = new CampaignIds();
        ids.add(Map.of("id", ID, "name", "Spring"));
        ids.add(Map.of("id", ID.toUpperCase(java.util.Locale.ROOT)));
        ids.add(Map.of("name", "without id"));
        ids.add(Map.of("id", 7));
        ids.add(null);

        assertThat(ids.listed()).containsExactly(ID);
        assertThat(ids.unusable()).isEqualTo(3);
        assertThat(ids.has(ID.toUpperCase(java.util.Locale.ROOT))).isTrue();
        assertThat(ids.has("12345678-1234-1234-1234-123456789013")).isFalse();
        assertThat(CampaignIds.distinct(List.of("A", "b", "a"))).containsExactly("A", "b");
    }

    @ParameterizedTest(name = "''{0}''")
    @CsvSource({"' '", "1calls", "'a,b'", "'a b'"})
    void sta1_whatCannotBeAMetricIsRefused(String metric) {
        WindowRule rule = WindowRule.back(Duration.ofDays(1), Duration.ofMinutes(5));
        assertThatThrownBy(() -> new StatisticsOptions(List.of(metric), rule, true, false, false, Stats.TABLE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("statistics.metrics");
    }

    private static StatisticsQuery with(StatisticsQuery query, String id) {
        return new StatisticsQuery(id, query.window(), query.metrics(), query.includeZeroMetrics());
    }
}
