package io.outboundroutes.app;

import io.outboundroutes.platform.config.CallKeys;
import io.outboundroutes.platform.config.HttpAddresses;
import io.outboundroutes.platform.config.Settings;
import java.net.URI;
import java.time.Duration;

/** Options of the camel-http endpoints. Stateless. */
final class HttpOptions {

    private HttpOptions() {}

    /**
     * The options as a query string: the blocks decide about statuses and read bodies themselves, nothing follows a
     * redirect, and what goes beyond this machine goes through the proxy when there is one.
     *
     * @param target where the endpoint sends to
     * @param readTimeout the longest silence
     */
    static String of(Settings settings, URI target, Duration readTimeout) {
        String options = direct(settings, readTimeout);
        if (HttpAddresses.isLoopback(target)) {
            return options;
        }
        return settings.find(CallKeys.HTTP_PROXY)
                // Camel would else speak TLS to the proxy of a vendor behind TLS.
                .map(proxy -> "&proxyAuthScheme=http&proxyHost=" + proxy.host() + "&proxyPort=" + proxy.port())
                .map(options::concat)
                .orElse(options);
    }

    /** The same without a proxy. */
    static String direct(Settings settings, Duration readTimeout) {
        String options =
                "throwExceptionOnFailure=false&disableStreamCache=true&followRedirects=false&deleteWithBody=true&responseTimeout="
                        + readTimeout.toMillis();
        if (settings.find(CallKeys.TLS_TRUSTSTORE).isPresent()) {
            options += "&sslContextParameters=#bean:tls";
        }
        return options;
    }
}
