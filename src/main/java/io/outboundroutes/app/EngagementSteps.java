package io.outboundroutes.app;

import io.outboundroutes.blocks.Variables;
import io.outboundroutes.platform.http.Advice;
import io.outboundroutes.platform.http.CallFailed;
import io.outboundroutes.platform.http.VendorAnswer;
import io.outboundroutes.platform.paging.ReadFailed;
import io.outboundroutes.platform.run.CeilingExceeded;
import io.outboundroutes.platform.run.Fate;
import io.outboundroutes.platform.run.Item;
import io.outboundroutes.platform.run.ItemResult;
import io.outboundroutes.platform.run.Plan;
import io.outboundroutes.platform.run.PlannedItem;
import io.outboundroutes.platform.run.Problem;
import io.outboundroutes.platform.run.RunContext;
import io.outboundroutes.platform.run.WorkflowProfile;
import io.outboundroutes.workflow.engagement.Chunk;
import io.outboundroutes.workflow.engagement.ChunkList;
import io.outboundroutes.workflow.engagement.ChunkWork;
import io.outboundroutes.workflow.engagement.ListReads;
import io.outboundroutes.workflow.engagement.NextStep;
import io.outboundroutes.workflow.engagement.SyncOptions;
import io.outboundroutes.workflow.engagement.SyncPlan;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/**
 * What the routes of engagement-sync name as bean {@code engagement}: the rules of {@code workflow.engagement}, joined
 * with the run. Thread-safe.
 */
public final class EngagementSteps {

    /** The workflow's id. */
    public static final String WORKFLOW = "engagement-sync";

    /** The outcome of a chunk that the vendor took, but for the ids that it refused. */
    static final String SYNCED = "synced";

    /** The exchange variables of a plan: the lists while they are read, then the chunks while they are made. */
    private static final String LISTS = "lists";

    private static final String CHUNKS = "chunks";

    /** The exchange variables of an act: the chunk, the part of it that is sent, what follows from its answer. */
    private static final String WORK = "work";

    private static final String PART = "part";
    private static final String NEXT = "next";

    private static final String IDS = "contactIds";
    private static final String LIST = "contactListId";
    private static final String ACTION = "action";
    private static final String REFUSED = "refusedContacts";

    /** How its report is told. */
    static final WorkflowProfile PROFILE = new WorkflowProfile(
            WORKFLOW,
            List.of(
                    "sourceRead",
                    "sourceQualified",
                    "targetRead",
                    "intersection",
                    "newAtDestination",
                    SYNCED,
                    "removed",
                    "refused",
                    "chunks"),
            List.of(),
            WorkflowProfile.DONE,
            Set.of(),
            true,
            "failed",
            "held",
            false);

    private final Supplier<SyncOptions> options;
    private final int pageSize;

    /**
     * @param options what the operator chose; asked for when a run begins, since nobody needs to set up a workflow that
     *     never runs
     * @param pageSize contacts per page
     */
    EngagementSteps(Supplier<SyncOptions> options, int pageSize) {
        this.options = options;
        this.pageSize = pageSize;
    }

    /** The reads of a run. */
    public ListReads newReads() {
        return new ListReads(options.get());
    }

    /** The request for the record of the list whose turn it is. */
    public Map<String, Object> listQuery(@Variable(LISTS) ListReads lists) {
        return Map.of(LIST, lists.listId());
    }

    /** The record of the list whose turn it was is there. */
    public void lookedAt(@Variable(LISTS) ListReads lists) {
        lists.lookedAt();
    }

    /** The request for the contacts of the list whose turn it is, but for the page. */
    public Map<String, Object> contactsQuery(@Variable(LISTS) ListReads lists) {
        return Map.of(LIST, lists.listId(), "count", pageSize);
    }

    /** Begins to read the list, knowing its record; answers how many contacts it announces, if it does. */
    public @Nullable Long begin(
            @Variable("list") VendorAnswer list,
            @Variable(LISTS) ListReads lists,
            @Variable(Variables.RUN) RunContext run) {
        Long count = count(list);
        lists.begin(count);
        EngagementTraits.beginRead(run);
        return count;
    }

    /** Takes a contact. */
    public void take(Object contact, @Variable(LISTS) ListReads lists) {
        lists.add(contact);
    }

    /**
     * Ends the read of a list by comparing its record now with the one before.
     *
     * @throws ReadFailed when the read is not complete although it was repeated
     */
    public void end(
            @Variable("list") VendorAnswer list,
            @Variable(LISTS) ListReads lists,
            @Variable(Variables.RUN) RunContext run) {
        String read = lists.countName();
        String problem = lists.end(count(list));
        if (!lists.reads() || !lists.countName().equals(read)) {
            EngagementTraits.endRead(run, read);
        }
        if (problem != null) {
            throw new ReadFailed(problem);
        }
    }

    private static @Nullable Long count(VendorAnswer list) {
        Object count = list.field("contactCount");
        return count instanceof Integer || count instanceof Long ? (Long) ((Number) count).longValue() : null;
    }

    /**
     * Decides who is put on the destination list and who is taken off it.
     *
     * @throws CeilingExceeded when that is more than the settings allow
     */
    public ChunkList decide(@Variable(LISTS) ListReads lists) {
        SyncPlan plan = lists.plan();
        if (plan.refusal() != null) {
            throw new CeilingExceeded(plan.refusal());
        }
        return new ChunkList(plan, options.get().chunkSize());
    }

