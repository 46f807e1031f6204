package io.outboundroutes.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.app.TestHouse;
import io.outboundroutes.platform.json.Json;
import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.platform.store.StoreSettings;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.external.Conversation;
import io.outboundroutes.sandbox.fault.Fault;
import io.outboundroutes.testing.Trail;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code forget} as an operator types it, after a run over real HTTP: what is left, and what happens when a row comes back. */
@Timeout(120)
class ForgetCommandTest {

    private static final String WORKFLOW = "external-contacts";
    private static final List<String> ALL = List.of("forget-me", "forget-too", "keep-me");

    @TempDir
    Path folder;

    private SandboxServer sandbox;

    @BeforeEach
    void open() {
        sandbox = SandboxServer.start(SandboxOptions.defaults().withContacts(0).withValidationTime(Duration.ZERO));
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void all16_con5_whoIsForgottenIsNowhereButInTheTrailAndIsNotContactedAgain() throws Exception {
        String run;
        try (TestHouse house = house()) {
            // Nobody knows whether that person's conversation began: a row that waits.
            sandbox.fault(Fault.named("500").path("conversations-create").first(1));
            Map<?, ?> first = run(house, "forget-too");
            assertThat(outcomes(first)).containsExactly("unknown");
            assertThat(outcomes(run(house, "keep-me", "forget-me"))).containsExactly("contacted", "contacted");
            run = String.valueOf(first.get("runId"));
        }
        String theirs = vendorsId("forget-too");
        assertThat(storeHolds(personal("forget-me"))).isEqualTo(personal("forget-me"));
        assertThat(storeHolds(personal("forget-too"))).isEqualTo(personal("forget-too"));
        assertThat(outbound("parked", "--json").out()).contains("forget-too", theirs);

        assertThat(outbound("forget", "forget-me").out()).startsWith("Forgotten: 1 items of 1 runs, ");
        assertThat(outbound("forget", theirs).out()).startsWith("Forgotten: 1 items of 1 runs, ");

        assertThat(storeHolds(personal("forget-me"))).isEmpty();
        assertThat(storeHolds(personal("forget-too"))).isEmpty();
        assertThat(storeHolds(personal("keep-me"))).isEqualTo(personal("keep-me"));
        String shown = outbound("runs", "show", run, "--json").out()
                + outbound("runs", "show", run, "--csv", "-").out()
                + outbound("parked", "--json").out()
                + outbound("runs", "--json").out();
        assertThat(shown)
                .contains("\"outcome\":\"unknown\"")
                .doesNotContain("forget-me", "forget-too", theirs, "Name of");
        Trail trail = Trail.intact(folder);
        assertThat(trail.details("interaction_initiated", "contact_id"))
                .as("the trail is not touched")
                .contains("forget-me", "forget-too", "keep-me");
        assertThat(trail.of("OPERATOR_FORGOT").map(String::valueOf))
                .hasSize(2)
                .noneMatch(line -> line.contains("forget-me") || line.contains(theirs));

        try (TestHouse house = house()) {
            assertThat(outcomes(run(house, "forget-me"))).containsExactly("exists");
            assertThat(outcomes(run(house, "forget-too")))
                    .as("what nobody knows is not repeated by itself")
                    .containsExactly("unknown");
        }
        assertThat(sandbox.state().requests("conversations-create"))
                .as("none since then")
                .hasSize(3);
        assertThat(sandbox.state().conversations())
                .extracting((Conversation one) -> one.contact().externalId())
                .doesNotHaveDuplicates()
                .contains("forget-me", "keep-me");
    }

    @Test
    void anIdThatNothingIsKnownOfIsSaidToBeUnknownAndIsNoError() throws Exception {
        assertThat(outbound("forget", "nobody").out()).isEqualTo("Nothing was known of the contact.\n");
        assertThat(Trail.intact(folder).details("OPERATOR_FORGOT", "items")).containsExactly(0);
        assertThat(InProcess.run("forget", " ").assertFriendly(64).err()).contains("expected the id of a contact");
    }

    private TestHouse house() {
        return TestHouse.open(
                sandbox,
                folder,
                Map.of("contacts.rate-limit", "1000/1s", "contacts.poll", "50ms", "retry.max-attempts", "1"));
    }

    private static Map<?, ?> run(TestHouse house, String... ids) {
        return house.run(
                WORKFLOW,
                Mode.LIVE,
                false,
                Arrays.stream(ids).map(ForgetCommandTest::row).iterator());
    }

    private static List<String> outcomes(Map<?, ?> report) {
        List<String> outcomes = new ArrayList<>();
        ((List<?>) report.get("items"))
                .forEach(item -> outcomes.add(String.valueOf(((Map<?, ?>) item).get("outcome"))));
        return outcomes;
    }

    private static String row(String id) {
        return Json.write(Map.of(
                "externalContactId",
                id,
                "name",
                "Name of " + id,
                "channels",
                Map.of("voice", "+1555000" + (1000 + ALL.indexOf(id)), "email", id + "@example.org")));
    }

    /** What only this person has. */
    private List<String> personal(String id) {
        return List.of(id, vendorsId(id), "Name of " + id, "+1555000" + (1000 + ALL.indexOf(id)), id + "@example.org");
    }

    private String vendorsId(String id) {
        return sandbox.state().externalContactStore().find(id).orElseThrow().id();
    }

    private Ended outbound(String... command) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of("-P", "store.url=" + url(), "-P", "audit.log=" + folder.resolve("audit.jsonl")));
        return InProcess.run(all.toArray(String[]::new)).assertFriendly(0);
    }

    private String url() {
        return "jdbc:h2:file:" + folder.resolve("db/outbound");
    }

    /** Those of the texts that stand anywhere in the database. */
    private List<String> storeHolds(List<String> texts) throws Exception {
        StoreSettings place = new StoreSettings(url(), null, null);
        StringBuilder script = new StringBuilder();
        try (Store store = Store.open(place, "a", Clock.systemUTC(), Checkpoint.NONE);
                Connection connection = store.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet lines = statement.executeQuery("script")) {
            while (lines.next()) {
                script.append(lines.getString(1)).append('\n');
            }
        }
        return texts.stream().filter(text -> script.indexOf(text) >= 0).toList();
    }
}
