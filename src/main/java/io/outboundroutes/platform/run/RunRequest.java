package io.outboundroutes.platform.run;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The wish for a run. Triggers only ask; the workflow's runner decides when it is begun.
 *
 * @param workflow the workflow's id
 * @param trigger who asks
 * @param mode live or dry-run
 * @param requestKey what makes the wish unique within the workflow: the fire time of a schedule, the id of a request.
 *     Asking twice with one key is asking once. Null: every asking is a wish of its own
 * @param again whether what the store knows as done is done again ({@code --again})
 * @param reservedFor the process that alone may execute the run (a command line in the foreground); null: any node
 * @param parameters {@code -P} overrides that hold for this run only; never secrets
 */
public record RunRequest(
        String workflow,
        Trigger trigger,
        Mode mode,
        @Nullable String requestKey,
        boolean again,
        @Nullable String reservedFor,
        Map<String, String> parameters) {

    public RunRequest {
        parameters = Map.copyOf(parameters);
    }
}
