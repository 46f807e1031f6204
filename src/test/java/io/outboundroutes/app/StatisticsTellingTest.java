package io.outboundroutes.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.sandbox.ReceivedWebhook;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.campaign.CampaignKind;
import io.outboundroutes.sandbox.campaign.Campaigns;
import io.outboundroutes.sandbox.fault.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept, stored and told of campaigns' figures: cache, history, events, audit. */
class StatisticsTellingTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String ODD = Campaigns.odd(CampaignKind.CONNECTED_ABOVE_ATTEMPTED);

    @TempDir
    Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2025-06-01T12:02:00Z"));
    private SandboxServer sandbox;

    @BeforeEach
    void start() {
        sandbox = SandboxServer.start(SandboxOptions.defaults().withContacts(0).withCampaigns(0));
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void sta2_whatWasFetchedIsNotAskedForAgainUntilItExpires() throws IOException {
        try (TestHouse house = open(Map.of("statistics.campaigns", Campaigns.GUIDE + "," + ODD))) {
            StatisticsRun first = StatisticsRun.live(house);
            assertThat(StatisticsRun.asked(sandbox)).containsExactlyInAnyOrder(Campaigns.GUIDE, ODD);
            String retrievedAt = Report.text(first.item(Campaigns.GUIDE), "retrievedAt");
            assertThat(first.item(Campaigns.GUIDE).get("cached")).isEqualTo(false);

            assertThat(retrievedAt(pushed(2))).isEqualTo(retrievedAt);

            later(Duration.ofSeconds(90));
            sandbox.state().clearJournal();
            StatisticsRun second = StatisticsRun.live(house);

            assertThat(StatisticsRun.asked(sandbox))
                    .as("figures with flags are not kept")
                    .containsExactly(ODD);
            assertThat(second.item(Campaigns.GUIDE).get("cached")).isEqualTo(true);
            assertThat(second.item(Campaigns.GUIDE).get("retrievedAt")).isEqualTo(retrievedAt);
            assertThat(second.metrics(Campaigns.GUIDE)).isEqualTo(first.metrics(Campaigns.GUIDE));
            assertThat(second.report().count("cached")).isEqualTo(1);
            assertThat(second.report().count("fetched")).isEqualTo(2);
            assertThat(retrievedAt(pushed(2)))
                    .as("pushed again with its own time")
                    .isEqualTo(retrievedAt);

            StatisticsRun again = new StatisticsRun(new Report(house.run(StatisticsSteps.WORKFLOW, Mode.LIVE, true)));
            assertThat(again.item(Campaigns.GUIDE).get("cached")).as("--again").isEqualTo(false);
        }
    }

    @Test
    void sta2_whatIsOlderThanItsTimeToLiveIsNeverServed() {
        Map<String, String> settings = Map.of(
                "statistics.campaigns", Campaigns.GUIDE,
                "statistics.align", "1h",
                "statistics.cache-ttl", "PT5M");
        try (TestHouse house = open(settings)) {
            StatisticsRun.live(house);
            later(Duration.ofMillis(299_999));
            assertThat(StatisticsRun.live(house).item(Campaigns.GUIDE).get("cached"))
                    .isEqualTo(true);
            later(Duration.ofMillis(1));
            assertThat(StatisticsRun.live(house).item(Campaigns.GUIDE).get("cached"))
                    .isEqualTo(false);
        }
    }

    @Test
    void sta2_aTimeToLiveOfZeroKeepsNothing() {
        try (TestHouse house = open(Map.of("statistics.campaigns", Campaigns.GUIDE, "statistics.cache-ttl", "0s"))) {
            StatisticsRun.live(house);
            assertThat(StatisticsRun.live(house).item(Campaigns.GUIDE).get("cached"))
                    .isEqualTo(false);
        }
    }

    @Test
    void sta4_invalidFiguresAreHeldBackWhenWanted() throws IOException {
        Map<String, String> settings =
                Map.of("statistics.campaigns", Campaigns.GUIDE + "," + ODD, "statistics.invalid", "hold");
        try (TestHouse house = open(settings)) {
            StatisticsRun run = StatisticsRun.live(house);

            assertThat(run.outcome(ODD)).isEqualTo("held");
            assertThat(run.outcome(Campaigns.GUIDE)).isEqualTo("fetched");
            assertThat(run.report().status()).isEqualTo("PARTIAL");
            assertThat(run.report().count("held")).isEqualTo(1);
            assertThat(pushed(1))
                    .singleElement()
                    .satisfies(event ->
                            assertThat(event.path("campaignId").asText()).isEqualTo(Campaigns.GUIDE));
            assertThat(StatisticsRun.stored(house, run, ODD, Duration.ofDays(1)))
                    .as("what is held is stored")
                    .hasSize(1);
            assertThat(audit(ODD).get(0).path("outcome").asText()).isEqualTo("held");
        }
    }

    @Test
    void sta4_outliersAreToldFromTheNinthWindowOn() {
        Map<String, String> settings = Map.of(
                "statistics.campaigns", Campaigns.GUIDE,
                "statistics.window", "PT1H",
                "statistics.align", "PT1H",
                "statistics.metrics", "callsAttempted");
        try (TestHouse house = open(settings)) {
            for (int i = 0; i < 8; i++) {
                answer(1_000 + i);
                assertThat(StatisticsRun.live(house).flags(Campaigns.GUIDE)).isEmpty();
                later(Duration.ofHours(1));
            }
            answer(1_100);
            StatisticsRun ninth = StatisticsRun.live(house);

            assertThat(ninth.flags(Campaigns.GUIDE))
                    .singleElement()
                    .isEqualTo(
                            "OUTLIER: callsAttempted 1100 is 39.4 standard deviations from the mean of 8 observations");
            assertThat(StatisticsRun.stored(house, ninth, Campaigns.GUIDE, Duration.ofHours(1)))
                    .hasSize(9);
        }
    }

    /** The 8th window has seven before it. */
    @Test
    void sta4_sevenObservationsAreTooFew() {
        Map<String, String> settings = Map.of(
                "statistics.campaigns", Campaigns.GUIDE,
                "statistics.window", "PT1H",
                "statistics.align", "PT1H",
                "statistics.metrics", "callsAttempted");
        try (TestHouse house = open(settings)) {
            for (int i = 0; i < 7; i++) {
                answer(1_000 + i);
                StatisticsRun.live(house);
                later(Duration.ofHours(1));
            }
            answer(9_999);
            assertThat(StatisticsRun.live(house).flags(Campaigns.GUIDE)).isEmpty();
        }
    }

    @Test
    void sta5_aFailingWebhookLosesNothingAndSyncedFollowsTheDelivery() throws IOException {
        sandbox.fault(Fault.named("503").path("webhook").first(1));
        try (TestHouse house = open(Map.of("statistics.campaigns", Campaigns.GUIDE))) {
            StatisticsRun run = StatisticsRun.live(house);

            assertThat(run.report().status()).isEqualTo("SUCCEEDED");
            assertThat(run.report().webhook()).isEqualTo("pending");
            assertThat(StatisticsRun.stored(house, run, Campaigns.GUIDE, Duration.ofDays(1)))
                    .as("stored before the webhook")
                    .hasSize(1);
            assertThat(stages()).containsExactly("validated");
            JsonNode event = pushed(1).get(0);
            assertThat(sandbox.state().requests("webhook")).hasSize(2);
            await().atMost(SOON).untilAsserted(() -> assertThat(stages()).containsExactly("validated", "synced"));
            List<JsonNode> lines = audit(Campaigns.GUIDE);
            assertThat(lines.get(0).path("dataAccuracyRate").decimalValue()).isEqualByComparingTo("1");
            assertThat(lines.get(0).has("webhookStatus")).isFalse();
            assertThat(lines.get(1).path("webhookStatus").asInt()).isEqualTo(webhookStatus());
            assertThat(fieldsOf(lines.get(1)))
                    .containsExactly("campaignId", "status", "latencyMs", "dataAccuracyRate", "webhookStatus");
            assertThat(fieldsOf(event))
                    .containsExactly(
                            "source", "campaignId", "metrics", "validationFlags", "retrievedAt", "isValid", "window");
            assertThat(event.path("source").asText()).isEqualTo("genesys_outbound_stats");
            assertThat(event.path("metrics"))
                    .isEqualTo(VendorView.JSON.valueToTree(
                            run.item(Campaigns.GUIDE).get("metrics")));
            assertThat(event.path("window").path("endDateTime").asText()).isEqualTo("2025-06-01T12:00:00.000Z");
        }
    }

    @Test
    void all15_aCampaignThatFailedIsToldTooWithoutFigures() throws IOException {
        String gone = "00000000-0000-4000-8000-00000000dead";
        try (TestHouse house = open(Map.of("statistics.campaigns", gone))) {
            StatisticsRun run = StatisticsRun.live(house);

            assertThat(run.report().status()).isEqualTo("FAILED");
            JsonNode event = pushed(1).get(0);
            assertThat(event.path("isValid").asBoolean()).isFalse();
            assertThat(event.path("metrics")).isEmpty();
            assertThat(event.path("validationFlags").get(0).asText()).startsWith("FAILED: ");
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(Files.readString(folder.resolve("audit.jsonl")))
                            .contains("WEBHOOK_DELIVERED"));
            assertThat(stages()).containsExactly("failed");
        }
    }

    private void answer(int callsAttempted) {
        sandbox.state().faults().clear();
        sandbox.fault(Fault.named("answer")
                .path("campaign-statistics")
                .with(
                        "body",
                        JsonNodeFactory.instance
                                .objectNode()
                                .set(
                                        "metrics",
                                        JsonNodeFactory.instance.objectNode().put("callsAttempted", callsAttempted))
                                .toString()));
    }

    private void later(Duration by) {
        now.updateAndGet(before -> before.plus(by));
    }

    private TestHouse open(Map<String, String> more) {
        Map<String, String> settings = new TreeMap<>(more);
        InstantSource clock = now::get;
        return TestHouse.open(sandbox, folder, settings, new Surroundings(clock, new Random(1), Checkpoint.NONE));
    }

    private List<JsonNode> pushed(int count) throws IOException {
        await().atMost(SOON).until(() -> sandbox.state().webhooks().size() >= count);
        List<JsonNode> events = new ArrayList<>();
        for (ReceivedWebhook webhook : sandbox.state().webhooks()) {
            events.add(VendorView.JSON.readTree(webhook.body()));
        }
        assertThat(events).hasSize(count);
        return events;
    }

    private static String retrievedAt(List<JsonNode> events) {
        return events.stream()
                .filter(event -> event.path("campaignId").asText().equals(Campaigns.GUIDE))
                .map(event -> event.path("retrievedAt").asText())
                .findFirst()
                .orElse("none");
    }

    private int webhookStatus() {
        return sandbox.state().requests("webhook").get(1).status();
    }

    private List<String> stages() {
        return items().stream().map(details -> details.path("status").asText()).toList();
    }

    private List<JsonNode> audit(String campaign) {
        return items().stream()
                .filter(details -> details.path("campaignId").asText().equals(campaign))
                .toList();
    }

    /** The details of the lines about campaigns. */
    private List<JsonNode> items() {
        List<JsonNode> lines = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(folder.resolve("audit.jsonl"))) {
                JsonNode json = VendorView.JSON.readTree(line);
                if (json.path("action").asText().equals("CAMPAIGN_STATISTICS_ITEM")) {
                    lines.add(json.path("details"));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }

    private static List<String> fieldsOf(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
