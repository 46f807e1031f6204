package io.outboundroutes.platform.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.platform.store.Orders;
import io.outboundroutes.platform.store.Standing;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Figures of what stands in the store. */
class StoreMetersTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final AtomicReference<Standing.Now> store = new AtomicReference<>();
    private final AtomicLong nanos = new AtomicLong();
    private final HouseMetrics metrics = new HouseMetrics(
            () -> Optional.ofNullable(store.get()).orElseThrow(),
            () -> Set.of("engagement-sync"),
            Map.of(),
            InstantSource.fixed(NOW),
            nanos::get);

    @AfterEach
    void close() {
        metrics.close();
    }

    @Test
    void whatWaitsInTheStoreIsToldWithItsAge() {
        store.set(new Standing.Now(
                List.of(
                        new Standing.Count("external-contacts", "pending", 12),
                        new Standing.Count("external-contacts", "parked", 1)),
                Map.of("external-contacts", NOW.minusSeconds(90)),
                4,
                List.of(new Standing.Count("external-contacts", "RUNNING", 1)),
                Map.of("external-contacts", NOW.minusSeconds(60)),
                Map.of("external-contacts", NOW.minusSeconds(3600)),
                Set.of("engagement-sync")));
        assertThat(told())
                .contains(
                        "outbound_outbox_events{state=\"pending\",workflow=\"external-contacts\"} 12.0",
                        "outbound_outbox_events{state=\"parked\",workflow=\"external-contacts\"} 1.0",
                        "outbound_outbox_oldest_age_seconds{workflow=\"external-contacts\"} 90.0",
                        "outbound_audit_pending_lines 4.0",
                        "outbound_workflow_paused{workflow=\"engagement-sync\"} 1.0",
                        "outbound_workflow_paused{workflow=\"external-contacts\"} 0.0",
                        "outbound_runs_open{state=\"running\",workflow=\"external-contacts\"} 1.0",
                        "outbound_last_run_age_seconds{workflow=\"external-contacts\"} 60.0",
                        "outbound_last_success_age_seconds{workflow=\"external-contacts\"} 3600.0",
                        "outbound_last_success_age_seconds{workflow=\"engagement-sync\"} +Inf",
                        "outbound_outbox_events{state=\"pending\",workflow=\"engagement-sync\"} 0.0",
                        "outbound_store_up 1.0");
    }

    @Test
    void aStoreThatDoesNotAnswerIsToldAsDownAndNothingOldIsRepeated() {
        store.set(new Standing.Now(
                List.of(),
                Map.of(),
                4,
                List.of(),
                Map.of("engagement-sync", NOW),
                Map.of("engagement-sync", NOW),
                Set.of()));
        assertThat(told()).contains("outbound_store_up 1.0", "outbound_audit_pending_lines 4.0");
        store.set(null);
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(told())
                .contains("outbound_store_up 0.0")
                .noneMatch(line -> line.startsWith("outbound_audit") || line.startsWith("outbound_last"));
    }

    @Test
    void aStopOfEverythingPausesEveryWorkflow() {
        store.set(new Standing.Now(List.of(), Map.of(), 0, List.of(), Map.of(), Map.of(), Set.of(Orders.ALL)));
        assertThat(told()).contains("outbound_workflow_paused{workflow=\"engagement-sync\"} 1.0");
    }

    private List<String> told() {
        return metrics.scrape().lines().filter(line -> !line.startsWith("#")).toList();
    }
}
