package io.outboundroutes.workflow.engagement;

import io.outboundroutes.workflow.engagement.ListReading.Role;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes readings and options for tests. */
final class Lists {

    static final ScoreRule RULE = new ScoreRule(BigDecimal.valueOf(75), BigDecimal.valueOf(100));

    private Lists() {}

    static Map<String, Object> contact(Object id, Object score, Object status) {
        Map<String, Object> contact = new LinkedHashMap<>();
        contact.put("id", id);
        contact.put("engagementScore", score);
        contact.put("status", status);
        return contact;
    }

    /** A reading of contacts that are active, with a score of 80. */
    static ListReading reading(Role role, Collection<String> ids) {
        ListReading reading = new ListReading(role, RULE);
        ids.forEach(id -> reading.add(contact(id, 80, "ACTIVE")));
        return reading;
    }

    static ListReading source(String... ids) {
        return reading(Role.SOURCE, List.of(ids));
    }

    static ListReading target(String... ids) {
        return reading(Role.TARGET, List.of(ids));
    }

    static ListReading destination(String... ids) {
        return reading(Role.DESTINATION, List.of(ids));
    }

    static List<String> list(ContactIds ids) {
        List<String> list = new ArrayList<>();
        ids.sorted().forEachRemaining(list::add);
        return list;
    }

    static SyncOptions options(SyncMode mode, String destination, boolean remove, int maxRemoval) {
        return new SyncOptions(
                "source",
                "target",
                destination,
                mode,
                RULE.minScore(),
                RULE.maxScore(),
                remove,
                BigDecimal.valueOf(maxRemoval),
                500,
                1_000_000,
                1000);
    }
}
