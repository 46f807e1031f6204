package io.outboundroutes.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.fault.Fault;
import io.outboundroutes.testing.Contract;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every fault of the sandbox, alone and in pairs, on each kind of call: a run ends with the full correct result, or says
 * what kept it from that. One house for all cases; each begins with an empty store of groups and a closed breaker.
 */
class FaultMatrixTest {

    private static final String TOKEN = "token";
    private static final String QUERY = "contacts-query";
    private static final String CREATE = "segments-create";

    /** From {@code printf %s 'emea|gold' | sha256sum} and so on, as in {@link FixedContacts}. */
    private static final Map<String, Set<String>> EXPECTED = new TreeMap<>(Map.of(
            "Auto_Segment_ebdc1964afb47221", Set.of("swapped"),
            "Auto_Segment_ebdc1964afb47221-96c9322e", Set.of("case-1", "case-2"),
            "Auto_Segment_5f53356e4688ab87", Set.of("tier-only"),
            "Auto_Segment_5f53356e4688ab87-6dff0b4a", Set.of("region-only"),
            "Auto_Segment_a52dd81bfd5e4e66", Set.of("pipe-left")));

    @TempDir
    static Path folder;

    private static final LaterClock CLOCK = new LaterClock();

    private static SandboxServer sandbox;
    private static TestHouse house;

    @BeforeAll
    static void open() {
        sandbox = SandboxServer.start(SandboxOptions.defaults().withContacts(0));
        house = TestHouse.open(
                sandbox,
                folder,
                Map.ofEntries(
                        Map.entry("segmentation.query", FixedContacts.QUERY),
                        Map.entry("segmentation.page-size", "2"),
                        // One at a time: how many were tried when the vendor fails is certain then.
                        Map.entry("segmentation.parallel", "1"),
                        Map.entry("genesys.rate-limit", "1000/1s"),
                        Map.entry("retry.base", "10ms"),
                        Map.entry("retry.cap", "20ms"),
                        Map.entry("http.call-timeout", "1500ms"),
                        Map.entry("http.token-timeout", "1500ms")),
                CLOCK.surroundings());
    }

    @AfterAll
    static void close() {
        house.close();
        sandbox.close();
    }

    @BeforeEach
    void reset() throws SQLException {
        sandbox.state().reset();
        List<ObjectNode> contacts = FixedContacts.all().subList(0, 6);
        sandbox.state().contacts().replace(contacts);
        // So that each run asks for a token, after its first call was refused.
        sandbox.state().revokeTokens();
        house.camel()
                .getRegistry()
                .lookupByNameAndType("genesysBreaker", CircuitBreaker.class)
                .reset();
        try (Connection connection = house.house().store().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("delete from segment_identity");
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        }
    }

    @Test
    void all6_withoutFaultsTheRunIsRight() {
        Report report = run();
        assertThat(report.status()).isEqualTo("SUCCEEDED");
        assertRight(report);
    }

