package io.outboundroutes.platform.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookGuardTest {

    private final WebhookGuard guard = new WebhookGuard(false);

    private static InetAddress address(String text) throws Exception {
        return InetAddress.getByName(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "0.0.0.0",
                "0.1.2.3",
                "100.64.0.1",
                "100.127.255.255",
                "192.0.0.8",
                "198.18.0.1",
                "198.19.255.255",
                "224.0.0.1",
                "240.0.0.1",
                "250.1.2.3",
                "255.255.255.255",
                "127.0.0.1",
                "::",
                "::1",
                "fe80::1",
                "fc00::1",
                "fd12::1",
                "fec0::1",
                "ff02::1",
                "::ffff:10.0.0.1",
                "::10.0.0.1",
                "64:ff9b::a00:1",
                "2002:a00:1::1"
            })
    void all15_specialAddressesAreRefusedWhateverNameLeadsThere(String special) throws Exception {
        InetAddress address = address(special);

        assertThatThrownBy(() -> guard.choose("hooks.example.com", address))
                .isInstanceOf(WebhookGuard.Refused.class)
                .hasMessageContaining("hooks.example.com")
                .hasMessageContaining("webhook.allow-private=true");
        assertThat(new WebhookGuard(true).choose("hooks.example.com", address)).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "172.15.0.1",
                "172.32.0.1",
                "100.63.0.1",
                "100.128.0.1",
                "192.0.1.1",
                "192.1.0.1",
                "198.17.0.1",
                "198.20.0.1",
                "223.255.255.255",
                "2001:4860::1",
                "64:ff9b::808:808",
                "2002:808:808::1"
            })
    void publicAddressesAreAllowed(String open) throws Exception {
        assertThat(guard.choose("hooks.example.com", address(open))).isEqualTo(address(open));
    }

    @Test
    void thisMachineIsAllowedWhenTheAddressSaysSo() throws Exception {
        assertThat(guard.choose("localhost", address("127.0.0.1"))).isNotNull();
        assertThat(guard.choose("127.0.0.2", address("127.0.0.2"))).isNotNull();
        assertThat(guard.choose("::1", address("::1"))).isNotNull();
        assertThatThrownBy(() -> guard.choose("localhost", address("10.0.0.1")))
                .isInstanceOf(WebhookGuard.Refused.class);
    }

    @Test
    void oneBadAddressOfSeveralIsEnough() throws Exception {
        InetAddress good = address("8.8.8.8");
        InetAddress bad = address("10.0.0.1");

        assertThatThrownBy(() -> guard.choose("two.example.com", good, bad)).isInstanceOf(WebhookGuard.Refused.class);
    }
}
