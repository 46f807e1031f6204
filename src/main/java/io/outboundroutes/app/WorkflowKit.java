package io.outboundroutes.app;

import io.outboundroutes.platform.config.Key;
import io.outboundroutes.platform.config.Settings;
import io.outboundroutes.platform.intake.InputColumns;
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
 * @param columns what the header of a CSV input must tell
 */
record WorkflowKit(WorkflowTraits traits, Key<URI> webhookUrl, Map<String, Object> beans, InputColumns columns) {

    /**
     * What a kit is made of.
     *
     * @param targets whom a workflow talks to
     */
    record Parts(Settings settings, Store store, InstantSource clock, Function<String, Target> targets) {}

    /** Makers of the kits of all workflows, in the guides' order. */
    private static final List<Function<Parts, WorkflowKit>> ALL =
            List.of(Segmentation::kit, Schedules::kit, Contacts::kit, Statistics::kit, Engagement::kit);

    /** Of a workflow that takes an input with any header, or none. */
    WorkflowKit(WorkflowTraits traits, Key<URI> webhookUrl, Map<String, Object> beans) {
        this(traits, webhookUrl, beans, InputColumns.any());
    }

    WorkflowKit {
        beans = Map.copyOf(beans);
    }

    /** The kits of all workflows. */
    static List<WorkflowKit> all(Parts parts) {
        return ALL.stream().map(kit -> kit.apply(parts)).toList();
    }

    /** What a workflow's CSV header must tell; any will do for one without a kit. */
    static InputColumns columns(List<WorkflowKit> kits, String workflow) {
        return kits.stream()
                .filter(kit -> kit.workflow().equals(workflow))
                .findFirst()
                .map(WorkflowKit::columns)
                .orElse(InputColumns.any());
    }

    /** The workflow's id. */
    String workflow() {
        return traits.profile().id();
    }
}
