package io.outboundroutes.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunStatus;
import io.outboundroutes.platform.store.Database;
import io.outboundroutes.platform.store.OldStore;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.platform.store.StoreSettings;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The README's recipe of an upgrade: a program that starts on what an older one left. */
@Timeout(120)
class UpgradedTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void all14_whatTheOlderProgramLeftHalfDoneIsGoneOnWith(Database database) throws Exception {
        try (SandboxServer sandbox = SandboxServer.start(SandboxOptions.defaults())) {
            StoreSettings old = database.fresh(folder);
            OldStore.make(old, sandbox.baseUri().getAuthority());
            try (TestHouse house = TestHouse.open(sandbox, folder, Map.of("store.url", old.url()))) {
                Store store = house.house().store();
                Run left = store.history().runs(SegmentationSteps.WORKFLOW, 10).stream()
                        .filter(run -> run.status() == RunStatus.RUNNING)
                        .findFirst()
                        .orElseThrow();
                long open = store.items().countOpen(left.id());
                assertThat(open).isPositive();

                Serving serving = Serving.start(house.house());
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> store.history()
                                .run(left.id())
                                .orElseThrow()
                                .status()
                                .isFinal());
                serving.stop(Duration.ofSeconds(20));

                assertThat(store.history().run(left.id()).orElseThrow().status())
                        .isEqualTo(RunStatus.SUCCEEDED);
                assertThat(store.items().countOpen(left.id())).isZero();
                assertThat(sandbox.state().segments()).isNotEmpty();
            }
        }
    }
}
