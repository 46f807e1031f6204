package io.outboundroutes.app;

import static io.outboundroutes.sandbox.list.ContactLists.DESTINATION;
import static io.outboundroutes.sandbox.list.ContactLists.SOURCE;
import static io.outboundroutes.sandbox.list.ContactLists.TARGET;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.outboundroutes.platform.engine.EngineSettings;
import io.outboundroutes.platform.run.Checkpoint;
import io.outboundroutes.platform.run.Mode;
import io.outboundroutes.platform.run.RunRequest;
import io.outboundroutes.platform.run.Trigger;
import io.outboundroutes.platform.store.Store;
import io.outboundroutes.sandbox.RecordedRequest;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.SandboxState;
import io.outboundroutes.sandbox.fault.Fault;
import io.outboundroutes.sandbox.list.Refusal;
import io.outboundroutes.testing.Contract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Engagement sync end to end, over real HTTP: the guide's own defaults, in one house. */
class EngagementSyncTest {

    private static final String LISTS = "/api/v2/outbound/contactlists/";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    static Path folder;

    private static SandboxServer sandbox;
    private static SandboxState state;
    private static TestHouse house;

    @BeforeAll
    static void open() {
        sandbox = SandboxServer.start(SandboxOptions.defaults());
        state = sandbox.state();
        house = TestHouse.open(
                sandbox,
                folder,
                Map.of("cxone.rate-limit", "2000/1s", "engagement.chunk-size", "50", "engagement.page-size", "250"));
    }

    @AfterAll
    static void close() {
        house.close();
        sandbox.close();
    }

    @BeforeEach
    void fresh() {
        state.lists().generate(1000, 1000);
        state.reset();
        // The last test's failures are not this one's.
        house.camel()
                .getRegistry()
                .lookupByNameAndType("cxoneBreaker", CircuitBreaker.class)
                .reset();
    }

    private static Report sync() {
        return new Report(house.run(EngagementSteps.WORKFLOW, Mode.LIVE, false));
    }

    private static List<List<String>> posted(String operation) {
        List<List<String>> chunks = new ArrayList<>();
        for (RecordedRequest request : state.requests(operation)) {
            if (request.status() == 200) {
                List<String> ids = new ArrayList<>();
                json(request.body()).path("contactIds").forEach(id -> ids.add(id.asText()));
                chunks.add(ids);
            }
        }
        return chunks;
    }

    private static List<String> all(List<List<String>> chunks) {
        return chunks.stream().flatMap(List::stream).sorted().toList();
    }

