package io.outboundroutes.app;

import static io.outboundroutes.app.ContactRows.conversations;
import static io.outboundroutes.app.ContactRows.item;
import static io.outboundroutes.app.ContactRows.outcomes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.sandbox.RecordedRequest;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.fault.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What external contacts do about time: windows, ages, waits, ceilings. */
class ContactTimesTest {

    @TempDir
    Path folder;

    /** The machine's clock, put forward. */
    private static final class Forward implements InstantSource {

        private volatile Duration by = Duration.ZERO;

        @Override
        public Instant instant() {
            return Instant.now().plus(by);
        }
    }

    private static SandboxServer sandbox(Duration validation) {
        return SandboxServer.start(SandboxOptions.defaults().withContacts(0).withValidationTime(validation));
    }

    private static Surroundings around(InstantSource clock) {
        return new Surroundings(clock, new Random(), Checkpoint.NONE);
    }

    private static Map<String, String> quickAnd(String... keysAndValues) {
        Map<String, String> settings = new HashMap<>(ContactRows.QUICK);
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return settings;
    }

    @Test
    void all23_outsideTheCallingWindowNobodyIsContactedAndTheNextFiringWithinTakesThemUp() {
        Forward clock = new Forward();
        LocalTime now = LocalTime.now(ZoneOffset.UTC);
        String window = "%tR-%tR UTC".formatted(now.plusHours(2), now.plusHours(4));
        try (SandboxServer sandbox = sandbox(Duration.ZERO);
                TestHouse house =
                        TestHouse.open(sandbox, folder, quickAnd("contacts.calling-window", window), around(clock))) {
            Report held = ContactRows.run(house, "night-1", "night-2-dnc");
            assertThat(outcomes(held)).isEqualTo(Map.of("night-1", "held", "night-2-dnc", "blocked"));
            assertThat(item(held, "night-1").get("reason").toString()).contains(window);

            int looks = sandbox.state().requests("contacts-get").size();
            Report early = ContactRows.fire(house);
            assertThat(early.itemsTotal()).isZero();
            assertThat(early.warningCodes()).contains("outside-calling-window");
            assertThat(sandbox.state().requests("contacts-get"))
                    .as("nothing is asked in vain")
                    .hasSize(looks);

            clock.by = Duration.ofHours(3);
            Report fired = ContactRows.fire(house);
            assertThat(outcomes(fired)).isEqualTo(Map.of("night-1", "contacted"));
            assertThat(conversations(sandbox)).isEqualTo(Map.of("night-1", 1));
        }
    }

    @Test
    void all23_moreHeldContactsThanTheCeilingAreTakenUpFiringByFiring() {
        Forward clock = new Forward();
        LocalTime now = LocalTime.now(ZoneOffset.UTC);
        String window = "%tR-%tR UTC".formatted(now.plusHours(2), now.plusHours(4));
        Map<String, String> settings = quickAnd("contacts.calling-window", window, "contacts.max-per-run", "2");
        try (SandboxServer sandbox = sandbox(Duration.ZERO);
                TestHouse house = TestHouse.open(sandbox, folder, settings, around(clock))) {
            ContactRows.run(house, "many-1", "many-2");
            ContactRows.run(house, "many-3");

            clock.by = Duration.ofHours(3);
            Report first = ContactRows.fire(house);
            assertThat(first.status()).as(first::toString).isEqualTo("SUCCEEDED");
            assertThat(first.count("contacted")).isEqualTo(2);
            assertThat(first.warningCodes()).contains("held-left");
            Report second = ContactRows.fire(house);
            assertThat(second.count("contacted")).isEqualTo(1);
            assertThat(second.warningCodes()).doesNotContain("held-left");
            assertThat(conversations(sandbox)).isEqualTo(Map.of("many-1", 1, "many-2", 1, "many-3", 1));
        }
    }

    @Test
    void all23_aConversationThatTheVendorDelaysBeyondTheWindowIsHeld() {
        Forward clock = new Forward();
        LocalTime now = LocalTime.now(ZoneOffset.UTC);
        String window = "%tR-%tR UTC".formatted(now.minusHours(1), now.plusHours(1));
        try (SandboxServer sandbox = sandbox(Duration.ZERO)) {
            Checkpoint afterTheFirst = name -> {
                if (clock.by.isZero()
                        && !sandbox.state().requests("conversations-create").isEmpty()) {
                    clock.by = Duration.ofHours(2);
                }
            };
            try (TestHouse house = TestHouse.open(
                    sandbox,
                    folder,
                    quickAnd("contacts.calling-window", window),
                    new Surroundings(clock, new Random(), afterTheFirst))) {
                sandbox.fault(Fault.named("429")
                        .path("conversations-create")
                        .with("retryAfter", "100")
                        .times(1));
                Report held = ContactRows.run(house, "late-1");
                assertThat(outcomes(held)).isEqualTo(Map.of("late-1", "held"));
                assertThat(item(held, "late-1").get("reason").toString()).contains("calling window");
                assertThat(sandbox.state().requests("conversations-create")).hasSize(1);

                clock.by = Duration.ofHours(24);
                assertThat(outcomes(ContactRows.fire(house))).isEqualTo(Map.of("late-1", "contacted"));
                assertThat(conversations(sandbox)).isEqualTo(Map.of("late-1", 1));
            }
        }
    }

