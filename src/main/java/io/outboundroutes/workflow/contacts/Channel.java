package io.outboundroutes.workflow.contacts;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The ways to reach a person, in the guide's order, which is also the default order of choice. */
public enum Channel {
    VOICE,
    SMS,
    EMAIL,
    CHAT;

    /** Its name on the wire and in configuration. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The channel of that name on the wire; empty when there is none. */
    public static Optional<Channel> of(String wire) {
        return Arrays.stream(values())
                .filter(channel -> channel.wire().equals(wire))
                .findFirst();
    }

    /**
     * Reads the configured order of choice ({@code contacts.channel-order}).
     *
     * @throws IllegalArgumentException when a name is not known, is there twice, or none is given
     */
    public static List<Channel> order(List<String> names) {
        List<Channel> order = names.stream()
                .map(name -> of(name).orElseThrow(() -> new IllegalArgumentException("contacts.channel-order: '" + name
                        + "' is not a channel; expected some of voice, sms, email, chat")))
                .toList();
        if (order.isEmpty() || order.stream().distinct().count() != order.size()) {
            throw new IllegalArgumentException(
                    "contacts.channel-order: expected at least one of voice, sms, email, chat, each once");
        }
        return order;
    }
}