    private static JsonNode json(String text) {
        try {
            return VendorView.JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode contact(String id, String score) {
        ObjectNode contact = VendorView.JSON.createObjectNode().put("id", id);
        contact.set("engagementScore", json(score));
        return contact;
    }

    @Test
    void eng2_qualifiedContactsOfTheSourceThatAreOnTheTargetArePostedToIt() {
        Report report = sync();

        List<String> expected =
                state.lists().qualifiedOnBoth().stream().sorted().toList();
        assertThat(report.status()).as(report.toString()).isEqualTo("SUCCEEDED");
        assertThat(all(posted("list-add"))).isEqualTo(expected).hasSize(300);
        assertThat(state.requests("list-add")).allMatch(call -> call.path().equals(LISTS + TARGET + "/contacts"));
        assertThat(report.count("sourceRead")).isEqualTo(1000);
        assertThat(report.count("sourceQualified")).isEqualTo(600);
        assertThat(report.count("targetRead")).isEqualTo(1000);
        assertThat(report.count("intersection")).isEqualTo(300);
        assertThat(report.count("newAtDestination")).isZero();
        assertThat(report.count("synced")).isEqualTo(300);
        assertThat(report.count("refused")).isZero();
        assertThat(report.count("removed")).isZero();
        assertThat(report.count("chunks")).isEqualTo(6);
        assertThat(report.warningCodes()).contains("nothing-new", "unusable-scores");
        assertThat(Contract.violations(state.requests())).isEmpty();
    }

    @Test
    void eng3_theGuidesCompleteExampleRunsWithItsOwnDefaults(@TempDir Path home) {
        state.lists().generate(2500, 2500);
        state.reset();
        Report report;
        try (TestHouse guide = TestHouse.open(sandbox, home, Map.of("cxone.rate-limit", "2000/1s"))) {
            report = new Report(guide.run(EngagementSteps.WORKFLOW, Mode.LIVE, false));
        }

        List<String> expected =
                state.lists().qualifiedOnBoth().stream().sorted().toList();
        assertThat(report.status()).as(report.toString()).isEqualTo("SUCCEEDED");
        assertThat(expected).hasSize(750);
        List<List<String>> chunks = posted("list-add");
        assertThat(all(chunks)).isEqualTo(expected);
        assertThat(chunks).as("of 500, as the guide").extracting(List::size).containsExactlyInAnyOrder(500, 250);
        assertThat(state.requests("list-contacts"))
                .as("pages of 1000, until an empty one")
                .extracting(call -> call.path().contains(SOURCE) + " " + call.query())
                .containsExactlyInAnyOrder(
                        "true count=1000&start=0",
                        "true count=1000&start=1000",
                        "true count=1000&start=2000",
                        "true count=1000&start=2500",
                        "false count=1000&start=0",
                        "false count=1000&start=1000",
                        "false count=1000&start=2000",
                        "false count=1000&start=2500");
        assertThat(Contract.violations(state.requests())).isEmpty();
    }

    @Test
    void eng1_bothRecordsAreReadFirstThenPagesUntilAnEmptyOneThenTheWrites() {
        sync();

        List<RecordedRequest> calls = state.requests().stream()
                .filter(call -> call.path().startsWith(LISTS))
                .toList();
        assertThat(calls.subList(0, 2))
                .extracting(RecordedRequest::path)
                .containsExactly(LISTS + SOURCE, LISTS + TARGET);
        List<String> pages = state.requests("list-contacts").stream()
                .map(call -> call.path().substring(LISTS.length()) + "?" + call.query())
                .toList();
        List<String> expected = new ArrayList<>();
        for (String list : List.of(SOURCE, TARGET)) {
            for (int start = 0; start <= 1000; start += 250) {
                expected.add(list + "/contacts?count=250&start=" + start);
            }
        }
        assertThat(pages).isEqualTo(expected);
        int firstWrite = indexOfFirst(calls, "list-add");
        assertThat(calls.subList(firstWrite, calls.size()))
                .extracting(RecordedRequest::operation)
                .containsOnly("list-add");
    }

    private static int indexOfFirst(List<RecordedRequest> calls, String operation) {
        for (int i = 0; i < calls.size(); i++) {
            if (calls.get(i).operation().equals(operation)) {
                return i;
            }
        }
        return -1;
    }

    @Test
    void eng3_chunksAreSortedAndNoLargerThanTheirSize() {
        sync();

        List<List<String>> chunks = posted("list-add");
        assertThat(chunks)
                .hasSize(6)
                .allSatisfy(chunk -> assertThat(chunk).isSorted().hasSize(50));
        List<String> inOrder = chunks.stream()
                .sorted((one, other) -> one.get(0).compareTo(other.get(0)))
                .flatMap(List::stream)
                .toList();
        assertThat(inOrder).isSorted();
    }

    @ParameterizedTest(name = "{0} contacts in each list")
    @CsvSource({"1, 1", "3, 2", "110, 33", "500, 150", "501, 151"})
    void eng3_theLastChunkHoldsTheRest(int size, int expected) {
        state.lists().generate(size, size);
        Report report = sync();

        assertThat(all(posted("list-add")))
                .isEqualTo(state.lists().qualifiedOnBoth().stream().sorted().toList())
                .hasSize(expected);
        assertThat(report.count("chunks")).isEqualTo((expected + 49) / 50);
        state.lists().generate(1000, 1000);
    }

    @Test
    void eng1_emptyListsSucceedWithAWarning() {
        state.lists().generate(0, 0);
        Report report = sync();

        assertThat(report.status()).isEqualTo("SUCCEEDED");
        assertThat(report.warningCodes()).contains("empty-read");
        assertThat(state.requests("list-add")).isEmpty();
        state.lists().generate(1000, 1000);
    }

    @ParameterizedTest(name = "{0} is missing")
    @CsvSource({SOURCE, TARGET})
    void eng1_aListThatIsMissingEndsTheRunBeforeAnyPage(String missing) {
        state.lists().drop(missing);
        Report report = sync();

        assertThat(report.status()).isEqualTo("FAILED");
        assertThat(report.errors().toString()).contains("get-list", "404", "engagement.source-list-id");
        assertThat(state.requests("list-contacts")).isEmpty();
        assertThat(state.requests("list-add")).isEmpty();
    }

    @Test
    void eng1_aForbiddenListEndsTheRunBeforeAnyPage() {
        sandbox.fault(Fault.named("403").path("list-get").after(1));
        Report report = sync();

        assertThat(report.status()).isEqualTo("FAILED");
        assertThat(report.errors().toString()).contains("security profile");
        assertThat(state.requests("list-contacts")).isEmpty();
    }

    /** A page that fails, late or early, in either list, never leads to a sync of half a list. */
    @ParameterizedTest(name = "{0} on page {2} of list {1}")
    @CsvSource({
        "500,            1, 1,    0,    0",
        "500,            2, 2, 1000,  250",
        "404,            2, 2, 1000,  250",
        "repeated-page,  1, 2,  250,    0",
        "repeated-page,  2, 3, 1000,  500",
        "empty-object,   1, 2,  250,    0",
        "error-object,   2, 1, 1000,    0",
        "cut-json,       2, 2, 1000,  250",
        "empty-page,     1, 2,  250,    0",
        "empty-page,     2, 4, 1000,  750",
    })
    void eng1_anIncompleteReadIsNeverSynced(String fault, int list, int page, long sourceRead, long targetRead) {
        String path = LISTS + (list == 1 ? SOURCE : TARGET) + "/contacts";
        sandbox.fault(Fault.named(fault).path(path).page(page));
        Report report = sync();

        assertThat(report.status()).as(report.toString()).isEqualTo("FAILED");
        assertThat(report.errors()).as(fault).isNotEmpty();
        assertThat(report.errorCodes()).as("it is the fault that ended it").doesNotContain("breaker-open");
        assertThat(List.of(report.count("sourceRead"), report.count("targetRead")))
                .as("what had been read: %s", report)
                .isEqualTo(List.of(sourceRead, targetRead));
        assertThat(state.requests("list-add")).isEmpty();
    }

    private TestHouse house(String... more) {
        Map<String, String> settings = new HashMap<>(Map.of("cxone.rate-limit", "2000/1s"));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        return TestHouse.open(sandbox, folder.resolve("other-" + System.nanoTime()), settings);
    }

    @Test
    void all9_anEmptyPageBeforeTheAnnouncedEndIsReadOnceMore() {
        sandbox.fault(Fault.named("empty-page").path("list-contacts").page(1).first(1));
        Report report = sync();

        assertThat(report.status()).as(report.toString()).isEqualTo("SUCCEEDED");
        assertThat(report.count("sourceRead")).isEqualTo(1000);
        assertThat(state.requests("list-contacts")).hasSize(11);
        assertThat(all(posted("list-add"))).hasSize(300);
    }

    @Test
    void all9_aListThatMovesIsReadTwice() {
        sandbox.fault(
                Fault.named("remove-during-read").path(LISTS + SOURCE).first(1).with("count", 5));
        Report report = sync();

        assertThat(report.status()).as(report.toString()).isEqualTo("SUCCEEDED");
        assertThat(report.count("sourceRead")).isEqualTo(995);
        assertThat(all(posted("list-add")))
                .isEqualTo(state.lists().qualifiedOnBoth().stream().sorted().toList());
    }

    @Test
    void all9_aListThatKeepsMovingFailsBeforeAnyWrite() {
        sandbox.fault(Fault.named("remove-during-read").path(LISTS + TARGET + "/contacts"));
        Report report = sync();

        assertThat(report.status()).isEqualTo("FAILED");
        assertThat(report.errorCodes()).containsExactly("incomplete-read");
        assertThat(report.errors().toString()).contains("did not hold still", TARGET);
        assertThat(state.requests("list-add")).isEmpty();
    }

    @ParameterizedTest(name = "refused by {0}")
    @CsvSource({"NOT_FOUND, 1", "BAD_REQUEST, 1", "PARTIAL, 0"})
    void eng3_refusedIdsAreIsolatedAndReportedTheOthersArrive(Refusal how, int minimum) {
        List<String> wanted = state.lists().qualifiedOnBoth().stream().sorted().toList();
        List<String> bad = List.of(wanted.get(0), wanted.get(49), wanted.get(50), wanted.get(170), wanted.get(299));
        state.lists().refuse(bad, how);
        Report report = sync();

        assertThat(report.status()).as(report.toString()).isEqualTo("SUCCEEDED");
        assertThat(report.count("synced")).isEqualTo(295);
        assertThat(report.count("refused")).isEqualTo(5);
        assertThat(report.warningCodes()).contains("refused-contacts");
        TreeSet<String> named = new TreeSet<>();
        report.items().forEach(item -> ((Collection<?>) item.get("rejectedIds")).forEach(id -> named.add("" + id)));
        assertThat(named).containsExactlyInAnyOrderElementsOf(bad);
        assertThat(report.items()).allMatch(item -> item.get("outcome").equals("synced"));
        List<String> arrived = new ArrayList<>(all(posted("list-add")));
        arrived.removeAll(how == Refusal.PARTIAL ? bad : List.of());
        List<String> expected = new ArrayList<>(wanted);
        expected.removeAll(bad);
        assertThat(arrived).isEqualTo(expected);
        // Before the bisection of a chunk, and before an id counts as refused, the list itself had to answer.
        assertThat(state.requests("list-get").size()).isGreaterThanOrEqualTo(6 + minimum * 9);
    }

    @Test
    void eng3_aListThatIsGoneMeanwhileRefusesNobody() {
        sandbox.fault(Fault.named("404").path("list-add"));
        sandbox.fault(Fault.named("404").path("list-get").after(6));
        Report report = sync();

        assertThat(report.status()).isEqualTo("FAILED");
        assertThat(report.count("refused")).isZero();
        assertThat(report.items()).allMatch(item -> item.get("outcome").equals("failed"));
        assertThat(state.requests("list-add")).hasSize(6);
    }

    @Test
    void eng3_a413HalvesTheChunkDownToOneId() {
        state.lists().largestBatch(1);
        Report report = sync();

        assertThat(report.status()).isEqualTo("SUCCEEDED");
        assertThat(report.count("synced")).isEqualTo(300);
        assertThat(posted("list-add")).hasSize(300).allMatch(ids -> ids.size() == 1);
        assertThat(report.count("chunks")).isEqualTo(6);
    }

    @Test
    void eng3_moreThanMaxRejectedFailsTheChunksWithRefusedIds() {
        try (TestHouse strict = house("engagement.max-rejected", "3", "engagement.chunk-size", "50")) {
            List<String> wanted =
                    state.lists().qualifiedOnBoth().stream().sorted().toList();
            state.lists().refuse(wanted.subList(0, 50), Refusal.NOT_FOUND);
            Report report = new Report(strict.run(EngagementSteps.WORKFLOW, Mode.LIVE, false));

            assertThat(report.status()).isEqualTo("PARTIAL");
            assertThat(report.count("synced")).isEqualTo(250);
            assertThat(report.items())
                    .filteredOn(item -> item.get("outcome").equals("failed"))
                    .singleElement()
                    .asString()
                    .contains("engagement.max-rejected");
        }
    }

    @Test
    void eng4_aFailedChunkIsListedAndTheOthersGoOn() {
        List<String> wanted = state.lists().qualifiedOnBoth().stream().sorted().toList();
        sandbox.fault(Fault.named("500").path("list-add").first(5));
        try (TestHouse one = house("engagement.parallel", "1", "engagement.chunk-size", "50")) {
            Report report = new Report(one.run(EngagementSteps.WORKFLOW, Mode.LIVE, false));

            assertThat(report.status()).as(report.toString()).isEqualTo("PARTIAL");
            assertThat(report.count("synced")).isEqualTo(250);
            assertThat(report.items().get(0))
                    .asString()
                    .contains("outcome=failed", "from=" + wanted.get(0), "size=50", "HTTP 500");
            assertThat(all(posted("list-add"))).isEqualTo(wanted.subList(50, 300));
        }
    }

    @Test
    void eng4_acceptedChunksAreNotRepeatedByTheResumption() {
        Path store = folder.resolve("resumed");
        Map<String, String> settings =
                Map.of("cxone.rate-limit", "2000/1s", "engagement.parallel", "1", "engagement.chunk-size", "50");
        Surroundings around = new Surroundings(
                Clock.systemUTC(),
                new Random(),
                Checkpoint.NONE,
                new EngineSettings(
                        Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(5)));
        List<String> wanted = state.lists().qualifiedOnBoth().stream().sorted().toList();
        sandbox.fault(Fault.named("timeout-after").path("list-add").after(2));
        String id;
        try (TestHouse one = TestHouse.open(sandbox, store, settings, around)) {
            Serving serving = Serving.start(one.house());
            RunRequest request =
                    new RunRequest(EngagementSteps.WORKFLOW, Trigger.REST, Mode.LIVE, null, false, null, Map.of());
            id = one.house().store().runs().ask(request).id();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> state.requests("list-add").size() == 3);
            assertThat(serving.stop(Duration.ofMillis(200))).isTrue();
        }
        assertThat(all(posted("list-add"))).isEqualTo(wanted.subList(0, 100));
        state.faults().clear();
        state.clearJournal();

        try (TestHouse two = TestHouse.open(sandbox, store, settings, around)) {
            Serving serving = Serving.start(two.house());
            Store runs = two.house().store();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> runs.history().run(id).orElseThrow().status().isFinal());
            assertThat(serving.stop(PATIENCE)).isTrue();
            Report report = new Report(TestHouse.report(runs.history().run(id).orElseThrow()));

            assertThat(report.status()).as(report.toString()).isEqualTo("SUCCEEDED");
            assertThat(report.json().get("resumedFrom")).isEqualTo(id);
            assertThat(report.count("synced")).isEqualTo(300);
            assertThat(all(posted("list-add"))).isEqualTo(wanted.subList(100, 300));
            assertThat(state.requests("list-contacts")).isEmpty();
        }
    }

