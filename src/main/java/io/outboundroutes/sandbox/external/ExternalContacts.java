package io.outboundroutes.sandbox.external;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The external contacts, by both ids, in the order in which they came. Thread-safe. */
public final class ExternalContacts {

    private final Map<String, ExternalContact> byExternalId = new LinkedHashMap<>();
    private final Map<String, String> externalIds = new HashMap<>();

    /**
     * Registers a contact unless its external id is taken; looking and adding are one step.
     *
     * @param fields what is shown of it, {@code externalContactId} among them
     * @return the contact; empty when the external id is taken
     */
    public synchronized Optional<ExternalContact> register(
            ObjectNode fields, @Nullable String idempotencyKey, Instant now) {
        String externalId = fields.path("externalContactId").asText();
        if (byExternalId.containsKey(externalId)) {
            return Optional.empty();
        }
        ExternalContact contact = new ExternalContact(
                UUID.randomUUID().toString(),
                externalId,
                fields.deepCopy(),
                JsonNodeFactory.instance.objectNode(),
                idempotencyKey,
                now);
        byExternalId.put(externalId, contact);
        externalIds.put(contact.id(), externalId);
        return Optional.of(contact);
    }

    /**
     * Changes what is shown of a contact from now on: these fields take the place of those that would be shown, whatever
     * they are.
     *
     * @throws IllegalArgumentException when there is no contact with this id
     */
    public synchronized void change(String eitherId, ObjectNode fields) {
        ExternalContact contact = find(eitherId)
                .orElseThrow(() -> new IllegalArgumentException("There is no external contact " + eitherId));
        byExternalId.put(contact.externalId(), contact.changed(fields));
    }

    /** The contact with this id, the stand-in's or the external one. */
    public synchronized Optional<ExternalContact> find(String eitherId) {
        String externalId = externalIds.getOrDefault(eitherId, eitherId);
        return Optional.ofNullable(byExternalId.get(externalId));
    }

    /** All of them. */
    public synchronized List<ExternalContact> all() {
        return new ArrayList<>(byExternalId.values());
    }

    /** Forgets all of them. */
    public synchronized void clear() {
        byExternalId.clear();
        externalIds.clear();
    }
}
