package io.outboundroutes.blocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outboundroutes.blocks.webhook.WebhookConnections;
import io.outboundroutes.platform.webhook.WebhookGuard;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.junit.jupiter.api.Test;

class WebhookConnectionsTest {

    private static int post(WebhookConnections connections, String address) throws IOException {
        HttpClientBuilder builder = HttpClientBuilder.create();
        connections.configureHttpClient(builder);
        try (CloseableHttpClient client = builder.build()) {
            HttpPost request = new HttpPost(address);
            request.setEntity(new StringEntity("{}"));
            return client.execute(request, response -> response.getCode());
        }
    }

    @Test
    void all15_theConnectionGoesToTheAddressThatWasJudged() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        // A name server that answers one thing first and another one later.
        WebhookConnections.Names names = host ->
                new InetAddress[] {InetAddress.getByName(asked.incrementAndGet() == 1 ? "127.0.0.1" : "10.0.0.1")};
        try (SandboxServer receiver =
                SandboxServer.start(SandboxOptions.defaults().withContacts(0))) {
            String address = receiver.webhookUri().toString().replace("127.0.0.1", "hooks.example.test");

            int status = post(new WebhookConnections(new WebhookGuard(true), names, null, 0), address);

            assertThat(status).isEqualTo(204);
            assertThat(asked).hasValue(1);
            assertThat(receiver.state().webhooks().get(0).header("Host")).startsWith("hooks.example.test");
        }
    }

    @Test
    void all15_aNameThatMeansAPrivateAddressIsNeverConnectedTo() throws IOException {
        try (SandboxServer receiver =
                SandboxServer.start(SandboxOptions.defaults().withContacts(0))) {
            String address = receiver.webhookUri().toString().replace("127.0.0.1", "hooks.example.test");
            WebhookConnections connections = new WebhookConnections(
                    new WebhookGuard(false), host -> InetAddress.getAllByName("127.0.0.1"), null, 0);

            assertThatThrownBy(() -> post(connections, address)).rootCause().hasMessageContaining("hooks.example.test");
            assertThat(receiver.state().webhooks()).isEmpty();
        }
    }

    @Test
    void behindAProxyNamesAreTheProxysAndDigitsAreJudged() throws Exception {
        WebhookConnections connections =
                new WebhookConnections(new WebhookGuard(false), InetAddress::getAllByName, "proxy.example.test", 3128);

        HttpRoute route =
                connections.determineRoute(new HttpHost("https", "hooks.example.test", -1), HttpClientContext.create());
        HttpRoute here = connections.determineRoute(new HttpHost("http", "localhost", 80), HttpClientContext.create());

        assertThat(route.getProxyHost().getHostName()).isEqualTo("proxy.example.test");
        assertThat(route.isSecure()).isTrue();
        assertThat(here.getProxyHost()).isNull();
        assertThatThrownBy(() -> connections.determineRoute(
                        new HttpHost("http", "169.254.169.254", 80), HttpClientContext.create()))
                .hasMessageContaining("169.254.169.254");
    }
}
