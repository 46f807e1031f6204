package io.outboundroutes.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeWindowTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "ISO,          PT24H,  PT24H",
        "days,         P90D,   PT2160H",
        "suffixed,     90d,    PT2160H",
        "a second,     1s,     PT1S"
    })
    void sta1_aDurationIsAWindow(String name, String text, Duration back) {
        assertThat(Types.WINDOW.parse(text)).isEqualTo(new TimeWindow(back, null, null));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "UTC,               2024-01-01T00:00:00Z/2024-02-01T00:00:00Z",
        "milliseconds,      2024-01-01T00:00:00.000Z/2024-02-01T00:00:00.000Z",
        "an offset,         2024-01-01T01:00:00+01:00/2024-01-31T19:00:00-05:00",
        "a short offset,    2024-01-01T05:30:00+0530/2024-02-01T00:00:00+0000",
        "without offset,    2024-01-01T00:00:00/2024-02-01T00:00:00",
        "without seconds,   2024-01-01T00:00/2024-02-01T00:00",
        "days,              2024-01-01/2024-02-01",
        "small letters,     2024-01-01t00:00:00z/2024-02-01t00:00:00z",
        "space around,      ' 2024-01-01 / 2024-02-01 '"
    })
    void sta1_anIntervalIsAWindowWithAnyOffsetAndWithoutOneInUtc(String name, String text) {
        assertThat(Types.WINDOW.parse(text))
                .isEqualTo(new TimeWindow(
                        null, Instant.parse("2024-01-01T00:00:00Z"), Instant.parse("2024-02-01T00:00:00Z")));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a bare number,            24",
        "nothing back,             PT0S",
        "less than a second,       999ms",
        "negative,                 PT-24H",
        "the end first,            2024-02-01/2024-01-01",
        "no time at all,           2024-01-01/2024-01-01",
        "less than a second apart, 2024-01-01T00:00:00.1Z/2024-01-01T00:00:00.9Z",
        "one time only,            2024-01-01T00:00:00Z",
        "no end,                   2024-01-01/",
        "three times,              2024-01-01/2024-01-02/2024-01-03",
        "a day that is none,       2024-02-30/2024-03-01",
        "words,                    yesterday"
    })
    void sta1_whatIsNoWindowIsRefused(String name, String text) {
        assertThatThrownBy(() -> Types.WINDOW.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
