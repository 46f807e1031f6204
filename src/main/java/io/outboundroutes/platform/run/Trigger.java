package io.outboundroutes.platform.run;

import java.util.Locale;

/** Who asked for a run. */
public enum Trigger {
    QUARTZ,
    CLI,
    REST,
    INBOX;

    /** The name in reports and in the store: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
