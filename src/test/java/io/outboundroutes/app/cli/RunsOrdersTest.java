package io.outboundroutes.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.outboundroutes.platform.run.AuditEntry;
import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.platform.run.RunRequest;
import io.outboundroutes.platform.run.RunStatus;
import io.outboundroutes.platform.run.Trigger;
import io.outboundroutes.platform.store.Orders;
import io.outboundroutes.platform.store.Owner;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.platform.store.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code runs cancel}, {@code runs pause} and {@code runs resume} as an operator types them. */
@Timeout(120)
class RunsOrdersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String WORKFLOW = "contact-segmentation";

    @TempDir
    Path folder;

    private Store store;

    @BeforeEach
    void open() {
        store = Store.open(new StoreSettings(url(), null, null), Owner.create(), Clock.systemUTC(), Checkpoint.NONE);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private String url() {
        return "jdbc:h2:file:" + folder.resolve("db/outbound");
    }

    private Ended type(String... command) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of(
                "-P", "store.url=" + url(),
                "-P", "audit.log=" + folder.resolve("audit.jsonl"),
                "-P", "sandbox.enabled=true",
                "-P", "sandbox.port=0",
                "-P", "sandbox.contacts=20"));
        return InProcess.run(all.toArray(new String[0]));
    }

    @Test
    void all23_aPauseIsOrderedOnceAndTakenBackAndEachIsALineOfTheTrail() throws IOException {
        assertThat(type("runs", "pause", WORKFLOW).assertFriendly(0).out())
                .contains(WORKFLOW + " is paused; 'outbound runs resume " + WORKFLOW + "' takes it back");
        assertThat(type("runs", "pause", WORKFLOW).assertFriendly(0).out()).contains("as it was before");
        assertThat(type("runs", "pause", "--all").assertFriendly(0).out()).contains("Everything is stopped");
        assertThat(store.orders().halts())
                .extracting(Orders.Halt::scope, Orders.Halt::through)
                .containsExactlyInAnyOrder(tuple(Orders.ALL, "cli"), tuple(WORKFLOW, "cli"));

        assertThat(type("runs", "resume", "--all").assertFriendly(0).out()).contains("Everything goes on");
        assertThat(type("runs", "resume", WORKFLOW).assertFriendly(0).out()).contains(WORKFLOW + " goes on");
        assertThat(type("runs", "resume", WORKFLOW).assertFriendly(0).out()).contains("was not paused");

        assertThat(store.orders().halts()).isEmpty();
        assertThat(Files.readAllLines(folder.resolve("audit.jsonl")))
                .hasSize(4)
                .allMatch(line -> line.contains("\"through\":\"cli\""));
    }

    @Test
    void all23_aRunInTheForegroundWaitsWhileItsWorkflowIsPausedAndSaysWhoPausedIt() throws Exception {
        store.orders().halt(WORKFLOW, "anna", "rest", line());
        CompletableFuture<Ended> run = CompletableFuture.supplyAsync(() -> type("run", WORKFLOW, "--dry-run"));
        await().atMost(PATIENCE)
                .until(() ->
                        store.history().runs(WORKFLOW, 1).stream().anyMatch(each -> each.status() == RunStatus.ASKED));
        await().during(Duration.ofMillis(2500)).atMost(PATIENCE).until(() -> !run.isDone());

        store.orders().lift(WORKFLOW, line());

        assertThat(run.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                        .assertFriendly(0)
                        .err())
                .contains(WORKFLOW + ": waiting. " + WORKFLOW + " is paused by anna (rest) since")
                .contains("'outbound runs resume " + WORKFLOW + "' takes it back, Ctrl-C gives up")
                .as("not a line a second")
                .containsOnlyOnce(": waiting. ");
    }

    @Test
    void aRunThatWaitsIsCancelledAndOneThatIsNotThereIsRefused() throws IOException {
        String waiting = store.runs()
                .ask(new RunRequest(WORKFLOW, Trigger.REST, Mode.LIVE, null, false, null, Map.of()))
                .id();

        assertThat(type("runs", "cancel", waiting).assertFriendly(0).out()).contains("it had not begun");
        assertThat(store.history().run(waiting).orElseThrow().status()).isEqualTo(RunStatus.SKIPPED);
        assertThat(Files.readString(folder.resolve("audit.jsonl")))
                .as("a node's run, an order of this command line")
                .contains("OPERATOR_RUN_CANCELLED");
        assertThat(type("runs", "cancel", waiting).assertFriendly(64).err()).contains("nothing to cancel");
        assertThat(type("runs", "cancel", "nothing").assertFriendly(64).err()).contains("no such run");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"runs pause", "runs resume", "runs pause " + WORKFLOW + " --all", "runs pause segmentation"})
    void whatIsMeantMustBeNamed(String command) {
        assertThat(type(command.split(" ")).assertFriendly(64).err())
                .containsAnyOf("Name either a workflow or --all", "there are campaign-schedules");
        assertThat(store.orders().halts()).isEmpty();
    }

    private static AuditEntry line() {
        return new AuditEntry(Instant.EPOCH, "none", WORKFLOW, "TEST", Map.of());
    }
}
