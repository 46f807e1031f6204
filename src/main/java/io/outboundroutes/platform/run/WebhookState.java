package io.outboundroutes.platform.run;

import java.util.Locale;

/** How far the webhooks of a run are. */
public enum WebhookState {
    /** The run has no event. */
    NONE,
    /** At least one waits for its delivery, and none is parked. */
    PENDING,
    /** All arrived. */
    DELIVERED,
    /** At least one was given up and waits for a person. */
    PARKED;

    /** The name in reports: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
