package io.outboundroutes.workflow.statistics;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Numbers as they are told. Stateless. */
final class Numbers {

    private Numbers() {}

    /** Rounded half up, then without noughts at the end but for one: {@code 720.0}, {@code 183.46}, {@code 0.125}. */
    static BigDecimal rounded(BigDecimal exact, int decimals) {
        return shown(exact.setScale(decimals, RoundingMode.HALF_UP), decimals);
    }

    /** A quotient, rounded once. */
    static BigDecimal quotient(BigDecimal dividend, BigDecimal divisor, int decimals) {
        return shown(dividend.divide(divisor, decimals, RoundingMode.HALF_UP), decimals);
    }

    private static BigDecimal shown(BigDecimal number, int decimals) {
        BigDecimal stripped = number.stripTrailingZeros();
        int least = Math.min(1, decimals);
        return stripped.scale() < least ? stripped.setScale(least) : stripped;
    }

    /** The number that a told value is; null when it is none. */
    static @Nullable BigDecimal of(@Nullable Object told) {
        if (told instanceof BigDecimal exact) {
            return exact;
        }
        return told instanceof Number number ? new BigDecimal(number.toString()) : null;
    }

    /** In plain notation. */
    static String text(BigDecimal number) {
        return number.toPlainString();
    }
}
