package io.outboundroutes.console;

import io.outboundroutes.console.api.Api;
import io.outboundroutes.console.api.ApiWeb;
import io.outboundroutes.platform.config.ConfigException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.SizeLimitHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One web server with Hawtio at {@code /hawtio} (with login), {@code /observe/health/live} and {@code …/ready} (without),
 * {@code /observe/metrics} (with a token), and the REST API at {@code /api} when there are tokens for it. It serves when {@link #start} returns; closing it frees the port.
 *
 * <p>What the browser may read and do is in {@code jolokia-access.xml} and {@code jolokia-operators.xml}. Its threads are daemons: they never keep a program
 * alive that is done, or that failed to start. Thread-safe.
 */
public final class Console implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Console.class);
    private static final int THREADS = 16;
    private static final long LARGEST_REQUEST = 1024 * 1024;

    private final Server server;
    private final ServerConnector connector;
    private final @Nullable ServletContextHandler hawtio;
    private final @Nullable ServletContextHandler api;
    private final ConsoleSettings settings;
    private final List<String> shown = new ArrayList<>();

    private Console(ConsoleSettings settings, Watched watched, @Nullable Api api) {
        this.settings = settings;
        QueuedThreadPool threads = new QueuedThreadPool(THREADS);
        threads.setName("console");
        threads.setDaemon(true);
        this.server = new Server(threads, new ScheduledExecutorScheduler("console-timer", true), null);
        this.connector = Listening.connector(server, settings.tls());
        server.addConnector(connector);
        Refusals refusals = new Refusals();
        server.setRequestLog(new RefusedRequests(refusals));
        this.hawtio = settings.users().isEmpty() ? null : HawtioWeb.of(settings, watched.trail(), refusals);
        List<Handler> offered = new ArrayList<>();
        offered.add(new HealthHandler(watched.camel(), watched.health()));
        offered.add(new MetricsHandler(watched.metrics(), settings.metrics()));
        if (hawtio != null) {
            offered.add(hawtio);
        }
        offered.add(new Nothing());
        SizeLimitHandler limited = new SizeLimitHandler(LARGEST_REQUEST, -1);
        limited.setHandler(new Handler.Sequence(offered));
        // The REST API takes larger bodies, and counts them itself.
        this.api = api == null ? null : ApiWeb.of(api, watched.camel());
        Handler all = this.api == null ? limited : new Handler.Sequence(this.api, limited);
        server.setHandler(new SecurityHeaders(settings.tls().isEmpty() ? all : new Listening.TlsOnly(all)));
        server.setErrorHandler(this.api == null ? Nothing::error : Console::error);
    }

    /** What Jetty refuses before anybody is asked, such as a request that cannot be read; it may have been meant for the API. */
    private static boolean error(Request request, Response response, Callback callback) throws Exception {
        // Of a request that cannot be read Jetty does not tell where it was to go.
        String path = String.valueOf(request.getHttpURI().getPath());
        boolean elsewhere = path.startsWith(HawtioWeb.PATH) || path.startsWith("/observe");
        return elsewhere ? Nothing.error(request, response, callback) : ApiWeb.error(request, response, callback);
    }

    /**
     * Starts the console where the settings say.
     *
     * @throws ConfigException if it cannot listen there
     */
    public static Console start(ConsoleSettings settings, Watched watched) {
        ListeningPlace place = ListeningPlace.reserve(settings.bind(), settings.port());
        try {
            return start(place, settings, watched);
        } catch (RuntimeException | Error e) {
            place.close();
            throw e;
        }
    }

    /** Starts the console at a place that was reserved for it, which closing the console gives back. */
    public static Console start(ListeningPlace place, ConsoleSettings settings, Watched watched) {
        return start(place, settings, watched, Optional.empty());
    }

    /** The same with the REST API at {@code /api}. */
    public static Console start(ListeningPlace place, ConsoleSettings settings, Watched watched, Optional<Api> api) {
        Console console = new Console(settings, watched, api.orElse(null));
        try {
            console.connector.open(place.channel());
            console.server.start();
            console.checkStarted();
            watched.beans().forEach((keys, bean) -> console.shown.add(MBeans.add(keys, bean)));
        } catch (RuntimeException | Error e) {
            console.close();
            throw e;
        } catch (Exception e) {
            console.close();
            throw new IllegalStateException("The console cannot start", e);
        }
        LOG.info("Console at {}", settings.users().isEmpty() ? console.health() : console.hawtio());
        return console;
    }

    /** Jetty starts although a web application inside could not; without the login it must not. */
    private void checkStarted() {
        if (hawtio != null && !hawtio.isAvailable()) {
            throw new IllegalStateException("The console cannot start: Hawtio is not available");
        }
        if (api != null && !api.isAvailable()) {
            throw new IllegalStateException("The console cannot start: the REST API is not available");
        }
    }

    /** The port it listens on. */
    public int port() {
        return connector.getLocalPort();
    }

    /** What to type into a browser on this machine; answers 404 when there are no users. */
    public URI hawtio() {
        return URI.create(base() + HawtioWeb.PATH + "/");
    }

    /** Where it tells that the program lives. */
    public URI health() {
        return URI.create(base() + HealthHandler.LIVE);
    }

    /** Where it tells the metrics, to those who may know them. */
    public URI metrics() {
        return URI.create(base() + MetricsHandler.PATH);
    }

    private String base() {
        String host = settings.bind();
        if (new InetSocketAddress(host, 0).getAddress().isAnyLocalAddress()) {
            host = "127.0.0.1";
        }
        return (settings.tls().isEmpty() ? "http://" : "https://") + (host.contains(":") ? "[" + host + "]" : host)
                + ":" + port();
    }

    @Override
    public void close() {
        shown.forEach(MBeans::remove);
        try {
            server.stop();
        } catch (Exception e) {
            LOG.warn("The console did not stop in order: {}", e.toString());
        }
        connector.close();
        server.destroy();
    }
}
