package io.outboundroutes.platform.store;

import io.outboundroutes.platform.run.Trigger;
import io.outboundroutes.platform.run.UnknownFate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The wish to go on with what a run left undone.
 *
 * @param runId the run
 * @param itemKey the one item that is wanted; null: all of the run
 * @param unknown what is done about writes that nobody can tell of
 * @param anyAge whether what is older than the workflow's {@code max-age} is wanted all the same (all23)
 * @param trigger who asks
 * @param reservedFor the process that alone may execute the replay (a command line in the foreground); null: any node
 * @param who the person who asks, and what through, for the audit trail
 */
public record ReplayWish(
        String runId,
        @Nullable String itemKey,
        UnknownFate unknown,
        boolean anyAge,
        Trigger trigger,
        @Nullable String reservedFor,
        Map<String, Object> who) {

    public ReplayWish {
        who = Collections.unmodifiableMap(new LinkedHashMap<>(who));
    }
}
