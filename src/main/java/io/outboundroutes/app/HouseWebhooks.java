package io.outboundroutes.app;

import io.outboundroutes.blocks.run.RunFacts;
import io.outboundroutes.blocks.webhook.WebhookConnections;
import io.outboundroutes.blocks.webhook.WebhookPolicy;
import io.outboundroutes.blocks.webhook.WebhookRoutes;
import io.outboundroutes.blocks.webhook.WebhookSteps;
import io.outboundroutes.blocks.webhook.WebhookTargets;
import io.outboundroutes.platform.config.CallKeys;
import io.outboundroutes.platform.config.HostPort;
import io.outboundroutes.platform.config.HouseKeys;
import io.outboundroutes.platform.config.Key;
import io.outboundroutes.platform.config.Settings;
import io.outboundroutes.platform.run.AuditSink;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.platform.webhook.WebhookGuard;
import io.outboundroutes.platform.webhook.WebhookSigner;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where this house sends events: each workflow's own address, else the common one. Thread-safe. */
final class HouseWebhooks implements WebhookTargets {

    private static final Pattern LOOPBACK = Pattern.compile("127(\\.\\d{1,3}){3}");

    private final Settings settings;
    private final Map<String, Key<URI>> own;
    private final InstantSource clock;
    private final boolean sandbox;
    private final WebhookSigner signer;

    /**
     * @param own the settings of the workflows' own addresses, by workflow
     * @param sandbox whether the sandbox stands in for the vendors: then only receivers on this machine are told
     */
    HouseWebhooks(Settings settings, Map<String, Key<URI>> own, boolean sandbox, InstantSource clock) {
        this.settings = settings;
        this.sandbox = sandbox;
        this.own = Map.copyOf(own);
        this.clock = clock;
        this.signer = new WebhookSigner(settings.find(HouseKeys.WEBHOOK_SECRET).orElse(null));
    }

    /** The routes that deliver. */
    WebhookRoutes routes(Store store, AuditSink audit, RunFacts facts, boolean delivering) {
        WebhookPolicy policy = new WebhookPolicy(
                settings.get(HouseKeys.WEBHOOK_MAX_ATTEMPTS),
                settings.get(CallKeys.HTTP_WEBHOOK_TIMEOUT),
                settings.get(HouseKeys.WEBHOOK_MAX_BODY));
        WebhookSteps steps = new WebhookSteps(store, audit, this, policy, facts, delivering && !withholds());
        return new WebhookRoutes(steps, HttpOptions.direct(settings, policy.timeout()), connections());
    }

    private WebhookConnections connections() {
        HostPort proxy = settings.find(CallKeys.HTTP_PROXY).orElse(null);
        return new WebhookConnections(
                new WebhookGuard(settings.get(HouseKeys.WEBHOOK_ALLOW_PRIVATE)),
                InetAddress::getAllByName,
                proxy == null ? null : proxy.host(),
                proxy == null ? 0 : proxy.port());
    }

    @Override
    public Optional<URI> of(String workflow) {
        return wanted(workflow).filter(address -> !sandbox || isHere(address));
    }

    @Override
    public @Nullable Set<String> told() {
        return settings.find(HouseKeys.WEBHOOK_URL).isPresent()
                ? null
                : own.keySet().stream()
                        .filter(workflow -> of(workflow).isPresent())
                        .collect(Collectors.toSet());
    }

    /** The receiver that is not told, because what it would be told is made up. */
    Optional<URI> withheld(String workflow) {
        return wanted(workflow).filter(address -> sandbox && !isHere(address));
    }

    /** Whether any receiver is not told; events of real runs, which may be waiting, are then left to others to deliver. */
    private boolean withholds() {
        return sandbox
                && (settings.find(HouseKeys.WEBHOOK_URL)
                                .filter(address -> !isHere(address))
                                .isPresent()
                        || own.keySet().stream()
                                .anyMatch(workflow -> withheld(workflow).isPresent()));
    }

    private Optional<URI> wanted(String workflow) {
        return Optional.ofNullable(own.get(workflow))
                .flatMap(settings::find)
                .or(() -> settings.find(HouseKeys.WEBHOOK_URL));
    }

    private static boolean isHere(URI address) {
        String host = String.valueOf(address.getHost());
        return host.equalsIgnoreCase("localhost")
                || host.equals("[::1]")
                || LOOPBACK.matcher(host).matches();
    }

    @Override
    public Map<String, String> headers(String eventId, String payload) {
        return signer.headers(eventId, clock.instant(), payload.getBytes(StandardCharsets.UTF_8));
    }
}
