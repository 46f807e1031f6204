package io.outboundroutes.workflow.contacts;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One wish to contact a person, from a row that breaks no rule. Made by {@link RowReader}.
 *
 * @param externalContactId the contact's id in the house that asks
 * @param name the person's name
 * @param channels the addresses by channel, at least one
 * @param initialMessage what the conversation begins with; null: the vendor's own beginning
 * @param interactionDurationSeconds the longest the interaction may last, in seconds (1 to 7200)
 * @param metadata what the asking house wants to find on the contact
 * @param requestId the asking house's name of this wish; null: the row is its own name
 */
public record ContactRequest(
        String externalContactId,
        String name,
        Map<Channel, String> channels,
        @Nullable String initialMessage,
        int interactionDurationSeconds,
        SortedMap<String, String> metadata,
        @Nullable String requestId) {

    public ContactRequest {
        channels = Collections.unmodifiableMap(new EnumMap<>(channels));
        metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
    }

    /** The body that registers the contact, in the guide's order; what is not there is left out, never null. */
    public Map<String, Object> registerBody() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("externalContactId", externalContactId);
        body.put("name", name);
        body.put("channels", addresses());
        if (initialMessage != null) {
            body.put("initialMessage", initialMessage);
        }
        body.put("interactionDurationSeconds", interactionDurationSeconds);
        body.put("metadata", new LinkedHashMap<>(metadata));
        return Collections.unmodifiableMap(body);
    }

    /** The addresses by the channels' names on the wire. */
    Map<String, Object> addresses() {
        Map<String, Object> addresses = new LinkedHashMap<>();
        channels.forEach((channel, address) -> addresses.put(channel.wire(), address));
        return addresses;
    }

    /**
     * What makes this wish one and the same wherever it is met again: SHA-256 over the contact and its request id, or,
     * without one, over the normalised row, as 64 hexadecimal digits. Two spellings of an e-mail address that differ in
     * case are one. The digest tells nobody a name or a number, but who knows all of a row but one value could try that
     * one out; so it is kept in the store and never shown.
     */
    public String sendKey() {
        StringBuilder canonical = new StringBuilder("contact ").append(Text.counted(externalContactId));
        if (requestId != null) {
            canonical.append("request ").append(Text.counted(requestId));
        } else {
            canonical.append("row ").append(Text.counted(name));
            channels.forEach((channel, address) -> canonical
                    .append(channel.wire())
                    .append(Text.counted(channel == Channel.EMAIL ? address.toLowerCase(Locale.ROOT) : address)));
            canonical.append("message ").append(initialMessage == null ? "-" : Text.counted(initialMessage));
            canonical.append("seconds ").append(interactionDurationSeconds).append(';');
            metadata.forEach((key, value) -> canonical.append(Text.counted(key)).append(Text.counted(value)));
        }
        return Text.sha256(canonical.toString());
    }

    /** Who is to be contacted, as a digest: for records that must not hold the id itself. */
    public String contactHash() {
        return ContactDigest.of(externalContactId);
    }

    /** Without a person's data: the generated text would print name and addresses into whatever log it meets. */
    @Override
    public String toString() {
        return "ContactRequest[" + externalContactId + ", " + channels.keySet() + "]";
    }
}