    @Test
    void all5_aSyncOfUnknownFateIsRepeated() {
        sandbox.fault(Fault.named("reset-after").path("list-add").first(1));
        sandbox.fault(Fault.named("500-after").path("list-add").first(1));
        Report report = sync();

        assertThat(report.status()).isEqualTo("SUCCEEDED");
        assertThat(report.count("synced")).isEqualTo(300);
        assertThat(state.requests("list-add")).hasSize(8);
    }

    @Test
    void eng2_aDestinationGetsOnlyWhatIsNotOnItAndASecondRunPostsNothing() {
        try (TestHouse other = house("engagement.destination-list-id", DESTINATION)) {
            List<String> wanted =
                    state.lists().qualifiedOnBoth().stream().sorted().toList();
            state.lists().add(DESTINATION, wanted.subList(0, 10));
            Report first = new Report(other.run(EngagementSteps.WORKFLOW, Mode.LIVE, false));

            assertThat(first.count("newAtDestination")).isEqualTo(290);
            assertThat(first.count("synced")).isEqualTo(290);
            assertThat(first.warningCodes()).doesNotContain("nothing-new");
            assertThat(state.lists().ids(DESTINATION)).containsExactlyInAnyOrderElementsOf(wanted);
            assertThat(state.lists().ids(TARGET)).hasSize(1000);

            Report second = new Report(other.run(EngagementSteps.WORKFLOW, Mode.LIVE, false));
            assertThat(second.status()).isEqualTo("SUCCEEDED");
            assertThat(second.count("chunks")).isZero();
            assertThat(second.count("intersection")).isEqualTo(300);
        }
    }

