package io.outboundroutes.platform.config;

import io.outboundroutes.platform.text.PasswordHash;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Somebody who may log in to the console, as the configuration names them.
 *
 * @param name what is typed at the login and stands in the audit trail: 1 to 64 letters, digits, dots, dashes, underscores
 *     or {@code @}
 * @param password recognises the password
 */
public record Login(String name, Role role, PasswordHash password) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,64}");
    private static final int PARTS = 3;

    public Login {
        if (!isName(name)) {
            throw new IllegalArgumentException("not a user's name");
        }
    }

    /** Whether somebody may be called so; {@code public} is Hawtio's word for nobody. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches() && !name.equals("public");
    }

    /** Reads {@code name:role:hash}. */
    static Login parse(String text) {
        String[] parts = text.split(":", PARTS);
        if (parts.length < PARTS) {
            throw new IllegalArgumentException("not name:role:hash");
        }
        return new Login(parts[0], Role.parse(parts[1]), PasswordHash.parse(parts[2]));
    }

    /** Reads several, no two of the same name. */
    static List<Login> all(List<String> texts) {
        List<Login> logins = texts.stream().map(Login::parse).toList();
        if (logins.stream().map(Login::name).distinct().count() < logins.size()) {
            throw new IllegalArgumentException("two users of one name");
        }
        return logins;
    }
}
