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
import io.outboundroutes.platform.run.UnknownFate;
import io.outboundroutes.platform.store.Claim;
import io.outboundroutes.platform.store.SendKey;
import io.outboundroutes.platform.store.Settlement;
import io.outboundroutes.platform.store.TxWork;
import io.outboundroutes.workflow.contacts.Channel;
import io.outboundroutes.workflow.contacts.ContactFields;
import io.outboundroutes.workflow.contacts.ContactRecord;
import io.outboundroutes.workflow.contacts.ContactRequest;
import io.outboundroutes.workflow.contacts.ContactRules;
import io.outboundroutes.workflow.contacts.ContactsOptions;
import io.outboundroutes.workflow.contacts.ConversationRequest;
import io.outboundroutes.workflow.contacts.Decision;
import io.outboundroutes.workflow.contacts.Outcome;
import io.outboundroutes.workflow.contacts.Registration;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/**
 * What the act routes of external-contacts name as bean {@code contacts}: the rules of {@code workflow.contacts}, joined
 * with the run and the store. An item is {@code planned}, then {@code registered}, then {@code cleared}, and is visited
 * once in each, in {@code registered} as often as its check takes. Thread-safe.
 *
 * <p>Whether people may be contacted at this hour is asked of the clock and not of the run's one time: with a hundred
 * registrations a minute a run may last for hours.
 */
public final class ContactsSteps {

    /** The workflow's id. */
    public static final String WORKFLOW = "external-contacts";

    private static final String REGISTERED = "registered";
    private static final String CLEARED = "cleared";
    private static final String REGISTERED_AT = "registeredAt";
    private static final String LOOKED_AT = "lookedAt";
    private static final String GONE = "gone";

    /** What was cleared longer ago, because its process died or the vendor made us wait, is looked at once more. */
    private static final Duration CLEARANCE = Duration.ofMinutes(1);

    private static final int OK = 200;
    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;

    private final ContactsOptions options;
    private final ContactRules rules;
    private final ContactWishes wishes;
    private final InstantSource clock;

    ContactsSteps(ContactsOptions options, ContactWishes wishes, InstantSource clock) {
        this.options = options;
        this.rules = new ContactRules(options);
        this.wishes = wishes;
        this.clock = clock;
    }

    /** Whether the vendor's id of an item's contact is known from an earlier run, so that it is not registered again. */
    public boolean isKnown(@Variable(Variables.ITEM) Item item) {
        return ContactItems.contactId(item) != null
                && !GONE.equals(item.fields().get(ContactFields.REGISTRATION));
    }

    /** Goes on with a contact that an earlier run registered. */
    public Advance takeUp() {
        return new Advance(REGISTERED, Map.of(REGISTERED_AT, now()), Duration.ZERO);
    }

    /** The body that registers an item's contact. */
    public Map<String, Object> registration(@Variable(Variables.ITEM) Item item) {
        return ContactItems.request(item).registerBody();
    }

