package io.outboundroutes.app;

import static io.outboundroutes.app.ContactRows.conversations;
import static io.outboundroutes.app.ContactRows.outcomes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.outboundroutes.platform.intake.InputRows;
import io.outboundroutes.platform.json.Json;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.fault.Fault;
import io.outboundroutes.testing.Contract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What external contacts are handed in as: the samples, files in the inbox, and values that nobody else may see. */
class ContactInputsTest {

    @TempDir
    private static Path folder;

    private static SandboxServer sandbox;
    private static TestHouse house;

    @BeforeAll
    static void open() throws IOException {
        sandbox = SandboxServer.start(
                SandboxOptions.defaults().withContacts(0).withValidationTime(Duration.ofMillis(50)));
        house = TestHouse.open(sandbox, folder, ContactRows.QUICK);
    }

    @AfterAll
    static void close() {
        house.close();
        sandbox.close();
    }

    @Test
    void con1_theSamplesRun() throws IOException {
        Report json = sample("external-contacts.json");
        assertThat(json.status()).as(json::toString).isEqualTo("SUCCEEDED");
        assertThat(json.count("contacted")).isEqualTo(3);

        Report csv = sample("external-contacts.csv");
        assertThat(outcomes(csv))
                .isEqualTo(Map.of(
                        "EXT-2001", "contacted",
                        "EXT-2002-failed", "blocked",
                        "EXT-2003-dnc", "blocked",
                        "EXT-2004-unavailable-voice", "contacted",
                        "EXT-2005", "rejected"));
        assertThat(csv.warningCodes()).containsExactly("repeated-rows");
        assertThat(Contract.violations(sandbox.state().requests())).isEmpty();
    }

