package io.outboundroutes.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.platform.run.WebhookState;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The standard battery: every workflow meets every trouble, over real HTTP, with a store of its own each time. */
class BatteryTest {

    /** What happens to a run, and what must come of it. */
    private enum Trouble {
        NONE,
        NOTHING_TO_DO,
        TOO_MANY_REQUESTS,
        RETRY_AFTER_AS_A_DATE,
        TOKEN_REVOKED_IN_THE_MIDDLE,
        SERVER_ERRORS,
        CUT_IN_THE_BODY,
        TRUNCATED_JSON,
        WRONG_CONTENT_TYPE,
        SLOWER_THAN_THE_TIMEOUT,
        VENDOR_DOWN,
        REPEATED_PAGES,
        TOKEN_ENDPOINT_FAILING,
        WEBHOOK_DOWN
    }

    private static final Set<Trouble> FATAL =
            Set.of(Trouble.VENDOR_DOWN, Trouble.REPEATED_PAGES, Trouble.TOKEN_ENDPOINT_FAILING);

    @TempDir
    static Path folder;

    private static SandboxServer sandbox;

    @BeforeAll
    static void open() {
        sandbox = SandboxServer.start(SandboxOptions.defaults().withContacts(0));
    }

    @AfterAll
    static void close() {
        sandbox.close();
    }

    static Stream<Arguments> troubles() {
        List<Arguments> all = new ArrayList<>();
        for (BatterySubject subject : BatterySubject.ALL) {
            for (Trouble trouble : Trouble.values()) {
                if (trouble != Trouble.REPEATED_PAGES || subject.pages() != null) {
                    all.add(Arguments.of(subject, trouble));
                }
            }
        }
        return all.stream();
    }

    @Test
    void everyShippedWorkflowIsInTheBattery() throws IOException {
        Set<String> shipped = new TreeSet<>();
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".camel.yaml"))
                    .forEach(name -> shipped.add(name.replace(".camel.yaml", "")));
        }
        assertThat(BatterySubject.ALL.stream().map(BatterySubject::workflow)).containsAll(shipped);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("troubles")
    void all6_all10_all12_everyWorkflowMeetsEveryTrouble(BatterySubject subject, Trouble trouble) throws IOException {
        sandbox.state().reset();
        sandbox.state().revokeTokens();
        subject.prepare().accept(sandbox);
        cause(trouble, subject);
        boolean nothing = trouble == Trouble.NOTHING_TO_DO;
        try (TestHouse house =
                TestHouse.open(sandbox, Files.createTempDirectory(folder, "run"), settings(subject, trouble))) {
            Report report = new Report(
                    subject.rows() == null
                            ? house.run(subject.workflow(), Mode.LIVE, false)
                            : house.run(subject.workflow(), Mode.LIVE, false, subject.input(nothing)));

            if (trouble != Trouble.WEBHOOK_DOWN) {
                await().atMost(Duration.ofSeconds(30))
                        .until(() ->
                                house.house().store().history().webhookState(report.runId()) != WebhookState.PENDING);
            }
            if (FATAL.contains(trouble)) {
                assertThat(report.status()).as(report.toString()).isIn("FAILED", "PARTIAL");
                assertThat(report.errorCodes().isEmpty()
                                && report.items().stream().noneMatch(item -> item.containsKey("reason")))
                        .as("says why: " + report)
                        .isFalse();
                assertThat(subject.done(sandbox)).as(report.toString()).isEmpty();
                return;
            }
            assertThat(report.status()).as(report.toString()).isEqualTo("SUCCEEDED");
            assertThat(subject.done(sandbox))
                    .as(report.toString())
                    .hasSize(expected(subject, trouble))
                    .doesNotHaveDuplicates();
            if (nothing) {
                assertThat(report.warningCodes()).as(report.toString()).isNotEmpty();
            } else {
                assertThat(report.itemsTotal()).as(report.toString()).isEqualTo(subject.doneOutcomes());
            }
            if (trouble == Trouble.WEBHOOK_DOWN) {
                assertThat(report.webhook()).isEqualTo("pending");
                assertThat(sandbox.state().webhooks()).isEmpty();
            }
        }
        if (trouble == Trouble.TOKEN_REVOKED_IN_THE_MIDDLE) {
            assertThat(sandbox.state().requests("token")).as("tokens asked for").hasSizeGreaterThan(1);
        } else if (!List.of(Trouble.NONE, Trouble.WEBHOOK_DOWN, Trouble.NOTHING_TO_DO)
                .contains(trouble)) {
            assertThat(sandbox.state().requests())
                    .as("the fault struck")
                    .anyMatch(request ->
                            request.fault() != null && !request.fault().isEmpty());
        }
    }

    private static int expected(BatterySubject subject, Trouble trouble) {
        if (trouble == Trouble.NOTHING_TO_DO) {
            return 0;
        }
        if (subject.write() != null) {
            return subject.expected();
        }
        return trouble == Trouble.WEBHOOK_DOWN ? 0 : subject.doneOutcomes();
    }

    private static Map<String, String> settings(BatterySubject subject, Trouble trouble) {
        Map<String, String> settings = new HashMap<>(subject.settings());
        settings.put("genesys.rate-limit", "1000/1s");
        settings.put("cxone.rate-limit", "1000/1s");
        settings.put("retry.base", "10ms");
        settings.put("retry.cap", "20ms");
        settings.put("http.call-timeout", "1500ms");
        settings.put("http.token-timeout", "1500ms");
        if (trouble == Trouble.WEBHOOK_DOWN) {
            settings.put("webhook.url", "http://127.0.0.1:1/closed");
        }
        return settings;
    }

    private static void cause(Trouble trouble, BatterySubject subject) {
        Set<String> calls = new HashSet<>(Set.of(subject.read()));
        if (subject.write() != null) {
            calls.add(subject.write());
        }
        switch (trouble) {
            case NONE, WEBHOOK_DOWN -> {}
            case NOTHING_TO_DO -> subject.empty().accept(sandbox);
            case TOO_MANY_REQUESTS ->
                calls.forEach(call ->
                        sandbox.fault(Fault.named("429").path(call).first(2).with("retryAfter", "0.05")));
            case RETRY_AFTER_AS_A_DATE ->
                calls.forEach(call ->
                        sandbox.fault(Fault.named("429").path(call).first(1).with("retryAfter", "date")));
            case TOKEN_REVOKED_IN_THE_MIDDLE ->
                calls.forEach(call -> sandbox.fault(
                        Fault.named("revoke-tokens").path(call).after(1).times(1)));
            case SERVER_ERRORS ->
                sandbox.fault(Fault.named("503").path(subject.read()).first(3));
            case CUT_IN_THE_BODY ->
                sandbox.fault(Fault.named("truncated").path(subject.read()).first(1));
            case TRUNCATED_JSON ->
                sandbox.fault(Fault.named("cut-json").path(subject.read()).first(1));
            case WRONG_CONTENT_TYPE ->
                sandbox.fault(
                        Fault.named("wrong-content-type").path(subject.read()).first(1));
            case SLOWER_THAN_THE_TIMEOUT ->
                sandbox.fault(
                        Fault.named("timeout").path(subject.read()).first(1).with("delayMs", 4000));
            case VENDOR_DOWN -> sandbox.fault(Fault.named("500").path("/api/"));
            case REPEATED_PAGES ->
                sandbox.fault(Fault.named("repeated-page").path(subject.pages()).page(2));
            case TOKEN_ENDPOINT_FAILING -> sandbox.fault(Fault.named("500").path("token"));
        }
    }
}
