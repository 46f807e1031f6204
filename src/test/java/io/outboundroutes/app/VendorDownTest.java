package io.outboundroutes.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.platform.config.Vendor;
import io.outboundroutes.platform.metrics.VendorSight;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every workflow against a vendor that goes down, with the retry and breaker settings that everybody has. The waits of
 * such runs are seconds, so all of them run at once.
 */
class VendorDownTest {

    /** The calls that the breaker wants before it judges. */
    private static final int MINIMUM = 10;

    /** With the token and the 5 attempts at a read just so many calls. */
    private static final int ANSWERS = MINIMUM - 1 - 5;

    private static final long BOUND_MILLIS = 20_000;

    @TempDir
    static Path folder;

    private static final Map<String, Future<Ended>> ENDED = new LinkedHashMap<>();

    /**
     * @param breaker of the vendor that the run talked to, when it had ended
     * @param calls that arrived there
     */
    private record Ended(Report report, String breaker, int calls) {}

    @BeforeAll
    static void runAll() {
        ExecutorService threads = Executors.newCachedThreadPool();
        for (BatterySubject subject : BatterySubject.ALL) {
            for (boolean atOnce : List.of(true, false)) {
                ENDED.put(subject + " " + atOnce, threads.submit(() -> run(subject, atOnce ? 0 : ANSWERS)));
            }
        }
        threads.shutdown();
    }

    static Stream<Arguments> subjects() {
        List<Arguments> all = new ArrayList<>();
        BatterySubject.ALL.forEach(subject -> {
            all.add(Arguments.of(subject, true));
            all.add(Arguments.of(subject, false));
        });
        return all.stream();
    }

    @ParameterizedTest(name = "{0}, down from the beginning: {1}")
    @MethodSource("subjects")
    void all7_aRunAgainstAVendorThatIsDownEndsWithin20SecondsAndTheBreakerOpens(BatterySubject subject, boolean atOnce)
            throws Exception {
        Ended ended = ENDED.get(subject + " " + atOnce).get();
        Report report = ended.report();
        assertThat(report.status()).as(report.toString()).isIn("FAILED", "PARTIAL");
        assertThat(((Number) report.json().get("durationMs")).longValue())
                .as("milliseconds of %s", report)
                .isLessThan(BOUND_MILLIS);
        if (atOnce && ended.calls() < MINIMUM) {
            assertThat(ended.breaker()).as("too few calls to judge").isEqualTo("closed");
        } else {
            assertThat(ended.breaker()).as(report.toString()).isEqualTo("open");
            // Campaigns and contacts are asked about at once: what was under way when it opened had left.
            assertThat(ended.calls()).as("calls that left").isBetween(MINIMUM, MINIMUM + 8);
        }
    }

    private static Ended run(BatterySubject subject, int answers) throws IOException {
        Map<String, String> settings = new HashMap<>(subject.settings());
        settings.put("retry.base", "PT1S");
        settings.put("retry.cap", "PT30S");
        try (SandboxServer sandbox =
                SandboxServer.start(SandboxOptions.defaults().withContacts(0))) {
            subject.prepare().accept(sandbox);
            sandbox.fault(Fault.named("500").path("/api/").after(answers));
            try (TestHouse house = open(sandbox, settings)) {
                Report report = new Report(
                        subject.rows() == null
                                ? house.run(subject.workflow(), Mode.LIVE, false)
                                : house.run(subject.workflow(), Mode.LIVE, false, subject.input(false)));
                int calls = (int) sandbox.state().requests().stream()
                        .filter(call -> !call.operation().equals("webhook"))
                        .count();
                return new Ended(report, breaker(house, report), calls);
            }
        }
    }

    /** One after the other: Camel gives houses of one process one scheduler, and two that make it at once fail. */
    private static synchronized TestHouse open(SandboxServer sandbox, Map<String, String> settings) throws IOException {
        return TestHouse.open(sandbox, Files.createTempDirectory(folder, "run"), settings);
    }

    private static String breaker(TestHouse house, Report report) {
        Vendor vendor = Vendor.valueOf(
                Report.text((Map<?, ?>) report.json().get("target"), "vendor").toUpperCase(Locale.ROOT));
        return house.house().measures().vendors().stream()
                .filter(sight -> sight.vendor().equals(vendor.id()))
                .map(VendorSight::breaker)
                .findFirst()
                .orElseThrow();
    }
}
