package io.outboundroutes.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outboundroutes.sandbox.campaign.Campaigns;
import io.outboundroutes.sandbox.contact.ContactGenerator;
import io.outboundroutes.sandbox.contact.ContactStore;
import io.outboundroutes.sandbox.external.Conversation;
import io.outboundroutes.sandbox.external.ExternalContact;
import io.outboundroutes.sandbox.external.ExternalContacts;
import io.outboundroutes.sandbox.fault.Faults;
import io.outboundroutes.sandbox.list.ContactLists;
import io.outboundroutes.sandbox.schedule.Schedule;
import io.outboundroutes.sandbox.schedule.Schedules;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the stand-in holds, for tests in the same JVM. Thread-safe. */
public final class SandboxState {

    private final Clock clock;
    private final Journal journal = new Journal();
    private final Tokens tokens;
    private final ContactStore contacts;
    private final ContactLists lists;
    private final Segments segments = new Segments();
    private final Campaigns campaigns;
    private final Schedules schedules = new Schedules();
    private final List<ObjectNode> jobs = Collections.synchronizedList(new ArrayList<>());
    private final ExternalContacts externalContacts = new ExternalContacts();
    private final List<Conversation> conversations = Collections.synchronizedList(new ArrayList<>());
    private final Faults faults = new Faults();
    private final List<ReceivedWebhook> webhooks = new CopyOnWriteArrayList<>();

    SandboxState(SandboxOptions options) {
        this.clock = options.clock();
        this.tokens = new Tokens(options.clock(), options.tokenLifetime(), options.seed());
        this.contacts = new ContactStore(
                new ContactGenerator(options.seed(), options.clock().instant()),
                options.contacts(),
                options.matching());
        this.campaigns = new Campaigns(options.seed(), options.campaigns());
        this.lists = new ContactLists(options.seed());
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

    /** The segments that exist from the beginning. */
    public List<StandingSegment> standingSegments() {
        return StandingSegment.ALL;
    }

    /** The campaigns, with the right figures of any window. */
    public Campaigns campaigns() {
        return campaigns;
    }

    /** Every schedule that was created or put there, in order. */
    public List<Schedule> schedules() {
        return schedules.all();
    }

    /** The schedules, to put odd ones there. */
    public Schedules scheduleStore() {
        return schedules;
    }

    /** Every job that was registered, in order, as its answer shows it. */
    public List<ObjectNode> jobs() {
        return List.copyOf(jobs);
    }

    /** Every external contact that was registered or put there, in order. */
    public List<ExternalContact> externalContacts() {
        return externalContacts.all();
    }

    /** The external contacts, to put some there and to change them. */
    public ExternalContacts externalContactStore() {
        return externalContacts;
    }

    /** Every conversation that was started, in order. */
    public List<Conversation> conversations() {
        return List.copyOf(conversations);
    }

    /** Every webhook that was taken, in order. */
    public List<ReceivedWebhook> webhooks() {
        return List.copyOf(webhooks);
    }

    /** The contacts. */
    public ContactStore contacts() {
        return contacts;
    }

    /** The contact lists. */
    public ContactLists lists() {
        return lists;
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
        schedules.clear();
        externalContacts.clear();
        jobs.clear();
        conversations.clear();
        faults.clear();
        contacts.reset();
        lists.reset();
    }

    void addJob(ObjectNode job) {
        jobs.add(job);
    }

    void addConversation(Conversation conversation) {
        conversations.add(conversation);
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
