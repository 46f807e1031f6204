package io.outboundroutes.platform.config;

import java.util.Locale;

/** What somebody may do who has shown who they are. */
public enum Role {
    /** Looks at everything, changes nothing. */
    VIEWER,
    /** Looks at everything, and does what the program offers: starts, stops, pauses. */
    OPERATOR;

    /** As it is written in settings and shown to people. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads a role.
     *
     * @throws IllegalArgumentException when there is none of this name
     */
    public static Role parse(String label) {
        for (Role role : values()) {
            if (role.label().equals(label)) {
                return role;
            }
        }
        throw new IllegalArgumentException("neither viewer nor operator");
    }
}
