package io.outboundroutes.sandbox;

import io.outboundroutes.sandbox.contact.ContactGenerator;
import io.outboundroutes.sandbox.contact.ContactStore;
import io.outboundroutes.sandbox.fault.Faults;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the stand-in holds, for tests in the same JVM. Thread-safe. */
public final class SandboxState {

    private final Clock clock;
    private final Journal journal = new Journal();
    private final Tokens tokens;
    private final ContactStore contacts;
    private final Segments segments = new Segments();
    private final Faults faults = new Faults();
    private final List<ReceivedWebhook> webhooks = new CopyOnWriteArrayList<>();

    SandboxState(SandboxOptions options) {
        this.clock = options.clock();
        this.tokens = new Tokens(options.clock(), options.tokenLifetime(), options.seed());
        this.contacts = new ContactStore(
                new ContactGenerator(options.seed(), options.clock().instant()),
                options.contacts(),
                options.matching());
    }

    /** Every vendor call and webhook that arrived, in order, also those that were refused or struck by a fault. */
    public List<RecordedRequest> requests() {
        return journal.requests();
    }

    /** Those of one operation: {@code token}, {@code contacts-query}, …. */
    public List<RecordedRequest> requests(String operation) {
        return requests().stream()
                .filter(request -> request.operation().equals(operation))
                .toList();
    }

    /** The most vendor calls that arrived within any window of this length, token calls included. */
    public int peak(Duration window) {
        return journal.peak(window);
    }

    /** Every segment that was created, in order. */
    public List<Segment> segments() {
        return segments.all();
    }

    /** Every webhook that was taken, in order. */
    public List<ReceivedWebhook> webhooks() {
        return List.copyOf(webhooks);
    }

    /** The contacts. */
    public ContactStore contacts() {
        return contacts;
    }

    /** The faults. */
    public Faults faults() {
        return faults;
    }

    /** How many tokens were ever issued. */
    public int tokensIssued() {
        return tokens.issued();
    }

    /** Makes every token bad. */
    public void revokeTokens() {
        tokens.revokeAll();
    }

    /** Forgets the segments. */
    public void clearSegments() {
        segments.clear();
    }

    /** Forgets what arrived: requests and webhooks. */
    public void clearJournal() {
        journal.clear();
        webhooks.clear();
    }

    /** Everything as in the beginning, except that tokens stay good. */
    public void reset() {
        clearJournal();
        segments.clear();
        faults.clear();
        contacts.reset();
    }

    void take(Call call) {
        webhooks.add(new ReceivedWebhook(clock.instant(), call.path(), call.query(), call.headers(), call.body()));
    }

    Journal journal() {
        return journal;
    }

    Tokens tokens() {
        return tokens;
    }

    Segments segmentStore() {
        return segments;
    }
}
