package io.outboundroutes.app;

import io.outboundroutes.blocks.Variables;
import io.outboundroutes.platform.run.Item;
import io.outboundroutes.platform.run.Plan;
import io.outboundroutes.platform.run.PlannedItem;
import io.outboundroutes.platform.run.Problem;
import io.outboundroutes.platform.run.RunContext;
import io.outboundroutes.platform.store.PlanToStore;
import io.outboundroutes.platform.store.SendKey;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.workflow.contacts.ContactFields;
import io.outboundroutes.workflow.contacts.ContactRequest;
import io.outboundroutes.workflow.contacts.ContactRules;
import io.outboundroutes.workflow.contacts.ContactsOptions;
import io.outboundroutes.workflow.contacts.Outcome;
import io.outboundroutes.workflow.contacts.ReadRow;
import io.outboundroutes.workflow.contacts.RowReader;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/**
 * What the plan route of external-contacts names as bean {@code contactsPlan}: each row is judged by itself and handed
 * on, so that an input of any length needs the memory of one row and a digest per wish. Thread-safe.
 */
public final class ContactsPlan {

    /** The exchange variable that gathers what a plan must remember of its rows. */
    static final String PLANNING = "planning";

    private static final int PAGE = 200;
    /** What a plan forgets, where no process serves that keeps house; not so much that the run would wait for it. */
    private static final int FORGOTTEN_AT_ONCE = 200;

    private final RowReader rows;
    private final ContactRules rules;
    private final int maxPerRun;
    private final Duration maxAge;
    private final Duration retention;
    private final Store store;
    private final ContactWishes wishes;
    private final InstantSource clock;

    ContactsPlan(
            ContactsOptions options,
            int maxPerRun,
            Duration maxAge,
            Duration retention,
            Store store,
            ContactWishes wishes,
            InstantSource clock) {
        this.rows = new RowReader(options.idPattern());
        this.rules = new ContactRules(options);
        this.maxPerRun = maxPerRun;
        this.maxAge = maxAge;
        this.retention = retention;
        this.store = store;
        this.wishes = wishes;
        this.clock = clock;
    }

    /** Begins a plan. */
    public ContactsPlanning begin() {
        return new ContactsPlanning(maxPerRun);
    }

    /**
     * The rows of the contacts that were held by earlier runs and may be taken up, oldest first, read while they are
     * consumed; no more than a run may act upon, since each of them was within that once, and nobody can divide them. None
     * outside the calling window: they would only be held again.
     */
    public Iterator<Map<String, Object>> heldRows(
            @Variable(Variables.RUN) RunContext run, @Variable(PLANNING) ContactsPlanning planning) {
        Instant oldest = run.now().minus(maxAge);
        long tooOld = wishes.waitingSinceBefore(oldest);
        if (tooOld > 0) {
            planning.warn(new Problem(
                    "held-too-long",
                    "Held contacts that were asked for longer ago than contacts.max-age=" + maxAge + ": " + tooOld
                            + "; they wait for a person: give their rows to a run again to contact them"));
        }
        String closed = rules.closedAt(clock.instant());
        if (closed != null) {
            planning.warn(new Problem("outside-calling-window", "Held contacts are left waiting: " + closed));
            return List.<Map<String, Object>>of().iterator();
        }
        return new HeldRows(
                last -> wishes.waiting(oldest, last, PAGE),
                this::heldRow,
                maxPerRun,
                () -> planning.warn(new Problem(
                        "held-left",
                        "More contacts are held than contacts.max-per-run=" + maxPerRun
                                + "; the next firing takes up the next ones")));
    }

    /** The row that a held wish came with; null when its item is gone. */
    private @Nullable Map<String, Object> heldRow(SendKey held) {
        Item item = store.items().item(held.runId(), held.seq()).orElse(null);
        if (item == null || item.request().isEmpty()) {
            return null;
        }
        Map<String, Object> row = new LinkedHashMap<>(item.request());
        row.put(ContactWishes.ASKED_AT, held.askedAt().toString());
        return row;
    }

