package io.outboundroutes.workflow.schedules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScheduleBodiesTest {

    @Test
    void sch6_theScheduleIsTheGuidesFieldsInCamelCase() {
        ScheduleRequest request = Make.reader().read(Make.row(Make.schedule())).valid();

        assertThat(ScheduleBodies.schedule(request))
                .isEqualTo(Map.of(
                        "segmentId",
                        "a1b2c3d4-e5f6-7890-abcd-ef1234567890",
                        "deliveryWindow",
                        Map.of("startTime", "09:00:00", "endTime", "17:00:00", "timeZone", "America/Chicago"),
                        "throttleRate",
                        150,
                        "scheduleType",
                        "PREDICTIVE",
                        "startDateTime",
                        "2026-11-15T09:00:00Z",
                        "endDateTime",
                        "2026-11-15T17:00:00Z",
                        "priority",
                        5));
        assertThat(List.copyOf(ScheduleBodies.schedule(request).keySet()))
                .containsExactly(
                        "segmentId",
                        "deliveryWindow",
                        "throttleRate",
                        "scheduleType",
                        "startDateTime",
                        "endDateTime",
                        "priority");
    }

    @Test
    void all11_timesTravelAsUtcWithZWhateverTheirOffsetWas() {
        Map<String, Object> schedule = Make.scheduleWith("startDateTime", "2026-11-15T11:30:00+02:30");
        schedule.put("endDateTime", "2026-11-15T12:00:00.25-05:00");

        assertThat(ScheduleBodies.schedule(
                        Make.reader().read(Make.row(schedule)).valid()))
                .containsEntry("startDateTime", "2026-11-15T09:00:00Z")
                .containsEntry("endDateTime", "2026-11-15T17:00:00.250Z");
    }

    @Test
    void sch5_theJobIsTheGuides() {
        assertThat(ScheduleBodies.job("campaign-uuid-123"))
                .isEqualTo(Map.of(
                        "name",
                        "schedule_campaign-uuid-123",
                        "type",
                        "OUTBOUND_SCHEDULE_CREATE",
                        "script",
                        Map.of(
                                "name",
                                "ScheduleProvisioningHandler",
                                "description",
                                "Automated predictive schedule registration")));
    }

    @Test
    void sch6_aStoredBodyReadsBackAsTheSameRequest() {
        ScheduleRequest request = Make.request("2026-11-15T10:00:00Z", "2026-11-15T12:00:00Z");
        Map<String, Object> body = new LinkedHashMap<>(ScheduleBodies.schedule(request));
        body.put("campaignId", request.campaignId());

        assertThat(new RequestReader(Make.NOW, true).read(body).request()).isEqualTo(request);
    }
}
