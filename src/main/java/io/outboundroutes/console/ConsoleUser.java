package io.outboundroutes.console;

import io.outboundroutes.platform.config.Login;
import io.outboundroutes.platform.config.Role;
import io.outboundroutes.platform.text.Secret;
import java.util.function.Predicate;

/**
 * Somebody who may log in to the console.
 *
 * @param name as {@link Login#isName} says
 * @param password whether what was typed is the user's password; may be slow
 * @param role what the user may do there
 */
public record ConsoleUser(String name, Predicate<char[]> password, Role role) {

    public ConsoleUser {
        if (!Login.isName(name)) {
            throw new IllegalArgumentException(
                    "a console user's name must be 1 to 64 letters, digits, '.', '-', '_' or '@', and not 'public'");
        }
    }

    /** A user of the configuration. */
    public static ConsoleUser of(Login login) {
        return new ConsoleUser(login.name(), login.password()::isOf, login.role());
    }

    /** Who runs the program: the user {@code admin}, an operator, with a password that is known as it is. */
    public static ConsoleUser admin(Secret password) {
        return new ConsoleUser(
                "admin", typed -> typed.length > 0 && password.equals(Secret.of(new String(typed))), Role.OPERATOR);
    }
}
