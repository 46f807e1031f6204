package io.outboundroutes.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outboundroutes.sandbox.schedule.Schedule;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code GET} and {@code POST /api/v2/outbound/campaigns/{id}/schedules}. */
final class SchedulesEndpoint {

    /** Schedules per page when the call does not say. */
    static final int USUAL_PAGE = 20;

    private static final int LARGEST_PAGE = 100;
    private static final String CURSOR = "from:";
    private static final Pattern TIME = Pattern.compile("\\d{2}:\\d{2}:\\d{2}");
    private static final Set<String> FIELDS = Set.of(
            "segmentId", "deliveryWindow", "throttleRate", "scheduleType", "startDateTime", "endDateTime", "priority");

    private final SandboxState state;

    SchedulesEndpoint(SandboxState state) {
        this.state = state;
    }

    Answer list(Call call) {
        QueryCheck query = QueryCheck.of(call, Set.of("pageSize", "cursor"));
        int size = query.number("pageSize", USUAL_PAGE, 1, LARGEST_PAGE);
        int from = offset(query.optional("cursor"));
        List<Schedule> schedules = state.scheduleStore().of(campaign(Operation.SCHEDULES_LIST.id(call.path())));
        if (from > schedules.size()) {
            throw invalidCursor();
        }
        int end = Math.min(from + size, schedules.size());
        ObjectNode page = Json.object();
        ArrayNode entities = page.putArray("entities");
        schedules.subList(from, end).forEach(schedule -> entities.add(schedule.json()));
        if (end < schedules.size()) {
            page.put("nextPageCursor", cursor(end));
        }
        return Answer.json(200, page);
    }

    Answer create(Call call) {
        BodyCheck body = BodyCheck.of(call, FIELDS);
        check(body);
        String campaignId = campaign(Operation.SCHEDULES_CREATE.id(call.path()));
        ObjectNode json = Json.object();
        json.put("id", UUID.randomUUID().toString());
        json.setAll(body.whole());
        json.put("status", "SCHEDULED");
        Schedule schedule = new Schedule(campaignId, json, call.header("Idempotency-Key"));
        Optional<Schedule> conflict = state.scheduleStore().addUnlessOverlapping(schedule);
        if (conflict.isPresent()) {
            return Errors.answer(
                    409,
                    "schedule.overlap",
                    "The schedule " + conflict.get().id() + " has this segment at this time already");
        }
        return Answer.json(201, json);
    }

    private void check(BodyCheck body) {
        String segmentId = body.text("segmentId");
        BodyCheck window = BodyCheck.of(
                body.object("deliveryWindow"), Set.of("startTime", "endTime", "timeZone"), "deliveryWindow");
        if (time(window, "startTime").equals(time(window, "endTime"))) {
            throw BodyCheck.refused("invalid.deliveryWindow", "'startTime' and 'endTime' are the same");
        }
        if (!ZoneId.getAvailableZoneIds().contains(window.text("timeZone"))) {
            throw BodyCheck.refused("invalid.timeZone", "'timeZone' must be in the IANA time zone database");
        }
        body.number("throttleRate", 1, 10_000);
        body.text("scheduleType", Set.of("PREDICTIVE"));
        if (!body.instant("startDateTime").isBefore(body.instant("endDateTime"))) {
            throw BodyCheck.refused("invalid.endDateTime", "'endDateTime' must be after 'startDateTime'");
        }
        body.number("priority", 1, 10);
        if (StandingSegment.byId(segmentId) == null && state.segmentStore().byId(segmentId) == null) {
            throw BodyCheck.refused("unknown.segmentId", "There is no segment with this id");
        }
    }

    private static LocalTime time(BodyCheck window, String name) {
        try {
            return LocalTime.parse(window.text(name, TIME, "a time of day such as 09:00:00"));
        } catch (DateTimeParseException e) {
            throw new Refused(Errors.answer(400, "invalid." + name, "'" + name + "' is no time of day"), e);
        }
    }

    private String campaign(String id) {
        if (state.campaigns().find(id).isEmpty()) {
            throw new Refused(Errors.answer(404, "not.found", "There is no campaign with this id"));
        }
        return id;
    }

    /** The cursor of a page that begins after so many schedules. */
    static String cursor(int offset) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((CURSOR + offset).getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * How many schedules are before the cursor's page.
     *
     * @param cursor null for the first page
     */
    static int offset(@Nullable String cursor) {
        if (cursor == null) {
            return 0;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
            if (text.startsWith(CURSOR)) {
                return Integer.parseUnsignedInt(text.substring(CURSOR.length()));
            }
        } catch (IllegalArgumentException e) {
            throw new Refused(invalidCursor().answer(), e);
        }
        throw invalidCursor();
    }

    private static Refused invalidCursor() {
        return BodyCheck.refused("invalid.cursor", "'cursor' must be a nextPageCursor that was answered");
    }
}
