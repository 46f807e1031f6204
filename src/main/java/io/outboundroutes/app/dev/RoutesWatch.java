package io.outboundroutes.app.dev;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the routes five times a second, until it is closed. Looking is a few small reads; the operating system's own
 * notices come late or not at all on mounted folders, which is where containers keep their routes.
 */
public final class RoutesWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RoutesWatch.class);
    private static final long PAUSE_MILLIS = 200;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "routes-watch");
        thread.setDaemon(true);
        return thread;
    });

    private RoutesWatch(HotReload reload) {
        ScheduledFuture<?> unused =
                clock.scheduleWithFixedDelay(() -> look(reload), PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Begins to look. */
    public static RoutesWatch over(HotReload reload) {
        return new RoutesWatch(reload);
    }

    /** A look that fails is not the last one: a folder may be gone for a moment. */
    private static void look(HotReload reload) {
        try {
            reload.look();
        } catch (RuntimeException e) {
            LOG.warn("The routes cannot be looked at: {}", e.getMessage(), e);
        }
    }

    /** Waits for the look under way: what it exchanges is whole. */
    @Override
    public void close() {
        clock.shutdown();
        try {
            if (!clock.awaitTermination(10, TimeUnit.SECONDS)) {
                clock.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
