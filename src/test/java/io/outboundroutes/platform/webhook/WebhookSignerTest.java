package io.outboundroutes.platform.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.outboundroutes.platform.text.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSignerTest {

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Key, id and payload of the specification's example. The expected value: {@code printf '%s'
     * 'msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{"test": 2432232314}' | openssl dgst -sha256 -mac HMAC -macopt
     * hexkey:$(printf '%s' MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw | base64 -d | od -An -vtx1 | tr -d ' \n') -binary | base64}
     */
    @Test
    void all15_aPrefixedSecretIsDecoded() {
        WebhookSigner signer = new WebhookSigner(Secret.of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));

        assertThat(signer.headers(
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        Instant.ofEpochSecond(1_614_265_330),
                        utf8("{\"test\": 2432232314}")))
                .containsExactly(
                        entry("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"),
                        entry("webhook-timestamp", "1614265330"),
                        entry("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
    }

    /** {@code printf '%s' 'evt-1.1704067200.{"a":"ü"}' | openssl dgst -sha256 -hmac 'plain secret' -binary | base64} */
    @Test
    void all15_anyOtherSecretStandsForItsOwnBytesAndMillisecondsAreDropped() {
        assertThat(new WebhookSigner(Secret.of("plain secret"))
                        .headers("evt-1", Instant.parse("2024-01-01T00:00:00.999Z"), utf8("{\"a\":\"ü\"}")))
                .containsEntry("webhook-signature", "v1,kPc8IXWtpJrQ2prVfjPA5nlDX8+zJuXoF6LDuVE+ewQ=");
    }

    @Test
    void all15_withoutASecretIdAndTimestampAreSentAllTheSame() {
        assertThat(new WebhookSigner(null).headers("evt-1", Instant.EPOCH, utf8("{}")))
                .containsExactly(entry("webhook-id", "evt-1"), entry("webhook-timestamp", "0"));
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(strings = {"whsec_", "whsec_not base64 canary"})
    void aPrefixWithoutBase64IsRefusedWithoutShowingIt(String secret) {
        assertThatThrownBy(() -> new WebhookSigner(Secret.of(secret)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("webhook.secret")
                .hasMessageNotContaining("canary")
                .hasNoCause();
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(strings = {"", " ", "a.b"})
    void anIdThatCouldSignLikeAnotherIsRefused(String id) {
        WebhookSigner signer = new WebhookSigner(null);

        assertThatThrownBy(() -> signer.headers(id, Instant.EPOCH, utf8("")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
