package io.outboundroutes.app;

import io.outboundroutes.platform.config.SchedulesKeys;
import io.outboundroutes.platform.config.Settings;
import java.util.Map;

/** Builds what campaign-schedules brings, from the settings. Stateless. */
final class Schedules {

    private Schedules() {}

    static WorkflowKit kit(WorkflowKit.Parts parts) {
        Settings settings = parts.settings();
        SchedulesOptions options = new SchedulesOptions(
                settings.get(SchedulesKeys.ALLOW_PAST),
                settings.get(SchedulesKeys.JOB).equals("required"),
                settings.get(SchedulesKeys.PAGE_SIZE),
                settings.get(SchedulesKeys.MAX_PER_RUN));
        return new WorkflowKit(
                new SchedulesTraits(settings.get(SchedulesKeys.MAX_AGE)),
                SchedulesKeys.WEBHOOK_URL,
                Map.of("schedules", new SchedulesSteps(options), "provisioning", new SchedulesActs(options)));
    }
}
