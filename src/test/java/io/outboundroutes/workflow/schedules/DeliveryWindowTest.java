package io.outboundroutes.workflow.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryWindowTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            the guide's example: 15-17 UTC is 9-11 in Chicago, 09:00:00, 17:00:00, America/Chicago, 2026-11-15T09:00:00Z, 2026-11-15T17:00:00Z, true
            range ends when the window opens,                  09:00:00, 17:00:00, America/Chicago, 2026-11-15T09:00:00Z, 2026-11-15T15:00:00Z, false
            range ends a second after it opens,                09:00:00, 17:00:00, America/Chicago, 2026-11-15T09:00:00Z, 2026-11-15T15:00:01Z, true
            range begins when it closes,                       09:00:00, 17:00:00, UTC,             2026-11-15T17:00:00Z, 2026-11-16T09:00:00Z, false
            range begins a second before it closes,            09:00:00, 17:00:00, UTC,             2026-11-15T16:59:59Z, 2026-11-15T20:00:00Z, true
            a whole day always meets,                          12:00:00, 12:00:01, UTC,             2026-11-15T13:00:00Z, 2026-11-16T13:00:00Z, true
            overnight: in the evening,                         22:00:00, 06:00:00, UTC,             2026-11-15T23:00:00Z, 2026-11-15T23:30:00Z, true
            overnight: the morning after,                      22:00:00, 06:00:00, UTC,             2026-11-15T05:00:00Z, 2026-11-15T05:30:00Z, true
            overnight: at noon,                                22:00:00, 06:00:00, UTC,             2026-11-15T10:00:00Z, 2026-11-15T14:00:00Z, false
            until midnight,                                    17:00:00, 00:00:00, UTC,             2026-11-15T23:59:00Z, 2026-11-16T01:00:00Z, true
            after midnight,                                    17:00:00, 00:00:00, UTC,             2026-11-16T00:00:00Z, 2026-11-16T01:00:00Z, false
            hours that the clock change skips,                 02:10:00, 02:50:00, Europe/Berlin,   2026-03-28T23:00:00Z, 2026-03-29T12:00:00Z, false
            hours that begin before the change,                01:30:00, 02:50:00, Europe/Berlin,   2026-03-29T00:45:00Z, 2026-03-29T12:00:00Z, true
            an hour that comes twice: the second time,         02:10:00, 02:50:00, Europe/Berlin,   2026-10-25T01:15:00Z, 2026-10-25T01:20:00Z, true
            a day that a country skipped,                      09:00:00, 17:00:00, Pacific/Apia,    2011-12-30T06:00:00Z, 2011-12-30T12:00:00Z, false
            a hundred years,                                   09:00:00, 09:00:01, Asia/Kathmandu,  2026-11-15T17:00:00Z, 2126-11-15T17:00:00Z, true
            """)
    void sch1_aWindowMustBeOpenAtSomeTimeOfTheRange(
            String name, LocalTime start, LocalTime end, String zone, Instant from, Instant to, boolean meets) {
        assertThat(new DeliveryWindow(start, end, zone).meets(from, to)).isEqualTo(meets);
    }

    @Test
    void sch1_anEmptyWindowAndAnUnknownZoneAreNoWindows() {
        LocalTime nine = LocalTime.of(9, 0);

        assertThatThrownBy(() -> new DeliveryWindow(nine, nine, "UTC")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DeliveryWindow(nine, nine.plusHours(1), "Mars/Olympus"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
