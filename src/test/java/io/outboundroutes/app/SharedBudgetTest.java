package io.outboundroutes.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.platform.store.Database;
import io.outboundroutes.platform.store.StoreSettings;
import io.outboundroutes.sandbox.RecordedRequest;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.fault.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two processes on one store call one vendor: two houses of this JVM, over real HTTP. */
@Timeout(120)
class SharedBudgetTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PER_SECOND = 20;
    /** What a busy machine may add to a second of an even pace. */
    private static final int UNEVENNESS = 6;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void all8_twoProcessesOnOneStoreKeepToOneLimit(Database database) {
        StoreSettings store = database.fresh(folder);
        try (SandboxServer sandbox =
                        SandboxServer.start(SandboxOptions.defaults().withContacts(60));
                TestHouse one = house(sandbox, store, "one");
                TestHouse other = house(sandbox, store, "other")) {
            CompletableFuture<Map<?, ?>> segments = CompletableFuture.supplyAsync(one::segment);
            CompletableFuture<Map<?, ?>> campaigns =
                    CompletableFuture.supplyAsync(() -> other.run("campaign-statistics", Mode.LIVE, false));
            assertThat(segments.join().get("status")).isEqualTo("SUCCEEDED");
            assertThat(campaigns.join().get("status")).isEqualTo("SUCCEEDED");

            long[] times = sandbox.state().requests().stream()
                    .filter(request -> !request.operation().equals("webhook"))
                    .mapToLong(RecordedRequest::receivedNanos)
                    .sorted()
                    .toArray();
            assertThat(most(times))
                    .as("%d requests, %d a second", times.length, PER_SECOND)
                    .isLessThanOrEqualTo(PER_SECOND + UNEVENNESS);
        }
    }

    @ParameterizedTest
    @EnumSource
    void all4_a429OnOneProcessPausesTheOther(Database database) {
        StoreSettings store = database.fresh(folder);
        try (SandboxServer sandbox =
                        SandboxServer.start(SandboxOptions.defaults().withContacts(60));
                TestHouse one = house(sandbox, store, "one");
                TestHouse other = house(sandbox, store, "other")) {
            sandbox.fault(Fault.named("429").path("contacts-query").first(1).with("retryAfter", "3"));
            CompletableFuture<Map<?, ?>> segments = CompletableFuture.supplyAsync(one::segment);
            await().atMost(PATIENCE)
                    .until(() -> sandbox.state().requests().stream().anyMatch(request -> request.status() == 429));
            CompletableFuture<Map<?, ?>> campaigns =
                    CompletableFuture.supplyAsync(() -> other.run("campaign-statistics", Mode.LIVE, false));
            assertThat(segments.join().get("status")).isEqualTo("SUCCEEDED");
            assertThat(campaigns.join().get("status")).isEqualTo("SUCCEEDED");

            List<RecordedRequest> requests = new ArrayList<>(sandbox.state().requests());
            long told = requests.stream()
                    .filter(request -> request.status() == 429)
                    .mapToLong(RecordedRequest::receivedNanos)
                    .findFirst()
                    .orElseThrow();
            assertThat(requests.stream()
                            .filter(request -> request.receivedNanos()
                                    > told + Duration.ofMillis(750).toNanos())
                            .mapToLong(request -> request.receivedNanos() - told)
                            .min()
                            .orElseThrow())
                    .as("the first request of any process after it was known")
                    .isGreaterThanOrEqualTo(Duration.ofMillis(2_990).toNanos());
        }
    }

    private TestHouse house(SandboxServer sandbox, StoreSettings store, String name) {
        return TestHouse.open(
                sandbox,
                folder,
                Map.of(
                        "store.url",
                        store.url(),
                        "audit.log",
                        folder.resolve(name + ".jsonl").toString(),
                        "statistics.window",
                        StatisticsRun.DAY,
                        "genesys.rate-limit",
                        PER_SECOND + "/1s"));
    }

    private static int most(long[] times) {
        return Arrays.stream(times)
                .mapToInt(from -> (int) Arrays.stream(times)
                        .filter(time -> time >= from
                                && time < from + Duration.ofSeconds(1).toNanos())
                        .count())
                .max()
                .orElse(0);
    }
}
