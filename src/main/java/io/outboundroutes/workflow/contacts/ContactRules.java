package io.outboundroutes.workflow.contacts;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides, from one look at the vendor's record, whether a person is contacted, and where. Immutable, hence safe for use
 * by many threads.
 */
public final class ContactRules {

    private final ContactsOptions options;

    public ContactRules(ContactsOptions options) {
        this.options = options;
    }

    /**
     * Decides.
     *
     * @param record what the vendor says now
     * @param request who is to be contacted
     * @param waited how long since the contact was registered, or its check first looked at
     * @param now the moment
     */
    public Decision decide(ContactRecord record, ContactRequest request, Duration waited, Instant now) {
        if (record.doNotContact()) {
            return new Decision.Blocked("the contact's record says doNotContact");
        }
        if (record.validation() == Validation.FAILED) {
            return new Decision.Blocked("the regulatory check failed"
                    + Scrubber.of(request)
                            .clean(record.failureReason())
                            .map(text -> ": " + text)
                            .orElse(""));
        }
        boolean passed = record.validation() == Validation.PASSED;
        if (!passed) {
            if (waited.compareTo(options.validationTimeout()) < 0) {
                return new Decision.LookAgain();
            }
            if (record.validation() != Validation.PENDING || !options.proceedWhilePending()) {
                return new Decision.Held("the regulatory check is " + describe(record.validation()) + " after "
                        + options.validationTimeout() + " (contacts.validation-timeout)");
            }
        }
        Optional<Channel> channel = choose(record, request);
        if (channel.isEmpty()) {
            return new Decision.Blocked("no channel is left: " + whyNone(record, request));
        }
        String closed = closedAt(now);
        return closed == null ? new Decision.Cleared(channel.get(), passed) : new Decision.Held(closed);
    }

    /** Why nobody may be contacted at this moment; null when people may be. */
    public @Nullable String closedAt(Instant now) {
        CallingWindow window = options.callingWindow();
        return window == null || window.isOpenAt(now)
                ? null
                : "outside the calling window " + window + " (contacts.calling-window)";
    }

    /** From when on nobody may be contacted any more, for a moment at which people may be; null when there is no end. */
    public @Nullable Instant closesAt(Instant now) {
        CallingWindow window = options.callingWindow();
        return window == null ? null : window.endAfter(now);
    }

    /** The first channel in the configured order on which nothing speaks against contact. */
    Optional<Channel> choose(ContactRecord record, ContactRequest request) {
        return options.channelOrder().stream()
                .filter(channel -> obstacle(channel, record, request) == null)
                .findFirst();
    }

    private static @Nullable String obstacle(Channel channel, ContactRecord record, ContactRequest request) {
        Set<Channel> addressed = record.addressed();
        if (!request.channels().containsKey(channel)) {
            return "without address";
        }
        if (addressed != null && !addressed.contains(channel)) {
            return "without address at the vendor";
        }
        if (record.optedOut().contains(channel)) {
            return "opted out";
        }
        return record.available().contains(channel) ? null : "not available";
    }

    private String whyNone(ContactRecord record, ContactRequest request) {
        Map<String, String> obstacles = new LinkedHashMap<>();
        for (Channel channel : options.channelOrder()) {
            obstacles.put(channel.wire(), String.valueOf(obstacle(channel, record, request)));
        }
        return obstacles.entrySet().stream()
                .map(obstacle -> obstacle.getKey() + " " + obstacle.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String describe(Validation validation) {
        return switch (validation) {
            case PENDING -> "still pending";
            case ABSENT -> "not told by the vendor";
            default -> "in a state that nobody knows";
        };
    }
}
