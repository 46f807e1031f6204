package io.outboundroutes.platform.store;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ids of runs, such as {@code 20261121T114755.123Z-k3f9qa}: sortable by time, strictly rising within a process, unique
 * across processes.
 */
final class RunIds {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int RANDOM_LENGTH = 6;

    private final InstantSource clock;
    private final AtomicLong last = new AtomicLong(Long.MIN_VALUE);

    RunIds(InstantSource clock) {
        this.clock = clock;
    }

    String next() {
        long now = clock.millis();
        long millis = last.updateAndGet(before -> Math.max(before + 1, now));
        return FORMAT.format(java.time.Instant.ofEpochMilli(millis)) + "-" + Owner.random(RANDOM_LENGTH);
    }
}
