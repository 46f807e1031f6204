package io.outboundroutes.platform.operate;

import io.outboundroutes.platform.json.Json;
import io.outboundroutes.platform.run.Item;
import io.outboundroutes.platform.run.ReportBuilder;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.store.PlanFacts;
import io.outboundroutes.platform.store.Store;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs as people and programs are shown them. Stateless. */
public final class RunView {

    private RunView() {}

    /** A run in a list. */
    public static Map<String, Object> summary(Run run) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("runId", run.id());
        map.put("workflow", run.request().workflow());
        map.put("status", run.status().name());
        map.put("mode", run.request().mode().label());
        map.put("trigger", run.request().trigger().label());
        map.put("node", run.owner());
        map.put("askedAt", run.askedAt().toString());
        map.put("startedAt", text(run.startedAt()));
        map.put("finishedAt", text(run.finishedAt()));
        return map;
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    /**
     * A run's report with how far its webhooks are now; of a run that has not ended, what is known of it: its summary,
     * counts by outcome and items as they are.
     */
    public static Map<String, Object> of(Store store, Run run) {
        Map<String, Object> report = run.report() == null ? unfinished(store, run) : object(run.report());
        report.put("webhook", store.history().webhookState(run.id()).label());
        return report;
    }

    private static Map<String, Object> object(String json) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (Json.parse(json.getBytes(StandardCharsets.UTF_8)) instanceof Map<?, ?> object) {
            object.forEach((name, value) -> fields.put(String.valueOf(name), value));
        }
        return fields;
    }

    private static Map<String, Object> unfinished(Store store, Run run) {
        Map<String, Object> report = new LinkedHashMap<>(summary(run));
        report.put("counts", store.items().tally(run.id()));
        report.put("items", shown(store.items().items(run.id())));
        report.put(
                "itemsTotal", store.items().plan(run.id()).map(PlanFacts::items).orElse(0L));
        return report;
    }

    /** As many items as a report shows, read no further. */
    public static List<Map<String, Object>> shown(Iterator<Item> items) {
        List<Map<String, Object>> shown = new ArrayList<>();
        while (shown.size() < ReportBuilder.MAX_ITEMS && items.hasNext()) {
            shown.add(ReportBuilder.item(items.next()));
        }
        return shown;
    }
}
