package io.outboundroutes.workflow.segmentation;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** JSON scalars as text, and the normal form under which values are compared (NFC, trimmed, lower case). */
final class ValueText {

    /** Longer numbers are hostile: {@code 1E+1000000000} in plain notation fills the memory. */
    private static final int MAX_DIGITS = 1000;

    private ValueText() {}

    /** Why the value cannot be used as text, or null when it can. The value itself is not repeated. */
    static @Nullable String problemOf(Object value) {
        if (value instanceof String text) {
            return Text.isWellFormed(text) ? null : "is malformed text (a lone surrogate)";
        }
        if (value instanceof Boolean) {
            return null;
        }
        if (value instanceof Number number) {
            return isSmall(number) ? null : "is not a number of at most " + MAX_DIGITS + " digits";
        }
        return "is an array or object, not a scalar";
    }

    /** The value as written; numbers in plain notation. Only for values without a {@linkplain #problemOf problem}. */
    static String of(Object value) {
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof Double || value instanceof Float) {
            return new BigDecimal(value.toString()).toPlainString();
        }
        return value.toString();
    }

    /** The normal form; empty when there is nothing but space. Returns its argument when that is normal already. */
    static String normalise(String raw) {
        String composed = isAscii(raw) ? raw : Normalizer.normalize(raw, Normalizer.Form.NFC);
        return trim(composed).toLowerCase(Locale.ROOT);
    }

    private static boolean isSmall(Number number) {
        if (number instanceof BigDecimal decimal) {
            return decimal.precision() <= MAX_DIGITS && Math.abs((long) decimal.scale()) <= MAX_DIGITS;
        }
        if (number instanceof BigInteger integer) {
            return integer.bitLength() <= MAX_DIGITS * 10 / 3;
        }
        return !(number instanceof Double || number instanceof Float) || Double.isFinite(number.doubleValue());
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7F) {
                return false;
            }
        }
        return true;
    }

    /** The text without space at its ends. */
    static String trim(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isSpace(text.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    /** Unicode's White_Space, and U+001C to U+001F, which the guide's {@code strip()} takes away too. */
    private static boolean isSpace(char c) {
        if (c < 0x80) {
            return c == ' ' || (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x1F);
        }
        return switch (c) {
            case 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000 -> true;
            default -> c >= 0x2000 && c <= 0x200A;
        };
    }
}
