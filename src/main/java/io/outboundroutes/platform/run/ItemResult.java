package io.outboundroutes.platform.run;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an act found out about an item.
 *
 * @param fate {@link Fate#DONE}, {@link Fate#REJECTED}, {@link Fate#UNKNOWN} or {@link Fate#PARKED}
 * @param outcome as the report names it ({@code created}, {@code failed}, …)
 * @param reason why it is not done, or what is worth knowing; null when there is nothing to say
 * @param fields fields that became known ({@code segmentId}); they are added to the item's own
 * @param latencyMs how long its write took, in milliseconds; null when nothing was answered
 */
public record ItemResult(
        Fate fate,
        String outcome,
        @Nullable String reason,
        Map<String, Object> fields,
        @Nullable Long latencyMs) {

    public ItemResult {
        if (fate.isOpen()) {
            throw new IllegalArgumentException("An item's result is final; got " + fate);
        }
    }
}
