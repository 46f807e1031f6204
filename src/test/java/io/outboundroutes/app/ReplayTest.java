package io.outboundroutes.app;

import static io.outboundroutes.app.ContactRows.conversations;
import static io.outboundroutes.app.ContactRows.outcomes;
import static io.outboundroutes.app.ScheduleRows.guide;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outboundroutes.platform.audit.Verification;
import io.outboundroutes.platform.operate.Actor;
import io.outboundroutes.platform.operate.Refused;
import io.outboundroutes.platform.operate.Replaying;
import io.outboundroutes.platform.run.Fate;
import io.outboundroutes.platform.run.Item;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunStatus;
import io.outboundroutes.platform.run.UnknownFate;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Replays through the whole program: what is done is not touched, what is unknown is looked up or a person's to decide. */
class ReplayTest {

    private static final Actor WHO = new Actor("night-shift", Actor.Through.CLI);

    @TempDir
    private static Path folder;

    private static SandboxServer sandbox;
    private static TestHouse house;
    private static final LaterClock CLOCK = new LaterClock();

    @BeforeAll
    static void open() {
        sandbox = SandboxServer.start(SandboxOptions.defaults().withContacts(0).withValidationTime(Duration.ZERO));
        Map<String, String> settings = new HashMap<>(ContactRows.QUICK);
        settings.put("genesys.breaker.minimum", "20");
        settings.put("retry.max-wait", "1s");
        settings.put("schedules.job", "required");
        house = TestHouse.open(sandbox, folder, settings, CLOCK.surroundings());
    }

    @AfterAll
    static void close() {
        house.close();
        sandbox.close();
    }

    @BeforeEach
    void reset() {
        sandbox.state().reset();
    }

    private static Map<?, ?> replay(String what) {
        return replay(what, UnknownFate.LOOK_UP, false);
    }

    private static Map<?, ?> replay(String what, UnknownFate unknown, boolean anyAge) {
        Replaying.Options how =
                new Replaying.Options(unknown, anyAge, house.house().store().owner());
        return house.execute(house.house().replays().replay(WHO, what, how));
    }

    private static String stored(String runId) {
        return house.house().store().history().run(runId).orElseThrow().report();
    }

    private static Item item(String runId, int place) {
        return house.house().store().items().page(runId, false, -1, 99).get(place);
    }

    @Test
    void all5_whatTheVendorCanTellOfIsLookedUpBeforeAnythingIsRepeated() {
        sandbox.fault(Fault.named("reset-after").path("schedules-create").first(1));
        sandbox.fault(Fault.named("404").path("schedules-list").after(2));
        ScheduleReport first = ScheduleReport.run(house, guide());
        String told = stored(first.runId());
        assertThat(first.item(0).get("outcome")).isEqualTo("unknown");
        sandbox.state().faults().clear();

        ScheduleReport report = new ScheduleReport(replay(first.runId()));

        assertThat(report.status()).as(report.toString()).isEqualTo("SUCCEEDED");
        assertThat(report.json().get("resumedFrom")).isEqualTo(first.runId()).isNotEqualTo(report.runId());
        assertThat(report.item(0).get("scheduleId"))
                .isEqualTo(sandbox.state().schedules().get(0).id());
        assertThat(sandbox.state().requests("schedules-create"))
                .as("found, not sent again")
                .hasSize(1);
        assertThat(sandbox.state().requests("jobs-create"))
                .as("answered, not sent again")
                .hasSize(1);
        assertThat(stored(first.runId())).as("history is not rewritten").isEqualTo(told);
    }

    @Test
    void all5_whatDidNotArriveIsSentUnderTheNameThatItHad() {
        sandbox.fault(Fault.named("reset").path("schedules-create").first(1));
        sandbox.fault(Fault.named("404").path("schedules-list").after(2));
        ScheduleReport first = ScheduleReport.run(house, guide());
        sandbox.state().faults().clear();

        ScheduleReport report = new ScheduleReport(replay(first.runId()));

        assertThat(report.status()).as(report.toString()).isEqualTo("SUCCEEDED");
        assertThat(sandbox.state().schedules()).hasSize(1);
        assertThat(sandbox.state().requests("schedules-create"))
                .hasSize(2)
                .extracting(request -> request.header("Idempotency-Key"))
                .containsOnly(
                        sandbox.state().requests("schedules-create").get(0).header("Idempotency-Key"));
    }

