package io.outboundroutes.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.platform.store.HaltedStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Deaths of a process that commits on an H2 file with eight threads: nothing that a commit returned for is gone. */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class StoreHaltBench {

    private static final int KILLS = Integer.getInteger("kills", 100);
    private static final long SEED = Long.getLong("seed", 1);

    @Test
    void losesNoCommit(@TempDir Path folder) throws Exception {
        HaltedStore halted = new HaltedStore(folder, SEED);
        List<List<String>> losses = new ArrayList<>();
        long start = System.nanoTime();
        for (int kill = 0; kill < KILLS; kill++) {
            List<String> lost = halted.lostByOneMore();
            if (!lost.isEmpty()) {
                losses.add(lost);
            }
        }
        Figures figures = new Figures("StoreHalt", "-Dkills=" + KILLS + " -Dseed=" + SEED);
        figures.head("kills", "that lost commits", "time, s");
        figures.row(KILLS + " (seed " + SEED + ")", (double) losses.size(), Figures.seconds(System.nanoTime() - start));
        figures.publish();
        assertThat(losses).isEmpty();
    }
}
