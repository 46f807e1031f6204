package io.outboundroutes.blocks.call;

import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.util.Timeout;

/**
 * Lets a token request wait for its answer no longer than the token time-out: the endpoint, one for all calls of a
 * vendor, knows the calls' time-out only. Thread-safe.
 */
final class TokenTimeout implements HttpClientConfigurer {

    private final String tokenPath;
    private final Timeout timeout;

    TokenTimeout(HttpTarget target) {
        this.tokenPath = target.token().getRawPath();
        this.timeout = Timeout.of(target.tokenTimeout());
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        client.addExecInterceptorFirst("token-timeout", (request, scope, chain) -> {
            if (tokenPath.equals(request.getPath())) {
                RequestConfig usual = scope.clientContext.getRequestConfigOrDefault();
                scope.clientContext.setRequestConfig(
                        RequestConfig.copy(usual).setResponseTimeout(timeout).build());
            }
            return chain.proceed(request, scope);
        });
    }
}
