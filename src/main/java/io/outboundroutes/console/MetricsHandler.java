package io.outboundroutes.console;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /observe/metrics}, as Prometheus scrapes it, for those whom {@link MetricsAccess} admits. Thread-safe. */
final class MetricsHandler extends Handler.Abstract {

    static final String PATH = "/observe/metrics";

    private static final Logger LOG = LoggerFactory.getLogger(MetricsHandler.class);
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final long QUIET_NANOS = 60_000_000_000L;

    private final Supplier<String> scrape;
    private final MetricsAccess access;
    private final AtomicLong toldAt = new AtomicLong(System.nanoTime() - QUIET_NANOS);

    MetricsHandler(Supplier<String> scrape, MetricsAccess access) {
        this.scrape = scrape;
        this.access = access;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (!Request.getPathInContext(request).equals(PATH)) {
            return false;
        }
        if (!access.admits(request.getHeaders().get(HttpHeader.AUTHORIZATION))) {
            refused(Request.getRemoteAddr(request));
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer realm=\"metrics\"");
            return Nothing.answer(HttpStatus.UNAUTHORIZED_401, response, callback);
        }
        if (!HttpMethod.GET.is(request.getMethod()) && !HttpMethod.HEAD.is(request.getMethod())) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
            return Nothing.answer(HttpStatus.METHOD_NOT_ALLOWED_405, response, callback);
        }
        response.setStatus(HttpStatus.OK_200);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, TEXT);
        Content.Sink.write(response, true, scrape.get(), callback);
        return true;
    }

    /** Whoever guesses tokens must not fill the log while at it. */
    private void refused(String address) {
        long now = System.nanoTime();
        long before = toldAt.get();
        if (now - before >= QUIET_NANOS && toldAt.compareAndSet(before, now)) {
            LOG.warn(
                    "{} was refused the metrics: it brought no token that observe.metrics-tokens knows"
                            + " (told once a minute)",
                    address);
        }
    }
}
