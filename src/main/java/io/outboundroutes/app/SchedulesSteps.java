package io.outboundroutes.app;

import io.outboundroutes.blocks.Variables;
import io.outboundroutes.platform.http.Advice;
import io.outboundroutes.platform.http.VendorAnswer;
import io.outboundroutes.platform.run.CeilingExceeded;
import io.outboundroutes.platform.run.Plan;
import io.outboundroutes.platform.run.PlannedItem;
import io.outboundroutes.platform.run.Problem;
import io.outboundroutes.platform.run.RunContext;
import io.outboundroutes.platform.store.PlanToStore;
import io.outboundroutes.platform.store.TxWork;
import io.outboundroutes.workflow.schedules.ExistingSchedule;
import io.outboundroutes.workflow.schedules.Firing;
import io.outboundroutes.workflow.schedules.PlannedSchedule;
import io.outboundroutes.workflow.schedules.ProvisioningStatus;
import io.outboundroutes.workflow.schedules.RequestReader;
import io.outboundroutes.workflow.schedules.ScheduleBodies;
import io.outboundroutes.workflow.schedules.SegmentSize;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/**
 * What the routes of campaign-schedules name as bean {@code schedules} while a plan is made: the rules of
 * {@code workflow.schedules}, joined with the run. Thread-safe.
 */
public final class SchedulesSteps {

    /** The workflow's id. */
    public static final String WORKFLOW = "campaign-schedules";

    /** The exchange variable that gathers the requests while a plan is made. */
    public static final String FIRING = "firing";

    /** The exchange variable that holds what a campaign has, as {@link #existing} read it. */
    public static final String EXISTING = "existing";

    private static final int NOT_FOUND = 404;

    private final SchedulesOptions options;

    SchedulesSteps(SchedulesOptions options) {
        this.options = options;
    }

    /** An empty gathering of requests for this run. */
    public Firing newFiring(@Variable(Variables.RUN) RunContext run) {
        return new Firing(new RequestReader(run.now(), options.allowPast()));
    }

    /**
     * Takes a request of the run's input, whatever it holds.
     *
     * @throws CeilingExceeded when more are to be provisioned than {@code schedules.max-per-run} allows
     */
    public void take(@Nullable Object row, @Variable(FIRING) Firing firing) {
        firing.take(row);
        if (firing.valid() > options.maxPerRun()) {
            throw new CeilingExceeded("The input wants more than schedules.max-per-run=" + options.maxPerRun()
                    + " schedules; nothing was written. Split the input, or raise it");
        }
    }

    /** The segments to be read, as requests. */
    public List<Map<String, Object>> segments(@Variable(FIRING) Firing firing) {
        return firing.segments().stream()
                .map(id -> Map.<String, Object>of("segmentId", id))
                .toList();
    }

    /** Notes the size of the segment that was asked for, or that there is none. */
    public void size(
            Map<String, Object> asked, @Variable("answer") VendorAnswer answer, @Variable(FIRING) Firing firing) {
        String segmentId = String.valueOf(asked.get("segmentId"));
        if (answer.status() == NOT_FOUND) {
            firing.refuseSegment(
                    segmentId, "segment_not_found: " + Advice.ofAnswer("genesys", "get-segment", NOT_FOUND));
        } else {
            firing.size(segmentId, SegmentSize.of(answer.field("contactCount")));
        }
    }

    /** Notes that the segment cannot be read; passes on what concerns the whole run. */
    public void refuseSegment(
            Map<String, Object> asked, @ExchangeException Exception caught, @Variable(FIRING) Firing firing) {
        RuntimeException failure = CampaignSchedules.cause(caught);
        if (!CampaignSchedules.isOfOneObject(failure)) {
            throw failure;
        }
        firing.refuseSegment(String.valueOf(asked.get("segmentId")), String.valueOf(failure.getMessage()));
    }

    /** The campaigns whose schedules are to be read, as requests. */
    public List<Map<String, Object>> campaigns(@Variable(FIRING) Firing firing) {
        return firing.campaigns().stream().map(this::listing).toList();
    }

    /** The fields that ask for a campaign's schedules, but for the page. */
    Map<String, Object> listing(String campaignId) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("campaignId", campaignId);
        fields.put("pageSize", options.pageSize());
        return fields;
    }

    /** The same for the campaign of a create, or of anything else that names one. */
    public Map<String, Object> listingOf(Map<String, Object> named) {
        return listing(String.valueOf(named.get("campaignId")));
    }

    /** Reads one of the vendor's records. */
    public ExistingSchedule existing(@Nullable Object record) {
        return ExistingSchedule.of(record);
    }

    /** All that a campaign has. */
    public CampaignSchedules all(Object schedules) {
        return CampaignSchedules.of(schedules);
    }

    /** Why a campaign's schedules could not be read; whoever wanted them decides what that means. */
    public CampaignSchedules unread(@ExchangeException Exception caught) {
        return new CampaignSchedules(List.of(), CampaignSchedules.cause(caught));
    }

    /** Notes what a campaign has, or that its requests fail; passes on what concerns the whole run. */
    public void note(
            Map<String, Object> asked,
            @Variable(EXISTING) CampaignSchedules existing,
            @Variable(FIRING) Firing firing) {
        String campaignId = String.valueOf(asked.get("campaignId"));
        String problem = existing.problem();
        if (problem != null) {
            firing.refuseCampaign(campaignId, problem);
        }
        existing.schedules().forEach(schedule -> firing.existing(campaignId, schedule));
    }

    /** Decides in which order what is provisioned, and what is not. */
    public PlanToStore plan(@Variable(FIRING) Firing firing, @Variable(Variables.RUN) RunContext run) {
        List<PlannedItem> items = firing.plan(run.dryRun()).stream()
                .map(planned -> item(planned, firing.row(planned.number()), run.dryRun()))
                .toList();
        List<Problem> warnings = firing.warnings().stream()
                .map(warning -> new Problem(warning.code(), warning.message()))
                .toList();
        return new PlanToStore(new Plan(items, Map.of(), warnings), TxWork.NONE);
    }

    /** @param row what was asked for; kept of one that cannot be provisioned as it is, so that it can be offered again */
    private static PlannedItem item(PlannedSchedule planned, Map<?, ?> row, boolean dryRun) {
        Map<String, Object> fields = planned.fields();
        Map<String, Object> body = planned.body();
        ProvisioningStatus status = planned.status();
        if (status != null) {
            String reason = Objects.requireNonNullElse(planned.reason(), status.name());
            Map<String, Object> kept = new LinkedHashMap<>(body);
            if (body.isEmpty()) {
                row.forEach((name, value) -> kept.put(String.valueOf(name), value));
            }
            return PlannedItem.refused(planned.key(), fields, kept, status.name(), reason);
        }
        if (dryRun) {
            fields.put("job", ScheduleBodies.job(String.valueOf(planned.campaignId())));
            fields.put("body", body);
        }
        return PlannedItem.toDo(planned.key(), fields, body);
    }
}