    @ParameterizedTest(name = "{0} → {2}, {3} conversations")
    @CsvSource({"reset, RESEND, contacted, 1", "reset-after, SETTLED, contacted, 1", "reset, LOOK_UP, unknown, 0"})
    void con5_aConversationOfUnknownFateIsAPersonsToDecide(
            String fault, UnknownFate unknown, String outcome, int conversations) {
        String id = "unknown-" + unknown;
        sandbox.fault(Fault.named(fault).path("conversations-create").times(1));
        Report first = ContactRows.run(house, id);
        assertThat(outcomes(first)).isEqualTo(Map.of(id, "unknown"));

        Report report = new Report(replay(first.runId(), unknown, false));

        assertThat(outcomes(report)).as(report::toString).isEqualTo(Map.of(id, outcome));
        assertThat(conversations(sandbox).getOrDefault(id, 0)).isEqualTo(conversations);
        Report handedInAgain = ContactRows.run(house, id);
        assertThat(outcomes(handedInAgain)).isEqualTo(Map.of(id, outcome.equals("contacted") ? "exists" : "unknown"));
        assertThat(conversations(sandbox).getOrDefault(id, 0)).isEqualTo(conversations);
    }

    @Test
    void con5_whatAPersonDecidedHoldsForThatOneSendOnly() {
        String id = "twice-unknown";
        sandbox.fault(Fault.named("reset-after").path("conversations-create").times(2));
        Report first = ContactRows.run(house, id);

        Report resent = new Report(replay(first.runId(), UnknownFate.RESEND, false));
        Report looked = new Report(replay(resent.runId()));

        assertThat(outcomes(resent)).isEqualTo(Map.of(id, "unknown"));
        assertThat(outcomes(looked)).isEqualTo(Map.of(id, "unknown"));
        assertThat(sandbox.state().requests("conversations-create")).hasSize(2);
    }

    @Test
    void sch5_aRequiredJobThatAPersonFoundIsTakenAsRegistered() {
        sandbox.fault(Fault.named("reset-after").path("jobs-create").first(1));
        ScheduleReport first = ScheduleReport.run(house, guide());
        assertThat(first.item(0).get("outcome")).isEqualTo("unknown");

        ScheduleReport report = new ScheduleReport(replay(first.runId(), UnknownFate.SETTLED, false));

        assertThat(report.item(0).get("outcome")).as(report.toString()).isEqualTo("SUCCESS");
        assertThat(sandbox.state().requests("jobs-create")).hasSize(1);
        assertThat(sandbox.state().schedules()).hasSize(1);
    }

    @Test
    void whatFailedIsTriedAgainAndWhatIsDoneIsNotTouched() {
        sandbox.fault(Fault.named("400").path("conversations-create").times(1));
        Report first = ContactRows.run(house, "done-1", "done-2");
        assertThat(outcomes(first).values()).containsExactlyInAnyOrder("contacted", "failed");

        Report report = new Report(replay(first.runId()));

        assertThat(report.status()).as(report.toString()).isEqualTo("SUCCEEDED");
        assertThat(report.itemsTotal()).isEqualTo(1);
        assertThat(conversations(sandbox)).isEqualTo(Map.of("done-1", 1, "done-2", 1));
        assertThat(sandbox.state().requests("contacts-register"))
                .as("registered once each")
                .hasSize(2);
        assertThatThrownBy(() -> replay(first.runId()))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("went to run " + report.runId());
    }

    @Test
    void oneItemIsReplayedAloneAndNoItemTwice() {
        sandbox.fault(Fault.named("400").path("contacts-register"));
        Report first = ContactRows.run(house, "one-1", "one-2");
        sandbox.state().faults().clear();
        String key = item(first.runId(), 1).key();

        Report one = new Report(replay(first.runId() + "/" + key));
        Report rest = new Report(replay(first.runId()));

        assertThat(outcomes(one)).isEqualTo(Map.of("one-2", "contacted"));
        assertThat(outcomes(rest)).isEqualTo(Map.of("one-1", "contacted"));
        assertThatThrownBy(() -> replay(first.runId() + "/nobody"))
                .isInstanceOf(Refused.class)
                .hasMessageStartingWith("There is no item 'nobody' of run " + first.runId());
    }

    @Test
    void all7_whatARateLimitLeftIsGoneOnWithWhenItIsOver() {
        sandbox.fault(Fault.named("429").path("schedules-create").with("retryAfter", "3600"));
        ScheduleReport first = ScheduleReport.run(house, guide());
        assertThat(item(first.runId(), 0).fate().isOpen()).isTrue();
        sandbox.state().faults().clear();
        CLOCK.later(Duration.ofHours(1));

        ScheduleReport report = new ScheduleReport(replay(first.runId()));

        assertThat(report.item(0).get("outcome")).as(report.toString()).isEqualTo("SUCCESS");
        assertThat(sandbox.state().requests("jobs-create"))
                .as("registered before")
                .hasSize(1);
    }

