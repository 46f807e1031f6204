package io.outboundroutes.blocks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.outboundroutes.app.TestBlocks;
import io.outboundroutes.platform.http.CallFailed;
import io.outboundroutes.platform.http.VendorAnswer;
import io.outboundroutes.platform.paging.Page;
import io.outboundroutes.sandbox.RecordedRequest;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.StandingSegment;
import io.outboundroutes.sandbox.campaign.Campaigns;
import io.outboundroutes.sandbox.fault.Fault;
import io.outboundroutes.testing.Contract;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The operations of guides 001 to 003 as they ship in YAML, over real HTTP, and their look-ups. */
class GuideOperationsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Object> SCHEDULE = Map.of(
            "campaignId",
            Campaigns.SCHEDULED,
            "segmentId",
            StandingSegment.GUIDE,
            "deliveryWindow",
            Map.of("startTime", "09:00:00", "endTime", "17:00:00", "timeZone", "America/Chicago"),
            "throttleRate",
            150,
            "scheduleType",
            "PREDICTIVE",
            "startDateTime",
            "2030-11-15T09:00:00Z",
            "endDateTime",
            "2030-11-15T17:00:00Z",
            "priority",
            5);
    private static final Map<String, Object> CONTACT = Map.of(
            "externalContactId",
            "EXT-9928374",
            "name",
            "Acme Corp Support",
            "channels",
            Map.of("voice", "+15551234567", "email", "support@acme.com"),
            "interactionDurationSeconds",
            600,
            "metadata",
            Map.of("region", "us-east"));

    private static SandboxServer sandbox;
    private static TestBlocks blocks;

    @BeforeAll
    static void start() {
        sandbox = SandboxServer.start(SandboxOptions.defaults().withContacts(0));
        blocks = TestBlocks.towards(sandbox).routes(new Routes()).start();
    }

    @AfterAll
    static void stop() {
        blocks.close();
        sandbox.close();
    }

    @BeforeEach
    void reset() {
        sandbox.state().reset();
    }

    @Test
    void all11_everyOperationSendsWhatTheContractSays() {
        answer("genesys-get-segment", Map.of("segmentId", StandingSegment.GUIDE));
        answer("genesys-get-segment", Map.of("segmentId", "none"));
        page("genesys-list-schedules", Map.of("campaignId", Campaigns.SCHEDULED, "pageSize", 20));
        answer("genesys-create-schedule", SCHEDULE);
        assertThat(answer("genesys-create-schedule", SCHEDULE).status()).isEqualTo(409);
        Map<String, Object> script = Map.of(
                "name", "ScheduleProvisioningHandler", "description", "Automated predictive schedule registration");
        answer(
                "genesys-register-job",
                Map.of("name", "schedule_c", "type", "OUTBOUND_SCHEDULE_CREATE", "script", script));
        answer("register-without-budget", CONTACT);
        assertThat(answer("register-without-budget", CONTACT).status()).isEqualTo(409);
        VendorAnswer contact = answer("genesys-get-contact", Map.of("contactId", "EXT-9928374"));
        answer("genesys-get-contact", Map.of("contactId", "none"));
        Map<String, Object> metadata = Map.of(
                "source", "external_contact_api", "timestamp", Instant.now().toString());
        Map<String, Object> conversation =
                Map.of("contactId", contact.field("id"), "type", "voice", "metadata", metadata);
        assertThat(answer("genesys-start-conversation", conversation).status()).isEqualTo(201);
        Page campaigns = page("genesys-list-campaigns", Map.of("pageSize", 5));
        assertThat(campaigns.records()).hasSize(5);
        assertThat(campaigns.pageCount()).isEqualTo(3);
        assertThat(campaigns.total()).isEqualTo(14);
        assertThat(statistics(Campaigns.GUIDE).field("metrics")).isInstanceOf(Map.class);
        assertThat(statistics("none").status()).isEqualTo(404);

        List<RecordedRequest> requests = sandbox.state().requests();
        assertThat(requests).extracting(RecordedRequest::operation).doesNotContain("unknown");
        assertThat(Contract.violations(requests)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"genesys-list-campaigns, 5, 14, 3", "genesys-list-schedules, 3, 8, 3"})
    void all9_aListIsReadToItsEndWhicheverWayItPages(String operation, int size, int records, int pages) {
        for (int i = 0; i < 8; i++) {
            sandbox.state()
                    .scheduleStore()
                    .put(Campaigns.SCHEDULED, JSON.createObjectNode().put("id", "s" + i));
        }
        Map<String, Object> fields = new LinkedHashMap<>(Map.of("pageSize", size));
        if (operation.endsWith("schedules")) {
            fields.put("campaignId", Campaigns.SCHEDULED);
        }
        Exchange done = blocks.send("direct:read-" + operation, fields);

        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody())
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(records);
        assertThat(sandbox.state().requests(operation.replaceFirst("genesys-list-(.+)", "$1-list")))
                .hasSize(pages);
    }

    @ParameterizedTest
    @CsvSource({
        "genesys-list-campaigns, campaigns-list, repeated-page",
        "genesys-list-campaigns, campaigns-list, empty-page",
        "genesys-list-campaigns, campaigns-list, changing-total",
        "genesys-list-schedules, schedules-list, repeated-page",
        "genesys-list-schedules, schedules-list, empty-page",
    })
    void all9_aSpoiltListIsNeverTakenForAWholeOne(String operation, String label, String fault) {
        for (int i = 0; i < 8; i++) {
            ObjectNode one = JSON.createObjectNode().put("id", "s" + i);
            sandbox.state().scheduleStore().put(Campaigns.SCHEDULED, one);
        }
        sandbox.fault(Fault.named(fault).path(label));
        Map<String, Object> fields = new LinkedHashMap<>(Map.of("pageSize", 3));
        if (operation.endsWith("schedules")) {
            fields.put("campaignId", Campaigns.SCHEDULED);
        }
        assertThat(blocks.send("direct:read-" + operation, fields).getException())
                .isNotNull();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"500-after", "reset-after", "truncated"})
    void sch4_anEqualScheduleAfterAnAmbiguousCreateIsThatSchedule(String fault) {
        for (int hour = 0; hour < 45; hour++) {
            ObjectNode other = schedule("2030-01-01T0" + hour % 10 + ":00:00Z", "2030-11-15T17:00:00Z", "CANCELLED");
            sandbox.state().scheduleStore().put(Campaigns.SCHEDULED, other);
        }
        once(fault, "schedules-create");

        VendorAnswer answer = answer("genesys-create-schedule", SCHEDULE);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.afterAmbiguity()).isTrue();
        assertThat(answer.field("id"))
                .isEqualTo(sandbox.state().schedules().get(45).id());
        assertThat(sandbox.state().requests("schedules-create")).hasSize(1);
        assertThat(sandbox.state().requests("schedules-list")).hasSize(3);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"CANCELLED", "completed", "another segment", "another end", "none"})
    void sch4_aScheduleThatIsNotThisOneDoesNotStandForIt(String there) {
        ObjectNode other = schedule("2030-11-15T09:00:00Z", "2030-11-15T17:00:00Z", there);
        switch (there) {
            case "another segment" -> other.put("segmentId", StandingSegment.FULL);
            case "another end" ->
                other.put("startDateTime", "2030-11-15T17:00:00Z").put("endDateTime", "2030-11-15T18:00:00Z");
            default -> {}
        }
        if (!there.equals("none")) {
            sandbox.state().scheduleStore().put(Campaigns.SCHEDULED, other);
        }
        once("reset", "schedules-create");

        VendorAnswer answer = answer("genesys-create-schedule", SCHEDULE);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(sandbox.state().requests("schedules-create")).hasSize(2);
        assertThat(sandbox.state().requests("schedules-list")).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"empty-object", "repeated-page", "404", "empty-page"})
    void all5_aLookUpThatCannotReadToTheEndLeavesTheFateUnknown(String fault) {
        for (int i = 0; i < 45; i++) {
            ObjectNode one = JSON.createObjectNode().put("id", "s" + i);
            sandbox.state().scheduleStore().put(Campaigns.SCHEDULED, one);
        }
        once("reset", "schedules-create");
        sandbox.fault(Fault.named(fault).path("schedules-list"));

        Exchange done = blocks.send("direct:genesys-create-schedule", SCHEDULE);

        assertThat(done.getException()).isInstanceOf(CallFailed.class).hasMessageContaining("the look-up failed");
        assertThat(((CallFailed) done.getException()).kind()).isEqualTo(CallFailed.Kind.UNKNOWN_FATE);
        assertThat(sandbox.state().requests("schedules-create")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"reset, 2, 201, 1", "reset-after, 1, 200, 1", "503-after, 1, 200, 1"})
    void all5_aContactOfUnknownFateIsLookedUpByItsExternalId(String fault, int sends, int status, int contacts) {
        once(fault, "contacts-register");

        VendorAnswer answer = answer("register-without-budget", CONTACT);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.field("id"))
                .isEqualTo(sandbox.state().externalContacts().get(0).id());
        assertThat(sandbox.state().requests("contacts-register")).hasSize(sends);
        assertThat(sandbox.state().requests("contacts-get")).hasSize(1);
        assertThat(sandbox.state().requests("contacts-get").get(0).path()).endsWith("/EXT-9928374");
        assertThat(sandbox.state().externalContacts()).hasSize(contacts);
    }

    @ParameterizedTest
    @CsvSource({"jobs-create, genesys-register-job", "conversations-create, genesys-start-conversation"})
    void all5_aJobOrConversationOfUnknownFateIsSentOnce(String label, String operation) {
        once("reset-after", label);

        Exchange done = blocks.send("direct:" + operation, Map.of("name", "x"));

        assertThat(((CallFailed) done.getException()).kind()).isEqualTo(CallFailed.Kind.UNKNOWN_FATE);
        assertThat(sandbox.state().requests(label)).hasSize(1);
    }

    private static VendorAnswer statistics(String campaign) {
        Instant end = Instant.now().truncatedTo(ChronoUnit.HOURS);
        return answer(
                "genesys-campaign-statistics",
                Map.of(
                        "campaignId",
                        campaign,
                        "startDateTime",
                        end.minus(1, ChronoUnit.DAYS).toString().replace("Z", ".000Z"),
                        "endDateTime",
                        end.toString().replace("Z", ".000Z"),
                        "metrics",
                        "callsAttempted,callsConnected,avgCallDuration,conversionRate",
                        "includeZeroMetrics",
                        true));
    }

    private static ObjectNode schedule(String start, String end, String status) {
        return JSON.createObjectNode()
                .put("segmentId", StandingSegment.GUIDE)
                .put("startDateTime", start)
                .put("endDateTime", end)
                .put("status", status);
    }

    private static void once(String fault, String label) {
        sandbox.fault(Fault.named(fault).path(label).first(1));
    }

    private static VendorAnswer answer(String operation, Map<String, Object> fields) {
        Exchange done = blocks.send("direct:" + operation, fields);
        assertThat(done.getException()).isNull();
        return done.getMessage().getBody(VendorAnswer.class);
    }

    private static Page page(String operation, Map<String, Object> fields) {
        Exchange done = blocks.send("direct:" + operation, fields);
        assertThat(done.getException()).isNull();
        return done.getMessage().getBody(Page.class);
    }

    private static final class Routes extends RouteBuilder {
        @Override
        public void configure() {
            from("direct:register-without-budget")
                    .to("kamelet:genesys-call/register-without-budget?method=POST"
                            + "&path=/api/v2/externalcontacts/contacts&effect=write&afterAmbiguity=lookup"
                            + "&lookup=genesys-find-contact&dataStatuses=409");
            for (String list : List.of("genesys-list-campaigns", "genesys-list-schedules")) {
                from("direct:read-" + list)
                        .to("kamelet:paged-read/whole-" + list + "?operation=" + list)
                        .process(exchange -> {
                            List<Object> records = new ArrayList<>();
                            ((Iterator<?>) exchange.getMessage().getBody()).forEachRemaining(records::add);
                            exchange.getMessage().setBody(records);
                        });
            }
        }
    }
}
