package io.outboundroutes.platform.operate;

import io.outboundroutes.platform.run.Trigger;
import java.util.Locale;

/**
 * Somebody who acts upon the program.
 *
 * @param name who: the token's name, the console's user, the user of the operating system; what else it holds than
 *     letters, digits and {@code . _ @ -} becomes {@code _}, and it is cut after 64 characters
 * @param through what through
 */
public record Actor(String name, Through through) {

    private static final int LONGEST = 64;

    /** What an operator acts through. */
    public enum Through {
        REST(Trigger.REST),
        /** Hawtio and JMX; a run asked for there is one asked for over HTTP, and the audit trail tells them apart. */
        CONSOLE(Trigger.REST),
        CLI(Trigger.CLI);

        private final Trigger trigger;

        Through(Trigger trigger) {
            this.trigger = trigger;
        }

        /** The name in the audit trail and in the store. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Actor {
        name = name.isBlank() ? "unknown" : name.replaceAll("[^A-Za-z0-9._@-]", "_");
        name = name.substring(0, Math.min(name.length(), LONGEST));
    }

    /** The trigger of the runs that are asked for by this actor. */
    Trigger trigger() {
        return through.trigger;
    }

    @Override
    public String toString() {
        return name + " (" + through.label() + ")";
    }
}
