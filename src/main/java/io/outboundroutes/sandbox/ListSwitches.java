package io.outboundroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outboundroutes.sandbox.list.ContactLists;
import io.outboundroutes.sandbox.list.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The switches for contact lists, under {@code /sandbox/lists}: {@code GET} tells every list's size,
 * {@code PUT {"source":n,"target":n}} makes both anew; {@code GET lists/<id>} tells the ids on a list, {@code PUT} makes
 * it of the contacts given, {@code DELETE} takes it away; {@code POST lists/rules
 * {"largestBatch":n,"refused":[ids],"refusal":"404|400|partial"}} says what the vendor refuses.
 */
final class ListSwitches {

    private static final String ROOT = "/sandbox/lists";

    private final ContactLists lists;

    ListSwitches(ContactLists lists) {
        this.lists = lists;
    }

    static boolean serves(Call call) {
        return call.path().equals(ROOT) || call.path().startsWith(ROOT + "/");
    }

    Answer answer(Call call) {
        String list = call.path().length() > ROOT.length() ? call.path().substring(ROOT.length() + 1) : "";
        if (list.isEmpty()) {
            return switch (call.method()) {
                case "GET" -> Answer.json(200, Json.MAPPER.valueToTree(lists.sizes()));
                case "PUT" -> generate(Json.readObject(call.body()));
                default -> noSuch();
            };
        }
        if (list.equals("rules")) {
            return call.method().equals("POST") ? rules(Json.readObject(call.body())) : noSuch();
        }
        return switch (call.method()) {
            case "GET" -> ids(list);
            case "PUT" -> put(list, Json.read(call.body()));
            case "DELETE" -> drop(list);
            default -> noSuch();
        };
    }

    private Answer generate(ObjectNode body) {
        BodyCheck check = BodyCheck.of(body, Set.of("source", "target"), "the body");
        lists.generate(check.number("source", 0, 10_000_000), check.number("target", 0, 10_000_000));
        return Answer.empty(204);
    }

    private Answer rules(ObjectNode body) {
        BodyCheck check = BodyCheck.of(body, Set.of("largestBatch", "refused", "refusal"), "the body");
        if (body.has("largestBatch")) {
            lists.largestBatch(check.number("largestBatch", 1, Integer.MAX_VALUE));
        }
        if (body.has("refused") || body.has("refusal")) {
            List<String> ids = new ArrayList<>();
            body.path("refused").forEach(id -> ids.add(id.asText()));
            String how = body.path("refusal").asText(Refusal.NOT_FOUND.wireName());
            lists.refuse(
                    ids,
                    Refusal.named(how)
                            .orElseThrow(() -> BodyCheck.refused(
                                    "invalid.refusal", "'refusal' must be one of 404, 400 and partial")));
        }
        return Answer.empty(204);
    }

    private Answer ids(String list) {
        return lists.size(list).isEmpty() ? noSuch() : Answer.json(200, Json.MAPPER.valueToTree(lists.ids(list)));
    }

    private Answer put(String list, JsonNode body) {
        List<ObjectNode> contacts = new ArrayList<>();
        for (JsonNode one : body) {
            if (one instanceof ObjectNode object) {
                contacts.add(object);
            }
        }
        if (!body.isArray() || contacts.size() != body.size()) {
            throw BodyCheck.refused("invalid.contacts", "The body must be a JSON array of contacts, which are objects");
        }
        lists.put(list, contacts);
        return Answer.empty(204);
    }

    private Answer drop(String list) {
        lists.drop(list);
        return Answer.empty(204);
    }

    private static Answer noSuch() {
        return Errors.answer(404, "not.found", "There is no such list or switch");
    }
}
