package io.outboundroutes.platform.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hash recognises its token and shows nothing. */
class TokenHashTest {

    /** From {@code printf %s abc | sha256sum}, which is also FIPS 180-2's first example. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void itIsItsTokensAndNobodyElses() {
        TokenHash hash = TokenHash.parse("sha256:" + ABC);
        assertThat(hash.isOf("abc")).isTrue();
        assertThat(hash.isOf("abd")).isFalse();
        assertThat(hash.isOf("")).isFalse();
        assertThat(hash.isOf("sha256:" + ABC)).isFalse();
        assertThat(hash).isEqualTo(TokenHash.parse("sha256:" + ABC.toUpperCase(java.util.Locale.ROOT)));
        assertThat(hash.toString()).doesNotContain(ABC);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ABC, "sha256:", "sha256:abc", "sha1:" + ABC, "sha256:" + ABC + "0", "a-token-as-it-is"})
    void whatIsNoHashIsRefusedAndNotRepeated(String text) {
        assertThatThrownBy(() -> TokenHash.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not sha256: and 64 hexadecimal digits");
    }
}
