package io.outboundroutes.app;

import io.outboundroutes.blocks.run.RunFacts;
import io.outboundroutes.platform.run.Problem;
import io.outboundroutes.platform.run.RunListener;
import io.outboundroutes.platform.run.Target;
import io.outboundroutes.platform.run.WorkflowTraits;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What the run envelope knows of this house. Thread-safe. */
record HouseFacts(
        String version,
        InstantSource clock,
        Map<String, WorkflowTraits> traits,
        Function<String, Target> targets,
        HouseWebhooks webhooks,
        RunListener listener)
        implements RunFacts {

    @Override
    public WorkflowTraits traits(String workflow) {
        WorkflowTraits own = traits.get(workflow);
        return own == null ? WorkflowTraits.generic(workflow) : own;
    }

    @Override
    public Target target(String workflow) {
        return targets.apply(workflow);
    }

    @Override
    public Optional<Problem> noWebhook(String workflow) {
        if (webhooks.of(workflow).isPresent()) {
            return Optional.empty();
        }
        String why = webhooks.withheld(workflow)
                .map(address -> "the sandbox stands in for the vendor, and made-up outcomes are kept from "
                        + address.getHost() + "; a receiver on this machine would be told")
                .orElseGet(() -> "webhook.url (WEBHOOK_URL) is not set"
                        + (traits.containsKey(workflow) ? ", nor the workflow's own webhook-url" : ""));
        return Optional.of(new Problem("no-webhook", "Nobody is told of this run: " + why));
    }
}
