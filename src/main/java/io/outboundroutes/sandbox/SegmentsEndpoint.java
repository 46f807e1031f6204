package io.outboundroutes.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outboundroutes.sandbox.contact.ContactStore;
import io.outboundroutes.sandbox.query.QueryParser;
import io.outboundroutes.sandbox.query.QuerySyntaxException;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** {@code POST /api/v2/outbound/segments} and {@code GET /api/v2/outbound/segments/{id}}. */
final class SegmentsEndpoint {

    private static final Set<String> FIELDS = Set.of("name", "type", "definition", "refreshInterval", "status");
    private static final Pattern DURATION = Pattern.compile("P(?=\\d|T\\d)(\\d+D)?(T(?=\\d)(\\d+H)?(\\d+M)?(\\d+S)?)?");
    private static final int LONGEST_NAME = 256;

    private final Segments segments;
    private final ContactStore contacts;
    private final boolean idempotent;
    private final Clock clock;

    SegmentsEndpoint(Segments segments, ContactStore contacts, SandboxOptions options) {
        this.segments = segments;
        this.contacts = contacts;
        this.idempotent = options.idempotentSegments();
        this.clock = options.clock();
    }

    Answer create(Call call) {
        Segment wanted = read(call);
        Segment there = segments.addIfAbsent(wanted);
        boolean repeated = idempotent
                && wanted.idempotencyKey() != null
                && wanted.idempotencyKey().equals(there.idempotencyKey());
        if (there.id().equals(wanted.id()) || repeated) {
            return Answer.json(201, there.toJson());
        }
        return Errors.answer(409, "duplicate.name", "A segment with this name exists");
    }

    private Segment read(Call call) {
        BodyCheck body = BodyCheck.of(call, FIELDS);
        String name = body.text("name");
        if (name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw BodyCheck.refused(
                    "invalid.name",
                    "'name' must be at most " + LONGEST_NAME + " characters without control characters");
        }
        body.text("type", Set.of("dynamic"));
        body.text("status", Set.of("active"));
        String query = BodyCheck.of(body.object("definition"), Set.of("query"), "definition")
                .text("query");
        try {
            QueryParser.parse(query);
        } catch (QuerySyntaxException e) {
            throw ContactsEndpoint.invalidQuery(e);
        }
        String interval = body.text("refreshInterval");
        if (!DURATION.matcher(interval).matches()) {
            throw BodyCheck.refused(
                    "invalid.refreshInterval", "'refreshInterval' must be an ISO 8601 duration such as PT4H");
        }
        return new Segment(
                UUID.randomUUID().toString(), name, query, interval, call.header("Idempotency-Key"), clock.instant());
    }

    Answer get(Call call) {
        QueryCheck.of(call, Set.of());
        String id = call.path().substring(Operation.SEGMENTS.length() + 1);
        StandingSegment standing = StandingSegment.byId(id);
        if (standing != null) {
            return Answer.json(200, standing.toJson());
        }
        Segment segment = segments.byId(id);
        if (segment == null) {
            return Errors.answer(404, "not.found", "There is no segment with this id");
        }
        ObjectNode json = segment.toJson();
        json.put("contactCount", contacts.count(segment.query()));
        return Answer.json(200, json);
    }
}
