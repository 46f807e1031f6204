package io.outboundroutes.platform.engine;

import java.time.Duration;

/**
 * The engine's pace.
 *
 * @param poll how often the store is asked for work nobody announced; one indexed query. Default 250 ms
 * @param heartbeat how often a process says that it is alive while it executes. Default 2.5 s. After four missed ones it
 *     counts as dead, and its run is gone on with at the latest two heartbeats later: 15 s
 * @param retryAfter how long a run waits that could not be finished (its executor threw). Default 5 s
 * @param interruptGrace how long {@link RunEngine#stop} waits for interrupted executors. Default 5 s
 */
public record EngineSettings(Duration poll, Duration heartbeat, Duration retryAfter, Duration interruptGrace) {

    /** The defaults. */
    public static final EngineSettings DEFAULTS = new EngineSettings(
            Duration.ofMillis(250), Duration.ofMillis(2500), Duration.ofSeconds(5), Duration.ofSeconds(5));

    public EngineSettings {
        if (poll.toMillis() < 1 || heartbeat.toMillis() < 1) {
            throw new IllegalArgumentException("poll and heartbeat must be at least a millisecond");
        }
    }
}
