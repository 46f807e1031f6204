package io.outboundroutes.app.cli;

import io.outboundroutes.app.House;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Lets a command that stays up end in order on SIGINT or SIGTERM: the signal wakes the command, the command closes what
 * it opened, and the process ends when that is done, with 0 unless the command says otherwise. Open it first, so that it is closed last.
 */
final class Shutdown implements AutoCloseable {

    private final CountDownLatch told = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook = new Thread(this::signalled, "shutdown");

    private volatile int exitCode = ExitCode.SUCCEEDED;
    private @Nullable House house;
    private boolean signalled;

    private Shutdown() {}

    static Shutdown onSignal() {
        Shutdown shutdown = new Shutdown();
        Runtime.getRuntime().addShutdownHook(shutdown.hook);
        return shutdown;
    }

    /** From now on, a signal also stops the runs that this house has under way in the foreground. */
    synchronized void stops(House opened) {
        house = opened;
        if (signalled) {
            stopRuns(opened);
        }
    }

    private static void stopRuns(House house) {
        Thread stopper = new Thread(() -> house.stopRuns("the process was told to end by a signal"), "stop-runs");
        stopper.setDaemon(true);
        stopper.start();
    }

    private void signalled() {
        synchronized (this) {
            signalled = true;
            if (house != null) {
                stopRuns(house);
            }
        }
        told.countDown();
        try {
            finished.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(exitCode);
    }

    /** What the process ends with when a signal comes from now on: not with success while its work is half done. */
    void endsWith(int code) {
        if (told.getCount() > 0) {
            exitCode = code;
        }
    }

    /** Waits for the signal. */
    void await() throws InterruptedException {
        told.await();
    }

    /** Everything is closed. */
    @Override
    public void close() {
        Hooks.remove(hook);
        finished.countDown();
    }
}
