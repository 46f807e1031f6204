package io.outboundroutes.platform.budget;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The rate limits of this process that it shares with others on its store. They have one thread, which is there while
 * something is called. To be closed before the store. Thread-safe.
 */
public final class SharedPaces implements AutoCloseable {

    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final Duration LAST_QUESTION = Duration.ofSeconds(2);

    private final RateLedger ledger;
    private final ScheduledThreadPoolExecutor questions;
    private final List<SharedPace> paces = new CopyOnWriteArrayList<>();

    public SharedPaces(RateLedger ledger) {
        this.ledger = ledger;
        this.questions = new ScheduledThreadPoolExecutor(
                1,
                question -> {
                    Thread thread = new Thread(question, "rate-limits");
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
        questions.setKeepAliveTime(IDLE.toSeconds(), TimeUnit.SECONDS);
        questions.allowCoreThreadTimeOut(true);
        questions.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        questions.setRemoveOnCancelPolicy(true);
    }

    /**
     * A rate limit.
     *
     * @param budget its name, the same in every process; at most 300 characters
     * @param permits per period, at least 1
     * @param period longer than zero
     */
    public Pace of(String budget, int permits, Duration period) {
        SharedPace pace = new SharedPace(budget, permits, period, ledger, this::later, System::nanoTime, new Random());
        paces.add(pace);
        return pace;
    }

    private void later(Runnable question, Duration after) {
        // A question handles what it fails of.
        Future<?> unused = questions.schedule(question, after.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Gives back what is held, so that others need not wait for it. */
    @Override
    public void close() {
        boolean used = questions.getTaskCount() > 0;
        questions.shutdown();
        try {
            boolean ended = questions.awaitTermination(LAST_QUESTION.toMillis(), TimeUnit.MILLISECONDS);
            // Without a store that answers there is nothing to give back to.
            if (used && ended && paces.stream().allMatch(SharedPace::isShared)) {
                ledger.leave();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
