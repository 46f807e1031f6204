package io.outboundroutes.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a commit has returned for is there after the process died. The benchmark StoreHalt does the same a hundred times. */
@Timeout(240)
class HaltedStoreTest {

    private static final int DEATHS = 4;

    @Test
    void all14_noCommitIsLostHoweverManyWereUnderWayWhenTheProcessDied(@TempDir Path folder) throws Exception {
        HaltedStore halted = new HaltedStore(folder, 1);
        List<List<String>> lost = new ArrayList<>();
        for (int death = 0; death < DEATHS; death++) {
            lost.add(halted.lostByOneMore());
        }
        assertThat(lost).allMatch(List::isEmpty);
    }
}
