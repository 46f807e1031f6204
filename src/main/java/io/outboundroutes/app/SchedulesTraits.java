package io.outboundroutes.app;

import io.outboundroutes.platform.run.Advance;
import io.outboundroutes.platform.run.Item;
import io.outboundroutes.platform.run.PlannedWrite;
import io.outboundroutes.platform.run.WorkflowProfile;
import io.outboundroutes.platform.run.WorkflowTraits;
import io.outboundroutes.workflow.schedules.ProvisioningRecord;
import io.outboundroutes.workflow.schedules.ScheduleBodies;
import io.outboundroutes.workflow.schedules.Telemetry;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How campaign-schedules is told of: the guide's six fields for every outcome, its telemetry as the report's counts.
 *
 * @param oldest how old a run may be for its items still to be acted upon
 */
record SchedulesTraits(Duration oldest) implements WorkflowTraits {

    private static final String PARKED = "parked";

    private static final WorkflowProfile PROFILE = new WorkflowProfile(
            SchedulesSteps.WORKFLOW,
            Stream.concat(new Telemetry().counts().keySet().stream(), Stream.of(Telemetry.SUCCESS_RATE))
                    .toList(),
            List.of(),
            WorkflowProfile.DONE,
            Set.of(),
            false,
            "FAILED",
            PARKED,
            false);

    @Override
    public WorkflowProfile profile() {
        return PROFILE;
    }

    @Override
    public List<PlannedWrite> writes(Item item) {
        Map<String, Object> schedule = new LinkedHashMap<>(item.request());
        // It travels in the path.
        Object campaign = schedule.remove("campaignId");
        return List.of(
                new PlannedWrite("register-job", ScheduleBodies.job(String.valueOf(campaign))),
                new PlannedWrite("create-schedule", schedule));
    }

    /** One after the other: each one that is provisioned counts for the next one's check. */
    @Override
    public int parallel() {
        return 1;
    }

    @Override
    public Optional<Duration> maxAge() {
        return Optional.of(oldest);
    }

    /** Where it stands: a job that is registered is registered. What was in its way is looked for again. */
    @Override
    public Advance triedAgain(Item item) {
        Map<String, Object> fields = new LinkedHashMap<>(item.fields());
        fields.keySet().removeAll(Set.of("status", "conflictingScheduleId", "violations"));
        return new Advance(item.state(), fields, Duration.ZERO);
    }

    /** The guide's word for it, where it has one. */
    @Override
    public Map<String, Object> outcomeFields(String outcome) {
        return outcome.equals(PROFILE.failed()) ? Map.of("status", outcome) : Map.of();
    }

    @Override
    public boolean tellsOfPlanned() {
        return true;
    }

    @Override
    public Optional<Map<String, Object>> event(Item item, Instant at) {
        return Optional.of(told(item));
    }

    @Override
    public String auditItemAction() {
        return ProvisioningRecord.ACTION;
    }

    @Override
    public Map<String, Object> auditDetails(Item item) {
        return told(item);
    }

    private static Map<String, Object> told(Item item) {
        Map<String, Object> fields = item.fields();
        Long latencyMs = item.latencyMs();
        return new ProvisioningRecord(
                        text(fields.get("campaignId")),
                        text(fields.get("segmentId")),
                        fields.get("priorityScore") instanceof Number score ? new BigDecimal(score.toString()) : null,
                        text(fields.get("jobId")),
                        String.valueOf(item.outcome()),
                        latencyMs == null ? 0 : latencyMs)
                .fields();
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    @Override
    public Map<String, Number> tally(Iterator<Item> items) {
        Telemetry telemetry = new Telemetry();
        while (items.hasNext()) {
            Item item = items.next();
            String outcome = item.outcome();
            if (outcome != null && !outcome.equals(PARKED)) {
                telemetry.add(outcome, item.fields().containsKey("violations"), item.latencyMs());
            }
        }
        return telemetry.counts();
    }
}
