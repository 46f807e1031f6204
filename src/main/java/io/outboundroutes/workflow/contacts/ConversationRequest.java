package io.outboundroutes.workflow.contacts;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The body that starts a conversation, in the guide's order. Stateless. */
public final class ConversationRequest {

    /** The contract's constant for who starts it. */
    public static final String SOURCE = "external_contact_api";

    private ConversationRequest() {}

    /**
     * The body. Without an initial message the field is left out; none is invented.
     *
     * @param contactId the vendor's id of the contact
     * @param now the moment
     */
    public static Map<String, Object> bodyOf(ContactRequest request, String contactId, Channel channel, Instant now) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("source", SOURCE);
        metadata.put("timestamp", Moment.text(now));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("contactId", contactId);
        body.put("type", channel.wire());
        if (request.initialMessage() != null) {
            body.put("initialMessage", request.initialMessage());
        }
        body.put("metadata", Collections.unmodifiableMap(metadata));
        return Collections.unmodifiableMap(body);
    }
}
