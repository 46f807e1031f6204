package io.outboundroutes.sandbox.campaign;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * What a campaign did in a window, in whole numbers, so that figures of adjoining windows add up exactly.
 *
 * @param callsAttempted calls tried
 * @param callsConnected calls that somebody answered
 * @param talkMillis how long all connected calls lasted together, in milliseconds
 * @param conversions calls that reached their aim
 */
public record Figures(long callsAttempted, long callsConnected, long talkMillis, long conversions) {

    /** Nothing happened. */
    static final Figures NONE = new Figures(0, 0, 0, 0);

    private static final int DECIMALS = 12;

    /** The mean duration of connected calls in milliseconds, to 12 decimals; null without such calls. */
    public @Nullable BigDecimal avgCallDurationMillis() {
        return ratio(talkMillis, callsConnected);
    }

    /** Conversions by calls tried, to 12 decimals; null without calls. */
    public @Nullable BigDecimal conversionRate() {
        return ratio(conversions, callsAttempted);
    }

    private static @Nullable BigDecimal ratio(long part, long whole) {
        if (whole == 0) {
            return null;
        }
        BigDecimal ratio = new BigDecimal(part)
                .divide(new BigDecimal(whole), DECIMALS, RoundingMode.HALF_EVEN)
                .stripTrailingZeros();
        return ratio.scale() < 0 ? ratio.setScale(0) : ratio;
    }

    Figures plus(Figures other) {
        return new Figures(
                callsAttempted + other.callsAttempted,
                callsConnected + other.callsConnected,
                talkMillis + other.talkMillis,
                conversions + other.conversions);
    }

    Figures minus(Figures other) {
        return plus(new Figures(-other.callsAttempted, -other.callsConnected, -other.talkMillis, -other.conversions));
    }

    /** The share of an hour's figures that falls to its beginning. */
    Figures first(long millis, long ofMillis) {
        return new Figures(
                callsAttempted * millis / ofMillis,
                callsConnected * millis / ofMillis,
                talkMillis * millis / ofMillis,
                conversions * millis / ofMillis);
    }
}
