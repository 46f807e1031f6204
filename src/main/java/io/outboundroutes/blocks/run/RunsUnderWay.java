package io.outboundroutes.blocks.run;

import io.outboundroutes.platform.run.RunContext;
import io.outboundroutes.platform.run.Visits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The runs under way in this process: for progress, and for ending them with the process. Thread-safe. */
public final class RunsUnderWay {

    private final Map<String, RunContext> runs = new ConcurrentHashMap<>();
    /** What hands out the items of each of them. */
    private final Map<String, Visits> visits = new ConcurrentHashMap<>();
    /** What is done to every run once the process is to end; guarded by {@link #runs}. */
    private @Nullable Consumer<RunContext> ending;

    /** Nothing is under way yet. */
    public RunsUnderWay() {}

    void add(RunContext run) {
        synchronized (runs) {
            runs.put(run.id(), run);
            if (ending != null) {
                ending.accept(run);
            }
        }
    }

    void visiting(RunContext run, Visits opened) {
        visits.put(run.id(), opened);
    }

    Optional<Visits> visits(RunContext run) {
        return Optional.ofNullable(visits.get(run.id()));
    }

    void remove(RunContext run) {
        // A page that is still being read ahead for it, or waits for its turn, is of no use to anybody any more.
        run.stop(new RunContext.Stop("the run has ended", false, null));
        synchronized (runs) {
            visits.remove(run.id());
            runs.remove(run.id());
            runs.notifyAll();
        }
    }

    /**
     * Ends all runs of this process soon: nothing more is sent, waits are cut, and each is recorded with what it came to.
     * Returns at once.
     *
     * @param reason for people, as the reports tell it
     */
    public void stopAll(String reason) {
        end(run -> run.stop(new RunContext.Stop(reason, true, null)));
    }

    /** As {@link #stopAll}, but the runs are not ended: they stay RUNNING in the store, and the next start goes on. */
    public void leaveAll(String reason) {
        end(run -> run.leave(reason));
    }

    /** Also for runs that were taken just before and are opened just after. */
    private void end(Consumer<RunContext> how) {
        synchronized (runs) {
            ending = how;
            runs.values().forEach(how);
        }
    }

    /**
     * Waits until no run is under way in this process.
     *
     * @return false when the patience ended first, or the thread was interrupted (the flag is kept)
     */
    public boolean awaitNone(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        synchronized (runs) {
            while (!runs.isEmpty()) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    return false;
                }
                try {
                    runs.wait(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
        }
        return true;
    }

    /** A run under way in this process; null when it is not. */
    public @Nullable RunContext find(String runId) {
        return runs.get(runId);
    }

    /** The workflows that a run of is under way in this process. */
    public List<String> workflows() {
        return runs.values().stream().map(RunContext::workflow).toList();
    }

    /** All of them. */
    public Iterable<RunContext> all() {
        return runs.values();
    }
}
