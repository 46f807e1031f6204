package io.outboundroutes.app;

import io.outboundroutes.blocks.Variables;
import io.outboundroutes.platform.http.Advice;
import io.outboundroutes.platform.http.VendorAnswer;
import io.outboundroutes.platform.paging.Page;
import io.outboundroutes.platform.run.CeilingExceeded;
import io.outboundroutes.platform.run.Fate;
import io.outboundroutes.platform.run.Item;
import io.outboundroutes.platform.run.ItemResult;
import io.outboundroutes.platform.run.Plan;
import io.outboundroutes.platform.run.PlannedItem;
import io.outboundroutes.platform.run.Problem;
import io.outboundroutes.platform.run.RunContext;
import io.outboundroutes.platform.run.WorkflowProfile;
import io.outboundroutes.platform.store.GroupRow;
import io.outboundroutes.platform.store.PlanToStore;
import io.outboundroutes.platform.store.Settlement;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.workflow.segmentation.Classified;
import io.outboundroutes.workflow.segmentation.ContactQuery;
import io.outboundroutes.workflow.segmentation.Groups;
import io.outboundroutes.workflow.segmentation.KnownSegment;
import io.outboundroutes.workflow.segmentation.ObsoleteSegment;
import io.outboundroutes.workflow.segmentation.PlannedSegment;
import io.outboundroutes.workflow.segmentation.SegmentOutcome;
import io.outboundroutes.workflow.segmentation.SegmentPlan;
import io.outboundroutes.workflow.segmentation.SegmentPlanner;
import io.outboundroutes.workflow.segmentation.SegmentRequest;
import io.outboundroutes.workflow.segmentation.SegmentationOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;

/**
 * What the routes of contact-segmentation name as bean {@code segmentation}: the rules of
 * {@code workflow.segmentation}, joined with the run and the store. Thread-safe.
 */
public final class SegmentationSteps {

    /** The workflow's id. */
    public static final String WORKFLOW = "contact-segmentation";

    /** The exchange variable that gathers the groups while a plan is made. */
    public static final String GROUPS = "groups";

    /** How its report is told. */
    public static final WorkflowProfile PROFILE = new WorkflowProfile(
            WORKFLOW,
            List.of(
                    "pages",
                    "contacts",
                    "duplicates",
                    "rejected",
                    "unclassified",
                    "ignoredTimestamps",
                    "groups",
                    "collisions"),
            List.of("created", "unchanged", "differs", "exists", "obsolete", "planned", "failed"),
            WorkflowProfile.DONE,
            Set.of("obsolete"),
            true);

    private final SegmentationOptions options;
    private final int pageSize;
    private final int maxSegments;
    private final Store store;
    private final String target;

    /**
     * @param options what the operator chose
     * @param pageSize contacts per page, at most 250
     * @param maxSegments the most segments that one run may post
     * @param target the organisation whose group identities the store keeps: the host of its API
     */
    public SegmentationSteps(SegmentationOptions options, int pageSize, int maxSegments, Store store, String target) {
        this.options = options;
        this.pageSize = pageSize;
        this.maxSegments = maxSegments;
        this.store = store;
        this.target = target;
    }

    /** The fields of the contact query, but for the page. */
    public Map<String, Object> contactQuery() {
        return ContactQuery.bodyOf(options.baseQuery(), pageSize);
    }

    /** An empty gathering of groups for this run. */
    public Groups newGroups(@Variable(Variables.RUN) RunContext run) {
        return new Groups(options(run), run.now());
    }

    /** What a contact is: member of a group, without any attribute, or unusable. */
    public Classified classify(Object contact, @Variable(GROUPS) Groups groups) {
        return groups.classify(contact);
    }

    private SegmentationOptions options(RunContext run) {
        return run.again() ? options.postingAgain() : options;
    }

    /**
     * Decides which segments are wanted.
     *
     * @throws CeilingExceeded when more would be posted than {@code segmentation.max-segments} allows
     */
    public PlanToStore plan(@Variable(GROUPS) Groups groups, @Variable(Variables.RUN) RunContext run) {
        List<GroupRow> rows = store.groups().knownGroups(target);
        List<KnownSegment> known = rows.stream().map(SegmentationSteps::known).toList();
        SegmentPlan plan = new SegmentPlanner(options(run)).plan(groups, known, run.now());
        if (plan.toCreate() > maxSegments) {
            throw new CeilingExceeded("The plan wants " + plan.toCreate() + " segments, segmentation.max-segments="
                    + maxSegments + " allows fewer; nothing was written. Check segmentation.attributes, or raise it");
        }
        List<PlannedItem> items = new ArrayList<>();
        List<GroupRow> names = new ArrayList<>();
        for (PlannedSegment segment : plan.segments()) {
            items.add(item(segment, run.dryRun()));
            if (segment.decision() != PlannedSegment.Decision.REFUSED) {
                names.add(GroupRow.named(
                        target, segment.canonical(), segment.guideKey(), segment.groupKey(), segment.segmentName()));
            }
        }
        plan.obsolete().forEach(obsolete -> items.add(item(obsolete)));
        List<Problem> warnings = plan.warnings().stream()
                .map(warning -> new Problem(warning.code(), warning.message()))
                .toList();
        return new PlanToStore(
                new Plan(items, counts(groups, plan), warnings), store.groups().naming(names));
    }

    private static Map<String, Long> counts(Groups groups, SegmentPlan plan) {
        return Map.of(
                "contacts", groups.contacts(),
                "rejected", groups.rejected(),
                "unclassified", groups.unclassified(),
                "ignoredTimestamps", groups.ignoredTimestamps(),
                "groups", (long) plan.groups(),
                "collisions", (long) plan.collisions());
    }

