package io.outboundroutes.app;

import io.outboundroutes.blocks.LogContext;
import io.outboundroutes.blocks.plain.CollectList;
import io.outboundroutes.blocks.plain.Fields;
import io.outboundroutes.blocks.plain.ItemOutcome;
import io.outboundroutes.blocks.plain.LookUp;
import io.outboundroutes.blocks.run.Input;
import io.outboundroutes.blocks.run.StorePlanItems;
import io.outboundroutes.platform.config.Settings;
import io.outboundroutes.platform.store.Store;
import java.util.Collection;
import org.apache.camel.main.Main;

/** What routes name with {@code ref:}, besides what the blocks bring along. Stateless. */
final class RouteBeans {

    private RouteBeans() {}

    static void bind(Main main, Settings settings, Store store, Collection<WorkflowKit> kits) {
        main.bind("logContext", new LogContext());
        main.bind("lookUp", new LookUp());
        main.bind("fields", new Fields());
        main.bind("outcome", new ItemOutcome());
        main.bind("collectList", new CollectList());
        main.bind("input", new Input(store.inputs()));
        main.bind("storePlanItems", new StorePlanItems(store.plans()));
        kits.forEach(kit -> kit.beans().forEach(main::bind));
        TrustStore.of(settings).ifPresent(tls -> main.bind("tls", tls));
    }
}
