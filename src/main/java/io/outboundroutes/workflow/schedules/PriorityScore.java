package io.outboundroutes.workflow.schedules;

import java.math.BigDecimal;

/** How urgent a request is (sch2): {@code priority × 10 + 5 × min(contacts / 10 000, 1)}, exactly. */
public final class PriorityScore {

    private static final BigDecimal FULL = BigDecimal.valueOf(10_000);

    private PriorityScore() {}

    /**
     * Computes it.
     *
     * @param priority 1 to 10
     * @param size the size of the segment
     */
    public static BigDecimal of(int priority, SegmentSize size) {
        // 5 / 10 000 of a contact: four decimals hold every score.
        BigDecimal capacity = size.contacts().min(FULL).multiply(new BigDecimal("0.0005"));
        BigDecimal score = BigDecimal.valueOf(priority * 10L).add(capacity).stripTrailingZeros();
        return score.scale() < 0 ? score.setScale(0) : score;
    }
}
