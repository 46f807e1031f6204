package io.outboundroutes.workflow.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {

    private static final ScheduleRequest EXAMPLE = new ScheduleRequest(
            "campaign-uuid-123",
            "a1b2c3d4-e5f6-7890-abcd-ef1234567890",
            new DeliveryWindow(LocalTime.of(9, 0), LocalTime.of(17, 0), "America/Chicago"),
            150,
            "PREDICTIVE",
            Instant.parse("2026-11-15T09:00:00Z"),
            Instant.parse("2026-11-15T17:00:00Z"),
            5);

    @Test
    void sch1_theGuidesExampleIsReadInsideScheduleAndSideBySide() {
        Map<String, Object> flat = new LinkedHashMap<>(Make.schedule());
        flat.put("campaignId", "campaign-uuid-123");

        assertThat(Make.reader().read(Make.row(Make.schedule())).request()).isEqualTo(EXAMPLE);
        assertThat(Make.reader().read(flat).request()).isEqualTo(EXAMPLE);
    }

    @Test
    void all11_snakeCaseIsUnderstoodAsTheGuidesProgramWritesIt() {
        Map<String, Object> schedule = Map.of(
                "segment_id",
                Make.SEGMENT,
                "delivery_window",
                Map.of("start_time", "09:00:00", "end_time", "17:00:00", "time_zone", "America/Chicago"),
                "throttle_rate",
                150,
                "schedule_type",
                "PREDICTIVE",
                "start_date_time",
                "2026-11-15T09:00:00+00:00",
                "end_date_time",
                "2026-11-15T17:00:00+00:00",
                "priority",
                5);
        Map<String, Object> flat = new HashMap<>(schedule);
        flat.put("campaign_id", "campaign-uuid-123");

        assertThat(Make.reader()
                        .read(Map.of("campaign_id", "campaign-uuid-123", "schedule", schedule))
                        .request())
                .isEqualTo(EXAMPLE);
        assertThat(Make.reader().read(flat).request()).isEqualTo(EXAMPLE);
    }

    @Test
    void sch1_everythingThatIsWrongIsToldAtOnce() {
        Map<String, Object> window = new HashMap<>();
        window.put("startTime", "9:00");
        window.put("endTime", "24:00:00");
        window.put("timeZone", "Chicago");
        Map<String, Object> schedule = new HashMap<>();
        schedule.put("deliveryWindow", window);
        schedule.put("throttleRate", 0);
        schedule.put("scheduleType", "PREVIEW");
        schedule.put("startDateTime", "2026-11-15T09:00:00");
        schedule.put("priority", 11);

        Reading reading = Make.reader().read(Map.of("campaignId", "a/b", "schedule", schedule));

        assertThat(reading.request()).isNull();
        assertThat(reading.violations())
                .extracting(Violation::field)
                .containsExactly(
                        "campaignId",
                        "segmentId",
                        "deliveryWindow.startTime",
                        "deliveryWindow.endTime",
                        "deliveryWindow.timeZone",
                        "throttleRate",
                        "scheduleType",
                        "startDateTime",
                        "endDateTime",
                        "priority");
        assertThat(reading.reason())
                .isEqualTo("validation_failed: campaignId, segmentId, deliveryWindow.startTime,"
                        + " deliveryWindow.endTime, deliveryWindow.timeZone, throttleRate, scheduleType, startDateTime,"
                        + " endDateTime, priority");
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                arguments("no segment", "segmentId", null, "segmentId"),
                arguments("blank segment", "segmentId", " ", "segmentId"),
                arguments("segment that is a number", "segmentId", 7, "segmentId"),
                arguments("segment with a slash", "segmentId", "a/b", "segmentId"),
                arguments("segment with a question mark", "segmentId", "a?b", "segmentId"),
                arguments("segment with a hash", "segmentId", "a#b", "segmentId"),
                arguments("segment with a control character", "segmentId", "a\nb", "segmentId"),
                arguments("segment that climbs out of the path", "segmentId", "..", "segmentId"),
                arguments("segment with half a character", "segmentId", "a\ud800", "segmentId"),
                arguments("segment of 256 characters", "segmentId", "a".repeat(256), "segmentId"),
                arguments("no window", "deliveryWindow", null, "deliveryWindow"),
                arguments("window that is a text", "deliveryWindow", "09:00-17:00", "deliveryWindow"),
                arguments("no start time", "deliveryWindow.startTime", null, "deliveryWindow.startTime"),
                arguments("start without seconds", "deliveryWindow.startTime", "09:00", "deliveryWindow.startTime"),
                arguments("hour 25", "deliveryWindow.startTime", "25:00:00", "deliveryWindow.startTime"),
                arguments("minute 60", "deliveryWindow.startTime", "09:60:00", "deliveryWindow.startTime"),
                arguments("second 60", "deliveryWindow.startTime", "09:00:60", "deliveryWindow.startTime"),
                arguments("hour 24", "deliveryWindow.endTime", "24:00:00", "deliveryWindow.endTime"),
                arguments("digits of another script", "deliveryWindow.endTime", "1٧:00:00", "deliveryWindow.endTime"),
                arguments("end at the start", "deliveryWindow.endTime", "09:00:00", "deliveryWindow.endTime"),
                arguments("no zone", "deliveryWindow.timeZone", null, "deliveryWindow.timeZone"),
                arguments("unknown zone", "deliveryWindow.timeZone", "America/Chikago", "deliveryWindow.timeZone"),
                arguments(
                        "zone in other capitals",
                        "deliveryWindow.timeZone",
                        "america/chicago",
                        "deliveryWindow.timeZone"),
                arguments("an offset as zone", "deliveryWindow.timeZone", "+01:00", "deliveryWindow.timeZone"),
                arguments("Java's own zone", "deliveryWindow.timeZone", "SystemV/CST6", "deliveryWindow.timeZone"),
                arguments("no throttle", "throttleRate", null, "throttleRate"),
                arguments("throttle 0", "throttleRate", 0, "throttleRate"),
                arguments("throttle 10001", "throttleRate", 10_001, "throttleRate"),
                arguments("throttle 1.5", "throttleRate", new BigDecimal("1.5"), "throttleRate"),
                arguments("throttle beyond all bounds", "throttleRate", new BigDecimal("1E+999999999"), "throttleRate"),
                arguments("throttle true", "throttleRate", true, "throttleRate"),
                arguments("throttle in words", "throttleRate", "many", "throttleRate"),
                arguments("no priority", "priority", null, "priority"),
                arguments("priority 0", "priority", 0, "priority"),
                arguments("priority 11", "priority", 11, "priority"),
                arguments("another type", "scheduleType", "PROGRESSIVE", "scheduleType"),
                arguments("the type in small letters", "scheduleType", "predictive", "scheduleType"),
                arguments("no start", "startDateTime", null, "startDateTime"),
                arguments("start without offset", "startDateTime", "2026-11-15T09:00:00", "startDateTime"),
                arguments("start as date alone", "startDateTime", "2026-11-15", "startDateTime"),
                arguments("start as a number", "startDateTime", 1_794_733_200_000L, "startDateTime"),
                arguments("31 November", "startDateTime", "2026-11-31T09:00:00Z", "startDateTime"),
                arguments("year 10000", "endDateTime", "+10000-01-01T00:00:00Z", "endDateTime"),
                arguments("no end", "endDateTime", null, "endDateTime"),
                arguments("end without offset", "endDateTime", "2026-11-15T17:00:00", "endDateTime"),
                arguments("end at the start of the range", "endDateTime", "2026-11-15T09:00:00Z", "endDateTime"),
                arguments("end before the start of the range", "endDateTime", "2026-11-14T09:00:00Z", "endDateTime"),
                arguments(
                        "end before the same start elsewhere",
                        "endDateTime",
                        "2026-11-15T10:00:00+02:00",
                        "endDateTime"),
                arguments("window closed in the range", "endDateTime", "2026-11-15T15:00:00Z", "deliveryWindow"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void sch1_oneWrongFieldIsOneViolationThatNamesIt(String name, String field, Object value, String violated) {
        Reading reading = Make.reader().read(Make.row(Make.scheduleWith(field, value)));

        assertThat(reading.violations()).extracting(Violation::field).containsExactly(violated);
        assertThat(reading.violations())
                .allSatisfy(one ->
                        assertThat(one.expected()).isNotBlank().doesNotContain("Chikago", "many", "PROGRESSIVE"));
    }

    static Stream<Arguments> right() {
        return Stream.of(
                arguments("throttle 1", "throttleRate", 1),
                arguments("throttle 10000", "throttleRate", 10_000),
                arguments("throttle 150.0", "throttleRate", new BigDecimal("150.0")),
                arguments("throttle as digits, as CSV brings it", "throttleRate", "150"),
                arguments("priority 1", "priority", 1),
                arguments("priority 10", "priority", 10),
                arguments("the type said", "scheduleType", "PREDICTIVE"),
                arguments("an overnight window", "deliveryWindow.endTime", "06:00:00"),
                arguments("a zone without a city", "deliveryWindow.timeZone", "UTC"),
                arguments("a zone Java lists as a fixed offset", "deliveryWindow.timeZone", "EST"),
                arguments("an offset of its own", "startDateTime", "2026-11-15T10:00:00+02:00"),
                arguments("an offset without colon", "startDateTime", "2026-11-15T03:00:00-0600"),
                arguments("fractions of a second", "endDateTime", "2026-11-15T17:00:00.123Z"),
                arguments("a space for the T", "endDateTime", "2026-11-15 17:00:00Z"),
                arguments("a start in the past", "startDateTime", "2026-10-01T00:00:00Z"),
                arguments("a segment of 255 characters", "segmentId", "a".repeat(255)),
                arguments("a segment with a space and an umlaut", "segmentId", "Prämie 1"),
                arguments("a field that nobody asked for", "comment", "hello"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("right")
    void sch1_whatTheRuleAllowsIsRead(String name, String field, Object value) {
        assertThat(Make.reader().read(Make.row(Make.scheduleWith(field, value))).violations())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a/b", "a?b", "a#b", "a\u0000b", "a\u0085b", "."})
    void sch1_aCampaignThatCannotStandInAPathIsRefused(String campaignId) {
        Map<String, Object> row = Make.row(Make.schedule());
        row.put("campaignId", campaignId);

        Reading reading = Make.reader().read(row);

        assertThat(reading.violations()).extracting(Violation::field).containsExactly("campaignId");
        assertThat(reading.campaignId()).isNull();
        assertThat(reading.segmentId()).isEqualTo(Make.SEGMENT);
    }

    @Test
    void sch1_theGuidesExampleOf2024NeedsAllowPast() {
        Map<String, Object> schedule = Make.schedule();
        schedule.put("startDateTime", "2024-11-15T09:00:00+00:00");
        schedule.put("endDateTime", "2024-11-15T17:00:00+00:00");

        assertThat(new RequestReader(Make.NOW, false).read(Make.row(schedule)).violations())
                .extracting(Violation::field, Violation::expected)
                .containsExactly(tuple("endDateTime", "a time in the future (schedules.allow-past=true lifts this)"));
        assertThat(new RequestReader(Make.NOW, true)
                        .read(Make.row(schedule))
                        .valid()
                        .end())
                .isEqualTo("2024-11-15T17:00:00Z");
    }

    @Test
    void sch1_anEndRightNowIsPastAndOneMomentLaterIsNot() {
        Map<String, Object> schedule = Make.scheduleWith("startDateTime", "2026-10-20T00:00:00Z");
        schedule.put("endDateTime", "2026-11-01T00:00:00Z");
        assertThat(Make.reader().read(Make.row(schedule)).violations()).hasSize(1);

        schedule.put("endDateTime", "2026-11-01T00:00:00.001Z");
        assertThat(Make.reader().read(Make.row(schedule)).violations()).isEmpty();
    }

    @Test
    void sch1_whatIsGivenTwiceIsRefusedRatherThanChosenFrom() {
        Map<String, Object> twice = Make.scheduleWith("segment_id", "another");
        Map<String, Object> same = Make.scheduleWith("segment_id", Make.SEGMENT);
        Map<String, Object> outside = Make.row(Make.schedule());
        outside.put("priority", 9);

        assertThat(Make.reader().read(Make.row(twice)).violations())
                .extracting(Violation::field)
                .containsExactly("segmentId");
        assertThat(Make.reader().read(Make.row(same)).violations()).isEmpty();
        assertThat(Make.reader().read(outside).violations())
                .extracting(Violation::field)
                .containsExactly("priority");
    }

    static Stream<Arguments> noObjects() {
        return Stream.of(
                arguments("a text", "x", "request"),
                arguments("a list", List.of(), "request"),
                arguments("a schedule that is a text", Map.of("campaignId", "c", "schedule", "x"), "schedule"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("noObjects")
    void sch1_whatIsNoObjectIsAViolationAndNoFailure(String name, Object row, String field) {
        assertThat(Make.reader().read(row).violations())
                .extracting(Violation::field)
                .containsExactly(field);
    }

    @Test
    void sch1_nothingAtAllIsAViolationToo() {
        assertThat(Make.reader().read(null).violations()).hasSize(1);
        assertThat(Make.reader().read(Map.of()).violations())
                .extracting(Violation::field)
                .containsExactly(
                        "campaignId",
                        "segmentId",
                        "deliveryWindow",
                        "throttleRate",
                        "startDateTime",
                        "endDateTime",
                        "priority");
    }

    @Test
    void sch1_aViolationRepeatsWhatWasGivenAndSaysRequiredOnlyOfWhatIsAbsent() {
        Map<String, Object> schedule = Make.scheduleWith("throttleRate", 0);
        schedule.put("deliveryWindow", Map.of("startTime", "9:00", "endTime", List.of(), "timeZone", "x".repeat(100)));
        schedule.put("startDateTime", "2026-11-15T09:00:00");
        schedule.remove("priority");

        assertThat(Make.reader().read(Make.row(schedule)).violations())
                .extracting(Violation::field, Violation::got, Violation::expected)
                .containsExactly(
                        tuple(
                                "deliveryWindow.startTime",
                                "9:00",
                                "a time of day as HH:MM:SS, from 00:00:00 to 23:59:59"),
                        tuple(
                                "deliveryWindow.endTime",
                                "a list",
                                "a time of day as HH:MM:SS, from 00:00:00 to 23:59:59"),
                        tuple(
                                "deliveryWindow.timeZone",
                                "x".repeat(59) + "…",
                                "a time zone of the IANA database, such as America/Chicago"),
                        tuple("throttleRate", 0, "a whole number from 1 to 10000"),
                        tuple(
                                "startDateTime",
                                "2026-11-15T09:00:00",
                                "a date and time with an offset, such as 2026-11-15T09:00:00Z"),
                        tuple("priority", null, "required: a whole number from 1 to 10"));
    }

    @Test
    void sch1_aRequestWithoutACampaignNamesTheFieldsThatNobodyKnows() {
        Reading reading = new RequestReader(Instant.EPOCH, true).read(Map.of("campaign", "c-1", "segment_id", "s"));

        assertThat(reading.violations())
                .extracting(Violation::expected)
                .anyMatch(expected -> expected.startsWith("known fields only, which are not: campaign; known are"));
    }

    @Test
    void sch1_nullsCountAsAbsent() {
        Map<String, Object> schedule = Make.schedule();
        schedule.put("scheduleType", null);
        schedule.put("schedule_type", null);

        assertThat(Make.reader().read(Make.row(schedule)).request()).isEqualTo(EXAMPLE);
    }
}
