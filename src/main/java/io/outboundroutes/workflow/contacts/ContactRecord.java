package io.outboundroutes.workflow.contacts;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A contact as the vendor tells of it. Whatever is odd counts against contacting the person: availability that is not
 * literally {@code available} is none, and a flag against contact counts unless it is plainly not set.
 *
 * @param id the vendor's id; null when the answer has none
 * @param lifecycleState the vendor's state, {@code new} when the answer has none
 * @param validation how far the regulatory check is
 * @param failureReason why it failed, in the vendor's words; null when nothing is said. May hold personal data
 * @param available the channels that the vendor says are available
 * @param addressed the channels for which the vendor has an address; null when the answer does not tell
 * @param doNotContact whether the person must not be contacted at all
 * @param optedOut the channels on which the person must not be contacted
 * @param fingerprint a digest of everything in the record that decides about contacting; another one means that the
 *     record has changed
 */
public record ContactRecord(
        @Nullable String id,
        String lifecycleState,
        Validation validation,
        @Nullable String failureReason,
        Set<Channel> available,
        @Nullable Set<Channel> addressed,
        boolean doNotContact,
        Set<Channel> optedOut,
        String fingerprint) {

    /** The state of a contact of which the answer tells none. */
    public static final String NEW = "new";

    private static final int LONGEST_ID = 255;
    private static final int LONGEST_STATE = 64;

    /** What decides; all else in a record may change without meaning anything for us. */
    private static final List<String> DECIDING = List.of(
            "validationStatus", "validationFailureReason", "channelAvailability", "doNotContact", "optOut", "channels");

    /** Reads an answer; never throws for what a vendor may send. */
    public static ContactRecord of(@Nullable Object answer) {
        Map<?, ?> fields = answer instanceof Map<?, ?> map ? map : Map.of();
        return new ContactRecord(
                idOf(fields),
                stateOf(fields),
                Validation.of(fields.get("validationStatus")),
                fields.get("validationFailureReason") instanceof String reason ? reason : null,
                available(fields.get("channelAvailability")),
                addressed(fields.get("channels")),
                isSet(fields.get("doNotContact")),
                optedOut(fields),
                fingerprint(fields));
    }

    /** The vendor's id of a contact in an answer; null when there is no usable one. */
    static @Nullable String idOf(Map<?, ?> fields) {
        Object id = fields.get("id");
        boolean whole = id instanceof Integer || id instanceof Long;
        String text = whole || id instanceof String ? String.valueOf(id) : "";
        boolean usable = !text.isBlank()
                && text.length() <= LONGEST_ID
                && !Text.isDots(text)
                && !Text.hasControl(text)
                && Text.isWellFormed(text);
        return usable ? text : null;
    }

    static String stateOf(Map<?, ?> fields) {
        return fields.get("state") instanceof String state
                        && !state.isBlank()
                        && state.length() <= LONGEST_STATE
                        && !Text.hasControl(state)
                ? state
                : NEW;
    }

    /** The available channels' names on the wire, in the guide's order. */
    public List<String> availableNames() {
        return available.stream().map(Channel::wire).toList();
    }

    private static Set<Channel> available(@Nullable Object availability) {
        Set<Channel> available = EnumSet.noneOf(Channel.class);
        if (availability instanceof Map<?, ?> states) {
            for (Channel channel : Channel.values()) {
                if ("available".equals(states.get(channel.wire()))) {
                    available.add(channel);
                }
            }
        }
        return Collections.unmodifiableSet(available);
    }

    private static @Nullable Set<Channel> addressed(@Nullable Object channels) {
        if (!(channels instanceof Map<?, ?> addresses)) {
            return null;
        }
        Set<Channel> addressed = EnumSet.noneOf(Channel.class);
        for (Channel channel : Channel.values()) {
            Object address = addresses.get(channel.wire());
            if (address != null && !(address instanceof String text && text.isBlank())) {
                addressed.add(channel);
            }
        }
        return Collections.unmodifiableSet(addressed);
    }

    /** Per channel under {@code optOut} or as {@code optOut.<channel>}; anything else that is set counts for all. */
    private static Set<Channel> optedOut(Map<?, ?> fields) {
        Object optOut = fields.get("optOut");
        if (!(optOut instanceof Map<?, ?>) && isSet(optOut)) {
            return Collections.unmodifiableSet(EnumSet.allOf(Channel.class));
        }
        Set<Channel> optedOut = EnumSet.noneOf(Channel.class);
        for (Channel channel : Channel.values()) {
            boolean nested = optOut instanceof Map<?, ?> flags && isSet(flags.get(channel.wire()));
            if (nested || isSet(fields.get("optOut." + channel.wire()))) {
                optedOut.add(channel);
            }
        }
        return Collections.unmodifiableSet(optedOut);
    }

    private static boolean isSet(@Nullable Object flag) {
        if (flag == null || Boolean.FALSE.equals(flag)) {
            return false;
        }
        return !(flag instanceof String text)
                || !(text.isBlank() || text.strip().equalsIgnoreCase("false"));
    }

    private static String fingerprint(Map<?, ?> fields) {
        Map<String, @Nullable Object> deciding = new TreeMap<>();
        fields.forEach((name, value) -> {
            String field = String.valueOf(name);
            if (DECIDING.contains(field) || field.startsWith("optOut.")) {
                deciding.put(field, value);
            }
        });
        return Text.sha256(Text.canonical(new LinkedHashMap<>(deciding)));
    }

    /** The fields in which the vendor's record differs from a request; only those that the answer tells of. */
    static List<String> differences(Map<?, ?> record, ContactRequest request) {
        List<String> different = new ArrayList<>();
        request.registerBody().forEach((field, wanted) -> {
            if (wanted instanceof Map<?, ?> members) {
                if (record.get(field) instanceof Map<?, ?> there) {
                    compareMembers(field, members, there, different);
                }
            } else if (record.get(field) != null && !same(wanted, record.get(field))) {
                different.add(field);
            }
        });
        return different;
    }

    /** Metadata is compared as a whole: its keys are the asking house's own. */
    private static void compareMembers(String field, Map<?, ?> wanted, Map<?, ?> there, List<String> different) {
        if (!field.equals("channels")) {
            if (wanted.entrySet().stream().anyMatch(member -> !same(member.getValue(), there.get(member.getKey())))) {
                different.add(field);
            }
            return;
        }
        for (Channel channel : Channel.values()) {
            if (!same(wanted.get(channel.wire()), there.get(channel.wire()))) {
                different.add(field + "." + channel.wire());
            }
        }
    }

    private static boolean same(@Nullable Object one, @Nullable Object other) {
        return Objects.equals(one == null ? null : one.toString(), other == null ? null : other.toString());
    }

    /** Without the vendor's words, which may hold a person's data. */
    @Override
    public String toString() {
        return "ContactRecord[" + id + ", " + lifecycleState + ", " + validation + ", " + available + "]";
    }
}
