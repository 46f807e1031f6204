package io.outboundroutes.console;

import io.outboundroutes.platform.text.Secret;
import java.util.regex.Pattern;

/**
 * Somebody who may log in to the console.
 *
 * @param name 1 to 64 letters, digits, dots, dashes, underscores or {@code @}; not {@code public}, which Hawtio treats as
 *     nobody
 * @param password what the user types
 * @param role what the user is shown as, such as {@link #ADMIN}; whoever may log in may do all that the console can
 */
public record ConsoleUser(String name, Secret password, String role) {

    /** The role of who runs the program. */
    public static final String ADMIN = "admin";

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._@-]{1,64}");

    public ConsoleUser {
        if (!PLAIN.matcher(name).matches() || name.equals("public")) {
            throw new IllegalArgumentException(
                    "a console user's name must be 1 to 64 letters, digits, '.', '-', '_' or '@', and not 'public'");
        }
        // Hawtio takes a list with commas, and * for everybody.
        if (!PLAIN.matcher(role).matches()) {
            throw new IllegalArgumentException(
                    "a console user's role must be 1 to 64 letters, digits, '.', '-', '_' or '@'");
        }
    }
}
