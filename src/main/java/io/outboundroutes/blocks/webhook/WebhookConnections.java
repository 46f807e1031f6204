package io.outboundroutes.blocks.webhook;

import io.outboundroutes.platform.webhook.WebhookGuard;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.routing.HttpRoutePlanner;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Decides whom a delivery connects to: a name is looked up once, what it means is judged, and the connection goes to that
 * very address, so that a name server cannot answer one thing for the check and another for the connection. Behind a proxy
 * names are the proxy's to look up and to judge; only addresses in digits are judged here then. Thread-safe.
 */
public final class WebhookConnections implements HttpClientConfigurer, HttpRoutePlanner {

    private static final Pattern DIGITS = Pattern.compile("[0-9.]+|.*:.*");

    /** Looks a name up. */
    @FunctionalInterface
    public interface Names {

        /** What a host means. */
        InetAddress[] of(String host) throws UnknownHostException;
    }

    private final WebhookGuard guard;
    private final Names names;
    private final @Nullable HttpHost proxy;

    /**
     * @param names looks names up
     * @param proxyHost through which everything but this machine is reached; null: none
     * @param proxyPort its port
     */
    public WebhookConnections(WebhookGuard guard, Names names, @Nullable String proxyHost, int proxyPort) {
        this.guard = guard;
        this.names = names;
        this.proxy = proxyHost == null ? null : new HttpHost(proxyHost, proxyPort);
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        client.setRoutePlanner(this);
    }

    @Override
    public HttpRoute determineRoute(HttpHost target, HttpContext context) throws HttpException {
        String host = target.getHostName().replaceAll("^\\[|]$", "");
        int port = DefaultSchemePortResolver.INSTANCE.resolve(target);
        boolean secure = "https".equalsIgnoreCase(target.getSchemeName());
        try {
            boolean digits = DIGITS.matcher(host).matches();
            InetAddress address = proxy == null || digits || host.equalsIgnoreCase("localhost")
                    ? guard.choose(host, names.of(host))
                    : null;
            if (proxy != null && (address == null || !address.isLoopbackAddress())) {
                return new HttpRoute(new HttpHost(target.getSchemeName(), host, port), null, proxy, secure);
            }
            return new HttpRoute(new HttpHost(target.getSchemeName(), address, host, port), null, secure);
        } catch (WebhookGuard.Refused e) {
            throw new HttpException(e.getMessage(), e);
        } catch (UnknownHostException e) {
            throw new HttpException("the name server knows no " + host, e);
        }
    }
}
