package io.outboundroutes.app;

import io.outboundroutes.blocks.Variables;
import io.outboundroutes.platform.http.CallFailed;
import io.outboundroutes.platform.http.VendorAnswer;
import io.outboundroutes.platform.run.Advance;
import io.outboundroutes.platform.run.Fate;
import io.outboundroutes.platform.run.Item;
import io.outboundroutes.platform.run.ItemResult;
import io.outboundroutes.platform.run.Problem;
import io.outboundroutes.platform.run.RunContext;
import io.outboundroutes.platform.store.Settlement;
import io.outboundroutes.workflow.schedules.ExistingSchedule;
import io.outboundroutes.workflow.schedules.Overlap;
import io.outboundroutes.workflow.schedules.ProvisioningStatus;
import io.outboundroutes.workflow.schedules.Reading;
import io.outboundroutes.workflow.schedules.RequestReader;
import io.outboundroutes.workflow.schedules.ScheduleAnswer;
import io.outboundroutes.workflow.schedules.ScheduleBodies;
import io.outboundroutes.workflow.schedules.ScheduleRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/**
 * What the routes of campaign-schedules name as bean {@code provisioning} while an item is acted upon. An item is
 * {@code planned}, then {@code registered} once its job is settled, then done. Thread-safe.
 */
public final class SchedulesActs {

    /** The state of an item whose job is settled: registered, or given up. */
    static final String REGISTERED = "registered";

    private final SchedulesOptions options;

    SchedulesActs(SchedulesOptions options) {
        this.options = options;
    }

    /**
     * What is to be done for an item.
     *
     * @param step {@code register} its job, {@code create} its schedule, or {@code settle} it
     * @param settlement what became of it, when nothing more is to be done; else null
     */
    public record Next(String step, @Nullable Settlement settlement) {

        private static final Next REGISTER = new Next("register", null);
        private static final Next CREATE = new Next("create", null);

        private static Next settled(Settlement settlement) {
            return new Next("settle", settlement);
        }
    }

    /**
     * Whether to look again at what the campaign has: before anything is sent, and when a run goes on that was
     * interrupted in between. Not once a create left: then its fate is looked up instead.
     */
    public boolean looks(@Variable(Variables.ITEM) Item item, @Variable(Variables.RUN) RunContext run) {
        return !createLeft(item) && (!item.state().equals(REGISTERED) || run.resumedFrom() != null);
    }

    private static boolean createLeft(Item item) {
        return item.state().equals(REGISTERED) && !item.sent().isEmpty();
    }

    /**
     * Decides what is to be done next.
     *
     * @param existing what the campaign has now; null when nobody looked
     * @throws RuntimeException when the campaign could not be read, for a reason that concerns the whole run
     */
    public Next next(
            @Variable(Variables.ITEM) Item item,
            @Variable(SchedulesSteps.EXISTING) @Nullable CampaignSchedules existing,
            @Variable(Variables.RUN) RunContext run) {
        Next onward = item.state().equals(REGISTERED) ? Next.CREATE : Next.REGISTER;
        if (createLeft(item)) {
            return onward;
        }
        Reading reading = new RequestReader(run.now(), options.allowPast()).read(item.request());
        if (!reading.violations().isEmpty()) {
            return Next.settled(violated(item, reading));
        }
        if (existing == null) {
            return onward;
        }
        String problem = existing.problem();
        if (problem != null) {
            return Next.settled(settled(ProvisioningStatus.FAILED, problem, Map.of(), null));
        }
        Overlap overlap = Overlap.of(reading.valid(), existing.schedules());
        ProvisioningStatus status = overlap.status();
        return status == null
                ? onward
                : Next.settled(settled(status, overlap.reason(), conflicting(overlap.scheduleId()), null));
    }

