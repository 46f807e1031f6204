package io.outboundroutes.workflow.contacts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Small questions about text that every rule asks in the same way. */
final class Text {

    private Text() {}

    /** SHA-256 of the text's UTF-8 bytes as 64 lower-case hexadecimal digits. */
    static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JDK lacks SHA-256, which every Java platform must have", e);
        }
    }

    /** The one spelling of a text: composed (NFC), without space at its ends. */
    static String normal(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        int from = 0;
        int to = composed.length();
        while (from < to && isSpace(composed.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(composed.charAt(to - 1))) {
            to--;
        }
        return composed.substring(from, to);
    }

    /** Also the spaces that do not break, which spreadsheets like to leave behind. */
    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    /** Whether a path would not name anything by it, encoded or not. */
    static boolean isDots(String text) {
        return text.equals(".") || text.equals("..");
    }

    /** How many characters a person would count, nearly: supplementary ones are one. */
    static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    /** Whether every surrogate has its partner, so that UTF-8 can carry the text without loss. */
    static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (Character.charCount(text.codePointAt(i)) == 1) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** Whether there is a control character (Unicode Cc) in it. */
    static boolean hasControl(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }

    /** Parsed JSON as one text that does not depend on the order of members; different for different values. */
    static String canonical(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, String> sorted = new TreeMap<>();
            map.forEach((name, member) -> sorted.put(String.valueOf(name), canonical(member)));
            StringBuilder text = new StringBuilder("{");
            sorted.forEach((name, member) -> text.append(counted(name)).append(member));
            return text.append('}').toString();
        }
        if (value instanceof List<?> list) {
            StringBuilder text = new StringBuilder("[");
            list.forEach(member -> text.append(canonical(member)));
            return text.append(']').toString();
        }
        return value instanceof String text ? "s" + counted(text) : "v" + counted(String.valueOf(value));
    }

    /** A text that says where it ends, so that two of them in a row are never read in another way. */
    static String counted(String text) {
        return text.length() + ":" + text + ";";
    }
}
