package io.outboundroutes.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.app.TestHouse;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunRequest;
import io.outboundroutes.platform.run.RunStatus;
import io.outboundroutes.platform.run.Trigger;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.fault.Fault;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run --input} with what was handed in before. */
class SameInputTest {

    private static final String WORKFLOW = "external-contacts";

    @TempDir
    private static Path folder;

    private static SandboxServer sandbox;
    private static TestHouse house;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @BeforeAll
    static void open() {
        sandbox = SandboxServer.start(SandboxOptions.defaults().withContacts(0).withValidationTime(Duration.ZERO));
        house = TestHouse.open(
                sandbox,
                folder,
                Map.of("contacts.rate-limit", "1000/1s", "contacts.poll", "50ms", "retry.max-attempts", "1"));
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

    private Report run(String id, Mode mode, boolean again) {
        RunRequest request = new RunRequest(
                WORKFLOW, Trigger.CLI, mode, null, again, house.house().store().owner(), Map.of());
        return new Foreground(house.house(), new PrintStream(said, true, StandardCharsets.UTF_8))
                .run(request, rows(id).iterator());
    }

    private static List<String> rows(String id) {
        return List.of("{\"externalContactId\":\"" + id + "\",\"name\":\"N\",\"voice\":\"+14155550100\"}");
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    @Test
    void all17_whatSucceededIsAnsweredAsItWasAndAgainForcesAnotherRun() {
        Report first = run("same-1", Mode.LIVE, false);
        assertThat(first.status()).as(first.json()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(said()).doesNotContain("handed in before");
        Report second = run("same-1", Mode.LIVE, false);

        assertThat(second.text("runId")).isEqualTo(first.text("runId"));
        assertThat(said()).contains("handed in before", first.text("runId"), "nothing was done now; --again");
        assertThat(sandbox.state().requests("contacts-register")).hasSize(1);
        assertThat(sandbox.state().requests("conversations-create")).hasSize(1);

        Report forced = run("same-1", Mode.LIVE, true);

        assertThat(forced.text("runId")).isNotEqualTo(first.text("runId"));
        assertThat(forced.objects("items").get(0).get("outcome"))
                .as("nobody is contacted twice, --again or not (con5)")
                .isEqualTo("exists");
        assertThat(run("same-1", Mode.LIVE, false).text("runId")).isEqualTo(first.text("runId"));
    }

    @Test
    void all13_aDryRunMarksNoInputAsSeen() {
        Report dry = run("same-2", Mode.DRY_RUN, false);
        Report live = run("same-2", Mode.LIVE, false);
        Report dryAgain = run("same-2", Mode.DRY_RUN, false);

        assertThat(live.text("runId")).isNotEqualTo(dry.text("runId"));
        assertThat(live.objects("items").get(0).get("outcome")).isEqualTo("contacted");
        assertThat(dryAgain.text("mode")).isEqualTo("dry-run");
        assertThat(said()).doesNotContain("handed in before");
    }

    @Test
    void all17_whatDidNotSucceedIsARunOfItsOwnWhenItIsHandedInAgain() {
        sandbox.fault(Fault.named("400").path("contacts-register").times(1));
        Report failed = run("same-3", Mode.LIVE, false);
        assertThat(failed.status()).isEqualTo(RunStatus.FAILED);

        Report second = run("same-3", Mode.LIVE, false);

        assertThat(second.text("runId")).isNotEqualTo(failed.text("runId"));
        assertThat(second.status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void all17_whatADeadProcessLeftIsGoneOnWith() {
        RunRequest request = new RunRequest(WORKFLOW, Trigger.CLI, Mode.LIVE, null, false, "a-dead-process", Map.of());
        Run waits = house.house().askOnce(request, rows("same-4").iterator());

        Report report = run("same-4", Mode.LIVE, false);

        assertThat(report.text("runId")).isEqualTo(waits.id());
        assertThat(said()).contains("handed in before", "gone on with, or waited for");
        assertThat(sandbox.state().conversations()).hasSize(1);
    }
}
