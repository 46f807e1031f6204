package io.outboundroutes.sandbox;

import io.outboundroutes.sandbox.fault.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stand-in, running. Thread-safe; closing it frees the port.
 *
 * <pre>
 * try (SandboxServer sandbox = SandboxServer.start(SandboxOptions.defaults().withContacts(10_000))) {
 *     sandbox.fault(Fault.named("429").path("contacts-query").first(2));
 *     …
 *     sandbox.state().segments();
 * }
 * </pre>
 */
public final class SandboxServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SandboxServer.class);
    private static final int THREADS = 32;
    private static final Duration LAST_ANSWERS = Duration.ofMillis(300);

    private final Server server;
    private final ServerConnector connector;
    private final GracefulHandler inFlight;
    private final SandboxOptions options;
    private final SandboxState state;

    private SandboxServer(SandboxOptions options) {
        this.options = options;
        this.state = new SandboxState(options);
        QueuedThreadPool threads = new QueuedThreadPool(THREADS);
        threads.setName("sandbox");
        this.server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        this.connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(options.host());
        connector.setPort(options.port());
        connector.setIdleTimeout(300_000);
        server.addConnector(connector);
        this.inFlight =
                new GracefulHandler(new SandboxHandler(options, state, new AnswerWriter(connector.getScheduler())));
        server.setHandler(inFlight);
    }

    /**
     * Starts a stand-in; it serves when this returns.
     *
     * @throws UncheckedIOException when it cannot listen, caused by a {@link java.net.BindException} when the port is
     *     taken
     */
    public static SandboxServer start(SandboxOptions options) {
        SandboxServer sandbox = new SandboxServer(options);
        try {
            sandbox.connector.open();
            sandbox.server.start();
            return sandbox;
        } catch (IOException e) {
            sandbox.close();
            throw new UncheckedIOException(
                    "The sandbox cannot listen on " + options.host() + ":" + options.port()
                            + " (is another program using the port?); choose another port, or 0 for any free one",
                    e);
        } catch (Exception e) {
            sandbox.close();
            throw new IllegalStateException("The sandbox cannot start", e);
        }
    }

    /** The port it listens on. */
    public int port() {
        return connector.getLocalPort();
    }

    /** What stands before {@code /api/v2} and {@code /oauth/token}, without a slash at the end. */
    public URI baseUri() {
        return URI.create("http://" + options.host() + ":" + port());
    }

    /** Where webhooks are taken. */
    public URI webhookUri() {
        return URI.create(baseUri() + Operation.WEBHOOKS);
    }

    /** How it was set up. */
    public SandboxOptions options() {
        return options;
    }

    /** What it holds and what arrived. */
    public SandboxState state() {
        return state;
    }

    /** Makes something go wrong from now on. */
    public void fault(Fault fault) {
        state.faults().add(fault);
    }

    /**
     * Waits until it is closed.
     *
     * @throws InterruptedException when the waiting thread is interrupted
     */
    public void join() throws InterruptedException {
        server.join();
    }

    /** Stops listening and cuts open connections; answers that are being sent get a moment to leave. */
    @Override
    public void close() {
        try {
            awaitAnswers();
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The sandbox cannot stop", e);
        }
    }

    private void awaitAnswers() throws InterruptedException, ExecutionException {
        try {
            inFlight.shutdown().get(LAST_ANSWERS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.debug("Cutting calls that a fault holds", e);
        }
    }
}
