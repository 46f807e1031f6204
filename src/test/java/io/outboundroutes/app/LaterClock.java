package io.outboundroutes.app;

import io.outboundroutes.platform.run.Checkpoint;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;

/** The machine's clock, which a test can put forward: a vendor's long pause is over then. Thread-safe. */
final class LaterClock implements InstantSource {

    private volatile Duration ahead = Duration.ZERO;

    @Override
    public Instant instant() {
        return Instant.now().plus(ahead);
    }

    /** Puts it forward for good. */
    synchronized void later(Duration by) {
        ahead = ahead.plus(by);
    }

    /** Surroundings that go by it. */
    Surroundings surroundings() {
        return new Surroundings(this, new Random(), Checkpoint.NONE);
    }
}
