package io.outboundroutes.console.api;

import io.outboundroutes.platform.config.ApiToken;
import io.outboundroutes.platform.config.Role;
import io.outboundroutes.platform.operate.Actor;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets only those in who may use the API, and no more of them than its rate allows. Thread-safe. */
final class ApiGuard extends HttpFilter {

    /** The request's attribute that tells the id in its path. */
    static final String ID = ApiGuard.class.getName() + ".id";

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(ApiGuard.class);
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final String SCHEME = "Bearer ";
    private static final int LONGEST = 512;
    private static final long QUIET_NANOS = 60_000_000_000L;

    private final transient Api api;
    private final transient Operations operations;
    private final transient RateLimits limits;
    private final transient LongSupplier nanoTime;
    private final AtomicLong toldOfStranger;
    private final AtomicLong toldOfViewer;

    ApiGuard(Api api, Operations operations) {
        this.api = api;
        this.operations = operations;
        this.nanoTime = api.nanoTime();
        this.limits = new RateLimits(api.rate(), nanoTime);
        this.toldOfStranger = new AtomicLong(nanoTime.getAsLong() - QUIET_NANOS);
        this.toldOfViewer = new AtomicLong(nanoTime.getAsLong() - QUIET_NANOS);
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String address = request.getRemoteAddr();
        ApiToken token = token(request.getHeader("Authorization"));
        long wait = limits.take(token == null ? "address " + address : "token " + token.name());
        if (wait > 0) {
            response.setHeader("Retry-After", Long.toString(wait));
            answer(
                    response,
                    new Problem(
                            HttpStatus.TOO_MANY_REQUESTS_429,
                            "too-many-requests",
                            "More requests than api.rate allows; Retry-After tells how many seconds to wait."));
        } else if (token == null) {
            tell(
                    toldOfStranger,
                    "{} was refused the REST API: it brought no token that api.tokens knows (told once a minute)",
                    address);
            response.setHeader("WWW-Authenticate", "Bearer realm=\"api\"");
            answer(
                    response,
                    new Problem(
                            HttpStatus.UNAUTHORIZED_401,
                            "unauthorized",
                            "Send a token that api.tokens knows: Authorization: Bearer …"));
        } else if (token.role() != Role.OPERATOR && !READING.contains(request.getMethod())) {
            tell(
                    toldOfViewer,
                    "{}, a viewer, was refused an action of the REST API (told once a minute)",
                    token.name());
            answer(
                    response,
                    new Problem(
                            HttpStatus.FORBIDDEN_403,
                            "forbidden",
                            "A viewer reads only; this needs an operator's token."));
        } else {
            pass(token, request, response, chain);
        }
    }

    private void pass(ApiToken token, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        request.setAttribute(ApiWeb.ACTOR, new Actor(token.name(), Actor.Through.REST));
        HttpServletRequest judged;
        try {
            judged = judge(request);
        } catch (BadRequest e) {
            request.setAttribute(ApiWeb.REFUSED, e.problem().code());
            answer(response, e.problem());
            return;
        }
        chain.doFilter(judged, response);
    }

    /** What Camel is to see of a request: never a form, and a body only where one means something. */
    private HttpServletRequest judge(HttpServletRequest request) {
        List<String> path = Operations.segments(request.getPathInfo());
        Operation operation = operations.find(request.getMethod(), path);
        operation.id(path).ifPresent(id -> request.setAttribute(ID, id));
        HttpServletRequest known =
                new KnownParameters(request, Query.read(request.getQueryString(), operation.parameters()));
        if (!operation.takesBody()) {
            // A stop stops, whatever comes with it.
            return new NoBody(known);
        }
        BodyType.judge(request, operation.types());
        if (request.getContentLengthLong() > api.maxBody()) {
            throw new BadRequest(Problem.TOO_LARGE);
        }
        return new BoundedInput(known, api.maxBody());
    }

    private @Nullable ApiToken token(@Nullable String authorization) {
        if (authorization == null
                || authorization.length() > LONGEST
                || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        String text = authorization.substring(SCHEME.length()).strip();
        ApiToken found = null;
        for (ApiToken known : api.tokens()) {
            // All are compared, so that the time tells nothing about which one it was.
            found = known.hash().isOf(text) ? known : found;
        }
        return found;
    }

    static void answer(HttpServletResponse response, Problem problem) throws IOException {
        response.setStatus(problem.status());
        response.setContentType(Problem.TYPE);
        response.getOutputStream().write(problem.json().getBytes(StandardCharsets.UTF_8));
    }

    /** Whoever tries tokens must not fill the log while at it. */
    private void tell(AtomicLong toldAt, String said, String who) {
        long now = nanoTime.getAsLong();
        long before = toldAt.get();
        if (now - before >= QUIET_NANOS && toldAt.compareAndSet(before, now)) {
            LOG.warn(said, who);
        }
    }
}
