package io.outboundroutes.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunRequest;
import io.outboundroutes.platform.run.RunStatus;
import io.outboundroutes.platform.run.Trigger;
import io.outboundroutes.platform.run.WebhookEvent;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the store tells of itself, on both databases. */
class StandingTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final String WORKFLOW = Samples.WORKFLOW;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);

    @ParameterizedTest
    @EnumSource
    void anEmptyStoreHasNothingToTell(Database database) {
        try (Store store = open(database)) {
            assertThat(store.standing().look(Set.of(WORKFLOW)))
                    .isEqualTo(new Standing.Now(List.of(), Map.of(), 0, List.of(), Map.of(), Map.of(), Set.of()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theLastRunIsTheLatestLiveOneAndTheLastSuccessTheLatestThatSucceeded(Database database) {
        try (Store store = open(database)) {
            end(store, RunStatus.SUCCEEDED, Mode.LIVE, 0);
            end(store, RunStatus.SUCCEEDED, Mode.LIVE, 60);
            end(store, RunStatus.FAILED, Mode.LIVE, 120);
            end(store, RunStatus.SUCCEEDED, Mode.DRY_RUN, 180);

            Standing.Now seen = store.standing().look(Set.of(WORKFLOW, "never-ran"));

            assertThat(seen.lastRun()).isEqualTo(Map.of(WORKFLOW, NOON.plusSeconds(120)));
            assertThat(seen.lastSuccess()).isEqualTo(Map.of(WORKFLOW, NOON.plusSeconds(60)));
            assertThat(seen.runs()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatWaitsIsCountedWithTheAgeOfTheOldest(Database database) {
        try (Store store = open(database)) {
            Run run = begun(store, Mode.LIVE);
            List<WebhookEvent> events = List.of(
                    Samples.event("e0", run.id()), Samples.event("e1", run.id()), Samples.event("e2", run.id()));
            store.runs()
                    .finish(
                            run.id(),
                            RunStatus.SUCCEEDED,
                            "{}",
                            List.of(Samples.audit(run.id(), "A")),
                            events,
                            TxWork.NONE);
            store.outbox().delivered("e0", List.of());
            store.outbox().park("e1", List.of());
            now.set(NOON.plusSeconds(3600));
            begun(store, Mode.LIVE);
            store.runs().ask(request(Mode.LIVE));

            Standing.Now seen = store.standing().look(Set.of(WORKFLOW));

            assertThat(seen.events())
                    .containsExactlyInAnyOrder(
                            new Standing.Count(WORKFLOW, "pending", 1), new Standing.Count(WORKFLOW, "parked", 1));
            assertThat(seen.oldest()).isEqualTo(Map.of(WORKFLOW, NOON));
            assertThat(seen.auditLines()).isEqualTo(1);
            assertThat(seen.runs())
                    .containsExactlyInAnyOrder(
                            new Standing.Count(WORKFLOW, "RUNNING", 1), new Standing.Count(WORKFLOW, "ASKED", 1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClosedStoreIsAskedOnce(Database database) {
        Store store = open(database);
        store.close();
        assertThatThrownBy(() -> store.standing().look(Set.of(WORKFLOW))).isInstanceOf(StoreUnavailable.class);
    }

    private Store open(Database database) {
        return Database.open(database.fresh(folder), "a", Checkpoint.NONE, now::get);
    }

    private void end(Store store, RunStatus status, Mode mode, int seconds) {
        now.set(NOON.plusSeconds(seconds));
        Run run = begun(store, mode);
        store.runs().finish(run.id(), status, "{}", List.of(), List.of(), TxWork.NONE);
    }

    private static Run begun(Store store, Mode mode) {
        Run run = store.runs().ask(request(mode));
        return store.runs().begin(run.id()).orElseThrow();
    }

    private static RunRequest request(Mode mode) {
        return new RunRequest(WORKFLOW, Trigger.REST, mode, null, false, null, Map.of());
    }
}
