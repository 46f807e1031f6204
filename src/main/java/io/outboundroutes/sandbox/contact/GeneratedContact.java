package io.outboundroutes.sandbox.contact;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A made-up contact. Name, phone and e-mail say CANARY, so that one can search logs and reports for them.
 *
 * @param generator where its content comes from
 * @param index its number
 * @param updatedMillis when it was changed last
 * @param written how that time is written
 */
record GeneratedContact(ContactGenerator generator, int index, long updatedMillis, WrittenTime written)
        implements Contact {

    /** The fields that are the contact's own; a query's other names are custom attributes. */
    static final Set<String> TOP_LEVEL = Set.of("id", "status", "name", "phone", "email", UPDATED, "customAttributes");

    private static final TextNode READY = TextNode.valueOf("ready");

    @Override
    public String id() {
        return generator.id(index);
    }

    @Override
    public @Nullable JsonNode field(String name) {
        return switch (name) {
            case "id" -> TextNode.valueOf(id());
            case "status" -> status();
            case "name" -> TextNode.valueOf("CANARY-NAME-" + number());
            case "phone" -> TextNode.valueOf("+1555CANARY" + number());
            case "email" -> TextNode.valueOf("canary-mail-" + number() + "@example.invalid");
            case UPDATED -> updated();
            case "customAttributes" -> generator.attributes(index);
            default -> generator.attributes(index).get(name);
        };
    }

    private TextNode status() {
        String status = generator.status(index);
        return status.equals("ready") ? READY : TextNode.valueOf(status);
    }

    private @Nullable JsonNode updated() {
        return switch (written) {
            case ISO -> TextNode.valueOf(WrittenTime.iso(updatedMillis));
            case ZONELESS -> TextNode.valueOf(WrittenTime.zoneless(updatedMillis));
            case EPOCH_MILLIS -> JsonNodeFactory.instance.numberNode(updatedMillis);
            case MISSING -> null;
        };
    }

    /** The index in at least six digits. By hand, since formatting is slow and there are millions. */
    private String number() {
        String digits = Integer.toString(index);
        return "0".repeat(Math.max(0, 6 - digits.length())) + digits;
    }

    @Override
    public void writeTo(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", id());
        json.writeStringField("name", "CANARY-NAME-" + number());
        json.writeStringField("phone", "+1555CANARY" + number());
        json.writeStringField("email", "canary-mail-" + number() + "@example.invalid");
        json.writeStringField("status", generator.status(index));
        json.writeFieldName("customAttributes");
        json.writeTree(generator.attributes(index));
        JsonNode updated = updated();
        if (updated != null) {
            json.writeFieldName(UPDATED);
            json.writeTree(updated);
        }
        json.writeEndObject();
    }
}
