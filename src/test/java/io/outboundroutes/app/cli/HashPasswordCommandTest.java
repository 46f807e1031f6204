package io.outboundroutes.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.platform.text.PasswordHash;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What the configuration knows of a password is made by the program itself. */
class HashPasswordCommandTest {

    @Test
    void thePrintedHashIsThePasswordsAndDoesNotShowIt() {
        Ended ended = run("pässword with spaces \n");

        assertThat(ended.exit()).isZero();
        PasswordHash hash = PasswordHash.parse(ended.out().strip());
        assertThat(hash.isOf("pässword with spaces ".toCharArray())).isTrue();
        assertThat(hash.isOf("pässword with spaces".toCharArray())).isFalse();
        assertThat(ended.out() + ended.err()).doesNotContain("pässword");
    }

    @Test
    void noPasswordIsWrongUsage() {
        Ended ended = run("").assertFriendly(64);

        assertThat(ended.err()).contains("1 to 256 characters");
        assertThat(ended.out()).isEmpty();
    }

    private static Ended run(String typed) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)));
        try {
            return InProcess.run("hash-password");
        } finally {
            System.setIn(before);
        }
    }
}