    /** The time may have passed since the plan. */
    private static Settlement violated(Item item, Reading reading) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(
                "violations",
                reading.violations().stream()
                        .map(violation -> violation.asFields(item.fields().get("row")))
                        .toList());
        return settled(ProvisioningStatus.FAILED, reading.reason(), fields, null);
    }

    /**
     * From when on a schedule is not to be created any more: waits and a look-up may have lasted until it is over (sch1).
     * Null when that does not matter.
     */
    public @Nullable Instant createUntil(@Variable(Variables.ITEM) Item item) {
        return options.allowPast()
                ? null
                : new RequestReader(Instant.MIN, true)
                        .read(item.request())
                        .valid()
                        .end();
    }

    /** The body that registers an item's job. */
    public Map<String, Object> job(@Variable(Variables.ITEM) Item item) {
        return ScheduleBodies.job(String.valueOf(item.request().get("campaignId")));
    }

    /** Notes the job, so that no crash can lead to a second one. */
    public Advance registered(VendorAnswer answer) {
        String jobId = ScheduleAnswer.id(answer.body());
        return registered(jobId == null ? Map.of() : Map.of("jobId", jobId));
    }

    private static Advance registered(Map<String, Object> fields) {
        return new Advance(REGISTERED, fields, Duration.ZERO);
    }

    /**
     * What a job that was not registered, or of which nobody knows, means: a warning, and the schedule is created
     * without one. With {@code schedules.job=required}, or when it concerns the whole run, the failure is passed on.
     */
    public Advance unregistered(@ExchangeException Exception caught, @Variable(Variables.RUN) RunContext run) {
        RuntimeException failure = CampaignSchedules.cause(caught);
        if (options.jobRequired() || !(failure instanceof CallFailed call) || call.stopsTheRun()) {
            throw failure;
        }
        run.warn(new Problem(
                "job-not-registered",
                "Schedules were provisioned without a job (schedules.job=required prevents that): "
                        + call.getMessage()));
        return registered(Map.of());
    }

    /**
     * What the vendor's answer to a create means.
     *
     * @param existing what the campaign has, read after a conflict; null when there was none
     */
    public Settlement judge(
            @Variable(Variables.ITEM) Item item,
            @Variable("answer") VendorAnswer answer,
            @Variable(SchedulesSteps.EXISTING) @Nullable CampaignSchedules existing) {
        ScheduleAnswer judged = ScheduleAnswer.judge(answer.status(), answer.body());
        return switch (judged.status()) {
            case SUCCESS -> succeeded(judged.scheduleId(), answer);
            case FAILED -> settled(ProvisioningStatus.FAILED, judged.reason(), Map.of(), answer);
            case CONFLICT -> conflict(item, answer, existing);
        };
    }

    /** After a create that may have arrived, a conflict may be with the schedule that it made (sch4). */
    private static Settlement conflict(Item item, VendorAnswer answer, @Nullable CampaignSchedules existing) {
        ScheduleRequest request =
                new RequestReader(Instant.MIN, true).read(item.request()).valid();
        boolean known = existing != null && existing.failure() == null;
        List<ExistingSchedule> schedules = existing == null ? List.of() : existing.schedules();
        if (answer.afterAmbiguity()) {
            if (!known) {
                String reason =
                        "an earlier attempt may have arrived and its repeat was answered 409, but the campaign's"
                                + " schedules could not be read: nobody can tell whether the schedule is this one";
                return Settlement.of(new ItemResult(Fate.UNKNOWN, "unknown", reason, Map.of(), answer.latencyMs()));
            }
            for (ExistingSchedule schedule : schedules) {
                if (schedule.isThatOf(request)) {
                    return succeeded(schedule.id(), answer);
                }
            }
        }
        String inTheWay = Overlap.of(request, schedules).scheduleId();
        return settled(ProvisioningStatus.CONFLICT, Overlap.DETECTED, conflicting(inTheWay), answer);
    }

    private static Settlement succeeded(@Nullable String scheduleId, VendorAnswer answer) {
        Map<String, Object> fields = scheduleId == null ? Map.of() : Map.of("scheduleId", scheduleId);
        return settled(ProvisioningStatus.SUCCESS, null, fields, answer);
    }

    private static Map<String, Object> conflicting(@Nullable String scheduleId) {
        return scheduleId == null ? Map.of() : Map.of("conflictingScheduleId", scheduleId);
    }

    private static Settlement settled(
            ProvisioningStatus status,
            @Nullable String reason,
            Map<String, Object> more,
            @Nullable VendorAnswer answer) {
        Map<String, Object> fields = new LinkedHashMap<>(more);
        fields.put("status", status.name());
        Fate fate = status == ProvisioningStatus.SUCCESS ? Fate.DONE : Fate.REJECTED;
        return Settlement.of(
                new ItemResult(fate, status.name(), reason, fields, answer == null ? null : answer.latencyMs()));
    }
}