    @Test
    void eng2_qualifiedMakesTheTargetHoldTheQualifiedSourceAndASecondRunWritesNothing() {
        try (TestHouse other = house("engagement.mode", "qualified")) {
            Report first = new Report(other.run(EngagementSteps.WORKFLOW, Mode.LIVE, false));
            assertThat(first.count("synced")).isEqualTo(300);
            assertThat(first.count("newAtDestination")).isEqualTo(300);
            assertThat(state.lists().ids(TARGET)).hasSize(1300);

            state.clearJournal();
            Report second = new Report(other.run(EngagementSteps.WORKFLOW, Mode.LIVE, false));
            assertThat(second.status()).isEqualTo("SUCCEEDED");
            assertThat(state.requests("list-add")).isEmpty();
        }
    }

    @Test
    void eng2_removalIsOptInAndTakesOffWhatDoesNotBelong() {
        try (TestHouse other = house("engagement.remove", "true", "engagement.max-removal", "70%")) {
            List<String> wanted =
                    state.lists().qualifiedOnBoth().stream().sorted().toList();
            Report report = new Report(other.run(EngagementSteps.WORKFLOW, Mode.LIVE, false));

            assertThat(report.status()).as(report.toString()).isEqualTo("SUCCEEDED");
            assertThat(report.count("removed")).isEqualTo(700);
            assertThat(state.lists().ids(TARGET)).containsExactlyInAnyOrderElementsOf(wanted);
            assertThat(state.requests("list-remove"))
                    .hasSize(2)
                    .allMatch(call -> call.path().equals(LISTS + TARGET + "/contacts"));
            assertThat(Contract.violations(state.requests())).isEmpty();
        }
    }

