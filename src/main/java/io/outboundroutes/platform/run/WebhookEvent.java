package io.outboundroutes.platform.run;

import org.jspecify.annotations.Nullable;

/**
 * One event for somebody else's server, stored with the outcome it tells of.
 *
 * @param eventId stable over every delivery; the receiver's means to recognise a repetition
 * @param runId the run it belongs to
 * @param workflow the workflow's id; decides the target
 * @param itemKey the item it tells of; null when it tells of the run
 * @param payload the JSON text that is sent and signed
 */
public record WebhookEvent(
        String eventId,
        String runId,
        String workflow,
        @Nullable String itemKey,
        String payload) {}
