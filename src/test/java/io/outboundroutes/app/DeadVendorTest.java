package io.outboundroutes.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.fault.Fault;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A vendor that is not there, met with the retry settings that everybody has. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class DeadVendorTest {

    private static final Map<String, String> DEFAULTS = Map.of("retry.base", "PT1S", "retry.cap", "PT30S");

    @TempDir
    Path folder;

    @Test
    void all7_aRunAgainstAPortWhereNobodyListensEndsWithItsReason() {
        SandboxServer sandbox = SandboxServer.start(SandboxOptions.defaults());
        try (TestHouse house = TestHouse.open(sandbox, folder, DEFAULTS)) {
            sandbox.close();

            Report report = new Report(house.segment());

            assertThat(report.status()).isEqualTo("FAILED");
            assertThat(report.errorCodes()).containsExactly("unavailable");
            assertThat(report.errors().get(0).get("operation")).isEqualTo("token");
            assertThat(report.errors().get(0).get("message"))
                    .asString()
                    .contains("no connection to 127.0.0.1:")
                    .contains("attempt 5 of 5");
        } finally {
            sandbox.close();
        }
    }

    @Test
    void all7_aRunAgainstAVendorThatOnlyFailsEndsWithItsReason() {
        try (SandboxServer sandbox = SandboxServer.start(SandboxOptions.defaults());
                TestHouse house = TestHouse.open(sandbox, folder, DEFAULTS)) {
            sandbox.fault(Fault.named("503").path("token"));
            sandbox.fault(Fault.named("503").path("/api/"));

            Report report = new Report(house.segment());

            assertThat(report.status()).isEqualTo("FAILED");
            assertThat(report.errorCodes()).containsExactly("unavailable");
            assertThat(report.errors().get(0).get("status")).isEqualTo(503);
            assertThat(sandbox.state().requests("segments-create")).isEmpty();
        }
    }
}
