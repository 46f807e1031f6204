package io.outboundroutes.console;

import java.util.List;

/**
 * Where the console listens and who may log in.
 *
 * @param port 0 to 65535; 0 picks a free one ({@code console.port})
 * @param bind address to listen on; the default of the program is the loopback ({@code console.bind})
 * @param users who may log in; none: Hawtio is not offered at all
 * @param metrics who may read the metrics
 */
public record ConsoleSettings(int port, String bind, List<ConsoleUser> users, MetricsAccess metrics) {

    /** With metrics for nobody. */
    public ConsoleSettings(int port, String bind, List<ConsoleUser> users) {
        this(port, bind, users, MetricsAccess.NOBODY);
    }

    public ConsoleSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("the console's port must be 0 to 65535, not " + port);
        }
        if (bind.isBlank()) {
            throw new IllegalArgumentException("the console's address to listen on is missing");
        }
        users = List.copyOf(users);
        if (users.stream().map(ConsoleUser::name).distinct().count() < users.size()) {
            throw new IllegalArgumentException("two of the console's users have the same name");
        }
    }
}
