package io.outboundroutes.platform.config;

import org.jspecify.annotations.Nullable;

/**
 * One mistake in the settings.
 *
 * @param key the property key (or the environment variable) it is about
 * @param origin where the value stands, such as {@code application.properties:42}; null when it is missing
 * @param value the value as it may be shown; null when there is none, or when it might be a secret
 * @param expected what is wrong and what was expected instead
 * @param remedy how to mend it
 */
public record ConfigProblem(
        String key, @Nullable String origin, @Nullable String value, String expected, String remedy) {

    private static final int SHOWN = 200;

    public ConfigProblem {
        if (value != null) {
            value = plain(value);
        }
        key = plain(key);
    }

    /** All of it on one line. */
    public String message() {
        return key
                + (value == null ? "" : " = '" + value + "'")
                + (origin == null ? "" : " (" + origin + ")")
                + ": "
                + expected
                + "; "
                + remedy;
    }

    /** What stands in a file may hold anything; a message stays one line of bearable length. */
    private static String plain(String text) {
        String line = text.codePoints()
                .map(c -> isLineBreaking(c) ? ' ' : c)
                .limit(SHOWN)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return line.length() < text.length() ? line + "…" : line;
    }

    private static boolean isLineBreaking(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
