package io.outboundroutes.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code check} calls a good set-up good, and names all that is wrong with a bad one. */
class CheckCommandTest {

    @TempDir
    Path folder;

    @Test
    void aGoodSetUpIsCalledGoodAndThenWhatIsWrongIsToldAllAtOnce() throws IOException {
        Program program = Program.in(folder);
        try (SandboxServer vendor =
                SandboxServer.start(SandboxOptions.defaults().withContacts(10))) {
            Ended good = program.calling(vendor).run("check").assertFriendly(0);

            assertThat(good.out())
                    .contains("ok: routes in", "ok: store at", "ok: audit trail", "ok: credentials", "All is well.")
                    .contains("left out (no setting of its vendor is set): engagement-sync")
                    .contains("outbound:segment:write")
                    .contains("conversation:read, job:read, outbound:contactlist:read, routing:outboundcontact:write")
                    .doesNotContain("sandbox-secret")
                    .doesNotContain("problem: ");
            assertThat(vendor.state().requests("contacts-query")).isEmpty();
            assertThat(vendor.state().requests("segments-create")).isEmpty();
        }
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(
                folder.resolve("data/audit.jsonl"),
                "{\"timestamp\":\"2026-01-01T00:00:00Z\"}\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        try (SandboxServer vendor = SandboxServer.start(
                SandboxOptions.defaults().withContacts(10).withScopes(List.of("outbound:contact:read")))) {
            Ended bad =
                    program.calling(vendor).run("check", "contact-segmentation").assertFriendly(78);

            assertThat(bad.out())
                    .contains("outbound:segment:write", "OAuth client")
                    .contains("audit", "line 1")
                    .contains("2 problem(s).");
        }
    }

    @Test
    void whatIsSwitchedOnIsJudgedAndAnInboxThatCannotBeMadeIsToldWithTheKey() throws IOException {
        Program program = Program.in(folder);
        Files.writeString(folder.resolve("taken"), "a file in the way");
        try (SandboxServer vendor =
                SandboxServer.start(SandboxOptions.defaults().withContacts(10))) {
            Ended bad = program.calling(vendor)
                    .with("CONTACTS_ENABLED", "true")
                    .with("CONTACTS_INBOX", folder.resolve("taken/inbox").toString())
                    .run("check")
                    .assertFriendly(78);

            assertThat(bad.out())
                    .contains("left out (not switched on): campaign-schedules, campaign-statistics,")
                    .contains("contacts.inbox", "taken/inbox", "cannot be made or written", "1 problem(s).");
        }
    }

    @Test
    void wrongCredentialsAndABrokenTrailAreToldTogether() throws IOException {
        Program program = Program.in(folder);
        try (SandboxServer vendor =
                SandboxServer.start(SandboxOptions.defaults().withContacts(10))) {
            Files.writeString(
                    Files.createDirectories(folder.resolve("data")).resolve("audit.jsonl"), "no audit line\n");

            Ended bad = program.calling(vendor)
                    .with("GENESYS_CLIENT_SECRET", "not-the-secret")
                    .run("check", "contact-segmentation")
                    .assertFriendly(78);

            assertThat(bad.out())
                    .contains("GENESYS_CLIENT_SECRET", "audit", "2 problem(s).")
                    .doesNotContain("not-the-secret");
        }
    }

    @Test
    void configurationRoutesAndTrailAreToldTogether() throws IOException {
        Path routes = Program.in(folder).folder().resolve("routes");
        Files.writeString(
                routes.resolve("contact-segmentation.camel.yaml"), "\n- route: [unclosed\n", StandardOpenOption.APPEND);

        Path audit = Files.writeString(folder.resolve("audit.jsonl"), "no audit line\n");
        Ended bad = InProcess.run(
                        "check",
                        "-P",
                        "routes.dir=" + routes,
                        "-P",
                        "genesys.client-id=somebody",
                        "-P",
                        "audit.log=" + audit,
                        "-P",
                        "console.bind=0.0.0.0",
                        "-P",
                        "store.url=jdbc:h2:file:" + folder.resolve("data/outbound"))
                .assertFriendly(78);

        assertThat(bad.out())
                .contains("problem: genesys.env", "problem: genesys.client-secret", "contact-segmentation.camel.yaml:")
                .contains("problem: console.bind = '0.0.0.0'")
                .contains("ok: store at", "audit");
    }

    @Test
    void aRoutesFileThatCannotBeReadIsToldByItsNameWithEverythingElse() throws IOException {
        Path routes = Program.in(folder).folder().resolve("routes");
        Files.write(routes.resolve("latin.camel.yaml"), new byte[] {'#', ' ', (byte) 0xFC, '\n'});
        Files.createDirectory(routes.resolve("folder.camel.yaml"));

        Ended bad = InProcess.run(
                        "check",
                        "-P",
                        "routes.dir=" + routes,
                        "-P",
                        "genesys.client-id=somebody",
                        "-P",
                        "audit.log=" + folder.resolve("audit.jsonl"),
                        "-P",
                        "store.url=jdbc:h2:file:" + folder.resolve("data/outbound"))
                .assertFriendly(78);

        assertThat(bad.out())
                .contains("problem: latin.camel.yaml [files] is not UTF-8 text; save it as UTF-8")
                .contains("problem: folder.camel.yaml [files] is a directory, and a file of routes was expected")
                .contains("problem: genesys.client-secret", "ok: store at");
    }
}
