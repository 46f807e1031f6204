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

    /** How long a run that was left is not taken again when nothing halts it any more: no busy loop. */
    private static final Duration RESUMED = Duration.ofSeconds(1);

    private final Store store;
    private final Run asked;
    private final boolean adopt;
    private final RunExecutor executor;
    private final Waiting waiting;
    private final CountDownLatch over = new CountDownLatch(1);
    private final BooleanSupplier stopped;
    private volatile @Nullable Run begun;
    /** Whether it was begun and left, because an operator made it rest. */
    private volatile boolean rests;

    private volatile @Nullable Throwable thrown;

    ForegroundRun(
            Store store, Run asked, boolean adopt, RunExecutor executor, Waiting waiting, BooleanSupplier stopped) {
        this.store = store;
        this.asked = asked;
        this.adopt = adopt;
        this.executor = executor;
        this.waiting = waiting;
        this.stopped = stopped;
    }

    Duration hold() {
        if (over.getCount() == 0) {
            return Duration.ZERO;
        }
        Optional<Run> taken = take();
        if (taken.isEmpty()) {
            // It ended, or was halted, since the scheduler looked; the waiting side will see that.
            return Duration.ZERO;
        }
        begun = taken.get();
        rests = false;
        try {
            executor.execute(taken.get());
            rests = !stopped.getAsBoolean() && !current().status().isFinal();
        } catch (RuntimeException | Error e) {
            thrown = e;
        } finally {
            if (!rests) {
                over.countDown();
            }
        }
        boolean resumed =
                rests && store.orders().haltOf(asked.request().workflow()).isEmpty();
        return resumed ? RESUMED : Duration.ZERO;
    }

    private Optional<Run> take() {
        Run before = begun;
        if (before != null) {
            return store.runs().begin(before.id());
        }
        return adopt ? store.runs().beginOrAdopt(asked) : store.runs().begin(asked.id());
    }

    /** Waits for the end of the run, whoever executes it; ends early when stopped or interrupted. */
    void await() {
        long since = System.nanoTime();
        Run now = current();
        while (!now.status().isFinal() && !stopped.getAsBoolean() && !awaitOver()) {
            if (begun == null || rests) {
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
