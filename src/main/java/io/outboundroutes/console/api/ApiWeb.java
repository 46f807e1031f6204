package io.outboundroutes.console.api;

import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.component.servlet.CamelHttpTransportServlet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** The REST API as a part of the web server: Camel's servlet behind the guard. Stateless. */
public final class ApiWeb {

    /** The request's attribute that tells who it is from: an {@link io.outboundroutes.platform.operate.Actor}. */
    public static final String ACTOR = ApiGuard.class.getName();

    /** The request's attribute that tells why it was refused, by the code of its problem. */
    public static final String REFUSED = BadRequest.class.getName();

    /** Camel keeps the servlets of all contexts of a JVM by name. */
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private ApiWeb() {}

    /**
     * Adds the routes to the context and answers what serves them.
     *
     * @param camel started
     */
    public static ServletContextHandler of(Api api, CamelContext camel) {
        String name = "api-" + NUMBER.incrementAndGet();
        ServletContextHandler handler = new ServletContextHandler(Api.PATH, ServletContextHandler.NO_SESSIONS);
        handler.setAllowNullPathInContext(true);
        ServletHolder servlet = new ServletHolder(name, new CamelHttpTransportServlet());
        servlet.setInitOrder(0);
        handler.addServlet(servlet, "/*");
        handler.setErrorHandler(ApiWeb::error);
        ApiRoutes routes = new ApiRoutes(name, new ApiSteps(api), new ApiViews(api));
        try {
            camel.addRoutes(routes);
        } catch (Exception e) {
            throw new IllegalStateException("The routes of the REST API cannot be started", e);
        }
        Operations operations = Operations.of(routes.getRestCollection().getRests());
        handler.addFilter(new FilterHolder(new ApiGuard(api, operations)), "/*", EnumSet.of(DispatcherType.REQUEST));
        return handler;
    }

    /** What the servlet or the server refuse by a status alone. */
    public static boolean error(Request request, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.TYPE);
        Content.Sink.write(response, true, Problem.of(response.getStatus()).json(), callback);
        return true;
    }
}