    @Test
    void con1_aFileInTheInboxIsRunOverOnceAndItsReportLeftBesideIt(@TempDir Path other) throws IOException {
        Path inbox = Files.createDirectory(other.resolve("inbox"));
        Map<String, String> settings = lookingInto(inbox);
        try (TestHouse open = TestHouse.open(sandbox, other, settings)) {
            Serving serving = Serving.start(open.house());
            Files.writeString(inbox.resolve("header.csv"), "id,nome\nCanary-1,Canary\n");
            Path arriving = other.resolve("batch.csv");
            Files.writeString(
                    arriving, "externalContactId,name,voice\ninbox-1,One,+15550001111\ninbox-2,Two,+15550002222\n");
            Files.move(arriving, inbox.resolve("batch.csv"));

            Path report = inbox.resolve(".done/batch.csv.report.json");
            await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(report) && Files.size(report) > 0);
            await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(inbox.resolve(".done/batch.csv")));
            await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(inbox.resolve(".failed/header.csv")));
            assertThat(serving.stop(Duration.ofSeconds(5))).isTrue();
            assertThat(Files.readString(inbox.resolve(".failed/header.csv.report.json")))
                    .contains("unreadable-input", "header.csv: columns id, nome are unknown (did you mean name?)")
                    .doesNotContain("Canary");
            assertThat(open.house().store().history().runs(ContactsSteps.WORKFLOW, 9))
                    .as("no run over a file of which no row can be taken")
                    .hasSize(1);

            Report told = new Report(ContactRows.object(Files.readString(report)));
            assertThat(told.status()).isEqualTo("SUCCEEDED");
            assertThat(told.json().get("trigger")).isEqualTo("inbox");
            assertThat(outcomes(told)).isEqualTo(Map.of("inbox-1", "contacted", "inbox-2", "contacted"));
            assertThat(conversations(sandbox)).containsEntry("inbox-1", 1).containsEntry("inbox-2", 1);
        }
    }

    @Test
    void all17_aFileThatHoldsNoRowsOrIsNoUtf8IsRefusedWithTheReason(@TempDir Path other) throws IOException {
        Path inbox = Files.createDirectory(other.resolve("inbox"));
        Map<String, String> settings = lookingInto(inbox);
        Files.createFile(inbox.resolve("empty.csv"));
        Files.setLastModifiedTime(
                inbox.resolve("empty.csv"), FileTime.from(Instant.now().minusSeconds(120)));
        Files.createFile(inbox.resolve("just-begun.csv"));
        Files.writeString(
                inbox.resolve("latin.csv"),
                "externalContactId,name,voice\nE1,M\u00fcller,+15551234567\n",
                StandardCharsets.ISO_8859_1);
        try (TestHouse open = TestHouse.open(sandbox, other, settings)) {
            Serving serving = Serving.start(open.house());
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> Files.exists(inbox.resolve(".failed/latin.csv"))
                            && Files.exists(inbox.resolve(".failed/empty.csv")));
            assertThat(serving.stop(Duration.ofSeconds(5))).isTrue();
            assertThat(Files.readString(inbox.resolve(".failed/latin.csv.report.json")))
                    .contains("latin.csv cannot be read: line 2 is not UTF-8 text; save it as UTF-8")
                    .doesNotContain("ller");
            assertThat(Files.readString(inbox.resolve(".failed/empty.csv.report.json")))
                    .contains("empty.csv is empty; expected");
            assertThat(inbox.resolve("just-begun.csv"))
                    .as("somebody may be about to write it")
                    .exists();
            assertThat(open.house().store().history().runs(ContactsSteps.WORKFLOW, 9))
                    .isEmpty();
        }
    }

    @Test
    void all16_aPersonsDataReachesTheVendorAndNobodyElse() throws IOException {
        List<String> planted = List.of(
                "Canary Plumage",
                "+15558675309",
                "canary.plumage@example.org",
                "canary-chat",
                "canary message",
                "canary-meta");
        Map<String, Object> row = ContactRows.row("quiet-1-failed");
        row.put("name", planted.get(0));
        row.put("channels", Map.of("voice", planted.get(1), "email", planted.get(2), "chat", planted.get(3)));
        row.put("initialMessage", planted.get(4));
        row.put("metadata", Map.of("note", planted.get(5)));
        Captured captured = new Captured();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Logger ours = (Logger) LoggerFactory.getLogger("io.outboundroutes");
        Level before = ours.getLevel();
        captured.start();
        root.addAppender(captured);
        ours.setLevel(Level.TRACE);
        StringBuilder shown = new StringBuilder();
        try {
            shown.append(Json.write(ContactRows.run(house, List.of(row)).json()));
            shown.append(
                    Json.write(ContactRows.run(house, List.of(ContactRows.with(row, "externalContactId", "quiet-2")))
                            .json()));
            shown.append(Json.write(
                    ContactRows.run(house, List.of(ContactRows.with(row, "externalContactId", planted.get(2))))
                            .json()));
            sandbox.fault(Fault.named("400").path("contacts-register").times(1));
            shown.append(
                    Json.write(ContactRows.run(house, List.of(ContactRows.with(row, "externalContactId", "quiet-3")))
                            .json()));
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(ContactRows.events(sandbox).stream()
                                    .map(event -> String.valueOf(event.get("contact_id"))))
                            .contains("quiet-1-failed", "quiet-2", "quiet-3"));
        } finally {
            root.detachAppender(captured);
            ours.setLevel(before);
            sandbox.state().faults().clear();
        }
        ContactRows.events(sandbox).forEach(event -> shown.append(event));
        shown.append(Files.readString(folder.resolve("audit.jsonl")));
        captured.lines.forEach(shown::append);

        String arrived = sandbox.state().requests().stream()
                .map(request -> request.body())
                .collect(Collectors.joining());
        assertThat(arrived).contains(planted);
        assertThat(captured.lines).isNotEmpty();
        for (String value : planted) {
            assertThat(shown.toString()).as(value).doesNotContain(value);
        }
    }

    private static final class Captured extends AppenderBase<ILoggingEvent> {

        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage()
                    + (event.getThrowableProxy() == null
                            ? ""
                            : event.getThrowableProxy().getMessage()));
        }
    }

    private static Report sample(String file) throws IOException {
        try (InputRows rows = InputRows.of(Files.newInputStream(Path.of("examples", file)), file)) {
            return new Report(house.run(ContactsSteps.WORKFLOW, Mode.LIVE, false, rows));
        }
    }

    /** The settings of a program that does nothing but look into an inbox, each second. */
    private static Map<String, String> lookingInto(Path inbox) {
        Map<String, String> settings = new HashMap<>(ContactRows.QUICK);
        settings.put("contacts.enabled", "true");
        settings.put("contacts.cron", "0 0 0 1 1 ? 2099");
        settings.put("contacts.inbox", inbox.toString());
        settings.put("contacts.inbox-cron", "0/1 * * * * ?");
        return settings;
    }
}
