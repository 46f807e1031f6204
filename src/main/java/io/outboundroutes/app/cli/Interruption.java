package io.outboundroutes.app.cli;

import io.outboundroutes.app.House;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What SIGINT and SIGTERM do to a run in the foreground: waits are cut, nothing new is sent, what is known is recorded,
 * and the process ends with 1 within 5 s. Open it first, so that it is closed last; a process that ends without a signal
 * ends with its command's own exit code.
 */
final class Interruption implements AutoCloseable {

    private static final long PATIENCE_MILLIS = 4_500;

    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook = new Thread(this::signalled, "interruption");
    private @Nullable House house;
    private boolean signalled;

    private Interruption() {}

    /** From now on, a signal ends the process in order. */
    static Interruption onSignal() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** From now on, a signal stops this house's runs. */
    synchronized void stops(House opened) {
        house = opened;
        if (signalled) {
            stopRuns(opened);
        }
    }

    private void signalled() {
        synchronized (this) {
            signalled = true;
            if (house != null) {
                stopRuns(house);
            }
        }
        try {
            boolean unused = finished.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Runtime.getRuntime().halt(ExitCode.FAILED);
        }
    }

    /** In a thread of its own: the patience counts from the signal. */
    private static void stopRuns(House house) {
        Thread stopper = new Thread(() -> house.stopRuns("the process was told to end by a signal"), "stop-runs");
        stopper.setDaemon(true);
        stopper.start();
    }

    /** Everything is closed: the process may end. */
    @Override
    public void close() {
        Hooks.remove(hook);
        finished.countDown();
    }
}
