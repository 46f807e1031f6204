package io.outboundroutes.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A cron expression is refused when the settings are read, before Quartz meets it. */
class CronsTest {

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"0 0 3 * * ?", "0/10 * * * * ?", "0 0 0 29 2 ?", "0 0 0 1 1 ? 2098"})
    void whatWillFireIsRight(String expression) {
        assertThat(Crons.problem(expression)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"0 0 0 30 2 ?", "0 0 0 1 1 ? 2001"})
    void whatNeverFiresIsNot(String expression) {
        assertThat(Crons.problem(expression)).contains("no moment from now on matches it: it would never fire");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"x,it is none", "0 0 3,Unexpected end of expression.", "61 * * * * ?,Minute and Second values"})
    void whatIsNoneIsToldInWords(String expression, String said) {
        assertThat(Crons.problem(expression))
                .hasValueSatisfying(told -> assertThat(told).startsWith(said).doesNotContain("Exception", "begin 0"));
    }

    @Test
    void theSettingAndItsValueAreNamedWhetherItsWorkflowIsSwitchedOnOrNot() {
        assertThat(InProcess.run("check", "-P", "segmentation.cron=0 0 0 30 2 ?", "-P", "schedules.cron=x")
                        .assertFriendly(78)
                        .err())
                .contains("segmentation.cron = '0 0 0 30 2 ?' (-P): expected", "it would never fire; for example: ")
                .contains("schedules.cron = 'x' (-P): expected", "it is none; for example: ");
    }
}
