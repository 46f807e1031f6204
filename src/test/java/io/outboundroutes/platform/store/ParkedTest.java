package io.outboundroutes.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.platform.run.Fate;
import io.outboundroutes.platform.run.Item;
import io.outboundroutes.platform.run.ItemResult;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunRequest;
import io.outboundroutes.platform.run.RunStatus;
import io.outboundroutes.platform.run.Trigger;
import io.outboundroutes.platform.run.WebhookEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What waits for a person, chosen by what is known of its run. */
class ParkedTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String OTHER = "external-contacts";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final AtomicReference<Instant> clock = new AtomicReference<>(NOON);

    private void run(Store store, String name, String workflow, RunStatus status, Fate fate, String outcome) {
        Run run = store.runs().ask(new RunRequest(workflow, Trigger.REST, Mode.LIVE, null, false, null, Map.of()));
        store.runs().begin(run.id());
        store.plans().store(run.id(), Samples.plan(1));
        ItemResult result = new ItemResult(fate, outcome, name, Map.of(), null);
        WebhookEvent event = new WebhookEvent(name, run.id(), workflow, "k0", "{}");
        store.ledger().settle(run.id(), "k0", result, List.of(), List.of(event));
        store.runs().finish(run.id(), status, "{}", List.of(), List.of(), TxWork.NONE);
        store.outbox().park(name, List.of());
        clock.set(clock.get().plus(HOUR));
    }

    @ParameterizedTest
    @EnumSource
    void itIsChosenByWorkflowStatusOutcomeAndTimeOfItsRun(Database database) {
        try (Store store = Database.open(database.fresh(folder), "a", Checkpoint.NONE, clock::get)) {
            run(store, "noon", Samples.WORKFLOW, RunStatus.PARTIAL, Fate.UNKNOWN, "unknown");
            run(store, "one", OTHER, RunStatus.FAILED, Fate.PARKED, "parked");
            run(store, "two", Samples.WORKFLOW, RunStatus.SUCCEEDED, Fate.DONE, "created");

            tells(store, null, null, null, null, List.of("noon", "one"), List.of("noon", "one", "two"));
            tells(store, OTHER, null, null, null, List.of("one"), List.of("one"));
            tells(store, null, RunStatus.PARTIAL, null, null, List.of("noon"), List.of("noon"));
            tells(store, null, RunStatus.SUCCEEDED, null, null, List.of(), List.of("two"));
            tells(store, null, null, "unknown", null, List.of("noon"), List.of("noon"));
            tells(store, null, null, null, NOON.plus(HOUR), List.of("one"), List.of("one", "two"));
            tells(store, null, null, null, NOON.plus(HOUR).plusMillis(1), List.of(), List.of("two"));
            tells(store, OTHER, RunStatus.FAILED, "parked", NOON, List.of("one"), List.of("one"));
            tells(store, OTHER, RunStatus.FAILED, "unknown", NOON, List.of(), List.of());
        }
    }

    @ParameterizedTest
    @EnumSource
    void itIsReadPageByPageTheOldestFirst(Database database) {
        try (Store store = Database.open(database.fresh(folder), "a", Checkpoint.NONE, clock::get)) {
            run(store, "noon", Samples.WORKFLOW, RunStatus.PARTIAL, Fate.UNKNOWN, "unknown");
            run(store, "one", OTHER, RunStatus.FAILED, Fate.PARKED, "parked");
            Item noon = store.parked().items(RunFilter.ANY, null, 1).get(0).item();
            Delivery told = store.parked().deliveries(RunFilter.ANY, null, 1).get(0);

            assertThat(noon.reason()).isEqualTo("noon");
            assertThat(told.eventId()).isEqualTo("noon");
            assertThat(store.parked().items(RunFilter.ANY, noon, 9))
                    .extracting(waiting -> waiting.item().reason())
                    .containsExactly("one");
            assertThat(store.parked().deliveries(RunFilter.ANY, told, 9))
                    .extracting(Delivery::eventId)
                    .containsExactly("one");
        }
    }

    private static void tells(
            Store store,
            @Nullable String workflow,
            @Nullable RunStatus status,
            @Nullable String outcome,
            @Nullable Instant since,
            List<String> items,
            List<String> deliveries) {
        RunFilter filter = new RunFilter(workflow, status, outcome, since);
        assertThat(store.parked().items(filter, null, 9))
                .as("items of %s", filter)
                .extracting(waiting -> waiting.item().reason())
                .containsExactlyElementsOf(items);
        assertThat(store.parked().deliveries(filter, null, 9))
                .as("deliveries of %s", filter)
                .extracting(Delivery::eventId)
                .containsExactlyElementsOf(deliveries);
    }
}
