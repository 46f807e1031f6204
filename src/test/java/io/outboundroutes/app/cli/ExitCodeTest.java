package io.outboundroutes.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.platform.http.CallFailed;
import io.outboundroutes.platform.run.RunStatus;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From a run's report to the program's exit code: each status with each kind of problem that a report can name. */
class ExitCodeTest {

    /** Problem; exit code of a FAILED and of a PARTIAL run with it. {@code none}: of a run without a problem. */
    private static final String TABLE = """
            none             |  1 |  2
            refused          |  1 |  2
            unavailable      |  1 |  2
            breaker-open     |  1 |  2
            rate-limited     | 75 | 75
            unknown-fate     |  1 |  2
            unusable-answer  |  1 |  2
            stopped          |  1 |  2
            too-late         |  1 |  2
            incomplete-read  |  1 |  2
            ceiling-exceeded |  1 |  2
            other-target     |  1 |  2
            configuration    | 78 |  2
            internal-error   |  1 |  2
            """;

    @ParameterizedTest(name = "{0}: FAILED {1}, PARTIAL {2}")
    @CsvSource(delimiter = '|', textBlock = TABLE)
    void eachStatusWithEachProblem(String code, int failed, int partial) {
        assertThat(exit("FAILED", code)).isEqualTo(failed);
        assertThat(exit("PARTIAL", code)).isEqualTo(partial);
        assertThat(exit("SUCCEEDED", code)).isZero();
    }

    @ParameterizedTest(name = "rate-limited, then {0}")
    @CsvSource({"refused", "unavailable", "stopped", "unknown-fate"})
    void aRateLimitAmongOtherProblemsIsWhatTheCallerMustKnow(String other) {
        assertThat(exit("PARTIAL", other, "rate-limited")).isEqualTo(75);
        assertThat(exit("FAILED", "rate-limited", other)).isEqualTo(75);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({"SUCCEEDED, 0", "SKIPPED, 0", "PARTIAL, 2", "FAILED, 1", "ASKED, 1", "RUNNING, 1"})
    void eachStatusAlone(RunStatus status, int code) {
        assertThat(exit(status.name())).isEqualTo(code);
        assertThat(RunStatus.values()).hasSize(6);
    }

    @Test
    void theTableHasEveryKindOfFailedCall() {
        Set<String> kinds = Arrays.stream(CallFailed.Kind.values())
                .map(kind -> kind.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(TABLE.lines().map(line -> line.split(" ", 2)[0])).containsAll(kinds);
    }

    @ParameterizedTest(name = "{0} and {1} -> {2}")
    @CsvSource({"0, 0, 0", "0, 2, 2", "2, 1, 1", "1, 2, 1", "75, 2, 75", "75, 1, 1", "1, 78, 78"})
    void severalRunsEndAsTheWorst(int one, int other, int worst) {
        assertThat(ExitCode.worse(one, other)).isEqualTo(worst);
    }

    private static int exit(String status, String... codes) {
        String errors = Arrays.stream(codes)
                .filter(code -> !List.of("none").contains(code))
                .map(code -> "{\"code\":\"" + code + "\",\"message\":\"m\"}")
                .collect(Collectors.joining(","));
        return ExitCode.of(Report.of("{\"status\":\"" + status + "\",\"errors\":[" + errors + "]}"));
    }
}
