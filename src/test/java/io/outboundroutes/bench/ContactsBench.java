package io.outboundroutes.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.outboundroutes.sandbox.RecordedRequest;
import io.outboundroutes.sandbox.SandboxOptions;
import io.outboundroutes.sandbox.SandboxServer;
import io.outboundroutes.sandbox.external.Conversation;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Many external contacts: at the pace of the rate limit however long their checks take, and in a small heap. */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class ContactsBench {

    private static final int CONTACTS = Integer.getInteger("contacts", 1_000);
    private static final int PER_SECOND = 100;
    private static final Duration CHECK = Duration.ofSeconds(5);
    /** From registration to conversation: the check, the poll after it, and as much again for a busy machine. */
    private static final Duration LONGEST = CHECK.plusSeconds(8);
    /** What of the rate limit must be used. */
    private static final double LEAST_PACE = 0.8;

    private static final int REPETITIONS = Integer.getInteger("repetitions", 5);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final int ROWS = Integer.getInteger("rows", 100_000);
    private static final String HEAP = System.getProperty("heap", "128m");

    @TempDir
    private Path folder;

    @Test
    void eachThousandContactsWhoseCheckTakesFiveSecondsPassAtTheRateLimitsPace() throws Exception {
        SandboxOptions options = SandboxOptions.defaults().withContacts(0).withValidationTime(CHECK);
        Figures figures =
                new Figures("Contacts-pace", "-Dcontacts=" + CONTACTS + " -Drepetitions=" + REPETITIONS + " of serve");
        figures.head(
                "thousand",
                "registrations, first to last, s",
                "of the rate limit's pace, %",
                "slowest from registration to conversation, s",
                "looks at contacts");
        List<Double> paces = new ArrayList<>();
        try (SandboxServer sandbox = SandboxServer.start(options);
                BenchNode node = new BenchNode("serve", folder, serving(sandbox), List.of("-Xmx" + HEAP))) {
            node.start();
            node.awaitAtWork();
            // The first is for the compiler: a process that serves does so for weeks.
            for (int thousand = 0; thousand <= REPETITIONS; thousand++) {
                Passage passage = pass(sandbox, node, thousand);
                figures.row(
                        thousand == 0 ? "just started" : thousand,
                        passage.seconds(),
                        100 * passage.pace(),
                        passage.slowest(),
                        passage.looks());
                if (thousand > 0) {
                    paces.add(passage.pace());
                }
                assertThat(passage.slowest())
                        .as("seconds from registration to conversation")
                        .isLessThan((double) LONGEST.toSeconds());
            }
        }
        figures.row("median", "", 100 * Figures.median(paces), "", "");
        figures.publish();
        assertThat(Figures.median(paces)).as("share of the rate limit's pace").isGreaterThan(LEAST_PACE);
    }

    @Test
    void aRunOfItsOwnContactsAThousandOnceEach() throws Exception {
        Path input = csv(CONTACTS);
        SandboxOptions options = SandboxOptions.defaults().withContacts(0).withValidationTime(CHECK);
        try (SandboxServer sandbox = SandboxServer.start(options)) {
            int status = run(sandbox, input, List.of("-P", "contacts.rate-limit=" + PER_SECOND + "/1s"));
            assertThat(status).as(() -> read("progress.txt")).isZero();

            Passage passage = Passage.of(sandbox, 0, 0, 0);
            Figures figures = new Figures("Contacts-run", "-Dcontacts=" + CONTACTS);
            figures.head("figure", "value");
            figures.row("counts", report().path("counts"));
            figures.row("registrations, first to last, s", passage.seconds());
            figures.row("of the rate limit's pace, %", 100 * passage.pace());
            figures.row("slowest from registration to conversation, s", passage.slowest());
            figures.row("looks at contacts", passage.looks());
            figures.publish();
            assertThat(passage.slowest())
                    .as("seconds from registration to conversation")
                    .isLessThan((double) LONGEST.toSeconds());
        }
    }

    /**
     * How a thousand contacts passed, by the sandbox's clock.
     *
     * @param seconds from the first registration to the last
     * @param slowest the longest time from a registration to its conversation, in seconds
     * @param looks how often a contact was looked at
     */
    private record Passage(double seconds, double slowest, int looks) {

        static Passage of(SandboxServer sandbox, int registered, int contacted, int looked) {
            List<RecordedRequest> registrations = sandbox.state().requests("contacts-register");
            registrations = registrations.subList(registered, registrations.size());
            List<Conversation> conversations = sandbox.state().conversations();
            assertThat(conversations.stream().map(c -> c.contact().externalId()))
                    .as("nobody twice")
                    .doesNotHaveDuplicates();
            conversations = conversations.subList(contacted, conversations.size());
            assertThat(registrations).hasSize(CONTACTS);
            assertThat(conversations).hasSize(CONTACTS);
            double seconds =
                    Figures.seconds(registrations.get(registrations.size() - 1).receivedNanos()
                            - registrations.get(0).receivedNanos());
            double slowest = conversations.stream()
                            .mapToLong(c -> Duration.between(c.contact().registeredAt(), c.startedAt())
                                    .toMillis())
                            .max()
                            .orElse(0)
                    / 1000.0;
            return new Passage(
                    seconds, slowest, sandbox.state().requests("contacts-get").size() - looked);
        }

        double pace() {
            return (double) CONTACTS / PER_SECOND / seconds;
        }
    }

    /** Has the node contact a thousand people whom nobody has contacted yet, and waits for all. */
    private static Passage pass(SandboxServer sandbox, BenchNode node, int thousand) throws InterruptedException {
        int registered = sandbox.state().requests("contacts-register").size();
        int looked = sandbox.state().requests("contacts-get").size();
        int contacted = sandbox.state().conversations().size();
        String body = IntStream.range(0, CONTACTS)
                .mapToObj(i ->
                        "{\"externalContactId\":\"C-%d-%d\",\"name\":\"Contact %d\",\"channels\":{\"voice\":\"+1555%07d\"}}"
                                .formatted(thousand, i, i, i))
                .collect(Collectors.joining(",", "[", "]"));
        assertThat(node.post("/workflows/external-contacts/runs", "thousand-" + thousand, body))
                .as("asked for")
                .isPresent();
        await().atMost(PATIENCE).until(() -> sandbox.state().conversations().size() >= contacted + CONTACTS);
        return Passage.of(sandbox, registered, contacted, looked);
    }

    private Map<String, String> serving(SandboxServer sandbox) {
        Map<String, String> settings = new HashMap<>(environment(sandbox));
        settings.put("GENESYS_RATE_LIMIT", "2000/1s");
        settings.put("CONTACTS_RATE_LIMIT", PER_SECOND + "/1s");
        settings.put("CONTACTS_ENABLED", "true");
        settings.put("CONTACTS_CRON", "0 0 0 1 1 ? 2099");
        settings.put("CONTACTS_INBOX", folder.resolve("inbox").toString());
        settings.put("API_TOKENS", "bench:operator:" + BenchNode.TOKEN_HASH);
        return settings;
    }

    @Test
    void aHundredThousandRowsArePlannedInASmallHeap() throws Exception {
        Path input = csv(ROWS);
        try (SandboxServer sandbox =
                SandboxServer.start(SandboxOptions.defaults().withContacts(0))) {
            long start = System.nanoTime();
            int status = run(sandbox, input, List.of("--dry-run"));
            double wall = Figures.seconds(System.nanoTime() - start);
            assertThat(status).as(() -> read("progress.txt")).isZero();

            Properties used = new Properties();
            try (Reader in = Files.newBufferedReader(folder.resolve("figures.properties"))) {
                used.load(in);
            }
            Figures figures = new Figures("Contacts-plan", "-Drows=" + ROWS + " -Dheap=" + HEAP);
            figures.head("figure", "value");
            figures.row("rows planned", report().path("itemsTotal"));
            figures.row("wall time of the process, s", wall);
            figures.row("rows/s", ROWS / wall);
            figures.row("peak heap, MiB", mebibytes(used, Measured.PEAK_HEAP));
            figures.row("peak heap after a collection, MiB", mebibytes(used, Measured.PEAK_LIVE));
            figures.publish();
            assertThat(report().path("itemsTotal").asInt()).isEqualTo(ROWS);
            assertThat(report().path("status").asText()).isEqualTo("SUCCEEDED");
            assertThat(sandbox.state().requests())
                    .as("a dry run writes nothing")
                    .isEmpty();
        }
    }

    private int run(SandboxServer sandbox, Path input, List<String> more) throws IOException, InterruptedException {
        Map<String, String> environment = environment(sandbox);
        List<String> command = new ArrayList<>(List.of(
                "run", "external-contacts", "--json", "--input", input.toString(), "-P", "genesys.rate-limit=2000/1s"));
        command.addAll(more);
        return Product.measured(folder.resolve("figures.properties"), List.of("-Xmx" + HEAP), environment, command)
                .redirectOutput(folder.resolve("report.json").toFile())
                .redirectError(folder.resolve("progress.txt").toFile())
                .start()
                .waitFor();
    }

    private Map<String, String> environment(SandboxServer sandbox) {
        return Map.of(
                "GENESYS_BASE_URL", sandbox.baseUri().toString(),
                "GENESYS_CLIENT_ID", sandbox.options().clientId(),
                "GENESYS_CLIENT_SECRET", sandbox.options().clientSecret(),
                "STORE_URL", "jdbc:h2:file:" + folder.resolve("db/outbound"),
                "AUDIT_LOG", folder.resolve("audit.jsonl").toString());
    }

    private Path csv(int rows) throws IOException {
        Path file = folder.resolve("contacts.csv");
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            out.write("externalContactId,name,voice,sms,email,chat,initialMessage,metadata.campaign\n");
            for (int i = 1; i <= rows; i++) {
                out.write("C-%d,Contact %d,+1555%07d,,c%d@example.org,,\"Hello, contact %d\",bench%n"
                        .formatted(i, i, i, i, i));
            }
        }
        return file;
    }

    private JsonNode report() throws IOException {
        return new ObjectMapper().readTree(folder.resolve("report.json").toFile());
    }

    private static double mebibytes(Properties figures, String name) {
        return Long.parseLong(figures.getProperty(name, "0")) / 1048576.0;
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
