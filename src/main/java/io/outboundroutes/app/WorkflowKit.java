package io.outboundroutes.app;

import io.outboundroutes.platform.config.Key;
import io.outboundroutes.platform.config.Settings;
import io.outboundroutes.platform.run.Target;
import io.outboundroutes.platform.run.WorkflowTraits;
import io.outboundroutes.platform.store.Store;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What the house is given by a workflow that has rules in Java: one entry here, and the workflow is part of the house.
 *
 * @param traits how it is told of and acted upon; names the workflow
 * @param webhookUrl the setting of its own webhook address
 * @param beans what its routes name, by name
 */
record WorkflowKit(WorkflowTraits traits, Key<URI> webhookUrl, Map<String, Object> beans) {

    /**
     * What a kit is made of.
     *
     * @param targets whom a workflow talks to
     */
    record Parts(Settings settings, Store store, InstantSource clock, Function<String, Target> targets) {}

    /** Makers of the kits of all workflows, in the guides' order. */
    private static final List<Function<Parts, WorkflowKit>> ALL =
            List.of(Segmentation::kit, Schedules::kit, Contacts::kit, Statistics::kit, Engagement::kit);

    WorkflowKit {
        beans = Map.copyOf(beans);
    }

    /** The kits of all workflows. */
    static List<WorkflowKit> all(Parts parts) {
        return ALL.stream().map(kit -> kit.apply(parts)).toList();
    }

    /** The workflow's id. */
    String workflow() {
        return traits.profile().id();
    }
}