    @Test
    void all23_whatWasHeldForLongerThanItsAgeWaitsForAPerson() {
        Forward clock = new Forward();
        try (SandboxServer sandbox = sandbox(Duration.ZERO);
                TestHouse house =
                        TestHouse.open(sandbox, folder, quickAnd("contacts.max-age", "PT48H"), around(clock))) {
            ContactRows.run(house, "old-1-pending");
            sandbox.state()
                    .externalContactStore()
                    .change(
                            "old-1-pending",
                            JsonNodeFactory.instance.objectNode().put("validationStatus", "passed"));

            clock.by = Duration.ofHours(49);
            Report fired = ContactRows.fire(house);
            assertThat(fired.itemsTotal()).isZero();
            assertThat(fired.warningCodes()).contains("held-too-long");
            assertThat(conversations(sandbox)).isEmpty();

            Report asked = ContactRows.run(house, "old-1-pending");
            assertThat(outcomes(asked)).as("a person asks again").isEqualTo(Map.of("old-1-pending", "contacted"));
        }
    }

    @Test
    void con3_pendingProceedContactsWithoutSayingThatComplianceWasChecked() {
        try (SandboxServer sandbox = sandbox(Duration.ZERO);
                TestHouse house = TestHouse.open(
                        sandbox,
                        folder,
                        quickAnd("contacts.pending", "proceed", "contacts.validation-timeout", "300ms"))) {
            Report report = ContactRows.run(house, "go-1-pending", "go-2-unvalidated");

            assertThat(outcomes(report)).isEqualTo(Map.of("go-1-pending", "contacted", "go-2-unvalidated", "held"));
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(ContactRows.events(sandbox)).hasSize(2));
            assertThat(ContactRows.events(sandbox))
                    .allMatch(event ->
                            Boolean.FALSE.equals(((Map<?, ?>) event.get("audit_log")).get("compliance_checked")));
        }
    }

    @Test
    void all23_aPlanLargerThanItsCeilingFailsBeforeTheFirstWrite() {
        try (SandboxServer sandbox = sandbox(Duration.ZERO);
                TestHouse house = TestHouse.open(sandbox, folder, quickAnd("contacts.max-per-run", "2"))) {
            Report report = ContactRows.run(house, "one", "two", "three");

            assertThat(report.status()).isEqualTo("FAILED");
            assertThat(report.errorCodes()).contains("ceiling-exceeded");
            assertThat(sandbox.state().requests("contacts-register")).isEmpty();
            assertThat(outcomes(ContactRows.run(house, "one", "two")))
                    .isEqualTo(Map.of("one", "contacted", "two", "contacted"));
        }
    }

    @Test
    void con3_aContactThatWaitsForItsCheckHoldsNoThread() {
        try (SandboxServer sandbox = sandbox(Duration.ofSeconds(4));
                TestHouse house = TestHouse.open(
                        sandbox, folder, quickAnd("contacts.parallel", "1", "contacts.validation-timeout", "PT2M"))) {
            String[] ids = IntStream.range(0, 12).mapToObj(i -> "w-" + i).toArray(String[]::new);
            Report report = ContactRows.run(house, ids);

            assertThat(outcomes(report).values()).containsOnly("contacted");
            List<String> operations = sandbox.state().requests().stream()
                    .map(RecordedRequest::operation)
                    .toList();
            // One is acted upon at a time: had it waited for its check, no second one were registered before.
            assertThat(operations.subList(0, operations.indexOf("conversations-create")).stream()
                            .filter("contacts-register"::equals))
                    .hasSizeGreaterThan(2);
        }
    }

    @Test
    void all8_registrationsKeepToTheirOwnRateLimit() {
        try (SandboxServer sandbox = sandbox(Duration.ZERO);
                TestHouse house = TestHouse.open(sandbox, folder, quickAnd("contacts.rate-limit", "5/1s"))) {
            ContactRows.run(house, "warm-up");
            String[] ids = IntStream.range(0, 11).mapToObj(i -> "r-" + i).toArray(String[]::new);
            ContactRows.run(house, ids);

            List<RecordedRequest> registrations = sandbox.state().requests("contacts-register");
            assertThat(registrations).hasSize(12);
            // Ten times a fifth of a second between the first and the last, less what a busy machine shifts.
            assertThat(registrations.get(11).receivedNanos()
                            - registrations.get(1).receivedNanos())
                    .isGreaterThan(Duration.ofMillis(1400).toNanos());
        }
    }
}