    /** Once: what can be repeated is, and the result is the full one; the rest says why not. */
    @ParameterizedTest(name = "{1} once on {0} -> {2} {3}")
    @CsvSource(
            nullValues = "-",
            value = {
                "token, 429, SUCCEEDED, -",
                "token, 500, SUCCEEDED, -",
                "token, 502, SUCCEEDED, -",
                "token, 503, SUCCEEDED, -",
                "token, 504, SUCCEEDED, -",
                "token, reset, SUCCEEDED, -",
                "token, reset-after, SUCCEEDED, -",
                "token, timeout, SUCCEEDED, -",
                "token, slow, SUCCEEDED, -",
                "token, drip, SUCCEEDED, -",
                "token, truncated, SUCCEEDED, -",
                "token, cut-json, SUCCEEDED, -",
                "token, wrong-content-type, SUCCEEDED, -",
                "token, deep, SUCCEEDED, -",
                "token, token-rate-limit, SUCCEEDED, -",
                "token, no-access-token, FAILED, unusable-answer",
                "token, empty-object, FAILED, unusable-answer",
                "token, error-object, FAILED, unusable-answer",
                "token, redirect, FAILED, refused",
                "token, revoked-token, FAILED, refused",
                "token, 400, FAILED, refused",
                "token, 401, FAILED, refused",
                "token, 403, FAILED, refused",
                "contacts-query, 429, SUCCEEDED, -",
                "contacts-query, 500, SUCCEEDED, -",
                "contacts-query, 502, SUCCEEDED, -",
                "contacts-query, 503, SUCCEEDED, -",
                "contacts-query, 504, SUCCEEDED, -",
                "contacts-query, 500-after, SUCCEEDED, -",
                "contacts-query, reset, SUCCEEDED, -",
                "contacts-query, reset-after, SUCCEEDED, -",
                "contacts-query, timeout, SUCCEEDED, -",
                "contacts-query, slow, SUCCEEDED, -",
                "contacts-query, drip, SUCCEEDED, -",
                "contacts-query, truncated, SUCCEEDED, -",
                "contacts-query, cut-json, SUCCEEDED, -",
                "contacts-query, wrong-content-type, SUCCEEDED, -",
                "contacts-query, deep, SUCCEEDED, -",
                "contacts-query, huge, SUCCEEDED, -",
                "contacts-query, revoked-token, SUCCEEDED, -",
                "contacts-query, revoke-tokens, SUCCEEDED, -",
                "contacts-query, empty-page, SUCCEEDED, -",
                "contacts-query, changing-page-count, SUCCEEDED, -",
                "contacts-query, touch-during-read, SUCCEEDED, -",
                "contacts-query, repeated-page, FAILED, incomplete-read",
                "contacts-query, empty-object, FAILED, unusable-answer",
                "contacts-query, error-object, FAILED, unusable-answer",
                "contacts-query, redirect, FAILED, refused",
                "contacts-query, 400, FAILED, refused",
                "contacts-query, 403, FAILED, refused",
                "contacts-query, 404, FAILED, refused",
                "segments-create, 429, SUCCEEDED, -",
                "segments-create, 500, SUCCEEDED, -",
                "segments-create, 502, SUCCEEDED, -",
                "segments-create, 503, SUCCEEDED, -",
                "segments-create, 504, SUCCEEDED, -",
                "segments-create, 500-after, SUCCEEDED, -",
                "segments-create, 503-after, SUCCEEDED, -",
                "segments-create, reset, SUCCEEDED, -",
                "segments-create, reset-after, SUCCEEDED, -",
                "segments-create, timeout, SUCCEEDED, -",
                "segments-create, timeout-after, SUCCEEDED, -",
                "segments-create, slow, SUCCEEDED, -",
                "segments-create, drip, SUCCEEDED, -",
                "segments-create, truncated, SUCCEEDED, -",
                "segments-create, cut-json, SUCCEEDED, -",
                "segments-create, wrong-content-type, SUCCEEDED, -",
                "segments-create, deep, SUCCEEDED, -",
                "segments-create, revoked-token, SUCCEEDED, -",
                "segments-create, revoke-tokens, SUCCEEDED, -",
                "segments-create, redirect, PARTIAL, refused",
                "segments-create, 403, PARTIAL, refused",
                "segments-create, 404, PARTIAL, refused",
            })
    void all5_eachFaultOnceEndsRightOrSaysWhyNot(String path, String name, String status, String code) {
        sandbox.fault(once(path, name));

        Report report = run();

        assertThat(struck(0)).as("the fault struck").isEqualTo(1);
        assertThat(report.status()).as(report.toString()).isEqualTo(status);
        if (code != null) {
            assertThat(report.errorCodes()).as(report.toString()).contains(code);
        }
        assertRight(report);
    }

