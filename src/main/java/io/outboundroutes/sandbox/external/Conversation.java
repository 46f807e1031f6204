package io.outboundroutes.sandbox.external;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A conversation that was started.
 *
 * @param id given by the stand-in
 * @param contact with whom
 * @param sent the body that it was started with, as sent
 * @param idempotencyKey the {@code Idempotency-Key} it was started with; null when none was sent
 * @param startedAt by the stand-in's clock
 */
public record Conversation(
        String id,
        ExternalContact contact,
        ObjectNode sent,
        @Nullable String idempotencyKey,
        Instant startedAt) {

    /** The channel: {@code voice}, {@code sms}, {@code email} or {@code chat}. */
    public String type() {
        return sent.path("type").asText();
    }

    /** As the API shows it. */
    public ObjectNode toJson() {
        ObjectNode json = sent.deepCopy();
        json.put("id", id);
        return json.put("state", "created");
    }
}
