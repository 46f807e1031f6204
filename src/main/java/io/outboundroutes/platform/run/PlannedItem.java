package io.outboundroutes.platform.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a plan wants done, or found to be done already.
 *
 * @param key identifies the item within its run and across re-runs of the same input
 * @param fields what the report shows of it (DESIGN 5.3), in order
 * @param request the canonical body of its write, empty when there is nothing to write
 * @param outcome the outcome when the plan already knows it ({@code unchanged}, {@code differs}, …): the item is done
 *     and never acted upon; null when the item is to be acted upon
 * @param reason why, when the outcome needs saying; else null
 * @param fate {@link Fate#PLANNED} when the item is to be acted upon, else what it is settled as
 */
public record PlannedItem(
        String key,
        Map<String, Object> fields,
        Map<String, Object> request,
        @Nullable String outcome,
        @Nullable String reason,
        Fate fate) {

    public PlannedItem {
        if (fate.isOpen() != (outcome == null)) {
            throw new IllegalArgumentException("An item with the outcome " + outcome + " cannot be " + fate);
        }
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        request = Collections.unmodifiableMap(new LinkedHashMap<>(request));
    }

    /** An item to be acted upon. */
    public static PlannedItem toDo(String key, Map<String, Object> fields, Map<String, Object> request) {
        return new PlannedItem(key, fields, request, null, null, Fate.PLANNED);
    }

    /** An item that needs no act. */
    public static PlannedItem settled(String key, Map<String, Object> fields, String outcome, @Nullable String reason) {
        return new PlannedItem(key, fields, Map.of(), outcome, reason, Fate.DONE);
    }

    /**
     * An item that the plan refuses; a later run offers it again.
     *
     * @param request what was asked for, so that it can be offered again
     */
    public static PlannedItem refused(
            String key, Map<String, Object> fields, Map<String, Object> request, String outcome, String reason) {
        return new PlannedItem(key, fields, request, outcome, reason, Fate.REJECTED);
    }
}
