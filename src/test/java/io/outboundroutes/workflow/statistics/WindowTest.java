package io.outboundroutes.workflow.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {

    private static final Instant NOW = Instant.parse("2026-11-21T15:03:27.890Z");

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a day back,            PT24H, PT5M, 2026-11-20T15:00:00.000Z, 2026-11-21T15:00:00.000Z",
        "aligned to the hour,   PT1H,  PT1H, 2026-11-21T14:00:00.000Z, 2026-11-21T15:00:00.000Z",
        "aligned to the second, PT10S, PT1S, 2026-11-21T15:03:17.000Z, 2026-11-21T15:03:27.000Z",
        "ninety days,           P90D,  PT5M, 2026-08-23T15:00:00.000Z, 2026-11-21T15:00:00.000Z",
        "aligned to the day,    PT24H, P1D,  2026-11-20T00:00:00.000Z, 2026-11-21T00:00:00.000Z"
    })
    void sta1_aDurationGoesBackFromTheAlignedNow(
            String name, Duration length, Duration align, String start, String end) {
        Window window = WindowRule.back(length, align).at(NOW);

        assertThat(window.startText()).isEqualTo(start);
        assertThat(window.endText()).isEqualTo(end);
    }

    @ParameterizedTest(name = "end {0} s from now: allowed {1}")
    @CsvSource({"-1, true", "0, true", "60, true", "61, false", "86400, false"})
    void sta1_aWindowLiesInThePastWithAMinutesTolerance(long offset, boolean allowed) {
        Instant end = NOW.plusSeconds(offset);
        WindowRule rule = WindowRule.fixed(end.minusSeconds(3600), end);

        if (allowed) {
            assertThat(rule.at(NOW).length()).isEqualTo(Duration.ofHours(1));
        } else {
            assertThatThrownBy(() -> rule.at(NOW))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("future");
        }
    }

    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource({
        "2026-01-02T00:00:00Z, 2026-01-01T00:00:00Z",
        "2026-01-01T00:00:00Z, 2026-01-01T00:00:00Z",
        "2026-01-01T00:00:00.100Z, 2026-01-01T00:00:00.900Z"
    })
    void sta1_theStartIsBeforeTheEnd(Instant start, Instant end) {
        assertThatThrownBy(() -> WindowRule.fixed(start, end))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not before the end");
    }

    @ParameterizedTest(name = "{0} days are {1} pieces")
    @CsvSource({"1, 1", "30, 1", "31, 2", "60, 2", "61, 3", "90, 3", "365, 13"})
    void sta1_overThirtyDaysIsSplitWithoutGapOrOverlap(int days, int pieces) {
        Window whole =
                WindowRule.back(Duration.ofDays(days), Duration.ofMinutes(5)).at(NOW);

        List<Window> split = whole.pieces();

        assertThat(split).hasSize(pieces);
        assertThat(split.get(0).start()).isEqualTo(whole.start());
        assertThat(split.get(pieces - 1).end()).isEqualTo(whole.end());
        for (int i = 0; i < pieces; i++) {
            assertThat(split.get(i).length()).isLessThanOrEqualTo(Window.LONGEST);
            if (i > 0) {
                assertThat(split.get(i).start()).isEqualTo(split.get(i - 1).end());
            }
        }
    }

    @Test
    void sta1_thirtyDaysAndASecondAreSplit() {
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        assertThat(new Window(start, start.plus(Window.LONGEST)).pieces()).hasSize(1);
        assertThat(new Window(start, start.plus(Window.LONGEST).plusSeconds(1)).pieces())
                .hasSize(2);
    }

    @Test
    void sta1_whatIsSentIsReadAgainAsTheSameWindow() {
        Window window =
                WindowRule.back(Duration.ofDays(1), Duration.ofMinutes(5)).at(NOW);

        assertThat(Window.of(window.startText(), window.endText())).isEqualTo(window);
    }
}
