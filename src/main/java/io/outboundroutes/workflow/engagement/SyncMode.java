package io.outboundroutes.workflow.engagement;

import java.util.Locale;

/** What belongs on the destination list. */
public enum SyncMode {
    /** The guide: contacts of the source that qualify and are active on the target too. */
    INTERSECT,
    /** Every contact of the source that qualifies; the target is made to hold them. */
    QUALIFIED;

    /**
     * A mode by its name in the settings.
     *
     * @throws IllegalArgumentException naming the known ones
     */
    public static SyncMode parse(String text) {
        for (SyncMode mode : values()) {
            if (mode.name().toLowerCase(Locale.ROOT).equals(text)) {
                return mode;
            }
        }
        throw new IllegalArgumentException(
                "engagement.mode: '" + text + "' is not known; expected intersect or qualified");
    }
}
