package io.outboundroutes.app;

import static org.awaitility.Awaitility.await;

import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A house that is closed leaves nothing behind: no hook, no thread, no registration that would keep it in memory. */
@Timeout(120)
class ForgottenHouseTest {

    @Test
    void aClosedHouseIsForgotten(@TempDir Path folder, @TempDir Path another) {
        WeakReference<House> closed = openAndClose(folder);
        // Camel's simple language remembers the last context that there was, and no other.
        openAndClose(another);

        await().atMost(Duration.ofSeconds(100)).until(() -> {
            System.gc();
            return closed.get() == null;
        });
    }

    private static WeakReference<House> openAndClose(Path folder) {
        try (SandboxServer sandbox =
                        SandboxServer.start(SandboxOptions.defaults().withContacts(5));
                TestHouse house = TestHouse.open(sandbox, folder, Map.of())) {
            house.run(SegmentationSteps.WORKFLOW, Mode.LIVE, false);
            return new WeakReference<>(house.house());
        }
    }
}
