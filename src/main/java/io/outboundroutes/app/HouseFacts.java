package io.outboundroutes.app;

import io.outboundroutes.blocks.run.RunFacts;
import io.outboundroutes.blocks.webhook.WebhookTargets;
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
        WebhookTargets webhooks,
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
        return webhooks.of(workflow).isPresent()
                ? Optional.empty()
                : Optional.of(new Problem(
                        "no-webhook",
                        "Nobody is told of this run: webhook.url (WEBHOOK_URL) is not set"
                                + (traits.containsKey(workflow) ? ", nor the workflow's own webhook-url" : "")));
    }
}
