package io.outboundroutes.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.campaign.Campaign;
import io.outboundroutes.sandbox.campaign.CampaignKind;
import io.outboundroutes.sandbox.campaign.Campaigns;
import io.outboundroutes.sandbox.campaign.Figures;
import io.outboundroutes.sandbox.fault.Fault;
import io.outboundroutes.testing.Contract;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The figures of campaigns, end to end over real HTTP, against the sandbox's own. */
class CampaignStatisticsTest {

    private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
    private static final Instant DAY_LATER = START.plus(Duration.ofDays(1));
    private static final List<CampaignKind> RIGHT = List.of(CampaignKind.FRACTION, CampaignKind.PERCENT);

    @TempDir
    static Path folder;

    private static SandboxServer sandbox;

    @BeforeAll
    static void start() {
        sandbox = SandboxServer.start(SandboxOptions.defaults().withContacts(0).withCampaigns(6));
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void sta1_theGuidesCompleteExampleRuns() throws Exception {
        sandbox.state().clearJournal();
        try (TestHouse house = open("guide", Map.of("statistics.campaigns", Campaigns.GUIDE))) {
            StatisticsRun run = StatisticsRun.live(house);

            assertThat(run.report().status()).as(run.report().toString()).isEqualTo("SUCCEEDED");
            assertThat(run.report().warningCodes()).isEmpty();
            Map<?, ?> item = run.item(Campaigns.GUIDE);
            String[] window = Report.text(item, "window").split("/", -1);
            Instant from = Instant.parse(window[0]);
            Instant to = Instant.parse(window[1]);
            assertThat(Duration.between(from, to)).isEqualTo(Duration.ofHours(24));
            assertThat(to.getEpochSecond() % 300).isZero();
            assertThat(run.metrics(Campaigns.GUIDE))
                    .isEqualTo(StatisticsRun.expected(sandbox, Campaigns.GUIDE, from, to));
            assertThat(item.get("isValid")).isEqualTo(true);
            assertThat(sandbox.state().requests("campaign-statistics"))
                    .singleElement()
                    .satisfies(request -> assertThat(parameters(request.query()))
                            .containsExactlyInAnyOrder(
                                    "startDateTime=" + window[0],
                                    "endDateTime=" + window[1],
                                    "metrics=callsAttempted,callsConnected,avgCallDuration,conversionRate",
                                    "includeZeroMetrics=true"));
            assertThat(Contract.violations(sandbox.state().requests())).isEmpty();
        }
    }

    @Test
    void sta5_asManyCampaignsAreAskedAboutAtOnceAsParallelSaysAndNoMore() throws Exception {
        sandbox.state().clearJournal();
        // Nobody answers before the test says so; the requests that are noted meanwhile are under way at once.
        sandbox.fault(Fault.named("timeout").path("campaign-statistics").with("delayMs", 600_000));
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (TestHouse house = open("parallel", Map.of("statistics.parallel", "3", "statistics.any-id", "true"))) {
            Future<StatisticsRun> run = threads.submit(() -> StatisticsRun.live(house));

            await().atMost(Duration.ofSeconds(60))
                    .until(() -> sandbox.state().requests("campaign-statistics").size() >= 3);
            await().during(Duration.ofMillis(500))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> sandbox.state().requests("campaign-statistics").size() == 3);

            assertThat(StatisticsRun.asked(sandbox)).doesNotHaveDuplicates();
            assertThat(house.house().stopRuns("the test has seen enough")).isTrue();
            assertThat(run.get(60, TimeUnit.SECONDS).report().count("fetched")).isZero();
            assertThat(sandbox.state().requests("campaign-statistics")).hasSize(3);
        } finally {
            sandbox.state().faults().clear();
            threads.shutdownNow();
        }
    }

    @Test
    void sta1_twoCampaignsInOneWindowNeverShareNumbers() {
        sandbox.state().clearJournal();
        try (TestHouse house = open("all", Map.of("statistics.window", StatisticsRun.DAY))) {
            StatisticsRun fresh = StatisticsRun.live(house);
            StatisticsRun again = StatisticsRun.live(house);

            assertThat(fresh.report().status()).isEqualTo("SUCCEEDED");
            List<Campaign> all = sandbox.state().campaigns().all();
            assertThat(fresh.report().count("campaigns")).isEqualTo(all.size()).isGreaterThan(10);
            Set<String> figures = new TreeSet<>();
            for (Campaign campaign : all) {
                if (RIGHT.contains(campaign.kind())) {
                    Map<String, String> own = StatisticsRun.expected(sandbox, campaign.id(), START, DAY_LATER);
                    assertThat(rounded(fresh.metrics(campaign.id()))).isEqualTo(own);
                    assertThat(rounded(again.metrics(campaign.id()))).isEqualTo(own);
                    assertThat(figures.add(own.toString())).isTrue();
                }
            }
            assertThat(figures).hasSizeGreaterThan(5);
        }
    }

