package io.outboundroutes.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import java.util.UUID;

/** {@code POST /api/v2/jobs}. */
final class JobsEndpoint {

    private final SandboxState state;

    JobsEndpoint(SandboxState state) {
        this.state = state;
    }

    Answer create(Call call) {
        BodyCheck body = BodyCheck.of(call, Set.of("name", "type", "script"));
        body.text("name");
        body.text("type", Set.of("OUTBOUND_SCHEDULE_CREATE"));
        BodyCheck script = BodyCheck.of(body.object("script"), Set.of("name", "description"), "script");
        script.text("name", Set.of("ScheduleProvisioningHandler"));
        script.text("description", Set.of("Automated predictive schedule registration"));
        ObjectNode json = Json.object();
        json.put("id", UUID.randomUUID().toString());
        json.setAll(body.whole());
        state.addJob(json);
        return Answer.json(201, json);
    }
}