    @Test
    void eng2_moreThanMaxRemovalFailsBeforeAnyWrite() {
        try (TestHouse other = house("engagement.remove", "true")) {
            Report report = new Report(other.run(EngagementSteps.WORKFLOW, Mode.LIVE, false));

            assertThat(report.status()).isEqualTo("FAILED");
            assertThat(report.errorCodes()).containsExactly("ceiling-exceeded");
            assertThat(report.errors().toString()).contains("700 of 1000", "engagement.max-removal=20%");
            assertThat(state.requests("list-add")).isEmpty();
            assertThat(state.requests("list-remove")).isEmpty();
        }
    }

    @Test
    void all23_moreThanMaxPostedFailsBeforeAnyWrite() {
        try (TestHouse other = house("engagement.max-posted", "299")) {
            Report report = new Report(other.run(EngagementSteps.WORKFLOW, Mode.LIVE, false));
            assertThat(report.status()).isEqualTo("FAILED");
            assertThat(report.errors().toString()).contains("engagement.max-posted=299");
            assertThat(state.requests("list-add")).isEmpty();
        }
    }

    @Test
    void eng1_theThresholdIsTheOperatorsAndScoresAreReadInAnyForm() {
        state.lists()
                .put(
                        "s",
                        List.of(
                                contact("a", "50.5"),
                                contact("b", "\"50.50\""),
                                contact("c", "50.4"),
                                contact("d", "null"),
                                contact("e", "120")));
        state.lists().put("t", List.of(contact("a", "1"), contact("b", "1"), contact("c", "1"), contact("e", "1")));
        try (TestHouse other = house(
                "engagement.source-list-id", "s", "engagement.target-list-id", "t", "engagement.min-score", "50.5")) {
            Report report = new Report(other.run(EngagementSteps.WORKFLOW, Mode.LIVE, false));
            assertThat(report.status()).as(report.toString()).isEqualTo("SUCCEEDED");
            assertThat(posted("list-add")).containsExactly(List.of("a", "b"));
        }
    }

