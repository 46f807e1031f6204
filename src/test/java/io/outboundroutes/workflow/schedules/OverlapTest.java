package io.outboundroutes.workflow.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.outboundroutes.workflow.schedules.Overlap.Verdict;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OverlapTest {

    /** From 10:00 to 12:00 UTC. */
    private static final ScheduleRequest WANTED = Make.request("2026-11-15T10:00:00Z", "2026-11-15T12:00:00Z");

    static Stream<Arguments> existing() {
        String day = "2026-11-15T";
        return Stream.of(
                arguments("the same", at(day + "10:00:00Z", day + "12:00:00Z"), "OVERLAPS"),
                arguments("ends when ours begins", at(day + "08:00:00Z", day + "10:00:00Z"), "FREE"),
                arguments("ends a moment later", at(day + "08:00:00Z", day + "10:00:00.001Z"), "OVERLAPS"),
                arguments("begins when ours ends", at(day + "12:00:00Z", day + "14:00:00Z"), "FREE"),
                arguments("begins a moment earlier", at(day + "11:59:59.999Z", day + "14:00:00Z"), "OVERLAPS"),
                arguments("within ours", at(day + "10:30:00Z", day + "11:00:00Z"), "OVERLAPS"),
                arguments("around ours", at("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"), "OVERLAPS"),
                arguments("zone-less is UTC: in the way", at(day + "11:00:00", day + "13:00:00"), "OVERLAPS"),
                arguments("zone-less is UTC: beside", at(day + "12:00:00", day + "13:00:00"), "FREE"),
                arguments("other offset, same moments", at(day + "13:00:00+02:00", day + "14:00:00+02:00"), "OVERLAPS"),
                arguments("other offset, beside", at(day + "12:00:00+02:00", day + "12:00:00+02:00"), "FREE"),
                arguments("dates alone are midnights", at("2026-11-15", "2026-11-16"), "OVERLAPS"),
                arguments("the day before", at("2026-11-14", "2026-11-15"), "FREE"),
                arguments("open-ended, begun before", at("2026-01-01T00:00:00Z", null), "OVERLAPS"),
                arguments("open-ended, begins within", at(day + "11:00:00Z", null), "OVERLAPS"),
                arguments("open-ended, begins after ours", at(day + "12:00:00Z", null), "FREE"),
                arguments("cancelled", status("CANCELLED"), "FREE"),
                arguments("completed", status("COMPLETED"), "FREE"),
                arguments("cancelled, written otherwise", status("cancelled"), "FREE"),
                arguments("completed, written otherwise", status(" Completed "), "FREE"),
                arguments("running", status("RUNNING"), "OVERLAPS"),
                arguments("a status nobody knows", status("CANCELLING"), "OVERLAPS"),
                arguments("a status that is no text", status(4), "OVERLAPS"),
                arguments("no status", status(null), "OVERLAPS"),
                arguments("another segment", segment("another"), "FREE"),
                arguments("the segment in other capitals", segment(Make.SEGMENT.toUpperCase(Locale.ROOT)), "FREE"),
                arguments("no segment", segment(null), "FREE"),
                arguments("start unreadable", at("soon", day + "14:00:00Z"), "CANNOT_TELL"),
                arguments("start unreadable, over before ours", at("soon", day + "10:00:00Z"), "FREE"),
                arguments("no start", at(null, day + "14:00:00Z"), "CANNOT_TELL"),
                arguments("start a number", at(5, day + "14:00:00Z"), "CANNOT_TELL"),
                arguments("end unreadable", at(day + "08:00:00Z", "later"), "CANNOT_TELL"),
                arguments("end unreadable, begins after ours", at(day + "12:00:00Z", "later"), "FREE"),
                arguments("30 February", at("2026-02-30T00:00:00Z", "2026-12-01T00:00:00Z"), "CANNOT_TELL"),
                arguments("nothing readable", at(null, 7), "CANNOT_TELL"),
                arguments("ends before it begins", at("2026-12-01T00:00:00Z", "2026-01-01T00:00:00Z"), "CANNOT_TELL"),
                arguments("unreadable, but cancelled", entity("CANCELLED", Make.SEGMENT, "soon", null), "FREE"),
                arguments("unreadable, but of another segment", entity("RUNNING", "another", "soon", null), "FREE"),
                arguments("no object at all", "schedule-9", "CANNOT_TELL"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("existing")
    void sch3_halfOpenIntervalsOfOneSegmentMustNotMeet(String name, Object entity, Verdict verdict) {
        Overlap overlap = Overlap.of(WANTED, List.of(ExistingSchedule.of(entity)));

        assertThat(overlap.verdict()).isEqualTo(verdict);
        switch (verdict) {
            case FREE -> {
                assertThat(overlap.status()).isNull();
                assertThat(overlap.reason()).isNull();
            }
            case OVERLAPS -> {
                assertThat(overlap.status()).isEqualTo(ProvisioningStatus.CONFLICT);
                assertThat(overlap.reason()).isEqualTo("overlap_detected");
                assertThat(overlap.scheduleId()).isEqualTo("schedule-1");
            }
            case CANNOT_TELL -> {
                assertThat(overlap.status()).isEqualTo(ProvisioningStatus.FAILED);
                assertThat(overlap.reason()).startsWith("overlap_undecidable: ");
            }
        }
    }

    @Test
    void sch3_anOverlapIsToldBeforeADoubtAndWithItsId() {
        ExistingSchedule doubtful = ExistingSchedule.of(Make.entity("doubtful", Make.SEGMENT, "RUNNING", "soon", null));
        ExistingSchedule beside = ExistingSchedule.of(
                Make.entity("beside", Make.SEGMENT, "RUNNING", "2026-11-15T12:00:00Z", "2026-11-15T13:00:00Z"));
        ExistingSchedule within = ExistingSchedule.of(
                Make.entity("within", Make.SEGMENT, "RUNNING", "2026-11-15T11:00:00Z", "2026-11-15T11:30:00Z"));

        assertThat(Overlap.of(WANTED, List.of(doubtful, beside, within)).scheduleId())
                .isEqualTo("within");
        assertThat(Overlap.of(WANTED, List.of(doubtful, beside)))
                .returns(Verdict.CANNOT_TELL, Overlap::verdict)
                .returns("doubtful", Overlap::scheduleId);
        assertThat(Overlap.of(WANTED, List.of())).returns(Verdict.FREE, Overlap::verdict);
    }

    @Property
    void sch3_overlapIsSymmetricAndMeansACommonMoment(
            @ForAll @IntRange(max = 40) int start,
            @ForAll @IntRange(min = 1, max = 20) int length,
            @ForAll @IntRange(max = 40) int otherStart,
            @ForAll @IntRange(min = 1, max = 20) int otherLength) {
        ScheduleRequest one = hours(start, length);
        ScheduleRequest other = hours(otherStart, otherLength);
        boolean common = IntStream.range(start, start + length)
                .anyMatch(hour -> hour >= otherStart && hour < otherStart + otherLength);

        assertThat(meets(one, other)).isEqualTo(common).isEqualTo(meets(other, one));
    }

    private static boolean meets(ScheduleRequest one, ScheduleRequest other) {
        return Overlap.of(one, Arrays.asList(ExistingSchedule.planned(other))).verdict() == Verdict.OVERLAPS;
    }

    private static ScheduleRequest hours(int start, int length) {
        Instant from = Make.NOW.plusSeconds(start * 3600L);
        return Make.request(from.toString(), from.plusSeconds(length * 3600L).toString());
    }

    private static Map<String, Object> at(Object start, Object end) {
        return entity("RUNNING", Make.SEGMENT, start, end);
    }

    private static Map<String, Object> status(Object status) {
        return entity(status, Make.SEGMENT, "2026-11-15T11:00:00Z", "2026-11-15T13:00:00Z");
    }

    private static Map<String, Object> segment(String segment) {
        return entity("RUNNING", segment, "2026-11-15T11:00:00Z", "2026-11-15T13:00:00Z");
    }

    private static Map<String, Object> entity(Object status, String segment, Object start, Object end) {
        return Make.entity("schedule-1", segment, status, start, end);
    }
}
