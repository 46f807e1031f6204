package io.outboundroutes.platform.webhook;

import io.outboundroutes.platform.text.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The headers of an event, as <em>Standard Webhooks</em> says: {@code webhook-id}, {@code webhook-timestamp} in seconds,
 * and with a secret {@code webhook-signature: v1,<Base64 of HMAC-SHA256 over id.timestamp.payload>}.
 *
 * <p>A secret {@code whsec_<Base64>} stands for the decoded bytes, any other for its own bytes in UTF-8. Immutable;
 * thread-safe.
 */
public final class WebhookSigner {

    private static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";

    private final @Nullable SecretKeySpec key;

    /**
     * A signer.
     *
     * @param secret shared with the receiver; null: events are sent unsigned
     * @throws IllegalArgumentException if it starts with {@code whsec_} and the rest is not Base64
     */
    public WebhookSigner(@Nullable Secret secret) {
        this.key = secret == null ? null : new SecretKeySpec(bytes(secret.reveal()), ALGORITHM);
    }

    /**
     * The headers to send with an event.
     *
     * @param id the event's id, the same for every attempt, so that a receiver can tell a repeat
     * @param at when this attempt is made
     * @param payload the body, byte for byte as it is sent
     * @return the headers in lower case, in the order of the specification
     * @throws IllegalArgumentException if the id is empty or holds a dot, which would make two events sign alike
     */
    public Map<String, String> headers(String id, Instant at, byte[] payload) {
        if (id.isBlank() || id.contains(".")) {
            throw new IllegalArgumentException("an event id must be non-empty and without dots");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", Long.toString(at.getEpochSecond()));
        if (key != null) {
            headers.put("webhook-signature", "v1," + sign(key, id + "." + at.getEpochSecond() + ".", payload));
        }
        return headers;
    }

    private static String sign(SecretKeySpec key, String head, byte[] payload) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(head.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(payload));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    private static byte[] bytes(String secret) {
        if (!secret.startsWith(PREFIX)) {
            return secret.getBytes(StandardCharsets.UTF_8);
        }
        byte[] decoded;
        try {
            decoded = Base64.getDecoder().decode(secret.substring(PREFIX.length()));
        } catch (IllegalArgumentException e) {
            // The cause would quote a character of the secret.
            throw new IllegalArgumentException("webhook.secret starts with whsec_, but what follows is not Base64");
        }
        if (decoded.length == 0) {
            throw new IllegalArgumentException("webhook.secret is whsec_ and nothing behind it");
        }
        return decoded;
    }
}
