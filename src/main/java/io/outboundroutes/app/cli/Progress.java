package io.outboundroutes.app.cli;

import io.outboundroutes.app.House;
import io.outboundroutes.platform.run.RunContext;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Says on stderr how a run gets on: a bar on a terminal, otherwise a line a second, and one a minute of a wait. Closing it
 * ends it.
 */
final class Progress implements AutoCloseable {

    private final House house;
    private final PrintStream err;
    private final @Nullable ProgressBar bar;
    private final WaitLines waits = new WaitLines();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "progress");
        thread.setDaemon(true);
        return thread;
    });

    private Progress(House house, PrintStream err, boolean terminal) {
        this.house = house;
        this.err = err;
        this.bar = terminal
                ? new ProgressBarBuilder()
                        .setTaskName("run")
                        .setInitialMax(-1)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(250)
                        .build()
                : null;
    }

    /** Begins to tell. */
    static Progress start(House house, PrintStream err) {
        // Java cannot tell whether stderr is a terminal; the launcher can.
        boolean terminal = Boolean.getBoolean("outbound.terminal");
        Progress progress = new Progress(house, err, terminal);
        long period = terminal ? 250 : 1000;
        ScheduledFuture<?> unused =
                progress.clock.scheduleAtFixedRate(progress::tell, period, period, TimeUnit.MILLISECONDS);
        return progress;
    }

    private void tell() {
        for (RunContext run : house.running()) {
            if (bar == null) {
                err.println(run.workflow() + ": " + run.doing() + ", " + numbers(run));
            } else {
                bar.setExtraMessage(" " + run.workflow() + ": " + run.doing() + ", " + numbers(run));
                bar.stepTo(run.counted("records") + run.counted("settled"));
            }
        }
    }

    /** Says something besides the numbers. */
    void say(String line) {
        if (bar == null) {
            err.println(line);
        } else {
            bar.setExtraMessage(" " + line);
        }
    }

    /** Says why a run waits; may be called as often as one likes. */
    void waits(String why, Duration soFar) {
        if (bar == null) {
            waits.due(why, soFar).ifPresent(err::println);
        } else {
            say(WaitLines.line(why, soFar));
        }
    }

    private static String numbers(RunContext run) {
        return String.format(
                Locale.ROOT,
                "pages %d, records %d, items done %d, requests %d, waits %d (%.1f s)",
                run.counted("pages"),
                run.counted("records"),
                run.counted("settled"),
                run.counted("requests"),
                run.counted("waits"),
                run.counted("waitedMs") / 1000.0);
    }

    @Override
    public void close() {
        clock.shutdownNow();
        if (bar != null) {
            bar.close();
        }
    }
}
