package io.outboundroutes.blocks.webhook;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where events go, and how they are signed. */
public interface WebhookTargets {

    /** The address for a workflow's events; empty when nobody wants them. */
    Optional<URI> of(String workflow);

    /** The workflows that {@link #of} has an address for; null: all. */
    @Nullable Set<String> told();

    /**
     * The headers that identify and sign a delivery (Standard Webhooks).
     *
     * @param eventId stable over all deliveries
     * @param payload the bytes as sent
     */
    Map<String, String> headers(String eventId, String payload);
}
