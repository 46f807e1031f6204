package io.outboundroutes.platform.engine;

import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.store.Store;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One run that somebody waits for: its executing side (holds the mutex) and its waiting side. */
final class ForegroundRun {

    /** How often the waiting side looks; also keeps the reservation, which others respect for ten seconds. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Store store;
    private final Run asked;
    private final boolean adopt;
    private final RunExecutor executor;
    private final Waiting waiting;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile @Nullable Run begun;
    private volatile @Nullable Throwable thrown;

    ForegroundRun(Store store, Run asked, boolean adopt, RunExecutor executor, Waiting waiting) {
        this.store = store;
        this.asked = asked;
        this.adopt = adopt;
        this.executor = executor;
        this.waiting = waiting;
    }

    Duration hold() {
        if (over.getCount() == 0) {
            return Duration.ZERO;
        }
        Optional<Run> taken =
                adopt ? store.runs().beginOrAdopt(asked.id()) : store.runs().begin(asked.id());
        if (taken.isEmpty()) {
            // It ended since the scheduler looked; the waiting side will see that.
            return Duration.ZERO;
        }
        begun = taken.get();
        try {
            executor.execute(taken.get());
        } catch (RuntimeException | Error e) {
            thrown = e;
        } finally {
            over.countDown();
        }
        return Duration.ZERO;
    }

    /** Waits for the end of the run, whoever executes it; ends early when stopped or interrupted. */
    void await(BooleanSupplier stopped) {
        long since = System.nanoTime();
        Run now = current();
        while (!now.status().isFinal() && !stopped.getAsBoolean() && !awaitOver()) {
            if (begun == null) {
                store.runs().keepReservation(asked.id());
                waiting.waiting(
                        now,
                        store.history().holder(asked.request().workflow()),
                        Duration.ofNanos(System.nanoTime() - since));
            }
            now = current();
        }
    }

    /** Whether there is nothing more to wait for: the run was executed here, or the thread was interrupted. */
    private boolean awaitOver() {
        try {
            return over.await(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** The run as it is now; throws what its executor threw. */
    Run result() {
        Throwable failure = thrown;
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        return current();
    }

    private Run current() {
        Run taken = begun;
        String id = taken == null ? asked.id() : taken.id();
        return store.history().run(id).orElse(asked);
    }
}
