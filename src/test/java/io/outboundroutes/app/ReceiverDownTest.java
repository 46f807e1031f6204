package io.outboundroutes.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.outboundroutes.platform.operate.Actor;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.platform.run.WebhookState;
import io.outboundroutes.platform.store.Delivery;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.sandbox.RecordedRequest;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A receiver that is down for a day, and an event that is too large: the time is moved on in the store, whose clock counts. */
@Timeout(120)
class ReceiverDownTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Actor WHO = new Actor("night-shift", Actor.Through.CLI);

    @TempDir
    private Path folder;

    private SandboxServer sandbox;
    private TestHouse house;

    @BeforeEach
    void open() {
        sandbox = SandboxServer.start(SandboxOptions.defaults().withContacts(0));
        house = TestHouse.open(sandbox, folder, Map.of());
    }

    @AfterEach
    void close() {
        house.close();
        sandbox.close();
    }

    private Store store() {
        return house.house().store();
    }

    private Report run() {
        return new Report(house.run(SegmentationSteps.WORKFLOW, Mode.LIVE, false));
    }

    /** Lets the time pass until the next attempt, and makes it; answers how long that would have taken. */
    private Duration untilTheNextAttempt(ProducerTemplate template) throws SQLException {
        int before = sandbox.state().requests("webhook").size();
        Duration passes;
        try (Connection c = store().dataSource().getConnection();
                PreparedStatement due =
                        c.prepareStatement("select next_at, current_timestamp from outbox where state = 'pending'");
                ResultSet row = due.executeQuery()) {
            assertThat(row.next()).as("an event that waits").isTrue();
            Instant next = row.getObject(1, OffsetDateTime.class).toInstant();
            passes = Duration.between(row.getObject(2, OffsetDateTime.class).toInstant(), next);
            try (PreparedStatement move = c.prepareStatement(
                    "update outbox set next_at = ? where state = 'pending' and next_at = ? and claimed_by is null")) {
                move.setObject(1, Instant.EPOCH.atOffset(ZoneOffset.UTC));
                move.setObject(2, next.atOffset(ZoneOffset.UTC));
                move.executeUpdate();
            }
        }
        template.sendBody("direct:webhook-delivery", null);
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> sandbox.state().requests("webhook").size() > before && underWay() == 0);
        return passes.isNegative() ? Duration.ZERO : passes;
    }

    /** Events under way. */
    private long underWay() throws SQLException {
        try (Connection c = store().dataSource().getConnection();
                PreparedStatement count = c.prepareStatement(
                        "select count(*) from outbox where state = 'pending' and claimed_by is not null");
                ResultSet row = count.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private Duration waits(String runId, Duration most) throws IOException, SQLException {
        Duration passed = Duration.ZERO;
        try (ProducerTemplate template = house.camel().createProducerTemplate()) {
            while (passed.compareTo(most) < 0 && store().history().webhookState(runId) == WebhookState.PENDING) {
                passed = passed.plus(untilTheNextAttempt(template));
            }
        }
        return passed;
    }

    private Stream<String> ids() {
        return sandbox.state().requests("webhook").stream()
                .map((RecordedRequest request) -> request.header("webhook-id"));
    }

    @Test
    void all15_aReceiverThatIsBackAfterADayGetsTheEventUnderTheSameId() throws Exception {
        sandbox.fault(Fault.named("503").path("webhook"));
        Report report = run();

        assertThat(waits(report.runId(), Duration.ofHours(23))).isGreaterThanOrEqualTo(Duration.ofHours(23));
        sandbox.state().faults().clear();
        waits(report.runId(), Duration.ofHours(1));

        await().atMost(PATIENCE).until(() -> store().history().webhookState(report.runId()) == WebhookState.DELIVERED);
        assertThat(sandbox.state().webhooks()).hasSize(1);
        assertThat(ids())
                .hasSizeGreaterThan(25)
                .containsOnly(sandbox.state().webhooks().get(0).header("webhook-id"));
    }

    @Test
    void all15_aReceiverThatIsDownForLongerFindsTheEventParkedAndGetsItWhenItIsReplayed() throws Exception {
        sandbox.fault(Fault.named("503").path("webhook"));
        Report report = run();

        assertThat(waits(report.runId(), Duration.ofDays(3))).isBetween(Duration.ofHours(24), Duration.ofHours(25));

        assertThat(store().history().webhookState(report.runId())).isEqualTo(WebhookState.PARKED);
        Delivery parked = store().outbox().deliveries("parked", -1, 9).get(0);
        assertThat(report.status()).isEqualTo("SUCCEEDED");
        sandbox.state().faults().clear();
        house.house().desk().replayDelivery(WHO, parked.eventId());
        await().atMost(PATIENCE).until(() -> store().history().webhookState(report.runId()) == WebhookState.DELIVERED);
        assertThat(sandbox.state().webhooks()).hasSize(1);
        assertThat(ids()).containsOnly(parked.eventId());
    }

    @Test
    void all15_anEventThatWasGivenUpIsSentAgainThroughTheRestApi() throws Exception {
        house.close();
        house = TestHouse.open(sandbox, folder, Map.of("webhook.max-attempts", "1"));
        sandbox.fault(Fault.named("503").path("webhook"));
        Report report = run();
        await().atMost(PATIENCE).until(() -> store().history().webhookState(report.runId()) == WebhookState.PARKED);
        sandbox.state().faults().clear();
        String event = store().outbox().deliveries("parked", -1, 9).get(0).eventId();
        try (RestApi api = RestApi.open(house)) {
            String path = "/api/deliveries/" + event + "/replay";

            RestApi.Answer answer = api.post(path);

            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.json().get("eventId")).isEqualTo(event);
            assertThat(answer.json().get("state")).isEqualTo("pending");
            await().atMost(PATIENCE)
                    .until(() -> store().history().webhookState(report.runId()) == WebhookState.DELIVERED);
            assertThat(sandbox.state().webhooks())
                    .singleElement()
                    .matches(sent -> event.equals(sent.header("webhook-id")));
            assertThat(api.post(path).problem()).as("once more").isEqualTo("409 conflict");
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Files.readString(folder.resolve("audit.jsonl")))
                        .containsPattern("OPERATOR_DELIVERY_REPLAYED.*\"user\":\"olga\",\"through\":\"rest\""));
    }

    @Test
    void all15_anEventThatIsTooLargeIsParkedAtOnceAndSentWhenTheLimitIsRaised() throws Exception {
        house.close();
        house = TestHouse.open(sandbox, folder, Map.of("webhook.max-body", "100B"));
        Report report = run();

        await().atMost(PATIENCE).until(() -> store().history().webhookState(report.runId()) == WebhookState.PARKED);
        assertThat(sandbox.state().requests("webhook")).isEmpty();
        String eventId = store().outbox().deliveries("parked", -1, 9).get(0).eventId();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Files.readString(folder.resolve("audit.jsonl")))
                        .containsPattern("WEBHOOK_PARKED.*\"bytes\":[0-9]{3,}"));
        house.close();
        house = TestHouse.open(sandbox, folder, Map.of());
        house.house().desk().replayDelivery(WHO, eventId);

        await().atMost(PATIENCE).until(() -> store().history().webhookState(report.runId()) == WebhookState.DELIVERED);
        assertThat(sandbox.state().webhooks()).hasSize(1);
    }
}
