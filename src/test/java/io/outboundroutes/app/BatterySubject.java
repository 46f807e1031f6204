package io.outboundroutes.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outboundroutes.platform.run.Item;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.sandbox.ReceivedWebhook;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.fault.Fault;
import io.outboundroutes.sandbox.list.ContactLists;
import io.outboundroutes.testing.Arrived;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A workflow as the standard battery needs to know it. A further one joins by standing in {@link #ALL}.
 *
 * @param workflow its id
 * @param settings that it needs
 * @param rows its input; null for none
 * @param read the sandbox's name of a call that it reads with
 * @param pages the sandbox's name of a call that reads more than one page; null when it reads no pages
 * @param write the sandbox's name of its last write; null when it writes nothing but events
 * @param expected how many such writes a run without trouble makes
 * @param doneOutcomes how many items are done after it
 * @param prepare fills the sandbox, more than the reset sandbox holds
 * @param empty leaves nothing to do
 * @param written what stands at the vendor after the writes, each thing once; nothing when it writes nothing there
 */
record BatterySubject(
        String workflow,
        Map<String, String> settings,
        List<String> rows,
        String read,
        @Nullable String pages,
        @Nullable String write,
        int expected,
        int doneOutcomes,
        Consumer<SandboxServer> prepare,
        Consumer<SandboxServer> empty,
        Function<SandboxServer, Collection<?>> written) {

    private static final List<String> SCHEDULES = List.of(
            schedule("campaign-uuid-123", "a1b2c3d4-e5f6-7890-abcd-ef1234567890", 5),
            schedule("campaign-uuid-123", "c3d4e5f6-a7b8-4012-8def-123456789012", 7));
    private static final List<String> CONTACTS = IntStream.range(0, 3)
            .mapToObj(i -> "{\"externalContactId\":\"EXT-" + i
                    + "\",\"name\":\"Somebody\",\"channels\":{\"voice\":\"+1555123456" + i
                    + "\"},\"initialMessage\":\"Hello\"}")
            .toList();

    /** Their runs are told of as a whole. */
    private static final Set<String> ONE_EVENT = Set.of(SegmentationSteps.WORKFLOW, EngagementSteps.WORKFLOW);

    static final List<BatterySubject> ALL = List.of(
            new BatterySubject(
                    "contact-segmentation",
                    Map.of("segmentation.query", FixedContacts.QUERY, "segmentation.page-size", "3"),
                    null,
                    "contacts-query",
                    "contacts-query",
                    "segments-create",
                    FixedContacts.SEGMENTS.size(),
                    FixedContacts.SEGMENTS.size(),
                    sandbox -> sandbox.state().contacts().replace(FixedContacts.all()),
                    sandbox -> sandbox.state().contacts().replace(List.of()),
                    sandbox -> sandbox.state().segments().stream()
                            .map(segment -> segment.name())
                            .toList()),
            new BatterySubject(
                    "campaign-schedules",
                    Map.of("schedules.page-size", "2"),
                    SCHEDULES,
                    "schedules-list",
                    "schedules-list",
                    "schedules-create",
                    2,
                    2,
                    BatterySubject::earlierSchedules,
                    BatterySubject::nothing,
                    sandbox -> sandbox.state().schedules().stream()
                            .filter(schedule -> schedule.toString().contains("2035-11"))
                            .toList()),
            new BatterySubject(
                    "external-contacts",
                    Map.of("contacts.rate-limit", "1000/1s", "contacts.poll", "50ms"),
                    CONTACTS,
                    "contacts-get",
                    null,
                    "conversations-create",
                    3,
                    3,
                    BatterySubject::nothing,
                    BatterySubject::nothing,
                    sandbox -> sandbox.state().conversations().stream()
                            .map(conversation -> conversation.contact().externalId())
                            .toList()),
            new BatterySubject(
                    "campaign-statistics",
                    Map.of("statistics.any-id", "true", "statistics.page-size", "5"),
                    null,
                    "campaign-statistics",
                    "campaigns-list",
                    null,
                    0,
                    14,
                    BatterySubject::nothing,
                    sandbox -> sandbox.fault(Fault.named("answer")
                            .path("campaigns-list")
                            .with(
                                    "body",
                                    "{\"entities\":[],\"pageNumber\":1,\"pageSize\":100,\"pageCount\":0,\"total\":0}")),
                    sandbox -> List.of()),
            new BatterySubject(
                    "engagement-sync",
                    Map.of(
                            "engagement.destination-list-id", ContactLists.DESTINATION,
                            "engagement.page-size", "30",
                            "engagement.chunk-size", "10"),
                    null,
                    "list-contacts",
                    "list-contacts",
                    "list-add",
                    30,
                    3,
                    sandbox -> sandbox.state().lists().generate(100, 100),
                    sandbox -> sandbox.state().lists().generate(0, 0),
                    sandbox -> sandbox.state().lists().ids(ContactLists.DESTINATION)));

    /** What of a run is told by an event of its own: the keys of its items; null stands for the run itself. */
    List<String> told(Store store, String runId) {
        List<String> told = ONE_EVENT.contains(workflow)
                ? Collections.singletonList(null)
                : store.items().page(runId, false, -1, 99).stream()
                        .map(Item::key)
                        .toList();
        assertThat(told).isNotEmpty();
        return told;
    }

    /** Whether a run is told of by one event, and not each of its items. */
    boolean isToldAsOne() {
        return ONE_EVENT.contains(workflow);
    }

    /** The input's rows, or none. */
    Iterator<String> input(boolean none) {
        return (none ? List.<String>of() : rows).iterator();
    }

    /** What came of a run: that which it wrote at the vendor, or else whose figures it pushed, once for each event. */
    Collection<?> done(SandboxServer sandbox) {
        return write != null ? written.apply(sandbox) : pushed(sandbox);
    }

    private static List<String> pushed(SandboxServer sandbox) {
        Map<String, String> events = new LinkedHashMap<>();
        for (ReceivedWebhook webhook : sandbox.state().webhooks()) {
            Map<?, ?> event = Arrived.object(webhook.body());
            if (event.get("metrics") instanceof Map<?, ?> figures && !figures.isEmpty()) {
                events.put(webhook.header("webhook-id"), String.valueOf(event.get("campaignId")));
            }
        }
        return List.copyOf(events.values());
    }

    private static void nothing(SandboxServer sandbox) {
        // The reset sandbox is as it should be.
    }

    private static void earlierSchedules(SandboxServer sandbox) {
        for (int month = 1; month <= 5; month++) {
            ObjectNode schedule = JsonNodeFactory.instance.objectNode();
            schedule.put("id", "earlier-" + month)
                    .put("segmentId", "a1b2c3d4-e5f6-7890-abcd-ef1234567890")
                    .put("startDateTime", "2034-0" + month + "-01T00:00:00.000Z")
                    .put("endDateTime", "2034-0" + month + "-02T00:00:00.000Z")
                    .put("status", "SCHEDULED");
            sandbox.state().scheduleStore().put("campaign-uuid-123", schedule);
        }
    }

    private static String schedule(String campaign, String segment, int priority) {
        return "{\"campaignId\":\"" + campaign + "\",\"schedule\":{\"segmentId\":\"" + segment
                + "\",\"deliveryWindow\":{\"startTime\":\"09:00:00\",\"endTime\":\"17:00:00\",\"timeZone\":\"America/Chicago\"},"
                + "\"throttleRate\":150,\"startDateTime\":\"2035-11-15T09:00:00Z\",\"endDateTime\":\"2035-11-16T17:00:00Z\",\"priority\":"
                + priority + "}}";
    }

    @Override
    public String toString() {
        return workflow;
    }
}
