package io.outboundroutes.app;

import io.outboundroutes.platform.run.Item;
import io.outboundroutes.platform.run.RunContext;
import io.outboundroutes.platform.store.Claim;
import io.outboundroutes.platform.store.SendKey;
import io.outboundroutes.platform.store.SendKeys;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.platform.store.TxWork;
import io.outboundroutes.workflow.contacts.ContactFields;
import io.outboundroutes.workflow.contacts.ContactRequest;
import io.outboundroutes.workflow.contacts.Decision;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The send keys of one organisation, in terms of items and requests. Thread-safe. */
final class ContactWishes {

    /** The operation that carries a wish out. */
    static final String START = "start-conversation";

    /** The field of an item's request that says since when a wish has been waiting, when it was taken up. */
    static final String ASKED_AT = "askedAt";

    private final Store store;
    private final String target;

    /** @param target the organisation: the host of its API */
    ContactWishes(Store store, String target) {
        this.store = store;
        this.target = target;
    }

    Optional<SendKey> find(ContactRequest request) {
        return store.sendKeys().find(target, request.sendKey());
    }

    /** The wishes that wait to be taken up, asked for from then on, behind one; see {@link SendKeys#held}. */
    List<SendKey> waiting(Instant since, @Nullable SendKey after, int limit) {
        return store.sendKeys().held(target, START, since, after, limit);
    }

    /** How many wait that were asked for before then. */
    long waitingSinceBefore(Instant then) {
        return store.sendKeys().heldBefore(target, START, then);
    }

    /** Blocked stays blocked until the record changes: not when the operator's settings do. */
    @Nullable Decision stillBlocked(ContactRequest request, String fingerprint) {
        return find(request)
                .filter(known -> known.state() == SendKey.State.BLOCKED)
                .filter(known -> fingerprint.equals(known.recordHash()))
                .map(known -> new Decision.Blocked(
                        "blocked by run " + known.runId() + ", and the contact's record has not changed since"))
                .orElse(null);
    }

    boolean isInDoubt(SendKey known) {
        return store.sendKeys().isInDoubt(known, START);
    }

    Claim claim(RunContext run, Item item, ContactRequest request) {
        return store.sendKeys().claim(key(run, item, request, SendKey.State.RESERVED, null, null), START);
    }

    TxWork contacted(RunContext run, Item item, ContactRequest request, @Nullable String conversationId) {
        return store.sendKeys().marking(key(run, item, request, SendKey.State.CONTACTED, conversationId, null), START);
    }

    TxWork held(RunContext run, Item item, ContactRequest request) {
        return store.sendKeys().marking(key(run, item, request, SendKey.State.HELD, null, null), START);
    }

    /** @param fingerprint what the contact's record is like */
    TxWork blocked(RunContext run, Item item, ContactRequest request, String fingerprint) {
        return store.sendKeys().marking(key(run, item, request, SendKey.State.BLOCKED, null, fingerprint), START);
    }

    private SendKey key(
            RunContext run,
            Item item,
            ContactRequest request,
            SendKey.State state,
            @Nullable String conversationId,
            @Nullable String fingerprint) {
        return new SendKey(
                target,
                request.sendKey(),
                request.contactHash(),
                state,
                item.runId(),
                item.seq(),
                ContactFields.text(item.fields(), ContactFields.CONTACT_ID),
                conversationId,
                fingerprint,
                askedAt(run, item));
    }

    /** A wish that waits keeps its age when it is taken up; one that a person asks for again is as young as that. */
    private static Instant askedAt(RunContext run, Item item) {
        String waiting = ContactFields.text(item.request(), ASKED_AT);
        try {
            return waiting == null ? run.run().wantedAt() : Instant.parse(waiting);
        } catch (DateTimeParseException e) {
            return run.run().wantedAt();
        }
    }
}
