package io.outboundroutes.app.cli;

import io.outboundroutes.app.House;

/**
 * What SIGINT and SIGTERM do to a run in the foreground: waits are cut, nothing new is sent, what is known is recorded,
 * and the process ends with 1 within 5 s.
 */
final class Interruption {

    private static final long PATIENCE_MILLIS = 4_500;

    private Interruption() {}

    /** From now on, a signal stops the house's runs. */
    static void stops(House house) {
        Thread runner = Thread.currentThread();
        Thread hook = new Thread(() -> {
            if (!runner.isAlive()) {
                return;
            }
            house.stopRuns("the process was told to end by a signal");
            try {
                runner.join(PATIENCE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                Runtime.getRuntime().halt(ExitCode.FAILED);
            }
        });
        Runtime.getRuntime().addShutdownHook(hook);
    }
}
