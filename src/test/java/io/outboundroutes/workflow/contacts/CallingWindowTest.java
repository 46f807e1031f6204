package io.outboundroutes.workflow.contacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallingWindowTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "within a day, 09:00, 17:00, UTC, 2026-03-02T12:00:00Z, 2026-03-02T17:00:00Z",
        "in its last moment, 09:00, 17:00, UTC, 2026-03-02T16:59:59.999Z, 2026-03-02T17:00:00Z",
        "in the evening of one that crosses midnight, 22:00, 02:00, UTC, 2026-03-02T23:00:00Z, 2026-03-03T02:00:00Z",
        "after midnight of that one, 22:00, 02:00, UTC, 2026-03-03T01:00:00Z, 2026-03-03T02:00:00Z",
        "by the clocks of its zone, 09:00, 17:00, America/Chicago, 2026-11-16T15:00:00Z, 2026-11-16T23:00:00Z",
        "an end that the clocks skip, 22:00, 02:30, Europe/Berlin, 2026-03-29T00:30:00Z, 2026-03-29T01:00:00Z",
        "an end that comes twice, 22:00, 02:30, Europe/Berlin, 2026-10-25T00:10:00Z, 2026-10-25T00:30:00Z",
        "the second time of it, 22:00, 02:30, Europe/Berlin, 2026-10-25T01:10:00Z, 2026-10-25T01:30:00Z"
    })
    void all23_peopleMayBeContactedUntilTheWindowEnds(
            String name, LocalTime from, LocalTime until, ZoneId zone, Instant moment, Instant end) {
        CallingWindow window = new CallingWindow(from, until, zone);

        assertThat(window.isOpenAt(moment)).as(name).isTrue();
        assertThat(window.endAfter(moment)).isEqualTo(end);
        assertThat(window.isOpenAt(end.minusMillis(1))).isTrue();
        assertThat(window.isOpenAt(end)).isFalse();
    }
}
