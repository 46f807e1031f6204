package io.outboundroutes.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.outboundroutes.app.Serving;
import io.outboundroutes.app.TestHouse;
import io.outboundroutes.platform.audit.AuditFile;
import io.outboundroutes.platform.audit.Verification;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunRequest;
import io.outboundroutes.platform.run.RunStatus;
import io.outboundroutes.platform.run.Trigger;
import io.outboundroutes.platform.run.WebhookState;
import io.outboundroutes.platform.store.Database;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.Segment;
import io.outboundroutes.sandbox.fault.Fault;
import io.outboundroutes.testing.CutLine;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The store is lost in the middle of runs, and comes back: a line to PostgreSQL that is cut and mended. */
@Timeout(180)
class StoreLostTest {

    private static final String SEGMENTATION = "contact-segmentation";
    private static final String CONTACTS = "external-contacts";
    private static final int PEOPLE = 40;

    @TempDir
    private Path folder;

    private CutLine line;
    private SandboxServer sandbox;
    private TestHouse house;
    private Store store;

    @BeforeEach
    void open() throws IOException {
        String url = Database.POSTGRESQL.fresh(folder).url();
        int port = URI.create(url.substring("jdbc:".length())).getPort();
        line = CutLine.to(port);
        sandbox =
                SandboxServer.start(SandboxOptions.defaults().withContacts(300).withValidationTime(Duration.ZERO));
        house = TestHouse.open(
                sandbox,
                folder,
                Map.of(
                        "store.url", url.replace(":" + port + "/", ":" + line.port() + "/"),
                        "segmentation.enabled", "true",
                        "segmentation.cron", "0 0 0 1 1 ? 2099",
                        "segmentation.parallel", "2",
                        "contacts.rate-limit", "1000/1s",
                        "contacts.poll", "50ms",
                        "contacts.parallel", "2"));
        store = house.house().store();
        // So that there is something under way when the line is cut.
        sandbox.fault(Fault.named("slow").path("segments-create").with("delayMs", 150));
        sandbox.fault(Fault.named("slow").path("conversations-create").with("delayMs", 150));
    }

    @AfterEach
    void close() throws IOException {
        house.close();
        sandbox.close();
        line.close();
    }

    private void cutInTheMiddle(String operation) throws IOException {
        await().atMost(Duration.ofMinutes(2))
                .until(() -> sandbox.state().requests(operation).size() >= 3);
        line.cut();
    }

    private List<String> segments() {
        return sandbox.state().segments().stream().map(Segment::name).toList();
    }

    @Test
    void all14_aStoreThatIsAwayForAMomentIsWaitedFor() throws Exception {
        CompletableFuture<Map<?, ?>> run = CompletableFuture.supplyAsync(house::segment);
        cutInTheMiddle("segments-create");
        await().pollDelay(Duration.ofSeconds(3)).until(() -> !run.isDone());
        line.mend();

        Map<?, ?> report = run.get();

        assertThat(report.get("status")).as(report.toString()).isEqualTo("SUCCEEDED");
        assertThat(report.get("resumedFrom")).as("nobody had to go on with it").isNull();
        assertThat(segments()).isNotEmpty().doesNotHaveDuplicates();
    }

    @Test
    void all14_aStoreThatIsAwayForLongLeavesRunsThatAreGoneOnWith() throws Exception {
        Serving serving = Serving.start(house.house());
        Run served =
                store.runs().ask(new RunRequest(SEGMENTATION, Trigger.REST, Mode.LIVE, null, false, null, Map.of()));
        CompletableFuture<Report> inFront = CompletableFuture.supplyAsync(this::handIn);
        await().atMost(Duration.ofMinutes(2))
                .until(() -> sandbox.state().requests("conversations-create").size() >= 3);
        cutInTheMiddle("segments-create");

        assertThatThrownBy(inFront::join)
                .hasCauseInstanceOf(RunLeft.class)
                .hasMessageContaining(
                        "has not ended, because the store did not answer any more: jdbc:postgresql://localhost")
                .hasMessageContaining("goes on with it");
        await().atMost(Duration.ofMinutes(2))
                .until(() -> !house.house().running().iterator().hasNext());
        line.mend();

        // Both are gone on with by the process that serves; whoever stood in front of the one has gone.
        await().atMost(Duration.ofMinutes(2))
                .ignoreExceptions()
                .until(() -> store.history().runs(null, 9).stream()
                        .allMatch(run -> run.status().isFinal()));
        assertThat(status(served)).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(segments()).isNotEmpty().doesNotHaveDuplicates();
        assertThat(sandbox.state().conversations().stream()
                        .map(conversation -> conversation.contact().externalId()))
                .as("nobody is contacted twice (con5)")
                .doesNotHaveDuplicates();
        Run contacts = store.history().runs(CONTACTS, 9).get(0);
        Map<String, Long> outcomes = store.items().countsByOutcome(contacts.id());
        assertThat(outcomes.keySet()).isSubsetOf("contacted", "unknown");
        assertThat(outcomes.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(PEOPLE);
        assertThat(outcomes.getOrDefault("unknown", 0L))
                .as("at most those that were under way")
                .isLessThanOrEqualTo(2L);
        assertThat(store.history().runs(null, 9)).as("one run each").hasSize(2);
        for (Run run : store.history().runs(null, 9)) {
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> store.history().webhookState(run.id()) == WebhookState.DELIVERED);
        }
        serving.stop(Duration.ofSeconds(5));
        assertThat(new AuditFile(folder.resolve("audit.jsonl")).verify()).isInstanceOf(Verification.Intact.class);
    }

    private RunStatus status(Run run) {
        return store.history().run(run.id()).orElseThrow().status();
    }

    private Report handIn() {
        RunRequest request = new RunRequest(CONTACTS, Trigger.CLI, Mode.LIVE, null, false, store.owner(), Map.of());
        List<String> rows = IntStream.range(0, PEOPLE)
                .mapToObj(i -> "{\"externalContactId\":\"L-" + i + "\",\"name\":\"N\",\"voice\":\"+1415555" + (1000 + i)
                        + "\"}")
                .toList();
        return new Foreground(
                        house.house(), new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8))
                .run(request, rows.iterator());
    }
}
