package io.outboundroutes.sandbox;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outboundroutes.sandbox.list.Change;
import io.outboundroutes.sandbox.list.ContactLists;
import io.outboundroutes.sandbox.list.Refusal;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * CXone's contact lists as guide 004 writes them: {@code GET …/contactlists/{id}}, and
 * {@code GET, POST, DELETE …/contactlists/{id}/contacts}. Taking contacts off a list is ours, not the guide's.
 */
final class ContactListsEndpoint {

    private static final int LARGEST_PAGE = 1000;

    private final ContactLists lists;

    ContactListsEndpoint(ContactLists lists) {
        this.lists = lists;
    }

    Answer get(Call call) {
        String list = Operation.LIST_GET.id(call.path());
        ObjectNode body = Json.object();
        body.put("id", list).put("name", "List " + list).put("contactCount", size(list));
        return Answer.json(200, body);
    }

    Answer contacts(Call call) {
        String list = list(call);
        size(list);
        Map<String, Integer> asked = asked(call);
        int count = asked.getOrDefault("count", 100);
        if (count < 1 || count > LARGEST_PAGE) {
            throw BodyCheck.refused("invalid.count", "'count' must be a whole number in 1…" + LARGEST_PAGE);
        }
        StringWriter text = new StringWriter(count * 160 + 64);
        try (JsonGenerator json = Json.MAPPER.createGenerator(text)) {
            json.writeStartObject();
            json.writeArrayFieldStart("contacts");
            lists.write(list, asked.getOrDefault("start", 0), count, json);
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Answer.text(200, "application/json", text.toString());
    }

    Answer add(Call call) {
        return answer(lists.add(list(call), ids(call)));
    }

    Answer remove(Call call) {
        return answer(lists.remove(list(call), ids(call)));
    }

    private Answer answer(Change change) {
        if (!change.known()) {
            throw unknownList();
        }
        if (change.tooMany()) {
            return Errors.answer(413, "payload.too.large", "Too many contact ids in one request");
        }
        if (!change.refused().isEmpty() && lists.refusal() == Refusal.BAD_REQUEST) {
            return Errors.answer(400, "invalid.contact.ids", "Some contact ids are not valid");
        }
        if (!change.refused().isEmpty() && lists.refusal() == Refusal.NOT_FOUND) {
            return Errors.answer(404, "contact.not.found", "Some contacts are archived, deleted or unknown");
        }
        ObjectNode body = Json.object().put("accepted", change.done());
        if (!change.refused().isEmpty()) {
            ArrayNode rejected = body.putArray("rejected");
            change.refused()
                    .forEach(id -> rejected.addObject().put("contactId", id).put("reason", "contact.not.found"));
        }
        return Answer.json(200, body);
    }

    private static List<String> ids(Call call) {
        BodyCheck.of(call, Set.of("contactIds"));
        JsonNode given = Json.readObject(call.body()).path("contactIds");
        List<String> ids = new ArrayList<>();
        for (JsonNode id : given) {
            if (!id.isTextual() || id.textValue().isBlank()) {
                throw BodyCheck.refused("invalid.contactIds", "'contactIds' must hold texts that are not blank");
            }
            ids.add(id.textValue());
        }
        if (!given.isArray() || ids.isEmpty()) {
            throw BodyCheck.refused("missing.contactIds", "'contactIds' is required, an array of at least one id");
        }
        return ids;
    }

    private int size(String list) {
        OptionalInt size = lists.size(list);
        return size.orElseThrow(ContactListsEndpoint::unknownList);
    }

    private static Refused unknownList() {
        return new Refused(Errors.answer(404, "not.found", "There is no contact list with this id"));
    }

    /** The list that a call on its contacts names. */
    static String list(Call call) {
        return Operation.LIST_CONTACTS.id(call.path());
    }

    /** The page that a call asks for, from 1; 0 when it cannot be told. */
    static int pageAsked(Call call) {
        try {
            Map<String, Integer> asked = asked(call);
            return asked.getOrDefault("start", 0) / Math.max(1, asked.getOrDefault("count", 100)) + 1;
        } catch (Refused e) {
            return 0;
        }
    }

    /** The same call for the page before. */
    static Call pageBefore(Call call) {
        Map<String, Integer> asked = asked(call);
        int count = asked.getOrDefault("count", 100);
        int start = Math.max(0, asked.getOrDefault("start", 0) - count);
        return new Call(call.method(), call.path(), "count=" + count + "&start=" + start, call.headers(), call.body());
    }

    private static Map<String, Integer> asked(Call call) {
        Map<String, Integer> asked = new TreeMap<>();
        if (call.query() == null) {
            return asked;
        }
        for (String pair : call.query().split("&", -1)) {
            String[] sides = pair.split("=", 2);
            if (!Set.of("count", "start").contains(sides[0]) || sides.length != 2 || !sides[1].matches("[0-9]{1,9}")) {
                throw BodyCheck.refused(
                        "invalid.query", "The query takes whole numbers 'count' and 'start', not '" + pair + "'");
            }
            asked.put(sides[0], Integer.valueOf(sides[1]));
        }
        return asked;
    }
}
