package io.outboundroutes.app;

import io.outboundroutes.blocks.webhook.WebhookTargets;
import io.outboundroutes.platform.config.HouseKeys;
import io.outboundroutes.platform.config.Key;
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
    private final Map<String, Key<URI>> own;
    private final InstantSource clock;
    private final WebhookSigner signer;

    /** @param own the settings of the workflows' own addresses, by workflow */
    HouseWebhooks(Settings settings, Map<String, Key<URI>> own, InstantSource clock) {
        this.settings = settings;
        this.own = Map.copyOf(own);
        this.clock = clock;
        this.signer = new WebhookSigner(settings.find(HouseKeys.WEBHOOK_SECRET).orElse(null));
    }

    @Override
    public Optional<URI> of(String workflow) {
        return Optional.ofNullable(own.get(workflow))
                .flatMap(settings::find)
                .or(() -> settings.find(HouseKeys.WEBHOOK_URL));
    }

    /** Where most events go; decides whether they leave this machine. */
    URI common() {
        return settings.find(HouseKeys.WEBHOOK_URL)
                .or(() -> own.values().stream()
                        .flatMap(key -> settings.find(key).stream())
                        .findFirst())
                .orElse(URI.create("http://localhost"));
    }

    @Override
    public Map<String, String> headers(String eventId, String payload) {
        return signer.headers(eventId, clock.instant(), payload.getBytes(StandardCharsets.UTF_8));
    }
}
