package io.outboundroutes.app.cli;

import io.outboundroutes.platform.config.HouseKeys;
import io.outboundroutes.platform.config.Settings;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The sandbox, when the settings ask for it: an embedded one, or that of a {@code serve} which is already there. */
final class Stand implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final @Nullable SandboxServer server;
    private final @Nullable StandIn standIn;

    private Stand(@Nullable SandboxServer server, @Nullable StandIn standIn) {
        this.server = server;
        this.standIn = standIn;
    }

    /**
     * Starts the sandbox when {@code sandbox.enabled} is true. Where one answers on its port already, that one is used, so
     * that {@code run} and {@code check} work beside a {@code serve}.
     *
     * @throws UncheckedIOException when the port is taken by something else
     */
    static Stand start(Settings settings) {
        if (!settings.get(HouseKeys.SANDBOX_ENABLED)) {
            return new Stand(null, null);
        }
        SandboxOptions options = SandboxOptions.defaults()
                .withPort(settings.get(HouseKeys.SANDBOX_PORT))
                .withContacts(settings.get(HouseKeys.SANDBOX_CONTACTS))
                .withSeed(settings.get(HouseKeys.SANDBOX_SEED));
        try {
            SandboxServer server = SandboxServer.start(options);
            return new Stand(server, StandIn.of(server));
        } catch (UncheckedIOException e) {
            URI there = URI.create("http://" + options.host() + ":" + options.port());
            if (isPortTaken(e) && isSandbox(there)) {
                System.err.println("The sandbox that is already at " + there + " is used.");
                return new Stand(null, new StandIn(there, options.clientId(), options.clientSecret()));
            }
            throw e;
        }
    }

    private static boolean isPortTaken(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSandbox(URI there) {
        HttpRequest request = HttpRequest.newBuilder(there.resolve("/sandbox/faults"))
                .timeout(PATIENCE)
                .build();
        try {
            return HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The sandbox; empty when the vendors themselves are called. */
    Optional<StandIn> sandbox() {
        return Optional.ofNullable(standIn);
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
