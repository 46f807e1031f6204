package io.outboundroutes.app.cli;

import io.outboundroutes.platform.config.HouseKeys;
import io.outboundroutes.platform.config.Settings;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The embedded sandbox, when the settings ask for it. */
final class Stand implements AutoCloseable {

    private final @Nullable SandboxServer server;

    private Stand(@Nullable SandboxServer server) {
        this.server = server;
    }

    /** Starts the sandbox when {@code sandbox.enabled} is true. */
    static Stand start(Settings settings) {
        if (!settings.get(HouseKeys.SANDBOX_ENABLED)) {
            return new Stand(null);
        }
        return new Stand(SandboxServer.start(SandboxOptions.defaults()
                .withPort(settings.get(HouseKeys.SANDBOX_PORT))
                .withContacts(settings.get(HouseKeys.SANDBOX_CONTACTS))
                .withSeed(settings.get(HouseKeys.SANDBOX_SEED))));
    }

    /** The sandbox; empty when the vendors themselves are called. */
    Optional<SandboxServer> sandbox() {
        return Optional.ofNullable(server);
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