    @Test
    void all23_whatIsTooOldWaitsForAPersonWhoSaysSo() {
        sandbox.fault(Fault.named("400").path("contacts-register").times(1));
        Report first = ContactRows.run(house, "old-1");
        CLOCK.later(Duration.ofHours(49));

        Report careful = new Report(replay(first.runId()));
        Report decided = new Report(replay(careful.runId(), UnknownFate.LOOK_UP, true));

        assertThat(outcomes(careful)).isEqualTo(Map.of("old-1", "held"));
        assertThat(item(careful.runId(), 0).fate()).isEqualTo(Fate.PARKED);
        assertThat(item(careful.runId(), 0).reason()).contains("--any-age");
        assertThat(outcomes(decided)).isEqualTo(Map.of("old-1", "contacted"));
    }

    @Test
    void rowsThatThePlanRefusedAreOfferedAgainEdited() {
        Map<String, Object> bad = ContactRows.with(ContactRows.row("edit-1"), "name", null);
        Report first = ContactRows.run(house, List.of(bad, ContactRows.row("edit-2")));
        assertThat(outcomes(first)).isEqualTo(Map.of("edit-1", "rejected", "edit-2", "contacted"));
        assertThatThrownBy(() -> replay(first.runId()))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("--rejected");

        Replaying.Options how = Replaying.Options.CAREFUL;
        Report asTheyWere =
                new Report(house.execute(house.house().replays().offerRejected(WHO, first.runId(), how, null)));
        Report edited = new Report(house.execute(house.house()
                .replays()
                .offerRejected(WHO, asTheyWere.runId(), how, ContactRows.json(List.of(ContactRows.row("edit-1"))))));

        assertThat(outcomes(asTheyWere)).isEqualTo(Map.of("edit-1", "rejected"));
        assertThat(outcomes(edited)).isEqualTo(Map.of("edit-1", "contacted"));
        assertThat(edited.json().get("resumedFrom")).isEqualTo(asTheyWere.runId());
        assertThat(conversations(sandbox)).isEqualTo(Map.of("edit-1", 1, "edit-2", 1));
        assertThatThrownBy(() -> house.house().replays().offerRejected(WHO, first.runId(), how, null))
                .isInstanceOf(Refused.class);
    }

    @Test
    void sch1_aRequestThatWasRefusedIsOfferedAgainAsItWas() {
        Map<String, Object> bad = ScheduleRows.flat("c", "no/segment", 1, 0, 1);
        ScheduleReport first = ScheduleReport.run(house, bad);

        ScheduleReport report = new ScheduleReport(house.execute(
                house.house().replays().offerRejected(WHO, first.runId(), Replaying.Options.CAREFUL, null)));

        assertThat(report.item(0).get("violations")).isEqualTo(first.item(0).get("violations"));
    }

    @Test
    void all14_aReplayIsInTheAuditTrailWithThePersonsName() throws IOException {
        sandbox.fault(Fault.named("400").path("contacts-register").times(1));
        Report first = ContactRows.run(house, "audited-1");

        Report report = new Report(replay(first.runId()));

        String line = Files.readAllLines(folder.resolve("audit.jsonl")).stream()
                .filter(one -> one.contains("\"OPERATOR_REPLAY\"") && one.contains(report.runId()))
                .findFirst()
                .orElseThrow();
        assertThat(line)
                .contains(first.runId())
                .contains("\"user\":\"night-shift\"")
                .contains("\"items\":1");
        assertThat(house.house().audit().verify()).isInstanceOf(Verification.Intact.class);
    }

    @Test
    void all17_aReplayThatWaitsIsGoneOnWithAndNotAskedForTwice() {
        sandbox.fault(Fault.named("400").path("contacts-register").times(1));
        Report first = ContactRows.run(house, "waits-1");
        Replaying.Options how = Replaying.Options.CAREFUL;

        Run asked = house.house().replays().replay(WHO, first.runId(), how);
        Run again = house.house().replays().replay(WHO, first.runId(), how);

        assertThat(asked.status()).isEqualTo(RunStatus.ASKED);
        assertThat(again.id()).isEqualTo(asked.id());
        assertThat(outcomes(new Report(house.execute(again)))).isEqualTo(Map.of("waits-1", "contacted"));
    }

    @Test
    void all13_aDryRunHasNothingToReplay() {
        Report dry =
                ContactRows.run(house, io.outboundroutes.platform.run.Mode.DRY_RUN, List.of(ContactRows.row("dry-1")));

        assertThatThrownBy(() -> replay(dry.runId()))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("is a dry run");
    }
}
