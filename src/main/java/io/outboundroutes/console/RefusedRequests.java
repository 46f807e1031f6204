package io.outboundroutes.console;

import io.outboundroutes.console.api.ApiWeb;
import io.outboundroutes.platform.operate.Actor;
import java.util.Set;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;

/**
 * Tells the log of requests that were refused, whoever refused them: the server, which cannot read one, a limit, Hawtio or
 * the REST API. It tells who or from where, method, path and why; never the query, a header or a body, which may hold secrets
 * and people's data. Whoever has told of a refusal in better words says so. Thread-safe.
 */
final class RefusedRequests implements RequestLog {

    /** The request's attribute that says that the log was told already. */
    static final String TOLD = RefusedRequests.class.getName();

    private static final Set<Integer> ALWAYS = Set.of(
            HttpStatus.BAD_REQUEST_400,
            HttpStatus.METHOD_NOT_ALLOWED_405,
            HttpStatus.LENGTH_REQUIRED_411,
            HttpStatus.PAYLOAD_TOO_LARGE_413,
            HttpStatus.URI_TOO_LONG_414,
            HttpStatus.UNSUPPORTED_MEDIA_TYPE_415,
            HttpStatus.TOO_MANY_REQUESTS_429,
            HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431);

    /** Nobody, or not enough of somebody. */
    private static final Set<Integer> OF_PERSONS = Set.of(HttpStatus.UNAUTHORIZED_401, HttpStatus.FORBIDDEN_403);

    /** Where Jetty says that a request goes whose path is ambiguous or holds what none may; it forgets what was there. */
    private static final String UNREADABLE = "/badURI";

    private final Refusals refusals;

    RefusedRequests(Refusals refusals) {
        this.refusals = refusals;
    }

    @Override
    public void log(Request request, Response response) {
        int status = response.getStatus();
        String path = String.valueOf(request.getHttpURI().getPath());
        Object code = request.getAttribute(ApiWeb.REFUSED);
        boolean refused = code != null
                || ALWAYS.contains(status)
                // The API and the metrics tell of these themselves, once a minute.
                || (OF_PERSONS.contains(status) && path.startsWith(HawtioWeb.PATH));
        if (refused && request.getAttribute(TOLD) == null) {
            refusals.refused(
                    whom(request),
                    request.getMethod() + " answered " + status + (code == null ? "" : " " + code),
                    path.equals(UNREADABLE) ? "a path that cannot be read" : path);
        }
    }

    private static String whom(Request request) {
        String address = Request.getRemoteAddr(request);
        return request.getAttribute(ApiWeb.ACTOR) instanceof Actor actor ? actor.name() + " at " + address : address;
    }
}
