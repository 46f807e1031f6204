package io.outboundroutes.app;

import io.outboundroutes.platform.json.Json;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.external.Conversation;
import io.outboundroutes.testing.Arrived;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Rows for external-contacts, runs over them, and what the peer saw of them. */
public final class ContactRows {

    /** No wait of the sandbox's or of ours is longer than it must be. */
    static final Map<String, String> QUICK =
            Map.of("contacts.rate-limit", "1000/1s", "contacts.poll", "50ms", "contacts.validation-timeout", "2s");

    private ContactRows() {}

    /** The guide's own complete example. */
    static Map<String, Object> guide() {
        Map<String, Object> row = row("EXT-9928374");
        row.put("name", "Acme Corp Support");
        row.put(
                "channels",
                new LinkedHashMap<>(
                        Map.of("voice", "+15551234567", "sms", "+15551234567", "email", "support@acme.com")));
        row.put("initialMessage", "Testing automated contact interaction workflow");
        row.put("interactionDurationSeconds", 600);
        row.put("metadata", Map.of("campaign", "outbound_q3", "region", "us-east"));
        return row;
    }

    /** A row with voice and e-mail. */
    static Map<String, Object> row(String id) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("externalContactId", id);
        row.put("name", "Contact " + id);
        // In an order of its own in every process, Map.of would make another input of the same rows.
        Map<String, Object> channels = new LinkedHashMap<>();
        channels.put("voice", "+15550001111");
        channels.put("email", "someone@example.org");
        row.put("channels", channels);
        return row;
    }

    /** A row with some fields put in, or taken away where the value is null. */
    static Map<String, Object> with(Map<String, Object> row, String field, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(row);
        if (value == null) {
            changed.remove(field);
        } else {
            changed.put(field, value);
        }
        return changed;
    }

    /** Runs over rows that are told by their ids. */
    static Report run(TestHouse house, String... ids) {
        return run(house, Arrays.stream(ids).map(ContactRows::row).toList());
    }

    static Report run(TestHouse house, List<Map<String, Object>> rows) {
        return run(house, Mode.LIVE, rows);
    }

    static Report run(TestHouse house, Mode mode, List<Map<String, Object>> rows) {
        return new Report(house.run(ContactsSteps.WORKFLOW, mode, false, json(rows)));
    }

    /** A run without an input: a firing. */
    static Report fire(TestHouse house) {
        return new Report(house.run(ContactsSteps.WORKFLOW, Mode.LIVE, false));
    }

    static Iterator<String> json(List<Map<String, Object>> rows) {
        return rows.stream().map(Json::write).iterator();
    }

    /** Outcome by external id; {@code ?} stands for a row without one. */
    static Map<String, String> outcomes(Report report) {
        Map<String, String> outcomes = new TreeMap<>();
        report.items()
                .forEach(item -> outcomes.put(
                        item.containsKey("externalContactId") ? Report.text(item, "externalContactId") : "?",
                        Report.text(item, "outcome")));
        return outcomes;
    }

    static Map<?, ?> item(Report report, String id) {
        return report.items().stream()
                .filter(item -> id.equals(item.get("externalContactId")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no item " + id + " in " + report.items()));
    }

    /** How many conversations each external id has. */
    static Map<String, Integer> conversations(SandboxServer sandbox) {
        Map<String, Integer> conversations = new TreeMap<>();
        for (Conversation conversation : sandbox.state().conversations()) {
            conversations.merge(conversation.contact().externalId(), 1, Integer::sum);
        }
        return conversations;
    }

    /** The bodies of the events that arrived, in order. */
    static List<Map<?, ?>> events(SandboxServer sandbox) {
        return Arrived.events(sandbox);
    }

    static Map<?, ?> object(String json) {
        return Arrived.object(json);
    }

    /** So many ids in a row. */
    public static List<Map<String, Object>> many(int count) {
        List<Map<String, Object>> rows = new ArrayList<>();
        Stream.iterate(1, i -> i + 1).limit(count).forEach(i -> rows.add(row("C-" + i)));
        return rows;
    }
}
