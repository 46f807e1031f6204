package io.outboundroutes.workflow.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExistingScheduleTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            the same segment and times,       mine,  RUNNING,   2026-11-15T10:00:00Z,      2026-11-15T12:00:00Z, true
            the same moments elsewhere,       mine,  RUNNING,   2026-11-15T11:00:00+01:00, 2026-11-15T12:00:00Z, true
            zone-less is UTC,                 mine,  RUNNING,   2026-11-15T10:00:00,       2026-11-15T12:00,     true
            with milliseconds,                mine,  RUNNING,   2026-11-15T10:00:00.000Z,  2026-11-15T12:00:00Z, true
            no status,                        mine,  ,          2026-11-15T10:00:00Z,      2026-11-15T12:00:00Z, true
            another segment,                  other, RUNNING,   2026-11-15T10:00:00Z,      2026-11-15T12:00:00Z, false
            begins a second later,            mine,  RUNNING,   2026-11-15T10:00:01Z,      2026-11-15T12:00:00Z, false
            ends a second earlier,            mine,  RUNNING,   2026-11-15T10:00:00Z,      2026-11-15T11:59:59Z, false
            open-ended,                       mine,  RUNNING,   2026-11-15T10:00:00Z,      ,                     false
            unreadable,                       mine,  RUNNING,   soon,                      2026-11-15T12:00:00Z, false
            cancelled before,                 mine,  CANCELLED, 2026-11-15T10:00:00Z,      2026-11-15T12:00:00Z, false
            """)
    void sch4_aScheduleIsOursWhenSegmentAndTimesAreEqual(
            String name, String segment, String status, String start, String end, boolean ours) {
        ScheduleRequest request = Make.request("2026-11-15T10:00:00Z", "2026-11-15T12:00:00Z");
        ExistingSchedule schedule = ExistingSchedule.of(
                Make.entity("schedule-1", segment.equals("mine") ? Make.SEGMENT : segment, status, start, end));

        assertThat(schedule.isThatOf(request)).isEqualTo(ours);
    }
}