    /**
     * What the answer to a registration means; after a conflict the contact is read by our own id next. One that was found
     * after a lost answer counts as existing, whether this run registered it or not: its differences are named then.
     */
    public Advance registered(@Variable(Variables.ITEM) Item item, @Variable("answer") VendorAnswer answer) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (answer.status() == CONFLICT) {
            fields.put(ContactFields.REGISTRATION, ContactFields.EXISTING);
            // The vendor's id that an earlier run knew may be that of a contact which is gone.
            fields.put(ContactFields.CONTACT_ID, ContactItems.request(item).externalContactId());
        } else {
            // A 200 after a lost answer is what a look-up found, and nothing in a record tells who registered it.
            boolean found = answer.afterAmbiguity() && answer.status() == OK;
            fields.putAll(ContactFields.of(Registration.answered(answer.body(), ContactItems.request(item), found)));
        }
        fields.put(REGISTERED_AT, now());
        return new Advance(REGISTERED, fields, Duration.ZERO);
    }

    /** Names the contact that is to be read: by the vendor's id once it is known. */
    public Map<String, Object> contactToRead(@Variable(Variables.ITEM) Item item) {
        return Map.of(ContactFields.CONTACT_ID, ContactItems.anyId(item));
    }

    /** What one look at a contact's record means for its item: an {@link Advance} or a {@link Settlement}. */
    public Object decide(
            @Variable(Variables.ITEM) Item item,
            @Variable("answer") VendorAnswer answer,
            @Variable(Variables.RUN) RunContext run) {
        if (answer.status() == NOT_FOUND) {
            return notFound(item);
        }
        ContactRequest request = ContactItems.request(item);
        ContactRecord record = ContactRecord.of(answer.body());
        Item looked = item.with(looked(item, record, request, answer, run));
        Decision decision = rules.decide(record, request, since(item, REGISTERED_AT), clock.instant());
        if (!(decision instanceof Decision.LookAgain)) {
            Decision blocked = wishes.stillBlocked(request, record.fingerprint());
            decision = blocked == null ? decision : blocked;
        }
        Map<String, Object> fields = new LinkedHashMap<>(looked.fields());
        if (decision instanceof Decision.Cleared cleared) {
            fields.put(ContactFields.CHANNEL, cleared.channel().wire());
            fields.put(LOOKED_AT, now());
            return new Advance(CLEARED, fields, Duration.ZERO);
        }
        if (decision instanceof Decision.Blocked blocked) {
            return settlement(
                    Fate.DONE,
                    Outcome.BLOCKED,
                    blocked.reason(),
                    fields,
                    wishes.blocked(run, looked, request, record.fingerprint()));
        }
        if (decision instanceof Decision.Held held) {
            return settlement(Fate.REJECTED, Outcome.HELD, held.reason(), fields, wishes.held(run, looked, request));
        }
        return new Advance(REGISTERED, fields, options.poll());
    }

    /**
     * Makes sure that the conversation may be started, and by this item alone.
     *
     * @return null when it may; else what becomes of the item, an {@link Advance} or a {@link Settlement}
     */
    public @Nullable Object claim(@Variable(Variables.ITEM) Item item, @Variable(Variables.RUN) RunContext run) {
        if (item.sent().contains(ContactWishes.START)) {
            // The call itself says so, and sends nothing; whom a person wants called again is looked at first.
            return item.sentBy() != null && run.unknownFate() == UnknownFate.RESEND ? takeUp() : null;
        }
        ContactRequest request = ContactItems.request(item);
        String closed = rules.closedAt(clock.instant());
        if (closed != null) {
            return held(run, item, closed);
        }
        if (since(item, LOOKED_AT).compareTo(CLEARANCE) > 0) {
            return takeUp();
        }
        Claim claim = wishes.claim(run, item, request);
        SendKey holder = claim.holder();
        if (holder == null) {
            return null;
        }
        if (claim.answer() == Claim.Answer.IN_DOUBT) {
            return settlement(Fate.REJECTED, Outcome.UNKNOWN, ContactReasons.inDoubt(holder), Map.of(), TxWork.NONE);
        }
        Map<String, Object> fields = holder.conversationId() == null
                ? Map.of()
                : Map.of(ContactFields.CONVERSATION_ID, holder.conversationId());
        return settlement(Fate.DONE, Outcome.EXISTS, ContactReasons.contactedBy(holder), fields, TxWork.NONE);
    }

    /**
     * From when on the conversation is not to be started any more: the vendor may make the call wait, and nobody's phone
     * rings after the end of the calling window because of that.
     */
    public @Nullable Instant callUntil() {
        return rules.closesAt(clock.instant());
    }

    /** What a conversation that could not be started means: it is held when only its hour was over. */
    public Settlement notStarted(
            @ExchangeException Exception caught,
            @Variable(Variables.ITEM) Item item,
            @Variable(Variables.RUN) RunContext run) {
        RuntimeException failure = CampaignSchedules.cause(caught);
        if (failure instanceof CallFailed call && call.kind() == CallFailed.Kind.TOO_LATE) {
            return held(run, item, "the calling window ended before the vendor took the call");
        }
        throw failure;
    }

    private Settlement held(RunContext run, Item item, String why) {
        return settlement(
                Fate.REJECTED, Outcome.HELD, why, Map.of(), wishes.held(run, item, ContactItems.request(item)));
    }

    /** The body that starts an item's conversation. */
    public Map<String, Object> conversation(@Variable(Variables.ITEM) Item item) {
        Channel channel = Channel.of(String.valueOf(item.fields().get(ContactFields.CHANNEL)))
                .orElseThrow(() -> new IllegalStateException(
                        "Item " + item.key() + " of run " + item.runId() + " is cleared without a channel"));
        return ConversationRequest.bodyOf(
                ContactItems.request(item), ContactItems.anyId(item), channel, clock.instant());
    }

    /** Records that the conversation was started. */
    public Settlement contacted(
            @Variable(Variables.ITEM) Item item,
            @Variable("answer") VendorAnswer answer,
            @Variable(Variables.RUN) RunContext run) {
        String conversationId = answer.field("id") instanceof String id && !id.isBlank() ? id : null;
        Map<String, Object> fields =
                conversationId == null ? Map.of() : Map.of(ContactFields.CONVERSATION_ID, conversationId);
        return new Settlement(
                new ItemResult(Fate.DONE, Outcome.CONTACTED.word(), null, fields, answer.latencyMs()),
                List.of(),
                wishes.contacted(run, item, ContactItems.request(item), conversationId));
    }

    /** A contact that the vendor does not show: yet, any more, or at all. */
    private Object notFound(Item item) {
        if (item.fields().get(ContactFields.REGISTRATION) == null) {
            // Known from an earlier run only, and gone since: it is registered again.
            return new Advance(Item.PLANNED_STATE, Map.of(ContactFields.REGISTRATION, GONE), Duration.ZERO);
        }
        if (since(item, REGISTERED_AT).compareTo(options.validationTimeout()) < 0) {
            return new Advance(REGISTERED, Map.of(), options.poll());
        }
        return settlement(
                Fate.REJECTED,
                Outcome.FAILED,
                "get-contact: 404 for " + options.validationTimeout() + " after the vendor said that the contact is"
                        + " registered; see whether it was deleted, and run the row again",
                Map.of(),
                TxWork.NONE);
    }

    private ItemResult looked(
            Item item, ContactRecord record, ContactRequest request, VendorAnswer answer, RunContext run) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (record.id() != null) {
            fields.put(ContactFields.CONTACT_ID, record.id());
        }
        if (ContactFields.EXISTING.equals(item.fields().get(ContactFields.REGISTRATION))) {
            List<String> differences =
                    Registration.existing(answer.body(), request).differences();
            if (!differences.isEmpty()) {
                fields.put(ContactFields.DIFFERENCES, differences);
                run.warn(new Problem(
                        "contact-differs",
                        "Contacts that were registered before differ from their rows in "
                                + String.join(", ", differences)
                                + " and were used as they are; see differences of the items"));
            }
        }
        fields.putAll(ContactFields.of(record));
        return new ItemResult(Fate.DONE, "looked", null, fields, null);
    }

    private static Settlement settlement(
            Fate fate, Outcome outcome, String reason, Map<String, Object> fields, TxWork extra) {
        return new Settlement(new ItemResult(fate, outcome.word(), reason, fields, null), List.of(), extra);
    }

    /** How long ago a moment was that an item's field tells; very long when it tells none. */
    private Duration since(Item item, String field) {
        String then = ContactFields.text(item.fields(), field);
        return then == null ? ChronoUnit.FOREVER.getDuration() : Duration.between(Instant.parse(then), clock.instant());
    }

    private String now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
