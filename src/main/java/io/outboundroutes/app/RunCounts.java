package io.outboundroutes.app;

import io.outboundroutes.platform.json.Json;
import io.outboundroutes.platform.json.JsonProblem;
import io.outboundroutes.platform.run.Run;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/** The counts of a run's report, in a line. Stateless. */
final class RunCounts {

    private RunCounts() {}

    /** Such as {@code contacts 1000, groups 9}; empty when it has not ended. */
    static String of(Run run) {
        if (run.report() == null) {
            return "";
        }
        try {
            Object report = Json.parse(run.report().getBytes(StandardCharsets.UTF_8));
            return report instanceof Map<?, ?> map && map.get("counts") instanceof Map<?, ?> counts
                    ? counts.entrySet().stream()
                            .map(count -> count.getKey() + " " + count.getValue())
                            .collect(Collectors.joining(", "))
                    : "";
        } catch (JsonProblem e) {
            return "";
        }
    }
}
