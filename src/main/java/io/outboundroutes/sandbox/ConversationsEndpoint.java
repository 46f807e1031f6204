package io.outboundroutes.sandbox;

import io.outboundroutes.sandbox.external.Conversation;
import io.outboundroutes.sandbox.external.ExternalContact;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;

/** {@code POST /api/v2/conversations}. */
final class ConversationsEndpoint {

    private final SandboxState state;
    private final Clock clock;

    ConversationsEndpoint(SandboxState state, SandboxOptions options) {
        this.state = state;
        this.clock = options.clock();
    }

    Answer create(Call call) {
        BodyCheck body = BodyCheck.of(call, Set.of("contactId", "type", "initialMessage", "metadata"));
        String contactId = body.text("contactId");
        body.text("type", Set.of("voice", "sms", "email", "chat"));
        body.optionalText("initialMessage");
        BodyCheck metadata = BodyCheck.of(body.object("metadata"), Set.of("source", "timestamp"), "metadata");
        metadata.text("source", Set.of("external_contact_api"));
        metadata.instant("timestamp");
        ExternalContact contact =
                state.externalContactStore().find(contactId).orElseThrow(ExternalContactsEndpoint::unknown);
        Conversation conversation = new Conversation(
                UUID.randomUUID().toString(),
                contact,
                body.whole().deepCopy(),
                call.header("Idempotency-Key"),
                clock.instant());
        state.addConversation(conversation);
        return Answer.json(201, conversation.toJson());
    }
}
