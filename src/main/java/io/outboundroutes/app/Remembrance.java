package io.outboundroutes.app;

import io.outboundroutes.blocks.run.HousekeepingRoutes;
import io.outboundroutes.blocks.run.HousekeepingSteps;
import io.outboundroutes.platform.config.ContactsKeys;
import io.outboundroutes.platform.config.HouseKeys;
import io.outboundroutes.platform.config.Settings;
import io.outboundroutes.platform.config.StatisticsKeys;
import io.outboundroutes.platform.store.Forgetting;
import io.outboundroutes.platform.store.Store;
import java.time.InstantSource;
import java.util.List;

/** What this house remembers for a while, and for how long. Stateless. */
final class Remembrance {

    private Remembrance() {}

    /** The routes that forget the rest. */
    static HousekeepingRoutes routes(Settings settings, Store store, InstantSource clock) {
        List<Forgetting> kinds = List.of(
                new Forgetting("send keys", settings.get(ContactsKeys.SEND_KEY_RETENTION), store.sendKeys()::forget),
                new Forgetting(
                        "observations",
                        settings.get(StatisticsKeys.OBSERVATION_RETENTION),
                        store.observations()::forget),
                new Forgetting(
                        "rows of runs and their items",
                        settings.get(HouseKeys.STORE_RETENTION),
                        store.retention()::runs),
                new Forgetting("delivered events", settings.get(HouseKeys.STORE_RETENTION), store.retention()::events));
        return new HousekeepingRoutes(new HousekeepingSteps(kinds, clock), settings.get(HouseKeys.STORE_PURGE_CRON));
    }
}
