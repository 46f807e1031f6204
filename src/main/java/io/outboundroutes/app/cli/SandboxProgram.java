package io.outboundroutes.app.cli;

import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.list.ContactLists;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What {@code demo} and {@code dev} set by their nature: every workflow is switched on, and nobody but the sandbox is called. */
final class SandboxProgram {

    private SandboxProgram() {}

    /** @param data where store, audit trail and inboxes are made */
    static Map<String, String> of(Path data, SandboxServer sandbox) {
        Map<String, String> program = new HashMap<>();
        for (String group : List.of("segmentation", "schedules", "contacts", "statistics", "engagement")) {
            program.put(group + ".enabled", "true");
        }
        program.put("schedules.inbox", data.resolve("inbox/campaign-schedules").toString());
        program.put("contacts.inbox", data.resolve("inbox/external-contacts").toString());
        // The sandbox has a campaign whose id is no UUID, as guide 001 writes it.
        program.put("statistics.any-id", "true");
        program.put("engagement.source-list-id", ContactLists.SOURCE);
        program.put("engagement.target-list-id", ContactLists.TARGET);
        program.put("sandbox.enabled", "true");
        program.put("store.url", "jdbc:h2:file:" + data.resolve("db/outbound"));
        program.put("audit.log", data.resolve("audit.jsonl").toString());
        program.put("webhook.allow-private", "true");
        program.put("webhook.url", sandbox.webhookUri().toString());
        return program;
    }
}
