package io.outboundroutes.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.outboundroutes.house.Dashboard;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.campaign.Campaigns;
import io.outboundroutes.sandbox.fault.Fault;
import io.outboundroutes.sandbox.list.ContactLists;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a house tells in figures of runs that met faults. Each test looks at a workflow of its own. */
class MetricsOfRunsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private static Path folder;

    private static SandboxServer sandbox;
    private static TestHouse house;

    @BeforeAll
    static void open() {
        sandbox = SandboxServer.start(SandboxOptions.defaults().withContacts(60));
        house = TestHouse.open(
                sandbox,
                folder.resolve("one"),
                Map.of(
                        "segmentation.page-size", "20",
                        "segmentation.enabled", "true",
                        "statistics.campaigns", Campaigns.GUIDE,
                        "engagement.source-list-id", ContactLists.SOURCE,
                        "engagement.target-list-id", ContactLists.TARGET));
    }

    @AfterAll
    static void close() {
        house.close();
        sandbox.close();
    }

    @BeforeEach
    void reset() {
        sandbox.state().reset();
    }

    @Test
    void all4_retriesAndWaitsOfARunThatMetFaultsAreCountedByOperationAndStatus() {
        sandbox.state().faults().add(Fault.named("503").path("contacts-query").first(2));
        sandbox.state()
                .faults()
                .add(Fault.named("429")
                        .path("segments-create")
                        .with("retryAfter", "0.1")
                        .first(1));
        Report report = new Report(house.segment());

        assertThat(report.status()).isEqualTo("SUCCEEDED");
        String genesys = ",vendor=\"genesys\"}";
        assertThat(value("outbound_requests_total{operation=\"query-contacts\",status=\"503\"" + genesys))
                .isEqualTo(2);
        assertThat(value("outbound_requests_total{operation=\"create-segment\",status=\"429\"" + genesys))
                .isEqualTo(1);
        assertThat(value("outbound_requests_total{operation=\"create-segment\",status=\"201\"" + genesys))
                .isEqualTo((double) report.count("created"));
        assertThat(value("outbound_request_duration_seconds_count{operation=\"create-segment\",vendor=\"genesys\"}"))
                .as("answers, the refusal too")
                .isEqualTo(report.count("created") + 1.0);
        assertThat(value("outbound_request_retries_total{operation=\"query-contacts\",vendor=\"genesys\"}"))
                .isEqualTo(2);
        assertThat(value("outbound_wait_seconds_count{operation=\"query-contacts\",vendor=\"genesys\"}"))
                .isGreaterThanOrEqualTo(2);
        assertThat(value("outbound_token_renewals_total{vendor=\"genesys\"}")).isPositive();
        assertThat(value("outbound_token_left_seconds{vendor=\"genesys\"}")).isPositive();
        assertThat(value("outbound_budget_used_ratio{budget=\"all\",vendor=\"genesys\"}"))
                .isPositive();
        assertThat(value("outbound_breaker_state{state=\"closed\",vendor=\"genesys\"}"))
                .isEqualTo(1);

        String segmentation = "workflow=\"contact-segmentation\"}";
        assertThat(value("outbound_pages_total{" + segmentation)).isEqualTo((double) report.count("pages"));
        assertThat(value("outbound_records_total{" + segmentation)).isEqualTo((double) report.count("contacts"));
        assertThat(value("outbound_items_total{outcome=\"created\"," + segmentation))
                .isEqualTo((double) report.count("created"));
        assertThat(value("outbound_runs_total{mode=\"live\",status=\"SUCCEEDED\"," + segmentation))
                .isEqualTo(1);
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(value("outbound_last_success_age_seconds{" + segmentation))
                    .isBetween(0.0, 60.0);
            assertThat(value("outbound_outbox_events{state=\"pending\"," + segmentation))
                    .isZero();
        });
        assertThat(lines()).anyMatch(line -> line.contains("routeId=\"contact-segmentation-plan\""));
    }

    @Test
    void sch7_theSuccessRateAndTheLatencyOfProvisioningAreFigures() {
        Map<String, Object> wrong = ScheduleRows.flat(Campaigns.GUIDE, "no-such-segment", 99, 1, 2);
        Report report = new Report(
                house.run(SchedulesSteps.WORKFLOW, Mode.LIVE, false, ScheduleRows.rows(ScheduleRows.guide(), wrong)));

        assertThat(report.status()).as(report.toString()).isEqualTo("PARTIAL");
        String schedules = "workflow=\"campaign-schedules\"}";
        assertThat(value("outbound_last_run_success_ratio{" + schedules)).isEqualTo(0.5);
        assertThat(value("outbound_item_latency_seconds_count{" + schedules)).isEqualTo(1);
        assertThat(value("outbound_items_total{outcome=\"SUCCESS\"," + schedules))
                .isEqualTo(1);
        assertThat(value("outbound_items_total{outcome=\"FAILED\"," + schedules))
                .isEqualTo(1);
        assertThat(value("outbound_run_counts_total{count=\"validationFailures\"," + schedules))
                .isEqualTo(1);
        // The store is looked at once a second at most.
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(value("outbound_last_success_age_seconds{" + schedules)).isInfinite();
            assertThat(value("outbound_last_run_age_seconds{" + schedules)).isFinite();
        });
    }

    @Test
    void sta5_theLatencyAndTheAccuracyOfStatisticsAreFigures() {
        house.run(StatisticsSteps.WORKFLOW, Mode.LIVE, false);
        String statistics = "workflow=\"campaign-statistics\"}";
        assertThat(value("outbound_item_latency_seconds_count{" + statistics)).isEqualTo(1);
        assertThat(value("outbound_data_accuracy_ratio_sum{" + statistics))
                .isPositive()
                .isEqualTo(value("outbound_data_accuracy_ratio_count{" + statistics));
    }

    @Test
    void eng4_theThroughputOfASyncIsAFigure() {
        sandbox.state().lists().generate(200, 200);
        Report report = new Report(house.run(EngagementSteps.WORKFLOW, Mode.LIVE, false));
        String sync = "workflow=\"engagement-sync\"}";
        assertThat(report.count("synced")).as(report.toString()).isPositive();
        assertThat(value("outbound_run_counts_total{count=\"synced\"," + sync))
                .isEqualTo((double) report.count("synced"));
        assertThat(value("outbound_last_run_throughput_per_second{count=\"synced\"," + sync))
                .isPositive();
    }

    @Test
    void theFiguresOfCamelAndJavaOnTheDashboardAreScraped() {
        house.house().measures().metrics().watchMachine();
        house.run(StatisticsSteps.WORKFLOW, Mode.LIVE, false);
        Set<String> asked = Pattern.compile("\\b(?:camel|jvm|process|system)_[a-z_]+")
                .matcher(String.join("\n", Dashboard.read().expressions()))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> scraped = lines().stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]", 2)[0])
                .collect(Collectors.toSet());
        System.out.println("house: figures of Camel and Java on the dashboard: " + asked);
        assertThat(asked).hasSizeGreaterThan(5);
        // Told from the first collection on.
        asked.remove("jvm_gc_pause_seconds_sum");
        assertThat(scraped).containsAll(asked);
    }

    @Test
    void noLabelHoldsAnIdOrAPerson() {
        house.run(StatisticsSteps.WORKFLOW, Mode.LIVE, false);
        assertThat(lines()).isNotEmpty().noneMatch(line -> line.matches(".*(Auto_Segment_|@|\\+[0-9]{6}|[0-9]{8}T).*"));
    }

    @Test
    void anotherHouseTellsNothingOfTheseRuns() {
        house.run(StatisticsSteps.WORKFLOW, Mode.LIVE, false);
        try (TestHouse other = TestHouse.open(sandbox, folder.resolve("other"), Map.of())) {
            List<String> told = lines(other);
            assertThat(told)
                    .contains("outbound_store_up 1.0")
                    .noneMatch(line -> line.startsWith("outbound_requests_total"))
                    .noneMatch(line -> line.startsWith("outbound_runs_total"));
        }
        assertThat(lines()).anyMatch(line -> line.startsWith("outbound_requests_total"));
    }

    private static double value(String series) {
        return lines().stream()
                .filter(line -> line.startsWith(series + " "))
                .map(line -> line.substring(series.length() + 1))
                .map(text -> text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text))
                .findFirst()
                .orElseThrow(() -> new AssertionError(series + " is not among:\n" + String.join("\n", lines())));
    }

    private static List<String> lines() {
        return lines(house);
    }

    private static List<String> lines(TestHouse told) {
        return told.house().measures().metrics().scrape().lines().toList();
    }
}
