package io.outboundroutes.app;

import io.outboundroutes.platform.config.HouseKeys;
import io.outboundroutes.platform.config.Settings;
import io.outboundroutes.platform.store.StoreSettings;
import io.outboundroutes.platform.text.Secret;

/** Where the settings say that the store is. Stateless. */
public final class StorePlace {

    private StorePlace() {}

    /** The store's address and who logs in. */
    public static StoreSettings of(Settings settings) {
        return new StoreSettings(
                settings.get(HouseKeys.STORE_URL),
                settings.find(HouseKeys.STORE_USER).orElse(null),
                settings.find(HouseKeys.STORE_PASSWORD).map(Secret::reveal).orElse(null));
    }
}
