package io.outboundroutes.platform.store;

import io.outboundroutes.platform.run.Problem;
import io.outboundroutes.platform.run.RunRequest;
import io.outboundroutes.platform.run.RunStatus;
import io.outboundroutes.platform.run.WebhookState;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reports of runs that ended without having begun: nobody else is there to write them. */
final class Reports {

    private Reports() {}

    static String neverBegun(
            String id, RunRequest request, Instant askedAt, Instant finishedAt, String code, String message) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("runId", id);
        report.put("workflow", request.workflow());
        report.put("mode", request.mode().label());
        report.put("trigger", request.trigger().label());
        report.put("status", RunStatus.SKIPPED.name());
        report.put("startedAt", askedAt.toString());
        report.put("finishedAt", finishedAt.toString());
        report.put("durationMs", 0);
        report.put("counts", Map.of());
        report.put("items", List.of());
        report.put("itemsTotal", 0);
        report.put("webhook", WebhookState.NONE.label());
        Problem why = new Problem(code, message);
        report.put("warnings", List.of(why));
        report.put("errors", List.of());
        return Json.write(report);
    }
}
