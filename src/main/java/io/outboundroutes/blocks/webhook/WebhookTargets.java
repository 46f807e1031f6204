package io.outboundroutes.blocks.webhook;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Where events go, and how they are signed. */
public interface WebhookTargets {

    /** The address for a workflow's events; empty when nobody wants them. */
    Optional<URI> of(String workflow);

    /**
     * The headers that identify and sign a delivery (Standard Webhooks).
     *
     * @param eventId stable over all deliveries
     * @param payload the bytes as sent
     */
    Map<String, String> headers(String eventId, String payload);
}
