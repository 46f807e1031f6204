package io.outboundroutes.console;

import io.outboundroutes.platform.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
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

/**
 * {@code /observe/health/live} (200 as long as the process answers) and {@code /observe/health/ready} (200 when Camel has
 * started and the store answers, else 503), as JSON and without login. Thread-safe.
 */
final class HealthHandler extends Handler.Abstract {

    static final String LIVE = "/observe/health/live";

    private static final Logger LOG = LoggerFactory.getLogger(HealthHandler.class);
    static final String READY = "/observe/health/ready";

    private final CamelContext camel;
    private final Supplier<Health> health;

    HealthHandler(CamelContext camel, Supplier<Health> health) {
        this.camel = camel;
        this.health = health;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = Request.getPathInContext(request);
        if (!path.equals(LIVE) && !path.equals(READY)) {
            return false;
        }
        if (!HttpMethod.GET.is(request.getMethod()) && !HttpMethod.HEAD.is(request.getMethod())) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
            return Nothing.answer(HttpStatus.METHOD_NOT_ALLOWED_405, response, callback);
        }
        boolean ready = path.equals(READY);
        Map<String, Object> answer = ready ? readiness() : Map.of("status", word(true));
        response.setStatus(
                word(true).equals(answer.get("status")) ? HttpStatus.OK_200 : HttpStatus.SERVICE_UNAVAILABLE_503);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        Content.Sink.write(response, true, Json.write(answer), callback);
        return true;
    }

    private Map<String, Object> readiness() {
        Health now = ask();
        boolean started = camel.getStatus().isStarted();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("status", word(started && now.storeAnswers()));
        answer.put("camel", word(started));
        answer.put("store", word(now.storeAnswers()));
        answer.put("paused", now.paused().stream().sorted().toList());
        answer.put("vendors", now.vendorsTold());
        return answer;
    }

    private Health ask() {
        try {
            return health.get();
        } catch (RuntimeException e) {
            // Its message may name the store's address, which this endpoint's readers have no business with.
            LOG.debug("Asking for the health failed", e);
            return new Health(false, Set.of(), Map.of());
        }
    }

    private static String word(boolean up) {
        return up ? "UP" : "DOWN";
    }
}