    /** The ids to cut into chunks, one by one. */
    public Iterator<ChunkList.Entry> entries(@Variable(CHUNKS) ChunkList chunks) {
        return chunks.entries();
    }

    /** Whether an id closes its chunk, however few are in it. */
    public boolean isLast(ChunkList.Entry id) {
        return id.lastOfAction();
    }

    /** Takes the ids of a chunk. */
    public void addChunk(List<ChunkList.Entry> ids, @Variable(CHUNKS) ChunkList chunks) {
        chunks.add(ids);
    }

    /** The chunks as the plan of the run. */
    public Plan plan(@Variable(CHUNKS) ChunkList chunks, @Variable(Variables.RUN) RunContext run) {
        SyncPlan plan = chunks.plan();
        Iterable<Chunk> complete = chunks.complete();
        String destination = options.get().destination();
        Iterable<PlannedItem> items = () -> new Iterator<>() {
            private final Iterator<Chunk> left = complete.iterator();
            private int number;

            @Override
            public boolean hasNext() {
                return left.hasNext();
            }

            @Override
            public PlannedItem next() {
                return item(left.next(), ++number, destination, run.dryRun());
            }
        };
        List<Problem> warnings = plan.warnings().stream()
                .map(warning -> new Problem(warning.code(), warning.message()))
                .toList();
        return new Plan(items, plan.counts(), warnings);
    }

    private static PlannedItem item(Chunk chunk, int number, String destination, boolean dryRun) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(ACTION, chunk.action().word());
        fields.put("from", chunk.from());
        fields.put("to", chunk.to());
        fields.put("size", chunk.size());
        if (dryRun) {
            fields.put("body", Map.of(IDS, List.of(chunk.from(), "… " + chunk.size() + " ids in all …", chunk.to())));
        }
        return PlannedItem.toDo("chunk-" + number, fields, Map.of(LIST, destination, IDS, chunk.ids()));
    }

    static boolean isRemoval(Item item) {
        return Chunk.Action.REMOVE.word().equals(item.fields().get(ACTION));
    }

    /** The chunk of an item, on its way. */
    public ChunkWork work(@Variable(Variables.ITEM) Item item, @Variable(Variables.RUN) RunContext run) {
        List<String> ids = ((List<?>) item.request().getOrDefault(IDS, List.of()))
                .stream().map(String::valueOf).toList();
        Chunk.Action action = isRemoval(item) ? Chunk.Action.REMOVE : Chunk.Action.ADD;
        int most = options.get().maxRejected();
        return new ChunkWork(new Chunk(action, ids), more -> {
            run.count(REFUSED, more);
            return run.counted(REFUSED) <= most;
        });
    }

    /** The request that sends a part of a chunk. */
    public Map<String, Object> request(@Variable(PART) Chunk part, @Variable(Variables.ITEM) Item item) {
        return Map.of(LIST, String.valueOf(item.request().get(LIST)), IDS, part.ids());
    }

    /** The request for the record of an item's list. */
    public Map<String, Object> listOf(@Variable(Variables.ITEM) Item item) {
        return Map.of(LIST, String.valueOf(item.request().get(LIST)));
    }

    /** What follows from the answer to a part. */
    public NextStep next(
            @Variable("answer") VendorAnswer answer, @Variable(PART) Chunk part, @Variable(WORK) ChunkWork work) {
        return work.after(answer.status(), answer.body(), part, answer.afterAmbiguity());
    }

    /** Accounts for an answered part, and answers the parts to send next. */
    public Iterator<Chunk> parts(@Variable(NEXT) NextStep next, @Variable(WORK) ChunkWork work) {
        work.account(next);
        return work.parts(next);
    }

    /** What became of a chunk that was sent to its end. */
    public ItemResult judge(@Variable(WORK) ChunkWork work, @Variable(Variables.RUN) RunContext run) {
        List<String> refused = work.refused();
        if (!refused.isEmpty()) {
            run.warn(new Problem(
                    "refused-contacts",
                    "The vendor refused contacts (archived, deleted or unknown there); the items name them in"
                            + " rejectedIds"));
        }
        String failure = work.failure();
        if (failure == null && refused.size() == work.chunk().size()) {
            String operation = work.chunk().action() == Chunk.Action.REMOVE ? "remove-contacts" : "add-contacts";
            failure = "the vendor refused every id of it. " + Advice.ofAnswer("cxone", operation, 404);
        }
        Map<String, Object> fields = Map.of("rejectedIds", refused);
        return failure == null
                ? new ItemResult(Fate.DONE, SYNCED, null, fields, null)
                : new ItemResult(Fate.REJECTED, "failed", failure, fields, null);
    }

    /**
     * What became of a chunk that could not be sent to its end. Sending it again is harmless, so its fate needs nobody's
     * decision: it is failed, and a later run takes it up.
     *
     * @throws CallFailed when the run stops: the chunk stays open then
     */
    public ItemResult failed(
            @ExchangeException CallFailed failure,
            @Variable(WORK) ChunkWork work,
            @Variable(Variables.RUN) RunContext run) {
        if (failure.stopsTheRun() || run.stopped() != null) {
            throw failure;
        }
        String message = String.valueOf(failure.getMessage());
        String code = failure.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
        run.failed(new RunContext.Failure(new Problem(code, message), failure.operation(), failure.status()));
        return new ItemResult(Fate.REJECTED, "failed", message, Map.of("rejectedIds", work.refused()), null);
    }
}
