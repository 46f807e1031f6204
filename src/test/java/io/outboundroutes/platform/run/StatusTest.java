package io.outboundroutes.platform.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusTest {

    private static final WorkflowProfile PROFILE =
            new WorkflowProfile("w", List.of(), List.of(), WorkflowProfile.DONE, Set.of("obsolete"), true);

    @ParameterizedTest(name = "{0}, {1} open: {2}")
    @CsvSource(textBlock = """
            '',                        0, SUCCEEDED
            created=3,                 0, SUCCEEDED
            created=3 obsolete=2,      0, SUCCEEDED
            obsolete=2,                0, SUCCEEDED
            created=3 failed=1,        0, PARTIAL
            created=3,                 1, PARTIAL
            failed=1,                  0, FAILED
            failed=1 obsolete=1,       0, FAILED
            '',                        1, FAILED
            unknown=1 differs=1,       0, PARTIAL
            CONFLICT=1,                0, FAILED
            SUCCESS=1 CONFLICT=1,      0, PARTIAL
            """)
    void all12_theStatusIsHonest(String outcomes, long open, RunStatus expected) {
        Map<String, Long> counts = new HashMap<>();
        Matcher outcome = Pattern.compile("(\\w+)=(\\d+)").matcher(outcomes);
        while (outcome.find()) {
            counts.put(outcome.group(1), Long.valueOf(outcome.group(2)));
        }

        assertThat(Status.of(PROFILE, counts, open, true)).isEqualTo(expected);
        assertThat(Status.of(PROFILE, counts, open, false)).isEqualTo(RunStatus.FAILED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "created",
                "unchanged",
                "exists",
                "differs",
                "contacted",
                "blocked",
                "SUCCESS",
                "fetched",
                "synced",
                "planned"
            })
    void all12_theseOutcomesAreDone(String outcome) {
        assertThat(Status.of(WorkflowProfile.generic("w"), Map.of(outcome, 1L), 0, true))
                .isEqualTo(RunStatus.SUCCEEDED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "rejected", "CONFLICT", "held", "unknown", "parked", "never heard of"})
    void all12_theseOutcomesAreNotDone(String outcome) {
        assertThat(Status.of(WorkflowProfile.generic("w"), Map.of(outcome, 1L), 0, true))
                .isEqualTo(RunStatus.FAILED);
    }

    @Test
    void all18_aRunHasOneTimeAndKeepsIt() {
        Instant now = Instant.parse("2026-03-01T12:00:00Z");
        RunRequest request = new RunRequest("w", Trigger.CLI, Mode.LIVE, null, false, null, Map.of());
        RunContext run = new RunContext(
                new Run("r", request, RunStatus.RUNNING, null, false, null, now.minusSeconds(9), null, null, null),
                now);

        assertThat(run.now()).isEqualTo(now);
        run.stop(new RunContext.Stop("first", false, now));
        run.stop(new RunContext.Stop("second", true, null));
        assertThat(run.stopped()).isEqualTo(new RunContext.Stop("first", false, now));
        assertThat(run.now()).isEqualTo(now);
    }
}
