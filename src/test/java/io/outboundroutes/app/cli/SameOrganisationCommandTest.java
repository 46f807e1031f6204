package io.outboundroutes.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator is told who changes the OAuth client, and how it is said that the organisation is the same. */
class SameOrganisationCommandTest {

    private static final String WORKFLOW = "contact-segmentation";

    @TempDir
    Path folder;

    private SandboxServer vendor = SandboxServer.start(options("tried"));

    private static SandboxOptions options(String client) {
        return SandboxOptions.defaults().withContacts(30).withClient(client, client + "-secret");
    }

    @AfterEach
    void stop() {
        vendor.close();
    }

    /** From now on vendor and settings know this client, at the same address. */
    private Program exchanged(Program program, String client) {
        int port = vendor.port();
        vendor.close();
        vendor = SandboxServer.start(options(client).withPort(port));
        return program.calling(vendor);
    }

    @Test
    void anotherClientIsRefusedUntilSomebodySaysThatItIsTheSameOrganisations() throws IOException {
        Program program = Program.in(folder).calling(vendor).with("SEGMENTATION_ENABLED", "true");
        assertThat(program.run("check").assertFriendly(0).out()).contains("ok: credentials of Genesys Cloud");
        exchanged(program, "old").run("run", WORKFLOW, "--dry-run").assertFriendly(0);
        exchanged(program, "new");

        String told = "genesys.client-id (environment variable GENESYS_CLIENT_ID): the store at jdbc:h2:";
        for (List<String> line : List.of(List.of("serve"), List.of("run", WORKFLOW, "--dry-run"))) {
            assertThat(program.run(line.toArray(String[]::new))
                            .assertFriendly(78)
                            .err())
                    .contains("The configuration has a problem:", told, "through another OAuth client, known since 20")
                    .contains("STORE_URL", "outbound store same-organisation genesys");
        }
        assertThat(program.run("check").assertFriendly(78).out())
                .contains("ok: store at", "problem: " + told, "not tried until that is mended: credentials and scopes")
                .contains("\n1 problem(s).");
        assertThat(program.run("check", "-P", "console.bind=0.0.0.0")
                        .assertFriendly(78)
                        .out())
                .contains("ok: store at", "problem: " + told, "problem: console.bind", "\n2 problem(s).");
        assertThat(vendor.state().requests()).as("nobody came to the vendor").isEmpty();

        assertThat(program.run("store", "same-organisation", "genesys")
                        .assertFriendly(0)
                        .out())
                .contains(
                        "The OAuth client of genesys.client-id is one of the organisation that the store at jdbc:h2:");
        assertThat(program.run("store", "same-organisation").assertFriendly(0).out())
                .contains("Nothing was to be done for genesys.client-id");
        assertThat(Files.readString(folder.resolve("data/audit.jsonl")))
                .containsOnlyOnce("\"OPERATOR_SAME_ORGANISATION\"")
                .contains("\"through\":\"cli\"", "\"vendor\":\"genesys\"", "\"host\":\"127.0.0.1:" + vendor.port());

        program.run("run", WORKFLOW).assertFriendly(0);
        assertThat(vendor.state().requests("segments-create")).isNotEmpty();
    }

    @Test
    void aVendorThatIsUnknownOrNotConfiguredIsTold() {
        assertThat(InProcess.run("store", "same-organisation", "nice")
                        .assertFriendly(64)
                        .err())
                .contains("There is no vendor 'nice'; expected genesys or cxone");
        assertThat(InProcess.run("store", "same-organisation", "cxone")
                        .assertFriendly(78)
                        .err())
                .contains("cxone.client-id: is not set")
                .doesNotContain("genesys");
    }
}
