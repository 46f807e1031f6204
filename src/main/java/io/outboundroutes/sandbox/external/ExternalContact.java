package io.outboundroutes.sandbox.external;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An external contact that was registered, or put there by a test. Immutable as long as nobody changes its JSON.
 *
 * @param id given by the stand-in, never equal to the external id
 * @param externalId the caller's id; its end says what becomes of the contact, as {@code ContactMarkers} tells
 * @param registered the fields it was registered with
 * @param changes fields that are shown instead of, or besides, those that follow from the rest
 * @param idempotencyKey the {@code Idempotency-Key} it was registered with; null when none was sent
 * @param registeredAt by the stand-in's clock
 */
public record ExternalContact(
        String id,
        String externalId,
        ObjectNode registered,
        ObjectNode changes,
        @Nullable String idempotencyKey,
        Instant registeredAt) {

    private static final List<String> CHANNELS = List.of("voice", "sms", "email", "chat");

    /** What its registration is answered with. */
    public ObjectNode asRegistered() {
        return echo().put("state", "new");
    }

    /** What is shown of it at a time. */
    public ObjectNode shown(Instant now, Duration validationTime) {
        ContactMarkers markers = new ContactMarkers(externalId);
        String status = status(markers, now, validationTime);
        ObjectNode json = echo();
        json.put("state", state(status));
        if (!markers.has("unvalidated")) {
            json.put("validationStatus", status);
        }
        if (status.equals("failed")) {
            json.put("validationFailureReason", "The contact is on a regulatory do-not-call register");
        }
        if (markers.has("nochannels")) {
            json.putNull("channelAvailability");
        } else {
            ObjectNode availability = json.putObject("channelAvailability");
            CHANNELS.stream()
                    .filter(registered.path("channels")::has)
                    .forEach(channel ->
                            availability.put(channel, markers.isAvailable(channel) ? "available" : "unavailable"));
        }
        if (markers.has("dnc")) {
            json.put("doNotContact", true);
        }
        List<String> optedOut = CHANNELS.stream().filter(markers::hasOptedOutOf).toList();
        if (!optedOut.isEmpty()) {
            ObjectNode optOut = json.putObject("optOut");
            optedOut.forEach(channel -> optOut.put(channel, true));
        }
        json.setAll(changes.deepCopy());
        return json;
    }

    private String status(ContactMarkers markers, Instant now, Duration validationTime) {
        if (markers.has("pending") || now.isBefore(registeredAt.plus(validationTime))) {
            return "pending";
        }
        return markers.has("failed") ? "failed" : "passed";
    }

    private static String state(String status) {
        return switch (status) {
            case "passed" -> "active";
            case "failed" -> "failed";
            default -> "validating";
        };
    }

    private ObjectNode echo() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", id);
        json.setAll(registered.deepCopy());
        return json;
    }

    ExternalContact changed(ObjectNode fields) {
        ObjectNode merged = changes.deepCopy();
        merged.setAll(fields.deepCopy());
        return new ExternalContact(id, externalId, registered, merged, idempotencyKey, registeredAt);
    }
}
