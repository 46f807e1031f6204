package io.outboundroutes.console;

import io.outboundroutes.platform.config.ConfigException;
import io.outboundroutes.platform.config.ConfigProblem;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.DefaultHandler;
import org.eclipse.jetty.server.handler.SizeLimitHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One web server with Hawtio at {@code /hawtio} (with login) and {@code /observe/health/live} and {@code …/ready}
 * (without). It serves when {@link #start} returns; closing it frees the port.
 *
 * <p>What the browser may read and do is in {@code jolokia-access.xml}. Its threads are daemons: they never keep a program
 * alive that is done, or that failed to start. Thread-safe.
 */
public final class Console implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Console.class);
    private static final int THREADS = 16;
    private static final long LARGEST_REQUEST = 1024 * 1024;

    private final Server server;
    private final ServerConnector connector;
    private final @Nullable ServletContextHandler hawtio;
    private final ConsoleSettings settings;

    private Console(ConsoleSettings settings, CamelContext camel, Supplier<Health> health) {
        this.settings = settings;
        QueuedThreadPool threads = new QueuedThreadPool(THREADS);
        threads.setName("console");
        threads.setDaemon(true);
        this.server = new Server(threads, new ScheduledExecutorScheduler("console-timer", true), null);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        this.connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(settings.bind());
        connector.setPort(settings.port());
        server.addConnector(connector);
        this.hawtio = settings.users().isEmpty() ? null : HawtioWeb.of(settings.users());
        SizeLimitHandler limited = new SizeLimitHandler(LARGEST_REQUEST, -1);
        Handler nothing = new DefaultHandler(false, false);
        Handler answersHealth = new HealthHandler(camel, health);
        limited.setHandler(
                hawtio == null
                        ? new Handler.Sequence(answersHealth, nothing)
                        : new Handler.Sequence(answersHealth, hawtio, nothing));
        server.setHandler(limited);
    }

    /**
     * Starts the console.
     *
     * @param camel the context that runs the routes; its MBeans are what Hawtio shows
     * @param health asked at each {@code /observe/health/ready}, by several threads at once; to answer within a second
     * @throws ConfigException if it cannot listen where the settings say
     */
    public static Console start(ConsoleSettings settings, CamelContext camel, Supplier<Health> health) {
        Console console = new Console(settings, camel, health);
        try {
            console.listen();
            console.server.start();
            console.checkStarted();
        } catch (RuntimeException | Error e) {
            console.close();
            throw e;
        } catch (Exception e) {
            console.close();
            throw new IllegalStateException("The console cannot start", e);
        }
        LOG.info("Console at {}", settings.users().isEmpty() ? console.base() + HealthHandler.LIVE : console.hawtio());
        return console;
    }

    private void listen() {
        try {
            connector.open();
        } catch (IOException e) {
            throw cannotListen(e);
        } catch (RuntimeException e) {
            // An address that does not resolve comes as an unchecked exception.
            throw cannotListen(new IOException(e));
        }
    }

    private RuntimeException cannotListen(IOException e) {
        InetSocketAddress where = new InetSocketAddress(settings.bind(), settings.port());
        if (where.isUnresolved() || isNotOurs(e)) {
            return problem(
                    "console.bind",
                    settings.bind(),
                    "is no address of this machine",
                    "set console.bind (CONSOLE_BIND) to 127.0.0.1, or to 0.0.0.0 for all of its addresses",
                    e);
        }
        return problem(
                "console.port",
                Integer.toString(settings.port()),
                "cannot listen on this port of " + settings.bind()
                        + (bindFailure(e) ? ": another program uses it, or it is reserved" : ""),
                "stop that program, or set console.port (CONSOLE_PORT) to another port, or to 0 for any free one",
                e);
    }

    private static RuntimeException problem(String key, String value, String expected, String remedy, IOException e) {
        ConfigException problem = new ConfigException(List.of(new ConfigProblem(key, null, value, expected, remedy)));
        problem.initCause(e);
        return problem;
    }

    private static boolean bindFailure(IOException e) {
        return e instanceof BindException || e.getCause() instanceof BindException;
    }

    /** The text is the operating system's; another one only makes the message blame the port. */
    private static boolean isNotOurs(IOException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause.getMessage() != null && cause.getMessage().contains("assign requested address");
    }

    /** Jetty starts although a web application inside could not; without the login it must not. */
    private void checkStarted() {
        if (hawtio != null && !hawtio.isAvailable()) {
            throw new IllegalStateException("The console cannot start: Hawtio is not available");
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

    private String base() {
        String host = settings.bind();
        if (new InetSocketAddress(host, 0).getAddress().isAnyLocalAddress()) {
            host = "127.0.0.1";
        }
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            LOG.warn("The console did not stop in order: {}", e.toString());
        }
        connector.close();
        server.destroy();
    }
}
