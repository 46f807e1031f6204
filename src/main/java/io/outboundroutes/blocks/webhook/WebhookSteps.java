package io.outboundroutes.blocks.webhook;

import io.outboundroutes.blocks.LogContext;
import io.outboundroutes.blocks.run.RunFacts;
import io.outboundroutes.platform.run.AuditEntry;
import io.outboundroutes.platform.run.AuditSink;
import io.outboundroutes.platform.run.WebhookEvent;
import io.outboundroutes.platform.run.WorkflowTraits;
import io.outboundroutes.platform.store.Outbox;
import io.outboundroutes.platform.store.Store;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.apache.hc.core5.http.io.EofSensorInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of the delivery, by the names that Hawtio shows. A failed delivery is noted and tried again later; it never
 * changes the outcome it tells of (all15). Thread-safe.
 */
public final class WebhookSteps {

    static final String CLAIMED = "claimedEvent";

    private static final Logger LOG = LoggerFactory.getLogger(WebhookSteps.class);
    private static final int AT_ONCE = 20;

    private final Store store;
    private final AuditSink auditFile;
    private final WebhookTargets targets;
    private final WebhookPolicy policy;
    private final RunFacts facts;
    private final boolean delivering;

    /**
     * @param delivering whether anything is delivered at all; not by processes that write nothing (all13)
     */
    public WebhookSteps(
            Store store,
            AuditSink auditFile,
            WebhookTargets targets,
            WebhookPolicy policy,
            RunFacts facts,
            boolean delivering) {
        this.store = store;
        this.auditFile = auditFile;
        this.targets = targets;
        this.policy = policy;
        this.facts = facts;
        this.delivering = delivering;
    }

    /**
     * Claims events that are due. Their claims outlast the delivery of all of them. Those without an address here are left
     * to whoever has one.
     */
    public List<Outbox.Claimed> claim() {
        if (!delivering) {
            return List.of();
        }
        return store.outbox()
                .claim(AT_ONCE, policy.timeout().multipliedBy(AT_ONCE).plusSeconds(10), targets.told());
    }

    /**
     * Makes the message the delivery of the claimed event.
     *
     * @throws IOException for one that is larger than what is sent
     */
    public void prepare(Exchange exchange) throws IOException {
        Outbox.Claimed claimed = exchange.getMessage().getBody(Outbox.Claimed.class);
        exchange.setVariable(CLAIMED, claimed);
        WebhookEvent event = claimed.event();
        byte[] body = event.payload().getBytes(StandardCharsets.UTF_8);
        if (body.length > policy.maxBody()) {
            throw new IOException("its " + body.length + " bytes are more than webhook.max-body=" + policy.maxBody()
                    + " B; 'outbound replay " + event.eventId() + "' sends it once that is raised");
        }
        LogContext.about(event.workflow(), event.runId());
        URI target = targets.of(event.workflow())
                .orElseThrow(() -> new IllegalStateException("no webhook address is configured"));
        Map<String, Object> headers = new HashMap<>(targets.headers(event.eventId(), event.payload()));
        headers.put(Exchange.HTTP_METHOD, "POST");
        headers.put(Exchange.HTTP_URI, withoutUserInfo(target));
        String userInfo = target.getUserInfo();
        if (userInfo != null) {
            String credentials = Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8));
            headers.put("Authorization", "Basic " + credentials);
        }
        headers.put(Exchange.CONTENT_TYPE, "application/json");
        exchange.getMessage().setHeaders(headers);
        exchange.getMessage().setBody(body);
    }

    /** The HTTP client refuses addresses with user info; it travels as the header that browsers make of it. */
    private static String withoutUserInfo(URI target) {
        String userInfo = target.getRawUserInfo();
        return userInfo == null ? target.toString() : target.toString().replaceFirst("//[^/@]*@", "//");
    }

    /**
     * Judges the receiver's answer: any 2xx is a delivery.
     *
     * @throws IOException for every other answer
     */
    public void delivered(Exchange exchange, @Variable(CLAIMED) Outbox.Claimed claimed) throws IOException {
        int status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        drop(exchange.getMessage().getBody());
        exchange.getMessage().setBody(null);
        if (status / 100 != 2) {
            throw new IOException("the receiver answered HTTP " + status);
        }
        WebhookEvent event = claimed.event();
        List<AuditEntry> lines = new ArrayList<>(List.of(line(claimed, "WEBHOOK_DELIVERED", Map.of())));
        WorkflowTraits known = facts.traits(event.workflow());
        known.auditDelivered(event, status)
                .ifPresent(details -> lines.add(entry(event, known.auditItemAction(), details)));
        if (store.outbox().delivered(event.eventId(), lines)) {
            Duration after = Duration.between(claimed.storedAt(), facts.clock().instant());
            facts.listener().delivered(event.workflow(), after.isNegative() ? Duration.ZERO : after);
        }
        flush();
    }

    /** Notes a failed delivery: later again, or parked. */
    public void failed(Exchange exchange, @Variable(CLAIMED) Outbox.Claimed claimed) {
        Exception caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        String why = caught == null ? "unknown" : caught.getClass().getSimpleName() + ": " + caught.getMessage();
        String eventId = claimed.event().eventId();
        int bytes = claimed.event().payload().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > policy.maxBody()) {
            LOG.warn("Event {} is parked: {}", eventId, why);
            store.outbox().park(eventId, List.of(line(claimed, "WEBHOOK_PARKED", Map.of("bytes", bytes))));
            flush();
            return;
        }
        if (claimed.attempt() >= policy.maxAttempts()) {
            LOG.warn("Event {} is parked after {} attempts; the last one failed: {}", eventId, claimed.attempt(), why);
            store.outbox().park(eventId, List.of(line(claimed, "WEBHOOK_PARKED", Map.of())));
            flush();
            return;
        }
        Duration delay = policy.delayAfter(claimed.attempt());
        LOG.warn("Event {} was not delivered at attempt {}, again in {}: {}", eventId, claimed.attempt(), delay, why);
        store.outbox().failed(eventId, delay);
    }

    /** What cannot be carried to the file now stays in the store; the delivery is what it is. */
    private void flush() {
        store.audit().tryFlush(auditFile);
    }

    private AuditEntry line(Outbox.Claimed claimed, String action, Map<String, Object> more) {
        WebhookEvent event = claimed.event();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("eventId", event.eventId());
        details.put("attempt", claimed.attempt());
        if (event.itemKey() != null) {
            details.put("itemKey", event.itemKey());
        }
        details.putAll(more);
        return entry(event, action, details);
    }

    private AuditEntry entry(WebhookEvent event, String action, Map<String, Object> details) {
        return new AuditEntry(
                facts.clock().instant().truncatedTo(ChronoUnit.MILLIS),
                event.runId(),
                event.workflow(),
                action,
                details);
    }

    /** The receiver's words do not matter; reading an endless body would hold the delivery. */
    private static void drop(Object body) throws IOException {
        if (body instanceof EofSensorInputStream entity) {
            entity.abort();
        } else if (body instanceof InputStream stream) {
            stream.close();
        }
    }
}
