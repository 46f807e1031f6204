package io.outboundroutes.platform.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Serializable;
import org.junit.jupiter.api.Test;

class SecretTest {

    private static final Secret SECRET = Secret.of("s3cr3t-canary");

    @Test
    void all16_aSecretDoesNotPrintItself() {
        assertThat(SECRET).hasToString("***");
        assertThat("the secret is " + SECRET).doesNotContain("s3cr3t-canary");
        assertThat(String.format("%s", SECRET)).doesNotContain("s3cr3t-canary");
        assertThat(SECRET.reveal()).isEqualTo("s3cr3t-canary");
    }

    @Test
    void all16_aSecretIsNotSerialised() {
        assertThat(Serializable.class.isAssignableFrom(Secret.class)).isFalse();
    }

    @Test
    void secretsAreEqualByValueAndTheirHashTellsNothing() {
        assertThat(SECRET)
                .isEqualTo(Secret.of("s3cr3t-canary"))
                .isNotEqualTo(Secret.of("other"))
                .isNotEqualTo("s3cr3t-canary")
                .hasSameHashCodeAs(Secret.of("other"));
    }

    @Test
    void anEmptySecretIsNone() {
        assertThatThrownBy(() -> Secret.of("")).isInstanceOf(IllegalArgumentException.class);
    }
}
