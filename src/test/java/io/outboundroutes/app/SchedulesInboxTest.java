package io.outboundroutes.app;

import static io.outboundroutes.app.ScheduleRows.flat;
import static io.outboundroutes.app.ScheduleRows.guide;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.outboundroutes.platform.json.Json;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunRequest;
import io.outboundroutes.platform.run.RunStatus;
import io.outboundroutes.platform.run.Trigger;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.StandingSegment;
import io.outboundroutes.sandbox.campaign.Campaigns;
import io.outboundroutes.sandbox.fault.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files of requests that are put into the inbox. */
@Timeout(180)
class SchedulesInboxTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path folder;

    private SandboxServer sandbox;
    private TestHouse house;
    private Serving serving;
    private Path inbox;

    @BeforeEach
    void serve() throws IOException {
        inbox = Files.createDirectory(folder.resolve("inbox"));
        sandbox = SandboxServer.start(SandboxOptions.defaults().withContacts(0));
        open();
    }

    private void open() {
        house = TestHouse.open(
                sandbox,
                folder,
                Map.of(
                        "schedules.enabled",
                        "true",
                        "schedules.cron",
                        "0 0 0 1 1 ?",
                        "schedules.inbox",
                        inbox.toString(),
                        "schedules.inbox-cron",
                        "0/1 * * * * ?"));
        serving = Serving.start(house.house());
    }

    @AfterEach
    void stop() {
        serving.stop(Duration.ofSeconds(5));
        house.close();
        sandbox.close();
    }

    @Test
    void all17_eachFileIsARunAndEndsBesideItsReport() throws IOException {
        put("good.json", Json.write(List.of(guide(), flat(Campaigns.GUIDE, StandingSegment.FULL, 1, 0, 1))));
        put("partly.ndjson", Json.write(flat(Campaigns.GUIDE, StandingSegment.GUIDE, 1, 0, 1)) + "\n{}\n");
        put("broken.json", "[{\"campaignId\": ");
        put(".hidden.json", Json.write(guide()));
        put("unfinished.json.part", Json.write(guide()));

        await().atMost(PATIENCE)
                .until(() -> there(".done/good.json.report.json")
                        && there(".failed/partly.ndjson.report.json")
                        && there(".failed/broken.json.report.json"));
        await().atMost(PATIENCE)
                .until(() ->
                        there(".done/good.json") && there(".failed/partly.ndjson") && there(".failed/broken.json"));

        assertThat(names(inbox)).containsExactlyInAnyOrder(".done", ".failed", ".hidden.json", "unfinished.json.part");
        ScheduleReport good = report(".done/good.json.report.json");
        assertThat(good.status()).isEqualTo("SUCCEEDED");
        assertThat(good.json().get("trigger")).isEqualTo("inbox");
        assertThat(good.items()).hasSize(2);
        assertThat(report(".failed/partly.ndjson.report.json").status()).isEqualTo("PARTIAL");
        assertThat(report(".failed/broken.json.report.json").json().toString())
                .contains("unreadable-input", "broken.json");
        assertThat(sandbox.state().schedules()).hasSize(3);
        assertThat(runs()).hasSize(2).allMatch(run -> run.request().trigger() == Trigger.INBOX);
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(inbox.resolve(".done/good.json.report.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    void all17_theSameContentAgainIsTheSameRun() throws IOException {
        put("first.json", Json.write(guide()));
        await().atMost(PATIENCE).until(() -> there(".done/first.json"));

        put("second.json", Json.write(guide()));
        await().atMost(PATIENCE).until(() -> there(".done/second.json"));

        List<Run> runs = runs();
        assertThat(runs).hasSize(1);
        assertThat(report(".done/second.json.report.json").runId())
                .isEqualTo(runs.get(0).id());
        assertThat(sandbox.state().schedules()).hasSize(1);
    }

    @Test
    void all17_aFileWhoseRunDidNotSucceedIsARunOfItsOwnWhenItIsHandedInAgain() throws IOException {
        sandbox.fault(Fault.named("403").path("segments-get").times(1));
        put("again.json", Json.write(guide()));
        await().atMost(PATIENCE).until(() -> there(".failed/again.json"));
        String failed = report(".failed/again.json.report.json").runId();
        await().atMost(PATIENCE).until(() -> isFree(failed));

        Files.move(inbox.resolve(".failed/again.json"), inbox.resolve("again.json"));
        await().atMost(PATIENCE).until(() -> there(".done/again.json"));

        assertThat(report(".done/again.json.report.json").runId()).isNotEqualTo(failed);
        assertThat(runs()).extracting(Run::status).containsExactly(RunStatus.SUCCEEDED, RunStatus.FAILED);
        assertThat(sandbox.state().schedules()).hasSize(1);
    }

    @Test
    void all17_aFileThatItsRunLeftBehindBecauseTheProcessDiedIsStillThatRun() throws Exception {
        sandbox.fault(Fault.named("403").path("segments-get").times(1));
        String content = Json.write(guide());
        String key = "inbox:"
                + HexFormat.of()
                        .formatHex(
                                MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8)));
        Run before = house.house()
                .store()
                .runs()
                .ask(
                        new RunRequest(SchedulesSteps.WORKFLOW, Trigger.INBOX, Mode.LIVE, key, false, null, Map.of()),
                        List.of(content).iterator());
        await().atMost(PATIENCE).until(() -> runs().get(0).status() == RunStatus.FAILED);

        put("left.json", content);
        await().atMost(PATIENCE).until(() -> there(".failed/left.json"));
        assertThat(report(".failed/left.json.report.json").runId()).isEqualTo(before.id());
        assertThat(runs()).hasSize(1);
        assertThat(sandbox.state().schedules()).isEmpty();

        // What the process could not do any more, between the move and the next line, was done now.
        await().atMost(PATIENCE).until(() -> isFree(before.id()));
        Files.move(inbox.resolve(".failed/left.json"), inbox.resolve("once-more.json"));
        await().atMost(PATIENCE).until(() -> there(".done/once-more.json"));
        assertThat(runs()).hasSize(2);
        assertThat(sandbox.state().schedules()).hasSize(1);
    }

    @Test
    void all17_aFileThatIsWorkedOnWhenTheProcessIsToldToEndStaysAndIsGoneOnWith() throws IOException {
        sandbox.fault(Fault.named("429")
                // Long enough to be stopped in; who goes on keeps to what is left of it.
                .with("retryAfter", "25")
                .path("schedules-create")
                .times(1));
        put("halfway.json", Json.write(guide()));
        await().atMost(PATIENCE)
                .until(() -> !sandbox.state().requests("schedules-create").isEmpty());

        serving.stop(Duration.ZERO);
        house.close();
        assertThat(names(inbox)).containsExactly("halfway.json");
        open();

        await().atMost(PATIENCE).until(() -> there(".done/halfway.json"));
        assertThat(runs()).extracting(Run::status).containsExactly(RunStatus.SUCCEEDED);
        assertThat(report(".done/halfway.json.report.json").runId())
                .isEqualTo(runs().get(0).id());
        assertThat(sandbox.state().requests("jobs-create")).hasSize(1);
        assertThat(sandbox.state().schedules()).hasSize(1);
    }

    private List<Run> runs() {
        return house.house().store().history().runs(SchedulesSteps.WORKFLOW, 10);
    }

    private boolean isFree(String runId) {
        return String.valueOf(house.house()
                        .store()
                        .history()
                        .run(runId)
                        .orElseThrow()
                        .request()
                        .requestKey())
                .endsWith(runId);
    }

    @Test
    void aFileThatIsStillBeingWrittenIsNotPickedUp() throws IOException {
        String row = Json.write(flat(Campaigns.GUIDE, StandingSegment.GUIDE, 1, 0, 1));
        try (Writer slow = Files.newBufferedWriter(inbox.resolve("slow.ndjson"))) {
            for (int i = 0; i < 8; i++) {
                slow.write(i == 7 ? row : "{}\n");
                slow.flush();
                int so = i;
                await().pollDelay(Duration.ofMillis(700))
                        .atMost(PATIENCE)
                        .until(() -> so < 8 && Files.exists(inbox.resolve("slow.ndjson")));
            }
        }

        await().atMost(PATIENCE).until(() -> there(".failed/slow.ndjson"));
        assertThat(report(".failed/slow.ndjson.report.json").items()).hasSize(8);
        assertThat(runs()).hasSize(1);
    }

    private void put(String name, String content) throws IOException {
        Files.writeString(inbox.resolve(name), content);
    }

    private boolean there(String name) {
        return Files.exists(inbox.resolve(name));
    }

    private ScheduleReport report(String name) {
        try {
            byte[] json = Files.readAllBytes(inbox.resolve(name));
            return new ScheduleReport((Map<?, ?>) Json.parse(json));
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    private static List<String> names(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
