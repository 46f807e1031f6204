package io.outboundroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outboundroutes.sandbox.campaign.Campaign;
import io.outboundroutes.sandbox.external.Conversation;
import io.outboundroutes.sandbox.external.ExternalContact;
import io.outboundroutes.sandbox.fault.Fault;
import io.outboundroutes.sandbox.query.QuerySyntaxException;
import io.outboundroutes.sandbox.schedule.Schedule;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The switches under {@code /sandbox}: they are no part of any vendor's API, need no token and are not in the journal. */
final class ControlApi {

    private static final String SWITCHES =
            "No such switch; there are, under /sandbox/: faults (GET, POST, DELETE), requests"
                    + " (GET, DELETE), segments (GET, DELETE), schedules, jobs, external-contacts, conversations,"
                    + " campaigns (GET), webhooks (GET, POST), contacts (PUT), contacts/touch (POST),"
                    + " contacts/insert (POST), tokens/revoke (POST), lists (GET, PUT), lists/<id>"
                    + " (GET, PUT, DELETE), lists/rules (POST), reset (POST)";

    private final SandboxState state;
    private final Clock clock;
    private final ListSwitches lists;

    ControlApi(SandboxState state, Clock clock) {
        this.state = state;
        this.clock = clock;
        this.lists = new ListSwitches(state.lists());
    }

    static boolean serves(Call call) {
        return call.path().startsWith("/sandbox/") && Operation.of(call.method(), call.path()) != Operation.WEBHOOK;
    }

    Answer answer(Call call) {
        try {
            if (ListSwitches.serves(call)) {
                return lists.answer(call);
            }
            return switch (call.method() + " " + call.path().substring("/sandbox/".length())) {
                case "GET faults" -> list(state.faults().toJson());
                case "POST faults" -> addFaults(Json.read(call.body()));
                case "DELETE faults" -> done(() -> state.faults().clear());
                case "GET requests" -> requests();
                case "DELETE requests" -> done(state::clearJournal);
                case "GET segments" -> segments();
                case "DELETE segments" -> done(state::clearSegments);
                case "GET schedules" ->
                    list(state.schedules().stream().map(Schedule::json).toList());
                case "GET jobs" -> list(state.jobs());
                case "GET external-contacts" ->
                    list(state.externalContacts().stream()
                            .map(ExternalContact::asRegistered)
                            .toList());
                case "GET conversations" ->
                    list(state.conversations().stream()
                            .map(Conversation::toJson)
                            .toList());
                case "GET campaigns" ->
                    list(state.campaigns().all().stream().map(Campaign::toJson).toList());
                case "GET webhooks" -> webhooks();
                case "PUT contacts" -> putContacts(Json.read(call.body()));
                case "POST contacts/touch" -> touch(Json.readObject(call.body()));
                case "POST contacts/insert" ->
                    Answer.json(200, Json.object().put("id", state.contacts().insertNewest(clock.instant())));
                case "POST tokens/revoke" -> done(state::revokeTokens);
                case "POST reset" -> done(state::reset);
                default -> Errors.answer(404, "not.found", SWITCHES);
            };
        } catch (Refused e) {
            return e.answer();
        }
    }

    private static Answer done(Runnable change) {
        change.run();
        return Answer.empty(204);
    }

    private static Answer list(List<? extends JsonNode> nodes) {
        ArrayNode array = Json.MAPPER.createArrayNode();
        nodes.forEach(array::add);
        return Answer.json(200, array);
    }

    /** One fault, or an array of them. */
    private Answer addFaults(JsonNode body) {
        List<Fault> faults = new ArrayList<>();
        for (JsonNode one : body.isArray() ? body : List.of(body)) {
            if (!(one instanceof ObjectNode object)) {
                throw BodyCheck.refused("invalid.fault", "A fault is a JSON object such as {\"fault\":\"429\"}");
            }
            try {
                faults.add(Fault.of(object));
            } catch (IllegalArgumentException e) {
                throw new Refused(Errors.answer(400, "invalid.fault", String.valueOf(e.getMessage())), e);
            }
        }
        faults.forEach(state.faults()::add);
        return list(state.faults().toJson());
    }

    private Answer requests() {
        return list(state.requests().stream()
                .map(request -> {
                    ObjectNode json = message(request.path(), request.query(), request.headers(), request.body());
                    json.put("number", request.number());
                    json.put("operation", request.operation());
                    json.put("method", request.method());
                    json.put("receivedAt", request.receivedAt().toString());
                    json.put("receivedNanos", request.receivedNanos());
                    json.put("fault", request.fault());
                    return json.put("status", request.status());
                })
                .toList());
    }

    private Answer webhooks() {
        return list(state.webhooks().stream()
                .map(webhook -> message(webhook.path(), webhook.query(), webhook.headers(), webhook.body())
                        .put("receivedAt", webhook.receivedAt().toString()))
                .toList());
    }

    private static ObjectNode message(
            String path, @Nullable String query, Map<String, List<String>> headers, String body) {
        ObjectNode json = Json.object();
        json.put("path", path);
        json.put("query", query);
        ObjectNode fields = json.putObject("headers");
        headers.forEach((name, values) -> fields.put(name, String.join(", ", values)));
        return json.put("body", body);
    }

    private Answer segments() {
        return list(state.segments().stream()
                .map(segment -> segment.toJson()
                        .put("idempotencyKey", segment.idempotencyKey())
                        .put("createdAt", segment.createdAt().toString()))
                .toList());
    }

    private Answer putContacts(JsonNode body) {
        List<ObjectNode> contacts = new ArrayList<>();
        for (JsonNode one : body) {
            if (one instanceof ObjectNode object) {
                contacts.add(object);
            }
        }
        if (!body.isArray() || contacts.size() != body.size()) {
            throw BodyCheck.refused("invalid.contacts", "The body must be a JSON array of contacts, which are objects");
        }
        state.contacts().replace(contacts);
        return Answer.empty(204);
    }

    /** {@code {"ids":[…]}} or {@code {"count":n,"query":…}}; without a query, of all contacts that have a status. */
    private Answer touch(ObjectNode body) {
        BodyCheck check = BodyCheck.of(body, Set.of("ids", "count", "query"), "the body");
        List<String> touched;
        if (body.path("ids").isArray()) {
            List<String> ids = new ArrayList<>();
            body.path("ids").forEach(id -> ids.add(id.asText()));
            touched = state.contacts().touch(ids, clock.instant());
        } else {
            int count = check.number("count", 1, Integer.MAX_VALUE);
            touched = touchLast(body.path("query").asText("status:*"), count);
        }
        return Answer.json(200, Json.MAPPER.valueToTree(Map.of("ids", touched)));
    }

    private List<String> touchLast(String query, int count) {
        try {
            return state.contacts().touchLast(query, count, clock.instant());
        } catch (QuerySyntaxException e) {
            throw ContactsEndpoint.invalidQuery(e);
        }
    }
}
