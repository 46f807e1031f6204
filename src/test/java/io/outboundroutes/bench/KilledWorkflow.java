package io.outboundroutes.bench;

import io.outboundroutes.app.ContactRows;
import io.outboundroutes.app.ScheduleRows;
import io.outboundroutes.platform.json.Json;
import io.outboundroutes.platform.run.Item;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.StandingSegment;
import io.outboundroutes.sandbox.campaign.Campaign;
import io.outboundroutes.sandbox.campaign.Campaigns;
import io.outboundroutes.sandbox.list.ContactLists;
import io.outboundroutes.testing.Arrived;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A workflow as {@link RandomKillBench} needs to know it.
 *
 * @param id its id
 * @param intended how many things an undisturbed run leaves
 * @param options the sandbox
 * @param prepare fills it, more than a fresh one holds
 * @param settings of the program, as variables of the environment
 * @param rows its input, as JSON texts; none: it has no input
 * @param writes the sandbox's names of the calls that write
 * @param once those of them that are not sent again when nobody knows what became of them
 * @param vendor what stands at the vendor: each thing as often as it stands there
 * @param ledger what an item that is done says to stand there
 * @param unknown the names of things of which an item of the report says that nobody knows whether they stand there
 */
record KilledWorkflow(
        String id,
        int intended,
        SandboxOptions options,
        Consumer<SandboxServer> prepare,
        Map<String, String> settings,
        List<String> rows,
        List<String> writes,
        List<String> once,
        Function<SandboxServer, Stream<Thing>> vendor,
        Function<Item, Stream<Thing>> ledger,
        Function<Map<?, ?>, Stream<String>> unknown) {

    /** Answers take a while, so that a kill can meet a request under way. */
    private static final SandboxOptions SLOW =
            SandboxOptions.defaults().withContacts(0).withLatency(Duration.ofMillis(20));

    private static final SandboxOptions TWENTY_CAMPAIGNS = SLOW.withCampaigns(11);
    private static final int PEOPLE = 60;

    static final List<KilledWorkflow> ALL = List.of(
            new KilledWorkflow(
                    "contact-segmentation",
                    33,
                    SLOW.withContacts(1000),
                    KilledWorkflow::asItIs,
                    Map.of(),
                    List.of(),
                    List.of("segments-create"),
                    List.of(),
                    sandbox -> sandbox.state().segments().stream()
                            .map(segment -> new Thing(segment.name() + ", " + segment.query(), segment.id())),
                    item -> Stream.of(new Thing(segment(item.fields()), text(item.fields(), "segmentId"))),
                    item -> unknown(item, segment(item))),
            // One schedule a campaign, so that a job's name tells its request.
            new KilledWorkflow(
                    "campaign-schedules",
                    2 * campaigns().size(),
                    TWENTY_CAMPAIGNS,
                    KilledWorkflow::asItIs,
                    Map.of(),
                    campaigns().stream()
                            .map(id -> Json.write(ScheduleRows.flat(id, StandingSegment.GUIDE, 5, 9, 17)))
                            .toList(),
                    List.of("jobs-create", "schedules-create"),
                    List.of("jobs-create"),
                    sandbox -> Stream.concat(
                            sandbox.state().schedules().stream()
                                    .map(schedule -> new Thing("schedule_of_" + schedule.campaignId(), schedule.id())),
                            sandbox.state().jobs().stream()
                                    .map(job -> new Thing(
                                            job.path("name").asText(),
                                            job.path("id").asText()))),
                    item -> Stream.concat(
                            Stream.of(new Thing(schedule(item.fields()), text(item.fields(), "scheduleId"))),
                            Stream.ofNullable(item.fields().get("jobId"))
                                    .map(id -> new Thing(job(item.fields()), String.valueOf(id)))),
                    item -> Stream.concat(
                            unknown(item, schedule(item)),
                            item.containsKey("jobId") ? Stream.empty() : Stream.of(job(item)))),
            new KilledWorkflow(
                    "external-contacts",
                    PEOPLE,
                    SLOW.withValidationTime(Duration.ofMillis(60)),
                    KilledWorkflow::asItIs,
                    Map.of("CONTACTS_RATE_LIMIT", "1000/1s", "CONTACTS_POLL", "50ms"),
                    ContactRows.many(PEOPLE).stream().map(Json::write).toList(),
                    List.of("contacts-register", "conversations-create"),
                    List.of("conversations-create"),
                    sandbox -> sandbox.state().conversations().stream()
                            .map(talk -> new Thing(talk.contact().externalId(), talk.id())),
                    item -> Stream.of(new Thing(person(item.fields()), text(item.fields(), "conversationId"))),
                    item -> unknown(item, person(item))),
            // What it writes are its events.
            new KilledWorkflow(
                    "campaign-statistics",
                    campaigns().size(),
                    TWENTY_CAMPAIGNS,
                    KilledWorkflow::asItIs,
                    Map.of("STATISTICS_ANY_ID", "true"),
                    List.of(),
                    List.of(),
                    List.of(),
                    KilledWorkflow::told,
                    item -> Stream.of(new Thing(text(item.fields(), "campaignId"), text(item.fields(), "retrievedAt"))),
                    item -> Stream.empty()),
            new KilledWorkflow(
                    "engagement-sync",
                    90,
                    SLOW,
                    sandbox -> sandbox.state().lists().generate(300, 300),
                    Map.of(
                            "CXONE_RATE_LIMIT",
                            "1000/1s",
                            "CXONE_SOURCE_LIST_ID",
                            ContactLists.SOURCE,
                            "CXONE_TARGET_LIST_ID",
                            ContactLists.TARGET,
                            "ENGAGEMENT_DESTINATION_LIST_ID",
                            ContactLists.DESTINATION,
                            "ENGAGEMENT_PAGE_SIZE",
                            "30",
                            "ENGAGEMENT_CHUNK_SIZE",
                            "5"),
                    List.of(),
                    List.of("list-add"),
                    List.of(),
                    sandbox -> sandbox.state().lists().ids(ContactLists.DESTINATION).stream()
                            .map(id -> new Thing(id, ContactLists.DESTINATION)),
                    item -> ((Collection<?>) item.request().get("contactIds"))
                            .stream().map(id -> new Thing(String.valueOf(id), ContactLists.DESTINATION)),
                    item -> Stream.empty()));

    /**
     * Something that a run leaves behind.
     *
     * @param name the same in every case
     * @param id as the vendor calls it, so that ledger and vendor can be seen to mean the same one
     */
    record Thing(String name, String id) {

        /** In the place of an id. */
        static final String NOT_TOLD = "not told";

        /** Whether the ledger does not know its id. */
        boolean hasNoId() {
            return id.equals(NOT_TOLD);
        }
    }

    private static void asItIs(SandboxServer sandbox) {
        // A fresh sandbox is as it should be.
    }

    private static List<String> campaigns() {
        return new Campaigns(TWENTY_CAMPAIGNS.seed(), TWENTY_CAMPAIGNS.campaigns())
                .all().stream().map(Campaign::id).toList();
    }

    /** Campaigns of which the receiver was told; an event that arrived again counts once. */
    private static Stream<Thing> told(SandboxServer sandbox) {
        Set<String> before = new HashSet<>();
        return sandbox.state().webhooks().stream()
                .filter(webhook -> before.add(webhook.header("webhook-id")))
                .map(webhook -> Arrived.object(webhook.body()))
                .map(event -> new Thing(text(event, "campaignId"), text(event, "retrievedAt")));
    }

    private static Stream<String> unknown(Map<?, ?> item, String name) {
        return "unknown".equals(item.get("outcome")) ? Stream.of(name) : Stream.empty();
    }

    private static String segment(Map<?, ?> fields) {
        return text(fields, "segmentName") + ", " + text(fields, "query");
    }

    private static String schedule(Map<?, ?> fields) {
        return "schedule_of_" + text(fields, "campaignId");
    }

    /** As the program names it. */
    private static String job(Map<?, ?> fields) {
        return "schedule_" + text(fields, "campaignId");
    }

    private static String person(Map<?, ?> fields) {
        return text(fields, "externalContactId");
    }

    private static String text(Map<?, ?> fields, String name) {
        Object value = fields.get(name);
        return value == null ? Thing.NOT_TOLD : String.valueOf(value);
    }

    @Override
    public String toString() {
        return id;
    }
}
