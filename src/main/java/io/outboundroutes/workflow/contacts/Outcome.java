package io.outboundroutes.workflow.contacts;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What becomes of a wish to contact a person, and the event that tells of it. */
public enum Outcome {
    /** The conversation was started. */
    CONTACTED("contact_interaction_created", true),
    /** It was started for this wish before; nothing was sent now. */
    EXISTS("contact_interaction_exists", true),
    /** Not now: the next firing takes it up. */
    HELD("contact_interaction_held", false),
    /** Not at all, until the contact's record changes. */
    BLOCKED("contact_interaction_blocked", false),
    /** The row breaks a rule; nothing was sent. */
    REJECTED("contact_interaction_rejected", false),
    /** A call failed; it is certain that no conversation was started. */
    FAILED("contact_interaction_failed", false),
    /** A conversation may or may not have been started; a person decides. */
    UNKNOWN("contact_interaction_failed", false);

    private final String event;
    private final boolean success;

    Outcome(String event, boolean success) {
        this.event = event;
        this.success = success;
    }

    /** As report, ledger and event name it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The event's name, one of the contract's constants. */
    public String event() {
        return event;
    }

    /** Whether the person has a conversation of this wish. */
    public boolean success() {
        return success;
    }

    /** The outcome of that word; empty when there is none. */
    public static Optional<Outcome> find(@Nullable String word) {
        return Arrays.stream(values())
                .filter(outcome -> outcome.word().equals(word))
                .findFirst();
    }
}
