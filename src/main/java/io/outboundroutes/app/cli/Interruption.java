package io.outboundroutes.app.cli;

import io.outboundroutes.app.House;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What SIGINT and SIGTERM do to a run in the foreground: waits are cut, nothing new is sent, what is known is recorded,
 * and the process ends with 1 within 5 s. Open it before the house, so that it is closed after it: a signal that comes
 * later, and the end of the process itself, change nothing any more.
 */
final class Interruption implements AutoCloseable {

    private static final long PATIENCE_NANOS = 4_700_000_000L;

    private final CountDownLatch finished = new CountDownLatch(1);

    /** From now on, a signal stops the house's runs. */
    void stops(House house) {
        Thread hook = new Thread(
                () -> {
                    // Every end of the process runs this hook, also the one with the run's own exit code.
                    if (finished.getCount() > 0) {
                        stop(house);
                    }
                },
                "interruption");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private void stop(House house) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        boolean ignored = house.stopRuns("the process was told to end by a signal");
        try {
            ignored = finished.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Runtime.getRuntime().halt(ExitCode.FAILED);
        }
    }

    /** The run is over and everything is closed. */
    @Override
    public void close() {
        finished.countDown();
    }
}
