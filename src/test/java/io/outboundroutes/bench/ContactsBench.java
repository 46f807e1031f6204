package io.outboundroutes.bench;

import static org.assertj.core.api.Assertions.assertThat;

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

    private static final int ROWS = Integer.getInteger("rows", 100_000);
    private static final String HEAP = System.getProperty("heap", "128m");

    @TempDir
    private Path folder;

    @Test
    void aThousandContactsWhoseCheckTakesFiveSecondsPassAtTheRateLimitsPace() throws Exception {
        Path input = csv(CONTACTS);
        SandboxOptions options = SandboxOptions.defaults().withContacts(0).withValidationTime(CHECK);
        try (SandboxServer sandbox = SandboxServer.start(options)) {
            int status = run(sandbox, input, List.of("-P", "contacts.rate-limit=" + PER_SECOND + "/1s"));
            assertThat(status).as(() -> read("progress.txt")).isZero();

            List<RecordedRequest> registrations = sandbox.state().requests("contacts-register");
            List<Conversation> conversations = sandbox.state().conversations();
            double wanted = (double) CONTACTS / PER_SECOND;
            double took =
                    Figures.seconds(registrations.get(registrations.size() - 1).receivedNanos()
                            - registrations.get(0).receivedNanos());
            double slowest = conversations.stream()
                            .mapToLong(c -> Duration.between(c.contact().registeredAt(), c.startedAt())
                                    .toMillis())
                            .max()
                            .orElse(0)
                    / 1000.0;
            Figures figures = new Figures("Contacts-pace", "-Dcontacts=" + CONTACTS);
            figures.head("figure", "value");
            figures.row("counts", report().path("counts"));
            figures.row("registrations, first to last, s", took);
            figures.row("of the rate limit's pace, %", 100 * wanted / took);
            figures.row("slowest from registration to conversation, s", slowest);
            figures.row(
                    "looks at contacts",
                    sandbox.state().requests("contacts-get").size());
            figures.publish();
            assertThat(registrations).hasSize(CONTACTS);
            assertThat(conversations.stream().map(c -> c.contact().externalId()))
                    .doesNotHaveDuplicates()
                    .hasSize(CONTACTS);
            assertThat(wanted / took).as("share of the rate limit's pace").isGreaterThan(LEAST_PACE);
            assertThat(slowest).as("seconds from registration to conversation").isLessThan((double)
                    LONGEST.toSeconds());
        }
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
        Map<String, String> environment = new HashMap<>(Map.of(
                "GENESYS_BASE_URL", sandbox.baseUri().toString(),
                "GENESYS_CLIENT_ID", sandbox.options().clientId(),
                "GENESYS_CLIENT_SECRET", sandbox.options().clientSecret(),
                "STORE_URL", "jdbc:h2:file:" + folder.resolve("db/outbound"),
                "AUDIT_LOG", folder.resolve("audit.jsonl").toString()));
        List<String> command = new ArrayList<>(List.of(
                "run", "external-contacts", "--json", "--input", input.toString(), "-P", "genesys.rate-limit=2000/1s"));
        command.addAll(more);
        return Product.measured(folder.resolve("figures.properties"), List.of("-Xmx" + HEAP), environment, command)
                .redirectOutput(folder.resolve("report.json").toFile())
                .redirectError(folder.resolve("progress.txt").toFile())
                .start()
                .waitFor();
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
