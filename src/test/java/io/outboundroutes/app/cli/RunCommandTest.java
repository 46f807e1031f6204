package io.outboundroutes.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.campaign.Campaign;
import io.outboundroutes.sandbox.fault.Fault;
import io.outboundroutes.sandbox.list.ContactLists;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code run} as an operator types it, against a server that only environment variables name. */
class RunCommandTest {

    private static final String WORKFLOW = "contact-segmentation";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static SandboxServer vendor;

    @TempDir
    Path folder;

    @BeforeAll
    static void startTheOtherServer() {
        vendor = SandboxServer.start(SandboxOptions.defaults().withContacts(1000));
    }

    @AfterAll
    static void stopTheOtherServer() {
        vendor.close();
    }

    @BeforeEach
    void nothingHappenedThereYet() {
        vendor.state().reset();
    }

    private Program program() {
        return Program.in(folder).calling(vendor);
    }

    @Test
    void aDryRunPlansWhatTheLiveRunThenSendsToTheServerThatTheEnvironmentNames() throws IOException {
        Program program = program();

        Ended dry = program.run("run", WORKFLOW, "--dry-run", "--plan", "plans/plan.jsonl", "--json")
                .assertFriendly(0);

        assertThat(dry.json().path("mode").asText()).isEqualTo("dry-run");
        assertThat(vendor.state().requests("segments-create")).isEmpty();
        assertThat(vendor.state().requests("webhook")).isEmpty();
        assertThat(vendor.state().webhooks()).isEmpty();
        Path plan = folder.resolve("plans/plan.jsonl");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(plan)))
                .isEqualTo("rw-------");
        Set<JsonNode> planned = bodies(Files.readAllLines(plan));
        assertThat(planned).hasSameSizeAs(Files.readAllLines(plan)).isNotEmpty();
        assertThat(dry.json().path("counts").path("planned").asInt()).isEqualTo(planned.size());

        // Slow pages, so that there is progress to tell.
        vendor.fault(Fault.named("slow").path("contacts-query").with("delayMs", 300));
        Ended live = program.run("run", WORKFLOW, "--json", "-P", "segmentation.page-size=100")
                .assertFriendly(0);

        List<JsonNode> sent = new ArrayList<>();
        for (var request : vendor.state().requests("segments-create")) {
            sent.add(JSON.readTree(request.body()));
        }
        assertThat(sent).containsExactlyInAnyOrderElementsOf(planned);
        assertThat(vendor.state().webhooks()).hasSize(1);
        assertThatReportHasAllFields(live.json(), planned.size());
        assertThat(live.out()).as("one object, one line").endsWith("}\n").hasLineCount(1);
        assertThatProgressIsALineASecond(live.err());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "campaign-schedules, register-job create-schedule, jobs-create schedules-create",
        "external-contacts, register-contact, contacts-register",
    })
    void aPlanOfRowsHoldsTheBodiesThatALiveRunThenSends(String workflow, String operations, String sent)
            throws IOException {
        String input = Path.of("examples", workflow + ".json").toAbsolutePath().toString();
        Program program = program();
        program.run("run", workflow, "--input", input, "--dry-run", "--plan", "plan.jsonl")
                .assertFriendly(0);
        List<String> lines = Files.readAllLines(folder.resolve("plan.jsonl"));

        program.run("run", workflow, "--input", input).assertFriendly(0);

        Set<String> named = new TreeSet<>();
        for (String line : lines) {
            named.add(JSON.readTree(line).path("operation").asText());
        }
        assertThat(named).containsExactlyInAnyOrderElementsOf(List.of(operations.split(" ", -1)));
        Set<JsonNode> bodies = new HashSet<>();
        for (String operation : sent.split(" ", -1)) {
            for (var request : vendor.state().requests(operation)) {
                bodies.add(JSON.readTree(request.body()));
            }
        }
        assertThat(bodies(lines)).isEqualTo(bodies).isNotEmpty();
    }

    @Test
    void aPlanOfAWorkflowThatWritesNothingAtTheVendorSaysSo() {
        Ended dry = program()
                .run("run", "campaign-statistics", "--dry-run", "--plan", "plan.jsonl")
                .assertFriendly(0);

        assertThat(dry.err()).contains("A live run would write nothing at the vendor; plan.jsonl is empty.");
    }

    @Test
    void engagementSyncPostsWhatBothListsHoldToTheServerThatTheEnvironmentNames() throws IOException {
        Ended ended = program()
                .with("CXONE_BASE_URL", vendor.baseUri().toString())
                .with("CXONE_CLIENT_ID", vendor.options().clientId())
                .with("CXONE_CLIENT_SECRET", vendor.options().clientSecret())
                .with("ENGAGEMENT_SOURCE_LIST_ID", ContactLists.SOURCE)
                .with("ENGAGEMENT_TARGET_LIST_ID", ContactLists.TARGET)
                .run("run", "engagement-sync", "--json")
                .assertFriendly(0);

        assertSucceededAtTheVendor(ended.json(), "cxone");
        List<String> posted = new ArrayList<>();
        for (var request : vendor.state().requests("list-add")) {
            JSON.readTree(request.body()).path("contactIds").forEach(id -> posted.add(id.textValue()));
        }
        assertThat(posted)
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(vendor.state().lists().qualifiedOnBoth());
        assertThat(ended.json().path("counts").path("synced").intValue()).isEqualTo(posted.size());
    }

    @Test
    void campaignStatisticsFetchesEachCampaignOfTheServerThatTheEnvironmentNames() throws IOException {
        Ended ended = program()
                .with("STATISTICS_ANY_ID", "true")
                .run("run", "campaign-statistics", "--json")
                .assertFriendly(0);

        assertSucceededAtTheVendor(ended.json(), "genesys");
        List<String> campaigns =
                vendor.state().campaigns().all().stream().map(Campaign::id).toList();
        assertThat(ended.json().path("items").findValuesAsText("campaignId"))
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(campaigns);
        assertThat(ended.json().path("counts").path("fetched").intValue()).isEqualTo(campaigns.size());
        assertThat(vendor.state().requests("campaign-statistics")).hasSameSizeAs(campaigns);
        assertThat(vendor.state().webhooks().stream()
                        .map(webhook -> webhook.header("webhook-id"))
                        .distinct())
                .as("figures pushed")
                .hasSameSizeAs(campaigns);
    }

    private static void assertSucceededAtTheVendor(JsonNode report, String name) {
        assertThat(report.path("status").textValue()).isEqualTo("SUCCEEDED");
        assertThat(report.path("mode").textValue()).isEqualTo("live");
        JsonNode target = report.path("target");
        assertThat(target.path("vendor").textValue()).isEqualTo(name);
        assertThat(target.path("host").textValue()).isEqualTo("127.0.0.1:" + vendor.port());
        assertThat(target.path("sandbox").booleanValue()).isFalse();
        assertThat(report.path("webhook").textValue()).isEqualTo("delivered");
    }

    private static Set<JsonNode> bodies(List<String> lines) throws IOException {
        Set<JsonNode> bodies = new HashSet<>();
        for (String line : lines) {
            JsonNode entry = JSON.readTree(line);
            assertThat(entry.path("key").isTextual()).isTrue();
            bodies.add(entry.path("request"));
        }
        return bodies;
    }

    private static void assertThatReportHasAllFields(JsonNode report, int segments) {
        assertThat(names(report))
                .containsExactlyInAnyOrder(
                        "runId",
                        "workflow",
                        "version",
                        "node",
                        "target",
                        "mode",
                        "trigger",
                        "status",
                        "startedAt",
                        "finishedAt",
                        "durationMs",
                        "counts",
                        "items",
                        "itemsTotal",
                        "webhook",
                        "warnings",
                        "errors");
        assertThat(report.path("workflow").textValue()).isEqualTo(WORKFLOW);
        assertThat(List.of("runId", "version", "node"))
                .allSatisfy(name ->
                        assertThat(report.path(name).textValue()).as(name).isNotBlank());
        JsonNode target = report.path("target");
        assertThat(names(target)).containsExactlyInAnyOrder("vendor", "dialect", "host", "sandbox");
        assertThat(target.path("vendor").textValue()).isEqualTo("genesys");
        assertThat(target.path("dialect").textValue()).isEqualTo("guide");
        assertThat(target.path("host").textValue()).isEqualTo("127.0.0.1:" + vendor.port());
        assertThat(target.path("sandbox").isBoolean()).isTrue();
        assertThat(target.path("sandbox").booleanValue())
                .as("a server that the environment names is the vendor")
                .isFalse();
        assertThat(report.path("mode").textValue()).isEqualTo("live");
        assertThat(report.path("trigger").textValue()).isEqualTo("cli");
        assertThat(report.path("status").textValue()).isEqualTo("SUCCEEDED");
        Duration took = Duration.between(
                Instant.parse(report.path("startedAt").textValue()),
                Instant.parse(report.path("finishedAt").textValue()));
        assertThat(report.path("durationMs").isIntegralNumber()).isTrue();
        assertThat(report.path("durationMs").longValue()).isBetween(took.toMillis() - 2, took.toMillis() + 2);
        assertThat(names(report.path("counts")))
                .containsExactlyInAnyOrder(
                        "pages",
                        "contacts",
                        "duplicates",
                        "rejected",
                        "unclassified",
                        "ignoredTimestamps",
                        "groups",
                        "collisions",
                        "created",
                        "unchanged",
                        "differs",
                        "exists",
                        "obsolete",
                        "planned",
                        "failed");
        assertThat(report.path("counts"))
                .allSatisfy(count -> assertThat(count.isIntegralNumber()).isTrue());
        assertThat(report.path("counts").path("created").intValue()).isEqualTo(segments);
        assertThat(report.path("itemsTotal").intValue()).isEqualTo(segments);
        assertThat(report.path("items")).hasSize(segments).allSatisfy(item -> {
            assertThat(names(item))
                    .containsExactlyInAnyOrder(
                            "groupKey",
                            "segmentName",
                            "query",
                            "refreshInterval",
                            "contactCount",
                            "segmentId",
                            "outcome",
                            "latencyMs");
            assertThat(item.path("contactCount").isIntegralNumber()).isTrue();
            assertThat(item.path("latencyMs").isIntegralNumber()).isTrue();
            assertThat(item.path("outcome").textValue()).isEqualTo("created");
        });
        assertThat(report.path("webhook").textValue()).isEqualTo("delivered");
        assertThat(report.path("warnings").isArray()).isTrue();
        assertThat(report.path("errors").isArray()).isTrue();
        assertThat(report.path("errors")).isEmpty();
    }

    private static void assertThatProgressIsALineASecond(String err) {
        assertThat(err.lines().filter(line -> line.startsWith(WORKFLOW + ": ")))
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(line -> assertThat(line)
                        .matches(
                                ".*, pages \\d+, records \\d+, items done \\d+, requests \\d+, waits \\d+ \\(.* s\\)"));
        assertThat(err).as("no bar without a terminal").doesNotContain("\r").doesNotContain("\u001b");
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void aSegmentThatTheVendorRefusesMakesTheRunPartialAndTheExitCode2() {
        vendor.fault(Fault.named("400").path("segments-create").first(1));

        Ended ended = program().run("run", WORKFLOW).assertFriendly(2);

        assertThat(ended.out())
                .contains(WORKFLOW + ": PARTIAL", "against genesys at 127.0.0.1:" + vendor.port(), "failed 1")
                .doesNotContain("the sandbox, not the vendor");
    }

    @Test
    void aRetryAfterBeyondWhatIsWaitedForEndsWith75AndNothingWritten() throws IOException {
        vendor.fault(Fault.named("429").path("contacts-query").page(2).with("retryAfter", "600"));

        Ended ended = program().run("run", WORKFLOW, "--json").assertFriendly(75);

        assertThat(ended.json().path("errors"))
                .extracting(error -> error.path("code").textValue())
                .contains("rate-limited");
        assertThat(ended.json().path("errors").toString()).contains("600 s", "retry.max-wait");
        assertThat(vendor.state().requests("segments-create")).isEmpty();
    }

    /** One run of each class of outcome that no other test of this class has. */
    @ParameterizedTest(name = "{0} on {1} -> {2} {3}, exit {4}")
    @CsvSource({
        "500,           contacts-query,  FAILED,  unavailable,     1",
        "repeated-page, contacts-query,  FAILED,  incomplete-read, 1",
        "500,           segments-create, PARTIAL, breaker-open,    2",
        "429,           segments-create, PARTIAL, rate-limited,    75",
    })
    void theExitCodeTellsTheClassOfTheOutcome(String fault, String path, String status, String code, int exit)
            throws IOException {
        Fault made = Fault.named(fault).path(path);
        made = fault.equals("429") ? made.with("retryAfter", "600") : made;
        vendor.fault(path.equals("contacts-query") ? made.page(2) : made.after(2));

        Ended ended = program()
                .run("run", WORKFLOW, "--json", "-P", "retry.base=10ms", "-P", "retry.cap=20ms")
                .assertFriendly(exit);

        assertThat(ended.json().path("status").textValue()).isEqualTo(status);
        assertThat(ended.json().path("errors"))
                .extracting(error -> error.path("code").textValue())
                .contains(code);
    }

    /** It takes the connection, and not a byte comes back. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"GENESYS_TOKEN_URL, http.token-timeout=PT0.3S", "GENESYS_BASE_URL, http.call-timeout=PT0.3S"})
    void aVendorThatStaysSilentFailsTheRunInBoundedTimeAndSaysSo(String variable, String within) throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String address = "http://127.0.0.1:" + silent.getLocalPort();
            Program program = program().with("GENESYS_TOKEN_URL", vendor.baseUri() + "/oauth/token");
            List<String> quick = List.of("http.token-timeout=300ms", "http.call-timeout=300ms", "retry.base=10ms");
            List<String> line = new ArrayList<>(List.of("run", WORKFLOW));
            quick.forEach(setting -> line.addAll(List.of("-P", setting)));
            Ended ended;
            try (Program.Running run = program.with(variable, address).start(line.toArray(String[]::new))) {
                ended = run.await(Duration.ofSeconds(45));
            }

            assertThat(ended.assertFriendly(1).out())
                    .contains(WORKFLOW + ": FAILED", "no answer from 127.0.0.1:" + silent.getLocalPort(), within);
        }
    }

    @Test
    void aHeaderUnderWhichNoRowCanBeTakenEndsWith64AndNoRun() throws IOException {
        Files.writeString(folder.resolve("people.csv"), "id,nome\nEXT-1,Jane Canary\n");

        Ended ended = program()
                .run("run", "external-contacts", "--input", "people.csv")
                .assertFriendly(64);

        assertThat(ended.err())
                .contains("people.csv: columns id, nome are unknown (did you mean name?)")
                .doesNotContain("Canary");
        assertThat(vendor.state().requests("contacts-register")).isEmpty();
    }

    @Test
    void anInputThatIsADirectoryOrNoUtf8EndsWith64AndTheReason() throws IOException {
        Program program = program();
        Files.createDirectory(folder.resolve("people"));
        Files.writeString(
                folder.resolve("latin.csv"), "externalContactId,name\nE1,M\u00fcller\n", StandardCharsets.ISO_8859_1);

        assertThat(program.run("run", "external-contacts", "--input", "people")
                        .assertFriendly(64)
                        .err())
                .contains("--input people is a directory; name the one file that holds the rows");
        assertThat(program.run("run", "external-contacts", "--input", "latin.csv")
                        .assertFriendly(64)
                        .err())
                .contains("latin.csv cannot be read: line 2 is not UTF-8 text; save it as UTF-8")
                .doesNotContain("ller");
    }

    @Test
    void aWrongSecretFailsTheRunAndNamesTheVariableNotTheSecret() {
        Ended ended = program()
                .with("GENESYS_CLIENT_SECRET", "not-the-secret")
                .run("run", WORKFLOW)
                .assertFriendly(1);

        assertThat(ended.out()).contains(WORKFLOW + ": FAILED", "HTTP 401", "GENESYS_CLIENT_SECRET");
        assertThat(ended.told()).doesNotContain("not-the-secret");
        assertThat(ended.told().lines().filter(line -> line.contains("GENESYS_CLIENT_SECRET")))
                .as("told once")
                .hasSize(1);
        assertThat(vendor.state().requests("contacts-query")).isEmpty();
    }

    @Test
    void aHostThatDoesNotResolveFailsTheRunAndNamesTheHost() {
        Ended ended = program()
                .with("GENESYS_BASE_URL", "https://nowhere.invalid")
                .run("run", WORKFLOW, "-P", "retry.max-attempts=2", "-P", "retry.base=10ms")
                .assertFriendly(1);

        assertThat(ended.out()).contains(WORKFLOW + ": FAILED", "nowhere.invalid", "does not resolve", "DNS");
    }

    @Test
    void sigtermInTheMiddleEndsWith1Within5SecondsAndWhatIsInFlightIsUnknown() throws IOException {
        vendor.fault(Fault.named("slow").path("segments-create").after(3).with("delayMs", 60_000));
        Program program = program().with("SEGMENTATION_PARALLEL", "1");
        Ended ended;
        Duration took;
        try (Program.Running run = program.start("run", WORKFLOW, "--json")) {
            await().atMost(Duration.ofSeconds(90))
                    .until(() -> vendor.state().requests("segments-create").size() == 4);
            long signalled = System.nanoTime();
            run.terminate();
            ended = run.await(Duration.ofSeconds(30));
            took = Duration.ofNanos(System.nanoTime() - signalled);
        }

        ended.assertFriendly(1);
        assertThat(took).isLessThan(Duration.ofMillis(5_500));
        assertThat(vendor.state().requests("segments-create")).hasSize(4);
        assertThat(outcomes(ended.json())).containsOnlyOnce("unknown").contains("created", "created", "created");
        assertThat(ended.json().path("errors"))
                .extracting(error -> error.path("code").textValue())
                .contains("stopped");

        Ended shown = InProcess.run(
                "runs",
                "show",
                ended.json().path("runId").textValue(),
                "--json",
                "-P",
                "store.url=" + program.storeUrl());
        assertThat(shown.json().path("status")).isEqualTo(ended.json().path("status"));
        assertThat(outcomes(shown.json())).containsOnlyOnce("unknown");
    }

    private static List<String> outcomes(JsonNode report) {
        return report.path("items").findValuesAsText("outcome");
    }
}
