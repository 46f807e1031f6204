package io.outboundroutes.platform.engine;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.exceptions.ExecutionException;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.outboundroutes.platform.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One db-scheduler that competes for the mutexes of some workflows: one row of {@code scheduled_tasks} per workflow, always
 * due, held while it is executed.
 */
final class Mutexes {

    /** What is done with a mutex while it is held. */
    @FunctionalInterface
    interface Holder {
        /**
         * Uses the workflow's mutex.
         *
         * @return how long nobody shall take it afterwards; zero: it is free at once
         */
        Duration hold(String workflow);
    }

    private static final Logger LOG = LoggerFactory.getLogger(Mutexes.class);
    private static final String TASK = "workflow-run";
    /** Always due. */
    private static final Instant FREE = Instant.EPOCH;

    private static final int MISSED_HEARTBEATS = 4;
    private static final int RELEASE_ATTEMPTS = 10;
    private static final Duration RELEASE_PAUSE = Duration.ofMillis(200);
    private static final Duration NEVER = Duration.ofDays(36500);

    private final DatabaseClock clock;
    private final CustomTask<Void> task;
    private final ExecutorService threads;
    private final Scheduler scheduler;
    private final Holder holder;
    private final AtomicInteger held = new AtomicInteger();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final Object idle = new Object();

    Mutexes(Store store, EngineSettings settings, Collection<String> workflows, String condition, Holder holder) {
        this.holder = holder;
        this.clock = new DatabaseClock(store.dataSource());
        this.task = Tasks.custom(TASK, Void.class)
                .onFailure((complete, operations) ->
                        operations.reschedule(complete, clock.now().plus(settings.retryAfter())))
                .onDeadExecution((complete, operations) -> {
                    LOG.warn(
                            "Process {} is dead or stands still: {} is free for others",
                            complete.getExecution().pickedBy,
                            complete.getExecution().taskInstance.getId());
                    release(() -> operations.reschedule(complete, FREE));
                    wake();
                })
                .execute((instance, context) -> complete(instance.getId()));
        int size = Math.max(1, workflows.size());
        this.threads = new ThreadPoolExecutor(
                size,
                size,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                runnable -> {
                    Thread thread = new Thread(runnable, "run");
                    thread.setDaemon(true);
                    return thread;
                },
                // A poll that was under way at the stop: it may have taken a mutex, which is to be given back.
                (late, pool) -> late.run());
        this.scheduler = Scheduler.create(store.dataSource(), List.of(task))
                .schedulerName(new SchedulerName.Fixed(store.owner()))
                .jdbcCustomization(new TurnsOnly(condition))
                .clock(clock)
                .threads(size)
                .executorService(threads)
                .pollingInterval(settings.poll())
                .heartbeatInterval(settings.heartbeat())
                .missedHeartbeatsLimit(MISSED_HEARTBEATS)
                .deleteUnresolvedAfter(NEVER)
                .shutdownMaxWait(settings.interruptGrace())
                .build();
        for (String workflow : workflows) {
            scheduler.scheduleIfNotExists(task.instance(workflow), FREE);
        }
    }

    private CompletionHandler<Void> complete(String workflow) {
        held.incrementAndGet();
        Duration rest;
        try {
            // Counted first: a stop sees either this mutex held, or is seen here.
            rest = stopping.get() ? Duration.ZERO : holder.hold(workflow);
        } finally {
            synchronized (idle) {
                held.decrementAndGet();
                idle.notifyAll();
            }
        }
        return (completion, operations) -> {
            // Recording the release must not fail because somebody interrupted the run.
            boolean interrupted = Thread.interrupted();
            try {
                release(() -> operations.reschedule(
                        completion, rest.isZero() ? FREE : clock.now().plus(rest)));
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
            wake();
        };
    }

    /** The database may just be changing hands. A mutex that cannot be released is free when its heartbeats are missed. */
    private static void release(Runnable release) {
        for (int attempt = 1; ; attempt++) {
            try {
                release.run();
                return;
            } catch (ExecutionException e) {
                // Somebody else released it: of several processes that notice a dead one, or as this one stood still.
                LOG.info("The mutex was released by another process: {}", e.getMessage());
                return;
            } catch (RuntimeException e) {
                if (attempt == RELEASE_ATTEMPTS) {
                    throw e;
                }
                LOG.debug("Releasing a mutex again", e);
            }
            LockSupport.parkNanos(RELEASE_PAUSE.toNanos());
        }
    }

    void start() {
        scheduler.start();
    }

    /** Looks for work now. */
    void wake() {
        scheduler.triggerCheckForDueExecutions();
    }

    /** Takes no new run. */
    void pause() {
        scheduler.pause();
    }

    /** Takes no new run, waits for running ones, then interrupts them; heartbeats go on until they have returned. */
    void stop(Duration patience) {
        if (!stopping.compareAndSet(false, true)) {
            return;
        }
        // db-scheduler would end its heartbeats at once if the stopping thread were interrupted.
        boolean interrupted = Thread.interrupted();
        try {
            scheduler.pause();
            if (awaitIdle(patience)) {
                threads.shutdown();
            } else {
                LOG.warn("Interrupting {} run(s) after {}", held.get(), patience);
                threads.shutdownNow();
            }
            scheduler.stop();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean awaitIdle(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        boolean interrupted = false;
        synchronized (idle) {
            while (held.get() > 0 && !interrupted) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    break;
                }
                try {
                    idle.wait(left);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return held.get() == 0;
    }
}
