package io.outboundroutes.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.outboundroutes.blocks.run.HousekeepingSteps;
import io.outboundroutes.platform.store.SendKey;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
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
