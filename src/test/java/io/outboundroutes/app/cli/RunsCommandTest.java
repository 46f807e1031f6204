package io.outboundroutes.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.platform.run.Fate;
import io.outboundroutes.platform.run.ItemResult;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.platform.run.Plan;
import io.outboundroutes.platform.run.PlannedItem;
import io.outboundroutes.platform.run.Run;
import io.outboundroutes.platform.run.RunRequest;
import io.outboundroutes.platform.run.RunStatus;
import io.outboundroutes.platform.run.Trigger;
import io.outboundroutes.platform.run.WebhookEvent;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.platform.store.StoreSettings;
import io.outboundroutes.platform.store.TxWork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** History and what is parked, as an operator asks for them. */
class RunsCommandTest {

    @TempDir
    static Path folder;

    private static String url;
    private static String schedules;
    private static String contacts;

    @BeforeAll
    static void twoRuns() {
        url = "jdbc:h2:file:" + folder.resolve("outbound");
        try (Store store = Store.open(new StoreSettings(url, null, null), "a", Clock.systemUTC(), Checkpoint.NONE)) {
            schedules = run(store, "campaign-schedules", RunStatus.SUCCEEDED, Fate.DONE);
            contacts = run(store, "external-contacts", RunStatus.PARTIAL, Fate.UNKNOWN);
            WebhookEvent given = store.outbox()
                    .claim(1, java.time.Duration.ofSeconds(9), null)
                    .get(0)
                    .event();
            store.outbox().park(given.eventId(), List.of());
        }
    }

    private static String run(Store store, String workflow, RunStatus status, Fate second) {
        store.runs().ask(new RunRequest(workflow, Trigger.REST, Mode.LIVE, null, false, null, Map.of()));
        Run run = store.runs().next(workflow).orElseThrow();
        store.plans()
                .store(
                        run.id(),
                        new Plan(
                                List.of(
                                        PlannedItem.settled("one", Map.of("campaignId", "=1+1"), "exists", null),
                                        PlannedItem.toDo("two", Map.of(), Map.of())),
                                Map.of(),
                                List.of()));
        ItemResult result =
                new ItemResult(second, second == Fate.DONE ? "SUCCESS" : "unknown", "nobody knows", Map.of(), null);
        List<WebhookEvent> events =
                second == Fate.DONE ? List.of() : List.of(new WebhookEvent("event-1", run.id(), workflow, "two", "{}"));
        store.ledger().settle(run.id(), "two", result, List.of(), events);
        store.runs()
                .finish(
                        run.id(),
                        status,
                        "{\"runId\":\"" + run.id() + "\",\"status\":\"" + status + "\",\"itemsTotal\":2,\"items\":[]}",
                        List.of(),
                        List.of(),
                        TxWork.NONE);
        return run.id();
    }

    private static Ended outbound(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("-P", "store.url=" + url));
        return InProcess.run(all.toArray(String[]::new)).assertFriendly(0);
    }

    static Stream<Arguments> filters() {
        return Stream.of(
                Arguments.of("all", List.of(), 2),
                Arguments.of("of a workflow", List.of("--workflow", "external-contacts"), 1),
                Arguments.of("with a status", List.of("--status", "PARTIAL"), 1),
                Arguments.of("with an outcome", List.of("--outcome", "SUCCESS"), 1),
                Arguments.of("since a while", List.of("--since", "2h"), 2),
                Arguments.of("since a day to come", List.of("--since", "2999-01-01"), 0),
                Arguments.of("since a time to come", List.of("--since", "2999-01-01T00:00:00Z"), 0),
                Arguments.of("at most one", List.of("--last", "1"), 1),
                Arguments.of("none with both", List.of("--status", "PARTIAL", "--outcome", "SUCCESS"), 0));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("filters")
    void runsAreChosenByWhatIsKnownOfThem(String what, List<String> options, int found) {
        List<String> arguments = new ArrayList<>(List.of("runs", "--json"));
        arguments.addAll(options);

        assertThat(outbound(arguments.toArray(String[]::new)).out().lines()).hasSize(found);
    }

    @Test
    void whatWaitsForAPersonIsListedWithTheIdsThatReplayTakes() {
        Ended all = outbound("parked");
        Ended json = outbound("parked", "--json", "--outcome", "unknown");

        assertThat(all.out())
                .isEqualTo(contacts + "/two\n    external-contacts, unknown: nobody knows\n    "
                        + ReportItems.wayOut("<this id>") + "\n"
                        + "event-1\n    external-contacts, delivery parked: given up after 1 attempts at "
                        + all.out().substring(all.out().lastIndexOf("at ") + 3));
        assertThat(json.out().lines()).hasSize(2).allMatch(line -> line.contains("\"runId\":\"" + contacts + "\""));
        assertThat(outbound("parked", "--workflow", "campaign-schedules").out())
                .isEqualTo("Nothing waits for a person.\n");
    }

    static Stream<Arguments> parkedFilters() {
        return Stream.of(
                Arguments.of("all", List.of(), 2),
                Arguments.of("of a workflow", List.of("--workflow", "external-contacts"), 2),
                Arguments.of("of a workflow without", List.of("--workflow", "campaign-schedules"), 0),
                Arguments.of("of runs with a status", List.of("--status", "PARTIAL"), 2),
                Arguments.of("of runs with another status", List.of("--status", "FAILED"), 0),
                Arguments.of("with an outcome", List.of("--outcome", "unknown"), 2),
                Arguments.of("the delivery of a run with an outcome", List.of("--outcome", "exists"), 1),
                Arguments.of("since a while", List.of("--since", "2h"), 2),
                Arguments.of("since a day to come", List.of("--since", "2999-01-01"), 0),
                Arguments.of("none with both", List.of("--since", "2h", "--status", "FAILED"), 0));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("parkedFilters")
    void whatWaitsForAPersonIsChosenByWhatIsKnownOfItsRun(String what, List<String> options, int found) {
        List<String> arguments = new ArrayList<>(List.of("parked", "--json"));
        arguments.addAll(options);

        assertThat(outbound(arguments.toArray(String[]::new)).out().lines()).hasSize(found);
    }

    @Test
    void theItemsOfARunAreExportedForASpreadsheetAndForTheirOwnerOnly() throws IOException {
        Path file = folder.resolve("export/items.csv");

        Ended ended = outbound("runs", "show", contacts, "--csv", file.toString());
        Ended some = outbound("runs", "show", contacts, "--csv", "-", "--outcome", "unknown");

        assertThat(ended.out()).isEmpty();
        assertThat(Files.readString(file))
                .isEqualTo("item,fate,outcome,reason,latencyMs,campaignId\r\n" + contacts
                        + "/one,DONE,exists,,,'=1+1\r\n" + contacts + "/two,UNKNOWN,unknown,nobody knows,,\r\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(some.out()).contains("/two").doesNotContain("/one");
    }

    @Test
    void theItemsOfOneOutcomeAreShownAlone() throws IOException {
        assertThat(outbound("runs", "show", contacts, "--outcome", "exists", "--json")
                        .json()
                        .path("items"))
                .hasSize(1);
        assertThat(outbound("runs", "show", schedules, "--json").json().path("items"))
                .isEmpty();
    }
}
