package io.outboundroutes.workflow.schedules;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How many contacts a segment has, as far as the vendor tells.
 *
 * @param contacts the number; 0 when it is not usable
 * @param usable whether the vendor told a number of contacts
 */
public record SegmentSize(BigDecimal contacts, boolean usable) {

    /** Of a segment whose size the vendor does not tell. */
    static final SegmentSize UNKNOWN = new SegmentSize(BigDecimal.ZERO, false);

    /**
     * Reads the segment's {@code contactCount}.
     *
     * @param contactCount the field of the vendor's answer; null when it is absent
     */
    public static SegmentSize of(@Nullable Object contactCount) {
        if (!(contactCount instanceof Number)) {
            return UNKNOWN;
        }
        BigDecimal count;
        try {
            count = new BigDecimal(contactCount.toString());
        } catch (NumberFormatException e) {
            return UNKNOWN;
        }
        // Beyond any segment's size the exact number does not matter, and its digits might fill the memory.
        boolean large = count.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0;
        if (count.signum() < 0 || (!large && !isWhole(count))) {
            return UNKNOWN;
        }
        return new SegmentSize(count, true);
    }

    private static boolean isWhole(BigDecimal count) {
        return count.compareTo(BigDecimal.valueOf(count.longValue())) == 0;
    }
}
