package io.outboundroutes.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.sandbox.RecordedRequest;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.fault.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Waits that the vendor asks for, over real HTTP. A least time is asserted, never a most. */
class RetryAfterTest {

    @TempDir
    Path folder;

    @Test
    void all4_nobodyCallsTheVendorBeforeRetryAfterIsOver() {
        try (SandboxServer sandbox =
                        SandboxServer.start(SandboxOptions.defaults().withContacts(50));
                TestHouse house = TestHouse.open(sandbox, folder, Map.of())) {
            sandbox.fault(Fault.named("429").path("contacts-query").first(1).with("retryAfter", "1.8"));

            assertThat(house.segment().get("status")).isEqualTo("SUCCEEDED");

            List<RecordedRequest> queries = sandbox.state().requests("contacts-query");
            long gap = queries.get(1).receivedNanos() - queries.get(0).receivedNanos();
            assertThat(Duration.ofNanos(gap)).isGreaterThanOrEqualTo(Duration.ofMillis(1_800));
        }
    }
}