    /** Always: nothing can be had, and the report says what it was. */
    @ParameterizedTest(name = "{1} always on {0} -> {2} {3}")
    @CsvSource(
            nullValues = "-",
            value = {
                "token, 429, FAILED, unavailable, 429",
                "token, 500, FAILED, unavailable, 500",
                "token, reset, FAILED, unavailable, -",
                "token, truncated, FAILED, unavailable, -",
                "token, revoked-token, FAILED, refused, 401",
                "contacts-query, 429, FAILED, unavailable, 429",
                "contacts-query, 500, FAILED, unavailable, 500",
                "contacts-query, 503, FAILED, unavailable, 503",
                "contacts-query, reset, FAILED, unavailable, -",
                "contacts-query, truncated, FAILED, unavailable, -",
                "contacts-query, cut-json, FAILED, unusable-answer, -",
                "contacts-query, wrong-content-type, FAILED, unusable-answer, -",
                "contacts-query, revoked-token, FAILED, refused, 401",
                "contacts-query, empty-page, FAILED, incomplete-read, -",
                "contacts-query, repeated-page, FAILED, incomplete-read, -",
                "segments-create, 429, FAILED, unavailable, 429",
                "segments-create, 500, FAILED, breaker-open, -",
                "segments-create, reset, FAILED, breaker-open, -",
                "segments-create, revoked-token, FAILED, refused, 401",
                "segments-create, 403, FAILED, refused, 403",
                "segments-create, wrong-content-type, FAILED, unknown-fate, -",
            })
    void all6_eachFaultForGoodFailsTheRunWithItsReason(
            String path, String name, String status, String code, Integer answered) {
        Fault fault = fault(path, name);
        sandbox.fault(path.equals(QUERY) ? fault.page(2) : fault);

        Report report = run();

        assertThat(report.status()).as(report.toString()).isEqualTo(status);
        Map<?, ?> error = report.errors().stream()
                .filter(one -> code.equals(one.get("code")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + code + " in " + report));
        if (answered != null) {
            assertThat(((Number) error.get("status")).intValue()).isEqualTo(answered);
            assertThat(error.get("message")).asString().contains("HTTP " + answered);
        }
        if (!code.equals("incomplete-read")) {
            assertThat(error.get("operation")).isEqualTo(operation(path));
        }
        if (!path.equals(CREATE)) {
            assertThat(sandbox.state().requests(CREATE)).isEmpty();
        }
        assertRight(report);
    }

