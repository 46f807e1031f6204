package io.outboundroutes.console;

import io.outboundroutes.platform.config.ConfigException;
import io.outboundroutes.platform.config.ConfigProblem;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An address and a port that nobody else can have any more. Taken before anything else is opened, so that a port in use is
 * told while there is nothing to stop yet; whoever connects meanwhile is answered once the {@link Console} has started.
 * Thread-safe.
 */
public final class ListeningPlace implements AutoCloseable {

    private final @Nullable ServerSocketChannel channel;

    private ListeningPlace(@Nullable ServerSocketChannel channel) {
        this.channel = channel;
    }

    /** For programs that do not listen. */
    public static ListeningPlace nowhere() {
        return new ListeningPlace(null);
    }

    /**
     * Takes the place.
     *
     * @param port 0 to 65535; 0 picks a free one
     * @throws ConfigException when it cannot be had, saying which setting to change
     */
    public static ListeningPlace reserve(String bind, int port) {
        InetSocketAddress where = new InetSocketAddress(bind, port);
        if (where.isUnresolved()) {
            throw noSuchAddress(bind, null);
        }
        ServerSocketChannel channel = null;
        try {
            channel = ServerSocketChannel.open();
            // Else a program that is restarted could not have its port back for a minute.
            channel.socket().setReuseAddress(true);
            channel.socket().bind(where);
            channel.configureBlocking(true);
            return new ListeningPlace(channel);
        } catch (IOException e) {
            close(channel);
            throw isNotOurs(e) ? noSuchAddress(bind, e) : portTaken(bind, port, e);
        }
    }

    private static ConfigException noSuchAddress(String bind, @Nullable IOException e) {
        return problem(
                "console.bind",
                bind,
                "is no address of this machine",
                "set console.bind (CONSOLE_BIND) to 127.0.0.1, or to 0.0.0.0 for all of its addresses",
                e);
    }

    private static ConfigException portTaken(String bind, int port, IOException e) {
        return problem(
                "console.port",
                Integer.toString(port),
                "cannot listen on this port of " + bind
                        + (e instanceof BindException ? ": another program uses it, or it is reserved" : ""),
                "stop that program, or set console.port (CONSOLE_PORT) to another port, or to 0 for any free one",
                e);
    }

    private static ConfigException problem(
            String key, String value, String expected, String remedy, @Nullable IOException e) {
        ConfigException problem = new ConfigException(List.of(new ConfigProblem(key, null, value, expected, remedy)));
        if (e != null) {
            problem.initCause(e);
        }
        return problem;
    }

    /** The text is the operating system's; another one only makes the message blame the port. */
    private static boolean isNotOurs(IOException e) {
        return e.getMessage() != null && e.getMessage().contains("assign requested address");
    }

    private static void close(@Nullable ServerSocketChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new IllegalStateException("A port cannot be given back", e);
            }
        }
    }

    /** The bound channel. */
    ServerSocketChannel channel() {
        if (channel == null) {
            throw new IllegalStateException("There is no place to listen at");
        }
        return channel;
    }

    /** Gives the place back; also what listens there is gone then. */
    @Override
    public void close() {
        close(channel);
    }
}
