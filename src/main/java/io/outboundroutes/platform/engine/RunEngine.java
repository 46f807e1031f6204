package io.outboundroutes.platform.engine;

import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.platform.store.Turns;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Executes runs, one at a time per workflow among all processes on one store. A process that dies, or stands still for
 * longer than {@link EngineSettings#heartbeat()} allows, loses its turn, and its run is gone on with by another one.
 *
 * <p>{@link #start} for a node that executes whatever is asked for; {@link #executeOwn} for a command line that executes
 * one run. Safe for use by several threads.
 */
public final class RunEngine {

    private static final Logger LOG = LoggerFactory.getLogger(RunEngine.class);

    private final Store store;
    private final EngineSettings settings;
    /** Everything of this engine that competes for a mutex right now. */
    private final CopyOnWriteArrayList<Mutexes> active = new CopyOnWriteArrayList<>();
    /**
     * Workflows that this process executes a run of. A process that stood still has lost their mutexes without its threads
     * knowing; the store's fence keeps its late writes out only while the run belongs to another process.
     */
    private final Set<String> inHand = ConcurrentHashMap.newKeySet();

    private volatile boolean stopped;

    public RunEngine(Store store, EngineSettings settings) {
        this.store = store;
        this.settings = settings;
    }

    /**
     * Begins to execute the runs of these workflows, whoever asks for them; returns at once.
     *
     * @param workflows ids of workflows: letters, digits, hyphens
     */
    public void start(Collection<String> workflows, RunExecutor executor) {
        Set<String> enabled = new TreeSet<>(workflows);
        enabled.forEach(RunEngine::checkId);
        if (enabled.isEmpty()) {
            return;
        }
        String names = enabled.stream().map(id -> "'" + id + "'").collect(Collectors.joining(", "));
        String condition = "task_instance in (" + names + ") and (" + Turns.ofAnyNode("task_instance") + ")";
        Mutexes mutexes = new Mutexes(
                store,
                settings,
                enabled,
                condition,
                workflow -> alone(workflow, () -> executeNext(workflow, executor)));
        active.add(mutexes);
        mutexes.start();
    }

    /** Uses a mutex unless this process, which has lost it in between, is still at work under it. */
    private Duration alone(String workflow, Supplier<Duration> work) {
        if (!inHand.add(workflow)) {
            LOG.warn(
                    "This process stood still and lost its turn at {}; it does not begin again before its run in hand has ended",
                    workflow);
            return settings.retryAfter();
        }
        try {
            return work.get();
        } finally {
            inHand.remove(workflow);
        }
    }

    private Duration executeNext(String workflow, RunExecutor executor) {
        if (stopped) {
            return Duration.ZERO;
        }
        Optional<Run> run = store.runs().next(workflow);
        if (run.isEmpty()) {
            return Duration.ZERO;
        }
        String id = run.get().id();
        try {
            executor.execute(run.get());
        } catch (RuntimeException | Error e) {
            LOG.error("Run {} could not be executed", id, e);
            rethrowFatal(e);
        }
        return rest(run.get());
    }

    private static void rethrowFatal(Throwable e) {
        if (e instanceof VirtualMachineError fatal && !(e instanceof StackOverflowError)) {
            throw fatal;
        }
    }

    /** A run that did not reach its end is offered again, by anybody, but not in a busy loop. */
    private Duration rest(Run run) {
        boolean open = store.history()
                .run(run.id())
                .map(now -> !now.status().isFinal())
                .orElse(false);
        if (!open || stopped || store.orders().haltOf(run.request().workflow()).isPresent()) {
            return Duration.ZERO;
        }
        LOG.warn("Run {} has not ended; it is gone on with in {}", run.id(), settings.retryAfter());
        return settings.retryAfter();
    }

    /**
     * Executes one run in the foreground: waits for the workflow's turn, then executes exactly this run, never another
     * one's. Begins at once when nobody is ahead. While it waits, the reservation is kept alive. A run that an operator
     * makes rest half-way waits too, and is gone on with afterwards.
     *
     * @param run asked for by this process (reserved for it) or not reserved at all; answered at once when it has ended
     * @param adopt whether an interrupted run from a command line that wanted just the same is gone on with instead
     * @param waiting told about once a second while it waits
     * @return the run as it ended: this one, or the adopted one. As it is, not ended, when {@link #stop} was called or the
     *     thread was interrupted (the flag is kept)
     * @throws RuntimeException what the executor threw; the run is then as it left it
     */
    public Run executeOwn(Run run, boolean adopt, RunExecutor executor, Waiting waiting) {
        String workflow = run.request().workflow();
        checkId(workflow);
        ForegroundRun foreground = new ForegroundRun(store, run, adopt, executor, waiting, () -> stopped);
        String condition = "task_instance = '" + workflow + "' and " + Turns.of(run.id(), store.owner());
        Mutexes mutexes = new Mutexes(store, settings, Set.of(workflow), condition, w -> alone(w, foreground::hold));
        active.add(mutexes);
        try {
            mutexes.start();
            foreground.await();
        } finally {
            active.remove(mutexes);
            // Interrupted: the person in front wants it to end now.
            mutexes.stop(Thread.currentThread().isInterrupted() ? Duration.ZERO : settings.interruptGrace());
        }
        return foreground.result();
    }

    /** Looks for work now instead of at the next poll; call it after asking for a run. */
    public void wake() {
        active.forEach(Mutexes::wake);
    }

    /** Takes no further run; those under way go on. {@link #stop} is to follow. */
    public void takeNoMore() {
        stopped = true;
        active.forEach(Mutexes::pause);
    }

    /**
     * Takes no further run and waits for those that are executed; those that take longer than the patience are
     * interrupted, and waited for a little. Whoever is not finished then is gone on with by another process or at the next
     * start. Idempotent.
     */
    public void stop(Duration patience) {
        stopped = true;
        active.forEach(mutexes -> {
            mutexes.stop(patience);
            active.remove(mutexes);
        });
    }

    private static void checkId(@Nullable String workflow) {
        if (workflow == null || !workflow.matches("[A-Za-z0-9-]{1,100}")) {
            throw new IllegalArgumentException("'" + workflow + "' is no id of a workflow: letters, digits, hyphens");
        }
    }
}
