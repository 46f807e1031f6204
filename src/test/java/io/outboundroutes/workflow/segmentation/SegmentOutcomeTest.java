package io.outboundroutes.workflow.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.workflow.segmentation.SegmentOutcome.Kind;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SegmentOutcomeTest {

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of("201", 201, Map.of("id", "s1"), false, Kind.CREATED, "s1"),
                Arguments.of("200", 200, Map.of("id", "s1"), false, Kind.CREATED, "s1"),
                Arguments.of("204 without body", 204, null, false, Kind.CREATED, null),
                Arguments.of("an id that is a number", 201, Map.of("id", 7), false, Kind.CREATED, "7"),
                Arguments.of("an id that is none", 201, Map.of("id", List.of()), false, Kind.CREATED, null),
                Arguments.of("a body that is none", 201, "ok", false, Kind.CREATED, null),
                Arguments.of("created although repeated", 201, Map.of("id", "s1"), true, Kind.CREATED, "s1"),
                Arguments.of("409", 409, Map.of("id", "error-1"), false, Kind.EXISTS, null),
                Arguments.of("409 on a repeat: ours", 409, Map.of(), true, Kind.CREATED, null),
                Arguments.of("400", 400, Map.of(), false, Kind.FAILED, null),
                Arguments.of("500", 500, null, true, Kind.FAILED, null),
                Arguments.of("302", 302, null, false, Kind.FAILED, null));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void seg7_answersAreJudged(
            String name, int status, @Nullable Object body, boolean repeated, Kind kind, @Nullable String id) {
        SegmentOutcome outcome = SegmentOutcome.judge(status, body, repeated, QueryStyle.EXACT, "Do it");

        assertThat(outcome.kind()).isEqualTo(kind);
        assertThat(outcome.segmentId()).isEqualTo(id);
        assertThat(outcome.reason() == null).isEqualTo(kind == Kind.CREATED && status != 409);
    }

    @ParameterizedTest(name = "in use: {0}")
    @CsvSource({"EXACT, segmentation.query-style=guide", "GUIDE, segmentation.query-style=exact"})
    void seg5_a400NamesTheOtherQueryStyle(QueryStyle style, String remedy) {
        assertThat(SegmentOutcome.judge(400, Map.of("code", "invalid.query"), false, style, "Try it")
                        .reason())
                .startsWith("create segment: 400 (invalid.query): Try it, or ")
                .endsWith(remedy);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"403, Give it the scope, 'create segment: 403: Give it the scope'", "418, '', unexpected answer"})
    void all22_failuresCarryTheRemedyThatTheOneTableHas(int status, String advice, String reason) {
        assertThat(SegmentOutcome.judge(status, null, false, QueryStyle.EXACT, advice)
                        .reason())
                .contains(reason);
    }

    @Test
    void all16_nothingOfTheVendorsTextIsRepeated() {
        Map<String, Object> echo = Map.of("code", "bad value: Jane Doe", "message", "+15550100 Jane Doe");

        assertThat(SegmentOutcome.judge(400, echo, false, QueryStyle.EXACT, "").reason())
                .doesNotContain("Jane")
                .doesNotContain("+1555");
    }
}
