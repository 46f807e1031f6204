package io.outboundroutes.platform.metrics;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at something slow on behalf of those who must answer soon. However many ask, one look is under way at a time, in
 * a thread of its own; what it saw is told for a while; whoever waits longer than is bearable is told nothing.
 * Thread-safe.
 *
 * @param <T> what is seen
 */
public final class Glimpse<T> {

    private static final Logger LOG = LoggerFactory.getLogger(Glimpse.class);

    private final Supplier<T> look;
    private final Duration patience;
    private final Duration fresh;
    private final LongSupplier nanoTime;
    private @Nullable CompletableFuture<T> latest;
    private long begun;

    /**
     * @param patience how long a caller waits
     * @param fresh how long what was seen is told again, counted from when the look began
     * @param nanoTime a monotonic clock in nanoseconds
     */
    public Glimpse(Supplier<T> look, Duration patience, Duration fresh, LongSupplier nanoTime) {
        this.look = look;
        this.patience = patience;
        this.fresh = fresh;
        this.nanoTime = nanoTime;
    }

    /** What is seen; empty when the look failed or takes too long. */
    public Optional<T> get() {
        try {
            return Optional.of(current().get(patience.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("Looking at the store came to nothing", e);
            return Optional.empty();
        }
    }

    private synchronized CompletableFuture<T> current() {
        CompletableFuture<T> there = latest;
        if (there != null && (!there.isDone() || nanoTime.getAsLong() - begun < fresh.toNanos())) {
            return there;
        }
        CompletableFuture<T> next = new CompletableFuture<>();
        latest = next;
        begun = nanoTime.getAsLong();
        // A thread each: looks are seconds apart, and none of them may hold up the next one's caller or the process.
        Thread looking = new Thread(() -> look(next), "glimpse");
        looking.setDaemon(true);
        looking.start();
        return next;
    }

    private void look(CompletableFuture<T> seen) {
        try {
            seen.complete(look.get());
        } catch (RuntimeException | Error e) {
            seen.completeExceptionally(e);
        }
    }
}
