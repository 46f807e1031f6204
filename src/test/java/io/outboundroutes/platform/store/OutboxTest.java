package io.outboundroutes.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.platform.run.AuditEntry;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunRequest;
import io.outboundroutes.platform.run.RunStatus;
import io.outboundroutes.platform.run.WebhookEvent;
import io.outboundroutes.platform.run.WebhookState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutboxTest {

    private static final Duration LEASE = Duration.ofMinutes(1);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @ParameterizedTest
    @EnumSource
    void all15_twoDeliverersNeverClaimOneEvent(Database database) throws Exception {
        StoreSettings settings = database.fresh(folder);
        try (Store first = Database.open(settings, "a");
                Store second = Database.open(settings, "b")) {
            finished(first, 60);

            List<List<Outbox.Claimed>> claims = RunStoreTest.together(
                    6, i -> () -> (i % 2 == 0 ? first : second).outbox().claim(10, LEASE, null));

            assertThat(claims.stream()
                            .flatMap(List::stream)
                            .map(each -> each.event().eventId()))
                    .doesNotHaveDuplicates();
            int rest = first.outbox().claim(100, LEASE, null).size();
            assertThat(claims.stream().mapToInt(List::size).sum() + rest).isEqualTo(60);
        }
    }

    @ParameterizedTest
    @EnumSource
    void eventsAreClaimedOldestFirstWithTheirAttempt(Database database) {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            finished(store, 3);

            List<Outbox.Claimed> claimed = store.outbox().claim(2, LEASE, null);

            assertThat(claimed).extracting(each -> each.event().eventId()).containsExactly("e0", "e1");
            assertThat(claimed).extracting(Outbox.Claimed::attempt).containsOnly(1);
            assertThat(claimed.get(0).event().payload()).isEqualTo("{\"id\":\"e0\"}");
        }
    }

    @ParameterizedTest
    @EnumSource
    void all15_aDeadDeliverersClaimEndsWithItsLease(Database database) {
        StoreSettings settings = database.fresh(folder);
        try (Store dead = Database.open(settings, "dead");
                Store alive = Database.open(settings, "alive")) {
            finished(dead, 1);
            assertThat(dead.outbox().claim(9, Duration.ZERO, null)).hasSize(1);

            List<Outbox.Claimed> again = alive.outbox().claim(9, LEASE, null);

            assertThat(again).extracting(Outbox.Claimed::attempt).containsExactly(2);
            dead.outbox().failed("e0", Duration.ZERO);
            assertThat(dead.outbox().claim(9, LEASE, null))
                    .as("the claim is alive's now")
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void all15_aFailedDeliveryIsDueAgainLater(Database database) {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            finished(store, 2);
            store.outbox().claim(2, LEASE, null);
            store.outbox().failed("e0", Duration.ofHours(1));
            store.outbox().failed("e1", Duration.ZERO);

            assertThat(store.outbox().claim(9, LEASE, null))
                    .extracting(each -> each.event().eventId())
                    .containsExactly("e1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void all14_whatBecomesKnownLaterIsAFurtherLine(Database database) {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            String run = finished(store, 1);

            assertThat(store.outbox().delivered("e0", List.of(Samples.audit(run, "delivered"))))
                    .isTrue();
            assertThat(store.outbox().delivered("e0", List.of(Samples.audit(run, "delivered"))))
                    .isFalse();
            assertThat(store.outbox().park("e0", List.of(Samples.audit(run, "parked"))))
                    .isFalse();

            assertThat(store.audit().pending()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void all15_theRunSaysHowFarItsWebhooksAre(Database database) {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            String run = finished(store, 2);
            assertThat(store.history().webhookState(run)).isEqualTo(WebhookState.PENDING);
            store.outbox().delivered("e0", List.of());
            assertThat(store.history().webhookState(run)).isEqualTo(WebhookState.PENDING);
            store.outbox().park("e1", List.of());
            assertThat(store.history().webhookState(run)).isEqualTo(WebhookState.PARKED);
            assertThat(store.outbox().parked(run))
                    .extracting(WebhookEvent::eventId)
                    .containsExactly("e1");

            assertThat(replay(store, "e1")).isEqualTo(Outbox.Replayed.DUE);
            assertThat(replay(store, "e0")).as("delivered").isEqualTo(Outbox.Replayed.NOT_PARKED);
            assertThat(replay(store, "e9")).isEqualTo(Outbox.Replayed.UNKNOWN);
            assertThat(store.audit().pending()).as("lines of replays").isEqualTo(1);
            assertThat(store.outbox().claim(9, LEASE, null))
                    .extracting(Outbox.Claimed::attempt)
                    .containsExactly(1);
            store.outbox().delivered("e1", List.of());
            assertThat(store.history().webhookState(run)).isEqualTo(WebhookState.DELIVERED);
            assertThat(store.history().run(run)).map(Run::status).contains(RunStatus.SUCCEEDED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void all15_aCommandLineClaimsWhatCommandLinesLeftAndNothingOfTheNodes(Database database) {
        StoreSettings settings = database.fresh(folder);
        try (Store dead = Database.open(settings, "dead");
                Store line = Database.open(settings, "line");
                Store node = Database.open(settings, "node")) {
            node.takeAll();
            finished(dead, Samples.rest(null), "nodes-", 25);
            finished(dead, Samples.cli(null, null), "line-", 1);
            finished(line, Samples.rest(null), "executed-", 1);

            assertThat(ids(line.outbox().claim(20, LEASE, null))).containsExactly("line-0", "executed-0");
            assertThat(line.outbox().claim(20, LEASE, null)).isEmpty();

            node.outbox().park("nodes-7", List.of());
            replay(line, "nodes-7");
            assertThat(ids(line.outbox().claim(20, LEASE, null)))
                    .as("who replays it sends it")
                    .containsExactly("nodes-7");
            assertThat(node.outbox().claim(99, LEASE, null)).hasSize(24);
        }
    }

    @ParameterizedTest
    @EnumSource
    void all15_whoHasNoAddressForAWorkflowClaimsNoneOfItsEvents(Database database) {
        try (Store store = Database.open(database.fresh(folder), "a")) {
            finished(store, 2);

            assertThat(store.outbox().claim(9, LEASE, Set.of())).isEmpty();
            assertThat(store.outbox().claim(9, LEASE, Set.of("engagement-sync")))
                    .isEmpty();
            assertThat(store.outbox().claim(9, LEASE, Set.of("engagement-sync", Samples.WORKFLOW)))
                    .extracting(Outbox.Claimed::attempt)
                    .containsExactly(1, 1);
        }
    }

    private static List<String> ids(List<Outbox.Claimed> claimed) {
        return claimed.stream().map(each -> each.event().eventId()).toList();
    }

    private static String finished(Store store, int events) {
        return finished(store, Samples.cli(null, null), "e", events);
    }

    private static String finished(Store store, RunRequest request, String prefix, int events) {
        Run run = store.runs().ask(request);
        store.runs().begin(run.id());
        List<WebhookEvent> all = IntStream.range(0, events)
                .mapToObj(i -> Samples.event(prefix + i, run.id()))
                .toList();
        store.runs().finish(run.id(), RunStatus.SUCCEEDED, "{}", List.of(), all, TxWork.NONE);
        return run.id();
    }

    private static Outbox.Replayed replay(Store store, String eventId) {
        return store.outbox()
                .replay(
                        eventId,
                        event -> new AuditEntry(Instant.EPOCH, event.runId(), event.workflow(), "REPLAYED", Map.of()));
    }
}
