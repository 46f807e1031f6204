package io.outboundroutes.app;

import io.outboundroutes.blocks.webhook.WebhookTargets;
import io.outboundroutes.platform.config.HouseKeys;
import io.outboundroutes.platform.config.SegmentationKeys;
import io.outboundroutes.platform.config.Settings;
import io.outboundroutes.platform.webhook.WebhookSigner;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** Where this house sends events: each workflow's own address, else the common one. Thread-safe. */
final class HouseWebhooks implements WebhookTargets {

    private final Settings settings;
    private final InstantSource clock;
    private final WebhookSigner signer;

    HouseWebhooks(Settings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.signer = new WebhookSigner(settings.find(HouseKeys.WEBHOOK_SECRET).orElse(null));
    }

    @Override
    public Optional<URI> of(String workflow) {
        Optional<URI> own = workflow.equals(SegmentationSteps.WORKFLOW)
                ? settings.find(SegmentationKeys.WEBHOOK_URL)
                : Optional.empty();
        return own.or(() -> settings.find(HouseKeys.WEBHOOK_URL));
    }

    /** Where most events go; decides whether they leave this machine. */
    URI common() {
        return of(SegmentationSteps.WORKFLOW).orElse(URI.create("http://localhost"));
    }

    @Override
    public Map<String, String> headers(String eventId, String payload) {
        return signer.headers(eventId, clock.instant(), payload.getBytes(StandardCharsets.UTF_8));
    }
}