    static Stream<List<String>> pairs() {
        List<String> faults = List.of("429", "500", "reset", "truncated", "revoked-token");
        List<List<String>> cases = new ArrayList<>();
        for (String path : List.of(TOKEN, QUERY, CREATE)) {
            for (int i = 0; i < faults.size(); i++) {
                for (int j = i + 1; j < faults.size(); j++) {
                    cases.add(List.of(path, faults.get(i), faults.get(j)));
                }
            }
        }
        return cases.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void all5_eachPairOfFaultsEndsRightOrSaysWhyNot(List<String> pair) {
        String path = pair.get(0);
        sandbox.fault(once(path, pair.get(1)));
        sandbox.fault(once(path, pair.get(2)));

        Report report = run();

        boolean refusesCredentials = path.equals(TOKEN) && pair.get(2).equals("revoked-token");
        assertThat(report.status()).as(report.toString()).isEqualTo(refusesCredentials ? "FAILED" : "SUCCEEDED");
        assertThat(List.of(struck(0), struck(1))).isEqualTo(List.of(1, 1));
        assertRight(report);
    }

    @Test
    void all6_afterFive429sOnPageTwoNothingWasWritten() {
        sandbox.fault(Fault.named("429")
                .with("retryAfter", "0.01")
                .path(QUERY)
                .page(2)
                .first(5));

        Report report = run();

        assertThat(report.status()).isEqualTo("FAILED");
        assertThat(report.errors()).hasSize(1);
        assertThat(report.errors().get(0).get("message")).asString().contains("429", "attempt 5 of 5");
        assertThat(struck(0)).isEqualTo(5);
        assertThat(report.count("pages")).as("what had been read").isEqualTo(1);
        assertThat(report.count("contacts")).isEqualTo(2);
        assertThat(sandbox.state().requests(CREATE)).isEmpty();
        assertThat(sandbox.state().segments()).isEmpty();
    }

    @Test
    void all4_aRetryAfterBeyondTheLimitEndsTheRunAndNothingMoreIsSent() {
        sandbox.fault(Fault.named("429")
                .with("retryAfter", "3600")
                .path(QUERY)
                .page(2)
                .first(1));

        Report report = run();

        assertThat(report.status()).isEqualTo("FAILED");
        assertThat(report.errorCodes()).containsExactly("rate-limited");
        assertThat(report.errors().get(0).get("message")).asString().contains("rate limited until 20");
        assertThat(struck(0)).isEqualTo(1);
        assertThat(sandbox.state().requests(CREATE)).isEmpty();
        // Page 1 twice (the first time with a revoked token) and page 2 once.
        assertThat(sandbox.state().requests(QUERY)).hasSize(3);

        Report within = run();

        assertThat(within.status()).isEqualTo("FAILED");
        assertThat(within.errorCodes()).containsExactly("rate-limited");
        assertThat(within.errors().get(0).get("message"))
                .asString()
                .contains("not sent", "beyond retry.max-wait=PT2M", "rate limited until 20");
        assertThat(sandbox.state().requests(QUERY)).as("nothing was sent").hasSize(3);
        assertALaterRunCompletes();
    }

    @Test
    void all4_aRetryAfterBeyondTheLimitWhileWritingLeavesTheRestForALaterRun() {
        sandbox.fault(Fault.named("429")
                .with("retryAfter", "3600")
                .path(CREATE)
                .after(2)
                .first(1));

        Report report = run();

        assertThat(report.status()).as(report.toString()).isEqualTo("PARTIAL");
        assertThat(report.errorCodes()).contains("rate-limited");
        assertThat(report.count("planned")).isPositive();
        assertRight(report);
        assertALaterRunCompletes();
    }

    @Test
    void all7_aBreakerThatOpensAmongWritesLeavesTheRestForALaterRun() {
        // Two are created; of the calls after them enough fail to open the breaker.
        sandbox.fault(Fault.named("500").path(CREATE).after(2));

        Report report = run();

        assertThat(report.status()).as(report.toString()).isEqualTo("PARTIAL");
        assertThat(report.errorCodes()).contains("breaker-open");
        assertThat(report.count("created")).isEqualTo(2);
        assertThat(report.count("planned")).as("items not tried").isPositive();
        assertRight(report);
        assertALaterRunCompletes();
    }

    @Test
    void all7_theBreakerNeverOpensOn4xx() {
        for (int i = 0; i < 3; i++) {
            sandbox.fault(Fault.named("404").path(CREATE).first(5));
            run();
        }
        CircuitBreaker breaker =
                house.camel().getRegistry().lookupByNameAndType("genesysBreaker", CircuitBreaker.class);
        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
        assertThat(breaker.getMetrics().getNumberOfFailedCalls()).isZero();
        assertThat(breaker.getMetrics().getNumberOfBufferedCalls()).isGreaterThan(10);
    }

    private static void assertALaterRunCompletes() {
        sandbox.state().faults().clear();
        CLOCK.later(Duration.ofHours(1));
        house.camel()
                .getRegistry()
                .lookupByNameAndType("genesysBreaker", CircuitBreaker.class)
                .reset();
        Report later = run();
        assertThat(later.status()).as(later.toString()).isEqualTo("SUCCEEDED");
        assertRight(later);
    }

    private static Report run() {
        return new Report(house.segment());
    }

    /** What holds for every run, however it ended. */
    private static void assertRight(Report report) {
        VendorView vendor = new VendorView(sandbox, true);
        Map<String, Set<String>> made = new TreeMap<>();
        sandbox.state().segments().forEach(segment -> made.put(segment.name(), vendor.ids(segment.query())));
        assertThat(EXPECTED).as("no wrong group").containsAllEntriesOf(made);
        assertThat(sandbox.state().segments()).as("none twice").hasSize(made.size());
        report.assertHonestCounts();
        Set<String> told = new TreeSet<>(report.outcomes().entrySet().stream()
                .filter(item -> Set.of("created", "exists", "unchanged").contains(item.getValue()))
                .map(Map.Entry::getKey)
                .toList());
        assertThat(made.keySet()).as("what is told of as done is there").containsAll(told);
        if (report.status().equals("SUCCEEDED")) {
            assertThat(made).as("success means everything").isEqualTo(EXPECTED);
            assertThat(told).isEqualTo(EXPECTED.keySet());
        } else {
            assertThat(report.errors()).as("a reason").isNotEmpty();
        }
        assertThat(sandbox.state().requests().stream()
                        .filter(request -> !Set.of("token", "webhook").contains(request.operation()))
                        .flatMap(request -> Contract.requestViolations(request).stream())
                        .toList())
                .isEmpty();
    }

    private static Fault once(String path, String name) {
        Fault fault = fault(path, name);
        return (path.equals(QUERY) ? fault.page(2) : fault).first(1);
    }

    private static Fault fault(String path, String name) {
        Fault fault = Fault.named(name).path(path);
        return switch (name) {
            case "429" -> fault.with("retryAfter", "0.01");
            case "timeout", "timeout-after" -> fault.with("delayMs", 3000);
            case "slow" -> fault.with("delayMs", 100);
            case "drip" -> fault.with("delayMs", 1).with("bytes", 100);
            case "huge" -> fault.with("megabytes", 34);
            default -> fault;
        };
    }

    private static int struck(int place) {
        return sandbox.state().faults().struck(place);
    }

    private static String operation(String path) {
        return switch (path) {
            case QUERY -> "query-contacts";
            case CREATE -> "create-segment";
            default -> path;
        };
    }
}
