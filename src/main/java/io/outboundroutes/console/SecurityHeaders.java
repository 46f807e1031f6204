package io.outboundroutes.console;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Tells browsers to make nothing of answers but what they are. Hawtio's pages bring rules of their own. Thread-safe. */
final class SecurityHeaders extends Handler.Wrapper {

    SecurityHeaders(Handler inner) {
        super(inner);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        HttpFields.Mutable headers = response.getHeaders();
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Referrer-Policy", "no-referrer");
        if (!Request.getPathInContext(request).startsWith(HawtioWeb.PATH)) {
            headers.put("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
            headers.put("X-Frame-Options", "DENY");
            headers.put(HttpHeader.CACHE_CONTROL, "no-store");
        }
        return super.handle(request, response, callback);
    }
}
