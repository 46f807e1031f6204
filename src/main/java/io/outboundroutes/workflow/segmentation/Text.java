package io.outboundroutes.workflow.segmentation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;

/** Small questions about text that every rule asks in the same way. */
final class Text {

    /**
     * Code point order, which is also the order of UTF-8 bytes. {@link String#compareTo} compares UTF-16 units and puts
     * supplementary characters before U+E000 to U+FFFF.
     */
    static final Comparator<String> BY_CODE_POINT = Text::compareCodePoints;

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

    /** The place of the first control character (Unicode Cc), or -1. */
    static int firstControl(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return i;
            }
        }
        return -1;
    }

    private static int compareCodePoints(String a, String b) {
        int common = Math.min(a.length(), b.length());
        for (int i = 0; i < common; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                boolean oneSupplementary = Character.isSurrogate(x) != Character.isSurrogate(y);
                return oneSupplementary ? (Character.isSurrogate(x) ? 1 : -1) : Character.compare(x, y);
            }
        }
        return Integer.compare(a.length(), b.length());
    }
}
