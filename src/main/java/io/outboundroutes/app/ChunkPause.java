package io.outboundroutes.app;

import io.outboundroutes.blocks.Variables;
import io.outboundroutes.platform.run.RunContext;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Variable;
import org.jspecify.annotations.Nullable;

/**
 * The pause between two chunks ({@code engagement.chunk-delay}), which then go one after the other. Bean
 * {@code chunkPause}; it tells whether to wait, a {@code delay} in slices waits, so that a run that is stopped does not.
 * Thread-safe.
 */
public final class ChunkPause {

    private record Ended(String runId, long nanos) {}

    private final Duration pause;
    private final AtomicReference<@Nullable Ended> last = new AtomicReference<>();

    ChunkPause(Duration pause) {
        this.pause = pause;
    }

    /** Whether the pause after the chunk before is not over yet. */
    public boolean mustWait(@Variable(Variables.RUN) RunContext run) {
        Ended before = last.get();
        return before != null
                && before.runId().equals(run.id())
                && System.nanoTime() - before.nanos() < pause.toNanos()
                && run.stopped() == null;
    }

    /** A chunk has come to its end. */
    public void begin(@Variable(Variables.RUN) RunContext run) {
        last.set(new Ended(run.id(), System.nanoTime()));
    }
}
