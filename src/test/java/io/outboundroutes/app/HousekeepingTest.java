package io.outboundroutes.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.outboundroutes.blocks.run.HousekeepingSteps;
import io.outboundroutes.platform.run.Fate;
import io.outboundroutes.platform.run.ItemResult;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.platform.run.Plan;
import io.outboundroutes.platform.run.PlannedItem;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunRequest;
import io.outboundroutes.platform.run.RunStatus;
import io.outboundroutes.platform.run.Trigger;
import io.outboundroutes.platform.run.WebhookEvent;
import io.outboundroutes.platform.store.SendKey;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.platform.store.TxWork;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that serves forgets what need not be remembered any longer. */
@Timeout(120)
class HousekeepingTest {

    @TempDir
    Path folder;

    @Test
    void con5_whatIsOlderThanItsRetentionIsForgottenWhileServingHoweverMuchItIs() throws Exception {
        int many = 2 * HousekeepingSteps.BATCH + 1;
        LaterClock clock = new LaterClock();
        try (SandboxServer sandbox =
                        SandboxServer.start(SandboxOptions.defaults().withContacts(0));
                TestHouse house = TestHouse.open(
                        sandbox,
                        folder,
                        Map.of("store.purge-cron", "0/1 * * * * ?", "contacts.send-key-retention", "P10D"),
                        clock.surroundings())) {
            Store store = house.house().store();
            put(store, "old", many);
            clock.later(Duration.ofDays(11));
            put(store, "young", 1);

            Serving serving = Serving.start(house.house());
            await().atMost(Duration.ofSeconds(60)).until(() -> !has(store, "old0") && !has(store, "old" + (many - 1)));
            serving.stop(Duration.ZERO);

            assertThat(has(store, "young0")).isTrue();
            assertThat(house.camel().getRoute("housekeeping")).isNotNull();
        }
    }

    @Test
    void whatEndedLongerAgoThanConfiguredGoesWithItsItemsAndWhatWasDeliveredSinceThenToo() throws Exception {
        LaterClock clock = new LaterClock();
        try (SandboxServer sandbox =
                        SandboxServer.start(SandboxOptions.defaults().withContacts(0));
                TestHouse house = TestHouse.open(
                        sandbox,
                        folder,
                        Map.of("store.purge-cron", "0/1 * * * * ?", "store.retention", "P10D"),
                        clock.surroundings())) {
            Store store = house.house().store();
            String old = begun(store, "old");
            end(store, old);
            String young = begun(store, "young");
            clock.later(Duration.ofDays(11));
            end(store, young);
            String unread = begun(store, "just now");
            end(store, unread);

            Serving serving = Serving.start(house.house());
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> store.history().run(old).isEmpty()
                            && store.outbox().delivery("young").isEmpty());
            serving.stop(Duration.ZERO);

            assertThat(store.items().page(old, false, -1, 9)).isEmpty();
            assertThat(store.outbox().delivery("old")).isEmpty();
            assertThat(store.history().runs(null, 9)).extracting(Run::id).containsExactly(unread, young);
            assertThat(store.items().page(young, false, -1, 9))
                    .as("a run is as old as its end")
                    .hasSize(1);
            assertThat(store.outbox().delivery("just now")).isPresent();
        }
    }

    /** A run with an item whose event was delivered. */
    private static String begun(Store store, String event) {
        store.runs()
                .ask(new RunRequest(SegmentationSteps.WORKFLOW, Trigger.REST, Mode.LIVE, null, false, null, Map.of()));
        Run run = store.runs().next(SegmentationSteps.WORKFLOW).orElseThrow();
        PlannedItem item = PlannedItem.toDo("item", Map.of(), Map.of());
        store.plans().store(run.id(), new Plan(List.of(item), Map.of(), List.of()));
        store.ledger()
                .settle(
                        run.id(),
                        "item",
                        new ItemResult(Fate.DONE, "created", null, Map.of(), null),
                        List.of(),
                        List.of(new WebhookEvent(event, run.id(), SegmentationSteps.WORKFLOW, "item", "{}")));
        store.outbox().delivered(event, List.of());
        return run.id();
    }

    private static void end(Store store, String run) {
        store.runs().finish(run, RunStatus.SUCCEEDED, "{}", List.of(), List.of(), TxWork.NONE);
    }

    private static void put(Store store, String name, int count) throws Exception {
        try (Connection connection = store.dataSource().getConnection()) {
            for (int i = 0; i < count; i++) {
                SendKey key = new SendKey(
                        "org-1", name + i, "who", SendKey.State.CONTACTED, "r", i, null, null, null, Instant.EPOCH);
                store.sendKeys().marking(key, ContactWishes.START).apply(connection);
            }
        }
    }

    private static boolean has(Store store, String hash) {
        return store.sendKeys().find("org-1", hash).isPresent();
    }
}
