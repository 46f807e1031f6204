package io.outboundroutes.platform.store;

import io.outboundroutes.platform.run.AuditEntry;
import io.outboundroutes.platform.run.Fate;
import io.outboundroutes.platform.run.ItemResult;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.platform.run.Plan;
import io.outboundroutes.platform.run.PlannedItem;
import io.outboundroutes.platform.run.RunRequest;
import io.outboundroutes.platform.run.Trigger;
import io.outboundroutes.platform.run.WebhookEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Values for tests of the store and the engine. */
public final class Samples {

    public static final String WORKFLOW = "contact-segmentation";

    private Samples() {}

    public static RunRequest cli(@Nullable String key, @Nullable String reservedFor) {
        return new RunRequest(WORKFLOW, Trigger.CLI, Mode.LIVE, key, false, reservedFor, Map.of());
    }

    public static RunRequest rest(@Nullable String key) {
        return new RunRequest(WORKFLOW, Trigger.REST, Mode.LIVE, key, false, null, Map.of("p", "1"));
    }

    public static Plan plan(int items) {
        List<PlannedItem> planned = IntStream.range(0, items)
                .mapToObj(i -> PlannedItem.toDo("k" + i, Map.of("groupKey", "g" + i), Map.of("name", "n" + i)))
                .toList();
        return new Plan(planned, Map.of("pages", 3L), List.of());
    }

    public static ItemResult created(String segmentId) {
        return new ItemResult(Fate.DONE, "created", null, Map.of("segmentId", segmentId), 12L);
    }

    public static AuditEntry audit(String runId, String action) {
        return new AuditEntry(Instant.parse("2026-11-21T10:00:00Z"), runId, WORKFLOW, action, Map.of("a", 1));
    }

    public static WebhookEvent event(String id, String runId) {
        return new WebhookEvent(id, runId, WORKFLOW, null, "{\"id\":\"" + id + "\"}");
    }

    /** What a store that does not answer throws. */
    public static StoreUnavailable unavailable() {
        return new StoreUnavailable("jdbc:h2:mem:away", "does not answer", null);
    }
}
