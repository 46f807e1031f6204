package io.outboundroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outboundroutes.sandbox.external.ExternalContact;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** {@code POST /api/v2/externalcontacts/contacts} and {@code GET /api/v2/externalcontacts/contacts/{id}}. */
final class ExternalContactsEndpoint {

    private static final int LONGEST = 255;
    private static final int LONGEST_INTERACTION = 7_200;
    private static final Set<String> FIELDS =
            Set.of("externalContactId", "name", "channels", "initialMessage", "interactionDurationSeconds", "metadata");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1," + LONGEST + "}");
    private static final Pattern NAME = Pattern.compile(".{1," + LONGEST + "}", Pattern.DOTALL);
    private static final Pattern E164 = Pattern.compile("\\+[1-9]\\d{1,14}");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");
    private static final Pattern ANY = Pattern.compile(".+", Pattern.DOTALL);
    private static final Map<String, Pattern> CHANNELS =
            Map.of("voice", E164, "sms", E164, "email", EMAIL, "chat", ANY);

    private final SandboxState state;
    private final Clock clock;
    private final Duration validationTime;

    ExternalContactsEndpoint(SandboxState state, SandboxOptions options) {
        this.state = state;
        this.clock = options.clock();
        this.validationTime = options.validationTime();
    }

    Answer register(Call call) {
        BodyCheck body = BodyCheck.of(call, FIELDS);
        check(body);
        return state.externalContactStore()
                .register(body.whole(), call.header("Idempotency-Key"), clock.instant())
                .map(contact -> Answer.json(201, contact.asRegistered()))
                .orElseGet(() -> Errors.answer(
                        409, "duplicate.externalContactId", "A contact with this externalContactId exists"));
    }

    private static void check(BodyCheck body) {
        body.text("externalContactId", ID, "1 to 255 letters, digits, '-', '_' or '.'");
        body.text("name", NAME, "1 to 255 characters");
        ObjectNode given = body.object("channels");
        BodyCheck channels = BodyCheck.of(given, CHANNELS.keySet(), "channels");
        if (given.isEmpty()) {
            throw BodyCheck.refused("invalid.channels", "'channels' must hold at least one of " + CHANNELS.keySet());
        }
        given.fieldNames()
                .forEachRemaining(channel ->
                        channels.text(channel, CHANNELS.getOrDefault(channel, ANY), "an address of this channel"));
        body.optionalText("initialMessage");
        body.number("interactionDurationSeconds", 1, LONGEST_INTERACTION);
        for (JsonNode value : body.object("metadata")) {
            if (!value.isTextual()) {
                throw BodyCheck.refused("invalid.metadata", "'metadata' must hold texts only");
            }
        }
    }

    Answer get(Call call) {
        QueryCheck.of(call, Set.of());
        String id = Operation.CONTACTS_GET.id(call.path());
        if (!ID.matcher(id).matches()) {
            throw BodyCheck.refused("invalid.contactId", "The id in the path is none");
        }
        ExternalContact contact = state.externalContactStore().find(id).orElseThrow(ExternalContactsEndpoint::unknown);
        return Answer.json(200, contact.shown(clock.instant(), validationTime));
    }

    static Refused unknown() {
        return new Refused(Errors.answer(404, "not.found", "There is no contact with this id"));
    }
}