    /** Takes a held wish up, by its row. */
    public @Nullable PlannedItem takeUp(
            Map<String, Object> row,
            @Variable(PLANNING) ContactsPlanning planning,
            @Variable(Variables.RUN) RunContext run) {
        Map<String, Object> fields = new LinkedHashMap<>(row);
        Object askedAt = fields.remove(ContactWishes.ASKED_AT);
        PlannedItem planned = plan(fields, planning, run);
        if (planned == null || planned.request().isEmpty() || askedAt == null) {
            return planned;
        }
        Map<String, Object> request = new LinkedHashMap<>(planned.request());
        request.put(ContactWishes.ASKED_AT, askedAt);
        return new PlannedItem(
                planned.key(), planned.fields(), request, planned.outcome(), planned.reason(), planned.fate());
    }

    /**
     * Judges one row.
     *
     * @return null when it repeats an earlier one
     * @throws io.outboundroutes.platform.run.CeilingExceeded when the plan would want to act upon more contacts than
     *     {@code contacts.max-per-run}
     */
    public @Nullable PlannedItem plan(
            @Body @Nullable Object row,
            @Variable(PLANNING) ContactsPlanning planning,
            @Variable(Variables.RUN) RunContext run) {
        int number = planning.nextRow();
        run.doing("reading row " + number);
        if (!(row instanceof Map<?, ?> fields)) {
            return rejected("row#" + number, Map.of(), Map.of(), "row " + number + " is no object");
        }
        ReadRow read = rows.read(fields);
        String key = (read.externalContactId() == null ? "row" : read.externalContactId()) + "#" + number;
        ContactRequest request = read.request();
        if (request == null) {
            return rejected(key, ContactFields.of(read), fields, "row " + number + ": " + read.reason());
        }
        planning.ignored(read.unknownFields());
        return planning.isRepeated(request.sendKey()) ? null : plan(key, request, planning, run);
    }

    /** @param row what was asked for, kept so that it can be offered again */
    private static PlannedItem rejected(String key, Map<String, Object> fields, Map<?, ?> row, String reason) {
        Map<String, Object> kept = new LinkedHashMap<>();
        row.forEach((name, value) -> kept.put(String.valueOf(name), value));
        return PlannedItem.refused(key, fields, kept, Outcome.REJECTED.word(), reason);
    }

    private PlannedItem plan(String key, ContactRequest request, ContactsPlanning planning, RunContext run) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put(ContactFields.EXTERNAL_ID, request.externalContactId());
        SendKey known = wishes.find(request).orElse(null);
        if (known != null && known.contactId() != null) {
            shown.put(ContactFields.CONTACT_ID, known.contactId());
        }
        if (known != null && known.state() == SendKey.State.CONTACTED) {
            if (known.conversationId() != null) {
                shown.put(ContactFields.CONVERSATION_ID, known.conversationId());
            }
            return PlannedItem.settled(key, shown, Outcome.EXISTS.word(), ContactReasons.contactedBy(known));
        }
        if (known != null && wishes.isInDoubt(known)) {
            return PlannedItem.refused(
                    key, shown, stored(request), Outcome.UNKNOWN.word(), ContactReasons.inDoubt(known));
        }
        planning.acted();
        if (run.dryRun()) {
            shown.put("body", ContactFields.masked(request.registerBody()));
            shown.put("wouldFollow", List.of("get-contact", ContactWishes.START));
        }
        return PlannedItem.toDo(key, shown, stored(request));
    }

    /** What is needed to read the request back: its row in its one spelling. */
    private static Map<String, Object> stored(ContactRequest request) {
        Map<String, Object> stored = new LinkedHashMap<>(request.registerBody());
        if (request.requestId() != null) {
            stored.put("requestId", request.requestId());
        }
        return stored;
    }

    /** The end of the plan: what is left of its items, and what a person should know. */
    public PlanToStore end(
            @Body @Nullable Object rest,
            @Variable(PLANNING) ContactsPlanning planning,
            @Variable(Variables.RUN) RunContext run) {
        List<PlannedItem> items = new ArrayList<>();
        if (rest instanceof List<?> left) {
            left.forEach(item -> items.add((PlannedItem) item));
        }
        if (run.again()) {
            planning.warn(new Problem(
                    "again-ignored",
                    "Nobody is contacted twice for one request, --again or not; a row with another requestId is another"
                            + " request"));
        }
        return new PlanToStore(
                new Plan(items, Map.of(), planning.warnings()),
                store.sendKeys().forgetting(run.now().minus(retention), FORGOTTEN_AT_ONCE));
    }
}
