package io.outboundroutes.app.dev;

import io.outboundroutes.platform.engine.RunExecutor;
import io.outboundroutes.platform.run.Run;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Lets a run of a workflow end undisturbed before the workflow's routes are exchanged, and the next one wait for the exchange.
 * Whoever waited longer comes first, so that runs which follow upon one another do not keep an exchange out. Thread-safe.
 */
final class RunLocks implements RunExecutor {

    private final RunExecutor executor;
    private final Map<String, ReentrantLock> locks = new ConcurrentHashMap<>();

    RunLocks(RunExecutor executor) {
        this.executor = executor;
    }

    @Override
    public void execute(Run run) {
        ReentrantLock lock = of(run.request().workflow());
        lock.lock();
        try {
            executor.execute(run);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Does something while no run of these workflows is under way.
     *
     * @param patience how long to wait for each of them
     * @param action answers whether it could be done
     * @return what the action said; false when a run went on for longer
     */
    boolean between(SortedSet<String> workflows, Duration patience, BooleanSupplier action) {
        Deque<ReentrantLock> held = new ArrayDeque<>();
        try {
            for (String workflow : workflows) {
                ReentrantLock lock = of(workflow);
                if (!lock.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                    return false;
                }
                held.push(lock);
            }
            return action.getAsBoolean();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            held.forEach(ReentrantLock::unlock);
        }
    }

    private ReentrantLock of(String workflow) {
        return locks.computeIfAbsent(workflow, w -> new ReentrantLock(true));
    }
}
