package io.outboundroutes.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.campaign.Campaigns;
import io.outboundroutes.sandbox.fault.Fault;
import io.outboundroutes.testing.Contract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom campaign statistics asks about, what a dry run shows, and what one failing campaign means for the others. */
class StatisticsPlanTest {

    private static final String GONE = "00000000-0000-4000-8000-00000000dead";
    private static final String OTHER = "0dd00000-0000-4000-8000-000000000005";
    private static final String STATISTICS = "/api/v2/outbound/analytics/campaigns/";

    @TempDir
    static Path folder;

    private static int houses;
    private static SandboxServer sandbox;

    @BeforeAll
    static void start() {
        sandbox = SandboxServer.start(SandboxOptions.defaults().withContacts(0).withCampaigns(120));
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @BeforeEach
    void honest() {
        sandbox.state().faults().clear();
        sandbox.state().clearJournal();
    }

    @Test
    void sta1_idsAreCheckedOncePerRunBeforeAnybodyIsAskedAboutThem() {
        try (TestHouse house = open(
                Map.of("statistics.campaigns", String.join(",", GONE, Campaigns.SCHEDULED, Campaigns.GUIDE, OTHER)))) {
            StatisticsRun run = StatisticsRun.live(house);

            assertThat(run.report().status()).as(run.report().toString()).isEqualTo("PARTIAL");
            assertThat(run.item(GONE)).asString().contains("outcome=failed", "no campaign with this id");
            assertThat(run.item(Campaigns.SCHEDULED)).asString().contains("outcome=failed", "statistics.any-id=true");
            assertThat(run.outcome(Campaigns.GUIDE)).isEqualTo("fetched");
            assertThat(run.outcome(OTHER)).isEqualTo("fetched");
            assertThat(run.report().count("failed")).isEqualTo(2);
            assertThat(StatisticsRun.asked(sandbox)).containsExactlyInAnyOrder(Campaigns.GUIDE, OTHER);
            // 129 campaigns are two pages of a hundred
            assertThat(sandbox.state().requests("campaigns-list")).hasSize(2);
        }
    }

    @Test
    void sta1_anyIdLiftsTheForm() {
        try (TestHouse house = open(Map.of("statistics.campaigns", Campaigns.SCHEDULED, "statistics.any-id", "true"))) {
            assertThat(StatisticsRun.live(house).outcome(Campaigns.SCHEDULED)).isEqualTo("fetched");
        }
    }

    @Test
    void sta1_aForbiddenListIsAWarningWhenIdsAreConfiguredAndAFailureElse() {
        sandbox.fault(Fault.named("403").path("campaigns-list"));
        try (TestHouse house = open(Map.of("statistics.campaigns", GONE + "," + Campaigns.GUIDE))) {
            StatisticsRun run = StatisticsRun.live(house);

            assertThat(run.report().warningCodes()).containsExactly("campaigns-not-checked");
            assertThat(run.outcome(Campaigns.GUIDE)).isEqualTo("fetched");
            assertThat(run.item(GONE)).asString().contains("outcome=failed", "404");
        }
        try (TestHouse house = open(Map.of())) {
            StatisticsRun run = StatisticsRun.live(house);

            assertThat(run.report().status()).isEqualTo("FAILED");
            assertThat(run.report().errorCodes()).containsExactly("refused");
            assertThat(run.report().errors().toString()).contains("outbound:campaign:read");
        }
    }

    @Test
    void all6_aListThatCannotBeReadIsNoReasonToSkipTheCheck() {
        sandbox.fault(Fault.named("500").path("campaigns-list").page(2));
        try (TestHouse house = open(Map.of("statistics.campaigns", Campaigns.GUIDE))) {
            StatisticsRun run = StatisticsRun.live(house);

            assertThat(run.report().status()).isEqualTo("FAILED");
            assertThat(StatisticsRun.asked(sandbox)).isEmpty();
        }
    }

    @Test
    void sta1_aWindowThatIsNotOverFailsTheRunBeforeAnyCall() {
        Instant start = Instant.now();
        try (TestHouse house = open(Map.of(
                "statistics.window",
                start + "/" + start.plus(Duration.ofHours(1)),
                "statistics.campaigns",
                Campaigns.GUIDE))) {
            StatisticsRun run = StatisticsRun.live(house);

            assertThat(run.report().status()).isEqualTo("FAILED");
            assertThat(run.report().errorCodes()).containsExactly("configuration");
            assertThat(run.report().errors().toString()).contains("statistics.window", "future");
            assertThat(StatisticsRun.asked(sandbox)).isEmpty();
        }
    }

    @Test
    void sta5_oneFailingCampaignIsOneFailingItem() {
        sandbox.fault(Fault.named("403").path(STATISTICS + OTHER));
        sandbox.fault(Fault.named("error-object").path(STATISTICS + Campaigns.GUIDE));
        try (TestHouse house = open(Map.of("statistics.page-size", "50"))) {
            StatisticsRun run = StatisticsRun.live(house);

            assertThat(run.report().status()).isEqualTo("PARTIAL");
            assertThat(run.item(OTHER)).asString().contains("outcome=failed", "403", "Analytics Viewer");
            assertThat(run.item(Campaigns.GUIDE)).asString().contains("outcome=failed");
            assertThat(run.report().count("failed")).isEqualTo(2);
            assertThat(run.report().count("fetched")).isEqualTo(127);
            assertThat(run.report().count("campaigns")).isEqualTo(129);
        }
    }

    @Test
    void all13_aDryRunFetchesAndJudgesButPushesAndStoresNothing() throws IOException {
        sandbox.fault(Fault.named("403").path(STATISTICS + OTHER));
        try (TestHouse house = open(Map.of("statistics.campaigns", String.join(",", GONE, Campaigns.GUIDE, OTHER)))) {
            StatisticsRun dry = StatisticsRun.dry(house);

            assertThat(dry.outcome(Campaigns.GUIDE)).isEqualTo("planned");
            assertThat(dry.item(Campaigns.GUIDE).get("isValid")).isEqualTo(true);
            assertThat(dry.outcome(OTHER)).isEqualTo("failed");
            assertThat(dry.outcome(GONE)).isEqualTo("failed");
            assertThat(dry.report().status()).isEqualTo("PARTIAL");
            assertThat(dry.report().webhook()).isEqualTo("none");
            assertThat(sandbox.state().webhooks()).isEmpty();
            Path audit = folder.resolve("house-" + houses + "/audit.jsonl");
            assertThat(Files.exists(audit) ? Files.readString(audit) : "").isEmpty();
            assertThat(StatisticsRun.stored(house, dry, Campaigns.GUIDE, Duration.ofDays(1)))
                    .isEmpty();
            assertThat(StatisticsRun.asked(sandbox)).containsExactlyInAnyOrder(Campaigns.GUIDE, OTHER);
            assertThat(Contract.violations(sandbox.state().requests())).isEmpty();

            StatisticsRun live = StatisticsRun.live(house);
            assertThat(live.metrics(Campaigns.GUIDE)).isEqualTo(dry.metrics(Campaigns.GUIDE));
            assertThat(StatisticsRun.stored(house, live, Campaigns.GUIDE, Duration.ofDays(1)))
                    .hasSize(1);
        }
    }

    @Test
    void all12_anOrganisationWithoutCampaignsSucceedsWithAWarning() {
        sandbox.fault(Fault.named("answer")
                .path("campaigns-list")
                .with("body", "{\"entities\":[],\"pageNumber\":1,\"pageSize\":100,\"pageCount\":0,\"total\":0}"));
        try (TestHouse house = open(Map.of())) {
            StatisticsRun run = StatisticsRun.live(house);

            assertThat(run.report().status()).as(run.report().toString()).isEqualTo("SUCCEEDED");
            assertThat(run.report().warningCodes()).containsExactly("no-campaigns");
        }
    }

    private static TestHouse open(Map<String, String> more) {
        Map<String, String> settings = new TreeMap<>(Map.of("statistics.window", StatisticsRun.DAY));
        settings.putAll(more);
        return TestHouse.open(sandbox, folder.resolve("house-" + ++houses), settings);
    }
}
