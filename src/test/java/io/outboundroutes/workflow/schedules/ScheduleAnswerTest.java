package io.outboundroutes.workflow.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ScheduleAnswerTest {

    static Stream<Arguments> answers() {
        return Stream.of(
                arguments("201 with an id", 201, Map.of("id", "s-1"), "SUCCESS", "s-1", null),
                arguments("200 with a number as id", 200, Map.of("id", 7), "SUCCESS", "7", null),
                arguments("204 without a body", 204, null, "SUCCESS", null, null),
                arguments("201 with an odd id", 201, Map.of("id", List.of(1)), "SUCCESS", null, null),
                arguments("201 with a list as body", 201, List.of(), "SUCCESS", null, null),
                arguments("409", 409, Map.of("code", "conflict"), "CONFLICT", null, "overlap_detected"),
                arguments(
                        "409 whose id is the error's own",
                        409,
                        Map.of("id", "e-1"),
                        "CONFLICT",
                        null,
                        "overlap_detected"),
                arguments("302", 302, null, "FAILED", null, "create schedule: 302: unexpected answer"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void sch3_aConflictAtTheServerIsAConflictAndAny2xxIsASuccess(
            String name, int status, Object body, ProvisioningStatus expected, String scheduleId, String reason) {
        ScheduleAnswer answer = ScheduleAnswer.judge(status, body);

        assertThat(answer.status()).isEqualTo(expected);
        assertThat(answer.scheduleId()).isEqualTo(scheduleId);
        if (reason == null) {
            assertThat(answer.reason()).isNull();
        } else {
            assertThat(answer.reason()).startsWith(reason);
        }
    }
}
