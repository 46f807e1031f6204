package io.outboundroutes.app.cli;

import java.util.concurrent.CountDownLatch;

/**
 * Lets a command that stays up end in order on SIGINT or SIGTERM: the signal wakes the command, the command closes what
 * it opened, and the process ends with 0 when that is done. Open it first, so that it is closed last.
 */
final class Shutdown implements AutoCloseable {

    private final CountDownLatch told = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);

    private Shutdown() {}

    static Shutdown onSignal() {
        Shutdown shutdown = new Shutdown();
        Runtime.getRuntime().addShutdownHook(new Thread(shutdown::signalled, "shutdown"));
        return shutdown;
    }

    private void signalled() {
        boolean early = finished.getCount() == 0;
        told.countDown();
        try {
            finished.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!early) {
            Runtime.getRuntime().halt(ExitCode.SUCCEEDED);
        }
    }

    /** Waits for the signal. */
    void await() throws InterruptedException {
        told.await();
    }

    /** Everything is closed. */
    @Override
    public void close() {
        finished.countDown();
    }
}