    private static KnownSegment known(GroupRow row) {
        return new KnownSegment(
                row.canonical(),
                row.guideKey(),
                row.groupKey(),
                row.segmentName(),
                Optional.ofNullable(row.query()).orElse(""),
                Optional.ofNullable(row.refreshInterval()).orElse(""),
                row.segmentId(),
                switch (row.state()) {
                    case NAMED -> KnownSegment.Presence.NAMED;
                    case CREATED -> KnownSegment.Presence.CREATED;
                    case EXISTS -> KnownSegment.Presence.EXISTS;
                });
    }

    private static PlannedItem item(PlannedSegment segment, boolean dryRun) {
        Map<String, Object> fields = fields(
                segment.groupKey(),
                segment.segmentName(),
                segment.query(),
                segment.refreshInterval(),
                segment.contactCount());
        if (segment.segmentId() != null) {
            fields.put("segmentId", segment.segmentId());
        }
        String key = segment.segmentName();
        return switch (segment.decision()) {
            case CREATE -> {
                Map<String, Object> request = new LinkedHashMap<>(SegmentRequest.bodyOf(segment));
                if (dryRun) {
                    fields.put("body", request);
                }
                yield PlannedItem.toDo(key, fields, request);
            }
            case UNCHANGED -> PlannedItem.settled(key, fields, "unchanged", null);
            case DIFFERS -> PlannedItem.settled(key, fields, "differs", segment.reason());
            case REFUSED -> PlannedItem.settled(key, fields, "failed", segment.reason());
        };
    }

    private static PlannedItem item(ObsoleteSegment obsolete) {
        KnownSegment known = obsolete.known();
        Map<String, Object> fields =
                fields(known.groupKey(), known.segmentName(), known.query(), known.refreshInterval(), 0);
        if (known.segmentId() != null) {
            fields.put("segmentId", known.segmentId());
        }
        return PlannedItem.settled(known.segmentName(), fields, "obsolete", obsolete.reason());
    }

    private static Map<String, Object> fields(
            String groupKey, String segmentName, String query, String refreshInterval, long contactCount) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("groupKey", groupKey);
        fields.put("segmentName", segmentName);
        fields.put("query", query);
        fields.put("refreshInterval", refreshInterval);
        fields.put("contactCount", contactCount);
        return fields;
    }

    /** The body of an item's create. */
    public Map<String, Object> request(Item item) {
        return item.request();
    }

    /** The query that counts the contacts of an item's segment. */
    public Map<String, Object> countQuery(Item item) {
        return ContactQuery.bodyOf(String.valueOf(item.fields().get("query")), 1);
    }

    /** Warns when a segment's query does not find the contacts that its group was made of. */
    public void compareCount(Item item, @Variable("counted") Page counted, @Variable(Variables.RUN) RunContext run) {
        Object wanted = item.fields().get("contactCount");
        // Guide 000 names no total; that nothing is found shows all the same.
        Long found = counted.total() == null && counted.records().isEmpty() ? Long.valueOf(0) : counted.total();
        if (found == null) {
            run.warn(new Problem(
                    "query-count-unverified",
                    "The vendor answers no total, so segmentation.verify can only tell queries that find nothing from"
                            + " those that find something"));
        } else if (!(wanted instanceof Number number && number.longValue() == found)) {
            run.warn(new Problem(
                    "query-count-differs",
                    "The query of " + item.key() + " finds " + found + " contacts, its group has " + wanted
                            + "; compare segmentation.query-style with how the vendor matches values"));
        }
    }

    /** Warns that a segment's query could not be counted, and leaves the item as body, as before the call. */
    public Item countFailed(
            @Variable(Variables.ITEM) Item item,
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception why,
            @Variable(Variables.RUN) RunContext run) {
        run.warn(new Problem(
                "query-count-unverified",
                "The contacts of " + item.key() + " could not be counted before its segment was created: "
                        + why.getMessage()));
        return item;
    }

    /** What the vendor's answer to a create means for the item, and for the group's identity in the store. */
    public Settlement judge(Item item, @Variable("answer") VendorAnswer answer) {
        SegmentOutcome outcome = SegmentOutcome.judge(
                answer.status(),
                answer.body(),
                answer.afterAmbiguity(),
                options.queryStyle(),
                Advice.ofAnswer("genesys", "create-segment", answer.status()));
        return switch (outcome.kind()) {
            case CREATED -> settled(item, "created", outcome, answer, GroupRow.State.CREATED);
            case EXISTS -> settled(item, "exists", outcome, answer, GroupRow.State.EXISTS);
            case FAILED ->
                Settlement.of(new ItemResult(Fate.REJECTED, "failed", outcome.reason(), Map.of(), answer.latencyMs()));
        };
    }

    private Settlement settled(
            Item item, String word, SegmentOutcome outcome, VendorAnswer answer, GroupRow.State state) {
        Map<String, Object> more = outcome.segmentId() == null ? Map.of() : Map.of("segmentId", outcome.segmentId());
        return new Settlement(
                new ItemResult(Fate.DONE, word, outcome.reason(), more, answer.latencyMs()),
                List.of(),
                store.groups()
                        .marking(
                                target,
                                item.key(),
                                outcome.segmentId(),
                                String.valueOf(item.fields().get("query")),
                                String.valueOf(item.fields().get("refreshInterval")),
                                state));
    }
}
