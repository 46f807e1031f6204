package io.outboundroutes.platform.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.platform.http.AfterAmbiguity;
import io.outboundroutes.platform.http.Effect;
import io.outboundroutes.platform.http.Operation;
import io.outboundroutes.platform.run.Fate;
import io.outboundroutes.platform.run.Item;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunContext;
import io.outboundroutes.platform.run.RunRequest;
import io.outboundroutes.platform.run.RunStatus;
import io.outboundroutes.platform.run.Trigger;
import io.outboundroutes.platform.store.Standing;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Names and values of the figures, as Prometheus reads them. */
class HouseMetricsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Operation CREATE = operation("create-segment", true, "");
    private static final Operation REGISTER = operation("register-contact", true, "contacts");
    private static final Operation TOKEN = operation("token", false, "");
    private static final Standing.Now QUIET =
            new Standing.Now(List.of(), Map.of(), 0, List.of(), Map.of(), Map.of(), Set.of());

    private final AtomicReference<Standing.Now> store = new AtomicReference<>(QUIET);
    private final AtomicLong nanos = new AtomicLong();
    private final HouseMetrics metrics = new HouseMetrics(
            () -> Optional.ofNullable(store.get()).orElseThrow(),
            () -> Set.of("engagement-sync"),
            Map.of("engagement-sync", "synced"),
            InstantSource.fixed(NOW),
            nanos::get);
    private final RunContext live = run("engagement-sync", Mode.LIVE);

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void everyFigureOfTheListIsToldAndNoOther() {
        doEverything();
        Set<String> told = metrics.scrape()
                .lines()
                .filter(line -> line.startsWith("# HELP "))
                .map(line -> line.split(" ", 4)[2])
                // Micrometer tells the largest of the last minutes besides, as a figure of its own.
                .filter(name -> !name.endsWith("_max"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(told)
                .isEqualTo(Arrays.stream(Metric.values())
                        .map(Metric::scraped)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void requestsAreCountedByStatusAndRepetitionsAsRetries() {
        metrics.calls().attempted("genesys", CREATE, 1, "503", live);
        metrics.calls().attempted("genesys", CREATE, 2, "io-error", live);
        metrics.calls().attempted("genesys", CREATE, 3, "201", live);
        metrics.calls().attempted("genesys", CREATE, 3, "not-permitted", live);
        assertThat(told())
                .contains(
                        "outbound_requests_total{operation=\"create-segment\",status=\"503\",vendor=\"genesys\"} 1.0",
                        "outbound_requests_total{operation=\"create-segment\",status=\"io-error\",vendor=\"genesys\"} 1.0",
                        "outbound_requests_total{operation=\"create-segment\",status=\"201\",vendor=\"genesys\"} 1.0",
                        "outbound_request_retries_total{operation=\"create-segment\",vendor=\"genesys\"} 2.0",
                        "outbound_breaker_refusals_total{operation=\"create-segment\",vendor=\"genesys\"} 1.0")
                .noneMatch(line -> line.contains("not-permitted"));
    }

    @Test
    void waitsAreCountedWithTheirLength() {
        metrics.calls().waiting("cxone", CREATE, Duration.ofMillis(1500), "any text, said nowhere", live);
        metrics.calls().waiting("cxone", CREATE, Duration.ofMillis(500), "HTTP 429", live);
        assertThat(told())
                .contains(
                        "outbound_wait_seconds_count{operation=\"create-segment\",vendor=\"cxone\"} 2",
                        "outbound_wait_seconds_sum{operation=\"create-segment\",vendor=\"cxone\"} 2.0",
                        "outbound_wait_seconds_bucket{operation=\"create-segment\",vendor=\"cxone\",le=\"0.5\"} 1")
                .noneMatch(line -> line.contains("said nowhere"));
    }

    @Test
    void budgetUseIsThatOfTheLastMinuteForEachBudget() {
        metrics.watch(new Sight("open", Map.of("all", 100.0, "contacts", 2.0)));
        IntStream.range(0, 60).forEach(i -> metrics.calls().attempted("genesys", REGISTER, 1, "201", live));
        IntStream.range(0, 540).forEach(i -> metrics.calls().attempted("genesys", CREATE, 1, "201", live));
        assertThat(told())
                .contains(
                        "outbound_budget_limit_per_second{budget=\"all\",vendor=\"genesys\"} 100.0",
                        "outbound_budget_used_ratio{budget=\"all\",vendor=\"genesys\"} 0.1",
                        "outbound_budget_used_ratio{budget=\"contacts\",vendor=\"genesys\"} 0.5");
        nanos.addAndGet(Duration.ofSeconds(60).toNanos());
        assertThat(told()).contains("outbound_budget_used_ratio{budget=\"all\",vendor=\"genesys\"} 0.0");
    }

    @Test
    void oneStateOfTheBreakerIsTheOneThatHolds() {
        metrics.watch(new Sight("half-open", Map.of("all", 1.0)));
        assertThat(told())
                .contains(
                        "outbound_breaker_state{state=\"closed\",vendor=\"genesys\"} 0.0",
                        "outbound_breaker_state{state=\"half-open\",vendor=\"genesys\"} 1.0",
                        "outbound_breaker_state{state=\"open\",vendor=\"genesys\"} 0.0",
                        "outbound_vendor_paused_seconds{vendor=\"genesys\"} 7.5",
                        "outbound_token_left_seconds{vendor=\"genesys\"} 60.0");
    }

    @Test
    void theLastAnswerToATokenRequestIsKept() {
        assertThat(metrics.lastTokenAnswer("genesys")).isEmpty();
        metrics.calls().attempted("genesys", TOKEN, 1, "401", live);
        metrics.calls().attempted("genesys", CREATE, 1, "200", live);
        assertThat(metrics.lastTokenAnswer("genesys")).contains("401");
    }

    @Test
    void aRunTellsStatusDurationItemsCountsAndThroughput() {
        metrics.runs()
                .ended(
                        live,
                        RunStatus.PARTIAL,
                        Duration.ofSeconds(4),
                        Map.of("synced", 1000L, "refused", 5L),
                        Map.of("synced", 2L, "failed", 1L));
        assertThat(told())
                .contains(
                        "outbound_runs_total{mode=\"live\",status=\"PARTIAL\",workflow=\"engagement-sync\"} 1.0",
                        "outbound_run_duration_seconds_sum{mode=\"live\",workflow=\"engagement-sync\"} 4.0",
                        "outbound_items_total{outcome=\"synced\",workflow=\"engagement-sync\"} 2.0",
                        "outbound_items_total{outcome=\"failed\",workflow=\"engagement-sync\"} 1.0",
                        "outbound_run_counts_total{count=\"refused\",workflow=\"engagement-sync\"} 5.0",
                        "outbound_last_run_throughput_per_second{count=\"synced\",workflow=\"engagement-sync\"} 250.0");
    }

    @Test
    void theSuccessRateIsTheLastRunsAndMeansAreNotAddedUp() {
        RunContext schedules = run("campaign-schedules", Mode.LIVE);
        for (BigDecimal rate : List.of(new BigDecimal("100"), new BigDecimal("75.0"))) {
            metrics.runs()
                    .ended(
                            schedules,
                            RunStatus.PARTIAL,
                            Duration.ofSeconds(1),
                            Map.of("successRate", rate, "averageLatencyMs", 12, "attempted", 4),
                            Map.of());
        }
        assertThat(told())
                .contains(
                        "outbound_last_run_success_ratio{workflow=\"campaign-schedules\"} 0.75",
                        "outbound_run_counts_total{count=\"attempted\",workflow=\"campaign-schedules\"} 8.0")
                .noneMatch(line -> line.contains("averageLatencyMs") || line.contains("successRate"));
    }

    @Test
    void aDryRunIsToldAsOneAndItsItemsAreNot() {
        metrics.runs()
                .ended(
                        run("engagement-sync", Mode.DRY_RUN),
                        RunStatus.SUCCEEDED,
                        Duration.ofSeconds(1),
                        Map.of("chunks", 3L),
                        Map.of("planned", 3L));
        assertThat(told())
                .contains("outbound_runs_total{mode=\"dry-run\",status=\"SUCCEEDED\",workflow=\"engagement-sync\"} 1.0")
                .noneMatch(line -> line.startsWith("outbound_items") || line.startsWith("outbound_run_counts"));
    }

    @Test
    void latencyAndAccuracyAreThoseOfItems() {
        metrics.runs().settled(live, item(250L, Map.of("dataAccuracyRate", new BigDecimal("0.5"))));
        metrics.runs().settled(live, item(null, Map.of()));
        assertThat(told())
                .contains(
                        "outbound_item_latency_seconds_count{workflow=\"engagement-sync\"} 1",
                        "outbound_item_latency_seconds_sum{workflow=\"engagement-sync\"} 0.25",
                        "outbound_data_accuracy_ratio_count{workflow=\"engagement-sync\"} 1",
                        "outbound_data_accuracy_ratio_sum{workflow=\"engagement-sync\"} 0.5");
    }

    @Test
    void whatIsNoWordBecomesNoLabel() {
        metrics.runs()
                .ended(
                        live,
                        RunStatus.FAILED,
                        Duration.ofSeconds(1),
                        Map.of(),
                        Map.of("ada@example.com", 1L, "+4915112345678", 2L));
        assertThat(told())
                .contains("outbound_items_total{outcome=\"other\",workflow=\"engagement-sync\"} 3.0")
                .noneMatch(line -> line.contains("ada") || line.contains("49151"));
    }

    @Test
    void outcomesThatNeverEndDoNotFillTheMemory() {
        Map<String, Long> outcomes =
                IntStream.range(0, 1000).boxed().collect(Collectors.toMap(i -> "outcome" + i, i -> 1L));
        metrics.runs().ended(live, RunStatus.FAILED, Duration.ofSeconds(1), Map.of(), outcomes);
        assertThat(told().stream().filter(line -> line.startsWith("outbound_items_total")))
                .hasSize(100);
    }

    @Test
    void twoHousesShareNothing() {
        HouseMetrics other = new HouseMetrics(store::get, Set::of, Map.of(), InstantSource.fixed(NOW), nanos::get);
        metrics.calls().attempted("genesys", CREATE, 1, "201", live);
        assertThat(other.scrape()).doesNotContain("outbound_requests");
        other.close();
        assertThat(told()).anyMatch(line -> line.startsWith("outbound_requests"));
    }

    @Test
    void theMachineIsToldOfOnceItIsWatched() {
        assertThat(metrics.scrape()).doesNotContain("jvm_");
        metrics.watchMachine();
        metrics.watchMachine();
        assertThat(metrics.scrape())
                .contains("jvm_memory_used_bytes", "jvm_threads_live_threads", "process_uptime_seconds");
    }

    private void doEverything() {
        metrics.watch(new Sight("closed", Map.of("all", 1.0)));
        metrics.tokenGranted("genesys");
        metrics.calls().attempted("genesys", CREATE, 2, "201", live);
        metrics.calls().attempted("genesys", CREATE, 1, "not-permitted", live);
        metrics.calls().answered("genesys", CREATE, Duration.ofSeconds(1));
        metrics.calls().waiting("genesys", CREATE, Duration.ofSeconds(1), "", live);
        metrics.runs().delivered("engagement-sync", Duration.ofSeconds(1));
        metrics.runs().counted(live, "pages", 1);
        metrics.runs().counted(live, "records", 1);
        metrics.runs().settled(live, item(1L, Map.of("dataAccuracyRate", 1)));
        metrics.runs()
                .ended(
                        live,
                        RunStatus.SUCCEEDED,
                        Duration.ofSeconds(1),
                        Map.of("synced", 1, "successRate", 100),
                        Map.of("synced", 1L));
    }

    private List<String> told() {
        return metrics.scrape().lines().filter(line -> !line.startsWith("#")).toList();
    }

    private static Item item(Long latencyMs, Map<String, Object> fields) {
        return new Item("r", 0, "k", Fate.DONE, "planned", Set.of(), null, "synced", null, fields, Map.of(), latencyMs);
    }

    private static RunContext run(String workflow, Mode mode) {
        RunRequest request = new RunRequest(workflow, Trigger.CLI, mode, null, false, null, Map.of());
        return new RunContext(new Run("r", request, RunStatus.RUNNING, null, false, null, NOW, NOW, null, null), NOW);
    }

    private static Operation operation(String id, boolean bearer, String budget) {
        return new Operation(
                id,
                "POST",
                "/x",
                Set.of(),
                Effect.READ,
                AfterAmbiguity.REPEAT,
                null,
                Set.of(),
                bearer,
                "",
                budget,
                null);
    }
}
