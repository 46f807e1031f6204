package io.outboundroutes.sandbox.contact;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outboundroutes.sandbox.query.Timestamps;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A contact given as JSON, served as given, however odd.
 *
 * @param json the contact; not changed after it was handed over
 */
record StoredContact(ObjectNode json) implements Contact {

    @Override
    public String id() {
        return json.path("id").asText("");
    }

    @Override
    public @Nullable JsonNode field(String name) {
        return GeneratedContact.TOP_LEVEL.contains(name)
                ? json.get(name)
                : json.path("customAttributes").get(name);
    }

    @Override
    public long updatedMillis() {
        return Timestamps.of(json.get(UPDATED));
    }

    @Override
    public void writeTo(JsonGenerator generator) throws IOException {
        generator.writeTree(json);
    }

    StoredContact touched(Instant now) {
        ObjectNode copy = json.deepCopy();
        copy.put(UPDATED, WrittenTime.iso(now.toEpochMilli()));
        return new StoredContact(copy);
    }
}
