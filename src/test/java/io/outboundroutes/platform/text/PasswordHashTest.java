package io.outboundroutes.platform.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hash recognises its password, shows nothing, and is the one that other programs make. */
class PasswordHashTest {

    /** From Python's {@code hashlib.pbkdf2_hmac('sha256', b'correct horse', bytes(range(16)), 100000)}. */
    private static final String CORRECT_HORSE =
            "pbkdf2-sha256:100000:AAECAwQFBgcICQoLDA0ODw:V_LC8HOXSNUWQZsGKohGZjI8WD6krhZVBKgfe1PGKgk";

    @Test
    void itIsItsPasswordsAndNobodyElses() {
        PasswordHash hash = PasswordHash.parse(CORRECT_HORSE);
        assertThat(hash.isOf("correct horse".toCharArray())).isTrue();
        assertThat(hash.isOf("correct horsf".toCharArray())).isFalse();
        assertThat(hash.isOf("".toCharArray())).isFalse();
        assertThat(hash.isOf(CORRECT_HORSE.toCharArray())).isFalse();
        assertThat(hash.isOf("x".repeat(10_000).toCharArray())).isFalse();
        assertThat(hash).hasToString("***");
        assertThat(hash.written()).isEqualTo(CORRECT_HORSE);
    }

    @Test
    void onePasswordHasADifferentHashEachTime() {
        PasswordHash one = PasswordHash.of("correct horse".toCharArray());
        PasswordHash other = PasswordHash.of("correct horse".toCharArray());
        assertThat(one).isNotEqualTo(other);
        assertThat(one.written()).startsWith("pbkdf2-sha256:600000:");
        assertThat(PasswordHash.parse(one.written()).isOf("correct horse".toCharArray()))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "canary",
                "sha256:canary",
                "pbkdf2-sha256:600000:canary:canary",
                "pbkdf2-sha256:99999:AAECAwQFBgcICQoLDA0ODw:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "pbkdf2-sha256:99999999:AAECAwQFBgcICQoLDA0ODw:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "pbkdf2-sha256:-100000:AAECAwQFBgcICQoLDA0ODw:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void whatIsNoHashOrAQuickOneIsRefusedAndNotRepeated(String text) {
        assertThatThrownBy(() -> PasswordHash.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not ")
                .hasMessageNotContaining("canary");
    }
}
