package io.outboundroutes.app;

import io.outboundroutes.platform.config.ConfigProblem;
import io.outboundroutes.platform.config.EngagementKeys;
import io.outboundroutes.platform.config.Key;
import io.outboundroutes.platform.config.Settings;
import io.outboundroutes.sandbox.list.ContactLists;
import io.outboundroutes.workflow.engagement.SyncMode;
import io.outboundroutes.workflow.engagement.SyncOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.util.concurrent.SynchronousExecutorService;

/** Builds what engagement-sync brings, from the settings. Stateless. */
public final class Engagement {

    private Engagement() {}

    static WorkflowKit kit(WorkflowKit.Parts parts) {
        Settings settings = parts.settings();
        Duration delay = settings.get(EngagementKeys.CHUNK_DELAY);
        EngagementSteps steps = new EngagementSteps(
                () -> options(
                        settings,
                        parts.targets().apply(EngagementSteps.WORKFLOW).sandbox()),
                settings.get(EngagementKeys.PAGE_SIZE));
        return new WorkflowKit(
                new EngagementTraits(delay.isZero() ? settings.get(EngagementKeys.PARALLEL) : 1),
                EngagementKeys.WEBHOOK_URL,
                Map.of(
                        "engagement",
                        steps,
                        "chunkPause",
                        new ChunkPause(delay),
                        // Else the Aggregator would hand its chunks on in a thread of its own, and the plan would end
                        // before the last ones are there (measured on 4.18.0).
                        "sameThread",
                        new SynchronousExecutorService()));
    }

    /**
     * What the workflow lacks to run against a vendor; the sandbox has lists of its own.
     *
     * @return empty when nothing is missing
     */
    public static List<ConfigProblem> problems(Settings settings) {
        List<ConfigProblem> problems = new ArrayList<>();
        for (Key<String> list : List.of(EngagementKeys.SOURCE_LIST_ID, EngagementKeys.TARGET_LIST_ID)) {
            if (settings.find(list).isEmpty()) {
                problems.add(new ConfigProblem(
                        list.name(),
                        settings.origin(list),
                        null,
                        "engagement-sync needs the id of a contact list",
                        "set " + list.aliases().get(0) + ", or " + list.environmentName()
                                + "; GET /api/v2/outbound/contactlists/{id} answers when it is right"));
            }
        }
        return problems;
    }

    private static SyncOptions options(Settings settings, boolean sandbox) {
        String noList = "";
        return new SyncOptions(
                settings.find(EngagementKeys.SOURCE_LIST_ID).orElse(sandbox ? ContactLists.SOURCE : noList),
                settings.find(EngagementKeys.TARGET_LIST_ID).orElse(sandbox ? ContactLists.TARGET : noList),
                settings.find(EngagementKeys.DESTINATION_LIST_ID).orElse(null),
                SyncMode.parse(settings.get(EngagementKeys.MODE)),
                settings.get(EngagementKeys.MIN_SCORE),
                settings.get(EngagementKeys.MAX_SCORE),
                settings.get(EngagementKeys.REMOVE),
                settings.get(EngagementKeys.MAX_REMOVAL),
                settings.get(EngagementKeys.CHUNK_SIZE),
                settings.get(EngagementKeys.MAX_POSTED),
                settings.get(EngagementKeys.MAX_REJECTED));
    }
}