    @Test
    void all13_aDryRunReadsAndDecidesAndWritesNothing() {
        Report report = new Report(house.run(EngagementSteps.WORKFLOW, Mode.DRY_RUN, false));

        assertThat(report.status()).isEqualTo("SUCCEEDED");
        assertThat(report.count("intersection")).isEqualTo(300);
        assertThat(report.count("synced")).isZero();
        assertThat(report.items())
                .hasSize(6)
                .allMatch(item -> item.get("outcome").equals("planned"));
        assertThat(state.requests("list-add")).isEmpty();
        assertThat(state.webhooks()).isEmpty();
    }

    @Test
    void eng3_thePauseBetweenChunksIsKept() {
        try (TestHouse slow = house("engagement.chunk-delay", "300ms", "engagement.chunk-size", "100")) {
            slow.run(EngagementSteps.WORKFLOW, Mode.LIVE, false);
            List<RecordedRequest> writes = state.requests("list-add");
            assertThat(writes).hasSize(3);
            for (int i = 1; i < writes.size(); i++) {
                assertThat(writes.get(i).receivedNanos() - writes.get(i - 1).receivedNanos())
                        .isGreaterThan(290_000_000L);
            }
        }
    }

    @Test
    void all15_oneEventTellsOfTheRunWithoutItsChunks() {
        Report report = sync();
        Awaitility.await().until(() -> !state.webhooks().isEmpty());

        JsonNode event = json(state.webhooks().get(0).body());
        assertThat(event.fieldNames())
                .toIterable()
                .containsExactly("event", "eventId", "runId", "status", "counts", "timestamp");
        assertThat(event.path("event").asText()).isEqualTo("engagement_sync_completed");
        assertThat(event.path("runId").asText()).isEqualTo(report.runId());
        assertThat(event.path("counts").path("synced").asInt()).isEqualTo(300);
    }

    @Test
    void all14_eachChunkAndTheRunLeaveAnAuditLineWithoutNamesOrPhones() throws IOException {
        Report report = sync();
        List<JsonNode> lines = Files.readAllLines(folder.resolve("audit.jsonl")).stream()
                .map(EngagementSyncTest::json)
                .filter(line -> line.path("runId").asText().equals(report.runId()))
                .toList();

        assertThat(lines)
                .filteredOn(line -> line.path("action").asText().equals("ENGAGEMENT_SYNC_ITEM"))
                .hasSize(6);
        assertThat(lines)
                .filteredOn(line -> line.path("action").asText().equals("ENGAGEMENT_SYNC"))
                .hasSize(1);
        assertThat(lines.toString()).doesNotContain("CANARY");
        assertThat(report.json().toString()).doesNotContain("CANARY");
    }
}
