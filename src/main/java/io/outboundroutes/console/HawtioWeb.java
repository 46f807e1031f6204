package io.outboundroutes.console;

import io.hawt.web.auth.AuthConfigurationServlet;
import io.hawt.web.auth.AuthenticationFilter;
import io.hawt.web.auth.ClientRouteRedirectFilter;
import io.hawt.web.auth.LoginServlet;
import io.hawt.web.auth.LogoutServlet;
import io.hawt.web.auth.SessionExpiryFilter;
import io.hawt.web.auth.keycloak.KeycloakServlet;
import io.hawt.web.auth.keycloak.KeycloakUserServlet;
import io.hawt.web.filters.ResponseHeadersFilter;
import io.hawt.web.plugin.PluginServlet;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.DefaultServlet;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.util.resource.ResourceFactory;
import org.jolokia.server.core.service.impl.QuietLogHandler;

/** Puts Hawtio's servlets, filters and front end together at {@code /hawtio}. */
final class HawtioWeb {

    /** The front end has this path written into its pages. */
    static final String PATH = "/hawtio";

    /** Cookies know no ports: a name of our own keeps another Jetty on this host from ending our sessions. */
    private static final String COOKIE = "OUTBOUNDCONSOLE";

    private static final String FRONT_END = "hawtio-static/";

    private HawtioWeb() {}

    static ServletContextHandler of(ConsoleSettings settings, ActionTrail trail, Refusals refusals) {
        AccessPolicy policy = new AccessPolicy();
        ServletContextHandler hawtio = new ServletContextHandler(PATH, ServletContextHandler.SESSIONS);
        hawtio.setBaseResource(ResourceFactory.of(hawtio).newClassLoaderResource(FRONT_END));
        hawtio.addEventListener(new HawtioSetup(settings.users(), settings.sessionTimeout(), policy));
        hawtio.getSessionHandler().setSessionCookie(COOKIE);
        hawtio.getSessionHandler().setHttpOnly(true);
        hawtio.getSessionHandler().setSameSite(HttpCookie.SameSite.STRICT);
        ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
        errors.setShowStacks(false);
        errors.setShowServlet(false);
        hawtio.setErrorHandler(errors);
        filter(hawtio, new SameOriginFilter(refusals), "/*");
        filter(hawtio, new LoginGuard(), "/*");
        filter(hawtio, new SessionExpiryFilter(), "/*");
        filter(hawtio, new ResponseHeadersFilter(), "/*");
        filter(hawtio, new AuthenticationFilter(), "/jolokia/*");
        filter(hawtio, new Caller.Noting(), "/jolokia/*");
        filter(hawtio, new ClientRouteRedirectFilter(), "/*");
        hawtio.addServlet(jolokia(new Jolokia(new RoleRestrictor(policy, trail, refusals), policy)), "/jolokia/*");
        servlet(hawtio, new LoginServlet(), "/auth/login");
        servlet(hawtio, new LogoutServlet(), "/auth/logout");
        servlet(hawtio, new AuthConfigurationServlet(), "/auth/config/*");
        servlet(hawtio, new KeycloakUserServlet(), "/user/*");
        servlet(hawtio, new KeycloakServlet(), "/keycloak/*");
        servlet(hawtio, new PluginServlet(), "/plugin/*");
        ServletHolder files = new ServletHolder(new DefaultServlet());
        files.setInitParameter("dirAllowed", "false");
        hawtio.addServlet(files, "/");
        return hawtio;
    }

    private static ServletHolder jolokia(Jolokia servlet) {
        ServletHolder jolokia = new ServletHolder(servlet);
        // Made at the first request otherwise, when nobody would look whether it can be.
        jolokia.setInitOrder(1);
        jolokia.setInitParameter("logHandlerClass", QuietLogHandler.class.getName());
        jolokia.setInitParameter("discoveryEnabled", "false");
        return jolokia;
    }

    private static void filter(ServletContextHandler context, Filter filter, String path) {
        EnumSet<DispatcherType> always =
                EnumSet.of(DispatcherType.REQUEST, DispatcherType.FORWARD, DispatcherType.ERROR);
        context.addFilter(new FilterHolder(filter), path, always);
    }

    private static void servlet(ServletContextHandler context, Servlet servlet, String path) {
        context.addServlet(new ServletHolder(servlet), path);
    }
}
