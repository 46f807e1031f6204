package io.outboundroutes.console;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where the console listens and who may log in.
 *
 * @param port 0 to 65535; 0 picks a free one ({@code console.port})
 * @param bind address to listen on; the default of the program is the loopback ({@code console.bind})
 * @param users who may log in; none: Hawtio is not offered at all
 * @param sessionTimeout how long a login lasts when nothing is clicked; whole seconds, at least one
 * @param metrics who may read the metrics
 * @param tls what it proves itself with; empty: it is spoken to plainly
 */
public record ConsoleSettings(
        int port,
        String bind,
        List<ConsoleUser> users,
        Duration sessionTimeout,
        MetricsAccess metrics,
        Optional<ConsoleTls> tls) {

    /** Without TLS. */
    public ConsoleSettings(
            int port, String bind, List<ConsoleUser> users, Duration sessionTimeout, MetricsAccess metrics) {
        this(port, bind, users, sessionTimeout, metrics, Optional.empty());
    }

    public ConsoleSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("the console's port must be 0 to 65535, not " + port);
        }
        if (bind.isBlank()) {
            throw new IllegalArgumentException("the console's address to listen on is missing");
        }
        if (sessionTimeout.toSeconds() < 1) {
            throw new IllegalArgumentException("a login must last a second at least");
        }
        users = List.copyOf(users);
        if (users.stream().map(ConsoleUser::name).distinct().count() < users.size()) {
            throw new IllegalArgumentException("two of the console's users have the same name");
        }
    }
}
