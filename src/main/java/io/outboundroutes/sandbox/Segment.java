package io.outboundroutes.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A segment that was created.
 *
 * @param id given by the stand-in
 * @param name unique
 * @param query what selects its contacts
 * @param refreshInterval as it was sent
 * @param idempotencyKey the {@code Idempotency-Key} it was created with; null when none was sent
 * @param createdAt by the stand-in's clock
 */
public record Segment(
        String id,
        String name,
        String query,
        String refreshInterval,
        @Nullable String idempotencyKey,
        Instant createdAt) {

    /** As the API shows it. */
    ObjectNode toJson() {
        return json(id, name, query, refreshInterval);
    }

    static ObjectNode json(String id, String name, String query, String refreshInterval) {
        ObjectNode json = Json.object();
        json.put("id", id);
        json.put("name", name);
        json.put("type", "dynamic");
        json.putObject("definition").put("query", query);
        json.put("refreshInterval", refreshInterval);
        json.put("status", "active");
        return json;
    }
}