    @Test
    void sta1_ninetyDaysEqualTheSandboxsOwnFiguresToTheLastDecimal() {
        sandbox.state().clearJournal();
        Instant end = START.plus(Duration.ofDays(90));
        try (TestHouse house = open("ninety", Map.of("statistics.window", START + "/" + end))) {
            StatisticsRun run = StatisticsRun.live(house);

            int compared = 0;
            for (Campaign campaign : sandbox.state().campaigns().all()) {
                if (RIGHT.contains(campaign.kind())) {
                    assertThat(run.metrics(campaign.id()))
                            .isEqualTo(StatisticsRun.expected(sandbox, campaign.id(), START, end));
                    assertThat(run.flags(campaign.id())).isEmpty();
                    compared++;
                }
            }
            assertThat(compared).isEqualTo(8);
            assertThat(StatisticsRun.asked(sandbox))
                    .hasSize(3 * sandbox.state().campaigns().all().size());
            assertThat(Contract.violations(sandbox.state().requests())).isEmpty();
        }
    }

    @Test
    void sta4_oddCampaignsAreFlaggedAndPushedMarked() {
        try (TestHouse house = open("odd", Map.of("statistics.window", StatisticsRun.DAY))) {
            StatisticsRun run = StatisticsRun.live(house);

            assertThat(flags(run, CampaignKind.CONNECTED_ABOVE_ATTEMPTED))
                    .isEqualTo(List.of("INCONSISTENCY: Connected calls exceed attempted calls"));
            assertThat(flags(run, CampaignKind.LONG_CALLS))
                    .singleElement()
                    .asString()
                    .matches("OUTLIER: avgCallDuration \\d+\\.\\d{1,2}s exceeds threshold");
            assertThat(flags(run, CampaignKind.NULL_METRIC)).isEqualTo(List.of("MISSING: conversionRate"));
            assertThat(flags(run, CampaignKind.MISSING_METRIC)).isEqualTo(List.of("MISSING: avgCallDuration"));
            assertThat(flags(run, CampaignKind.NO_CALLS)).isEqualTo(List.of());
            assertThat(flags(run, CampaignKind.NEGATIVE))
                    .isEqualTo(List.of(
                            "INCONSISTENCY: Connected calls exceed attempted calls",
                            "INCONSISTENCY: callsAttempted is negative",
                            "INCONSISTENCY: conversionRate is not between 0 and 1"));
            assertThat(flags(run, CampaignKind.UNREADABLE)).isEqualTo(List.of("UNREADABLE: conversionRate"));
            assertThat(run.report().status()).isEqualTo("SUCCEEDED");
            assertThat(run.report().count("flagged")).isEqualTo(6);
            assertThat(run.report().count("fetched")).isEqualTo(run.report().count("campaigns"));
        }
    }

    @Test
    void sta3_unitsAreOverriddenByMetric() {
        Map<String, String> settings = Map.of(
                "statistics.window", StatisticsRun.DAY,
                "statistics.campaigns", Campaigns.GUIDE,
                "statistics.metrics", "conversions,avgCallDuration",
                "statistics.units.conversions", "ms",
                "statistics.units.avgcallduration", "s");
        try (TestHouse house = open("units", settings)) {
            StatisticsRun run = StatisticsRun.live(house);

            Figures figures = sandbox.state().campaigns().figures(Campaigns.GUIDE, START, DAY_LATER);
            assertThat(run.metrics(Campaigns.GUIDE))
                    .isEqualTo(StatisticsRun.plain(new LinkedHashMap<>(Map.of(
                            "conversions",
                            BigDecimal.valueOf(figures.conversions())
                                    .movePointLeft(3)
                                    .setScale(2, RoundingMode.HALF_UP),
                            "avgCallDuration",
                            Objects.requireNonNull(figures.avgCallDurationMillis())))));
        }
    }

    private static List<String> parameters(@Nullable String query) {
        return List.of(
                URLDecoder.decode(String.valueOf(query), StandardCharsets.UTF_8).split("&", -1));
    }

    private static List<?> flags(StatisticsRun run, CampaignKind kind) {
        return run.flags(Campaigns.odd(kind));
    }

    /** A rate that comes as a number is told with all its digits. */
    private static Map<String, String> rounded(Map<String, String> metrics) {
        metrics.computeIfPresent(
                "conversionRate",
                (name, rate) -> new BigDecimal(rate)
                        .setScale(4, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString());
        return metrics;
    }

    private static TestHouse open(String name, Map<String, String> settings) {
        return TestHouse.open(sandbox, folder.resolve(name), settings);
    }
}
